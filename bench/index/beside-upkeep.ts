import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { VectorIndex } from '#engine/ports'
import { programFiles } from '#hosts/program-files'
import { openVectorThread } from '#workers/vector-thread'
import { openDataSet } from './data/data-set.ts'
import { text } from './data/text.ts'
import { quantile } from './measure/quantile.ts'
import { batchesOf, putBatch, space } from './systems/vector-batch.ts'

/**
 * What a search waits for while a tree is built anew, through the threads that the app uses, from the thread that asks;
 * how long that one is ever held up; and how long a saved index takes to its first answer. After a build of the app:
 * `npm run bench:beside-upkeep`, for fewer rows `-- --n 20000`.
 */

const { values } = parseArgs({ options: { n: { type: 'string', default: '100000' } } })
const k = 10
const idleSearches = 3000

const folder = mkdtempSync(join(tmpdir(), 'soma-bench-'))
const snapshot = join(folder, 'vectors.fractal')
const files = programFiles(resolve(import.meta.dirname, '../..'))
const data = await openDataSet(text, { n: Number(values.n), queryLimit: 200 })
const { dimension } = data
const open = (): VectorIndex =>
  openVectorThread(files.vectorWorker, {
    dimension,
    jobWorker: files.jobWorker,
    trialWorker: files.trialWorker,
    snapshot,
    settings: { rebuildSizeDelta: 0.01, rebuildIntervalSeconds: 0 },
  })

/** Milliseconds of searches, one after the other, until `isOver`. */
const searchUntil = async (index: VectorIndex, isOver: (done: number) => boolean | Promise<boolean>) => {
  const times: number[] = []
  while (!(await isOver(times.length))) {
    const vector = data.queries[times.length % data.queries.length]!
    const started = performance.now()
    await index.search({ space, vector, k })
    times.push(performance.now() - started)
  }
  return times
}

const line = (what: string, times: readonly number[]) => ({
  what,
  n: times.length,
  'p50 ms': Number(quantile(times, 0.5).toFixed(2)),
  'p95 ms': Number(quantile(times, 0.95).toFixed(2)),
  'p99 ms': Number(quantile(times, 0.99).toFixed(2)),
})

const settled = async (index: VectorIndex): Promise<void> => {
  while ((await index.stats()).isBuilding) await delay(50)
}

const index = open()
for (const batch of batchesOf(data.base, { dimension })) {
  await index.apply(batch)
}
await delay(100)
await settled(index)

const idle = await searchUntil(index, (done) => done >= idleSearches)
const loop = monitorEventLoopDelay({ resolution: 1 })
loop.enable()
const changes = Math.ceil(data.n * 0.011)
for (let i = 0; i < changes; i++) {
  await index.apply(putBatch(data.base.slice(i * dimension, (i + 1) * dimension), i, dimension))
}
while (!(await index.stats()).isBuilding) await delay(1)
const started = performance.now()
const beside = await searchUntil(index, async (done) => done % 20 === 0 && !(await index.stats()).isBuilding)
const builtIn = performance.now() - started
loop.disable()

await index.save({ embedder: 'bench', cursor: { seq: 1, key: 1 }, stamp: '' })
const saving = await searchUntil(index, (done) => done >= 500)
await index.close()
const again = open()
const restoring = performance.now()
const isRestored = await again.restore()
await again.search({ space, vector: data.queries[0]!, k })
const restored = performance.now() - restoring
await again.close()

console.log(
  `${data.n} texts of ${dimension}, k = ${k}, balanced; a tree was built anew in ${Math.round(builtIn)} ms`,
)
console.table([
  line('search, nothing else going on', idle),
  line('search, while a tree is built and calibrated', beside),
  line('search, while the index is saved', saving),
])
console.log(`p99 beside a build over p99 idle: ${(quantile(beside, 0.99) / quantile(idle, 0.99)).toFixed(2)}`)
console.log(`longest that the asking thread was held up: ${(loop.max / 1e6).toFixed(1)} ms`)
console.log(
  `saved: ${(statSync(snapshot).size / 1e6).toFixed(0)} MB; from there to the first answer: ${isRestored ? `${Math.round(restored)} ms` : 'not restored'}`,
)
rmSync(folder, { recursive: true })
