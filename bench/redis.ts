import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { memoryId } from '../src/main/engine/memory/coordinate.ts'
import type { MemoryStore, Mutation } from '../src/main/engine/ports.ts'
import { openCopy, redisAt } from '../test/redis/open-copy.ts'
import { startRedis } from '../test/redis/redis-server.ts'
import { storeInProcess } from '../test/store/engine-in-process.ts'
import { seededRandom } from './seeded-random.ts'

/**
 * What Redis as the primary store costs beside a file: single writes, chunks, a copy made from nothing, and memory.
 *   node bench/redis.ts [memories]
 */
const MEMORIES = Number(process.argv[2] ?? 10_000)
const SINGLE = 500
const CHUNK = 1000
const DIMENSION = 512

const random = seededRandom(1)
const text =
  'An agent noted what it saw in a file of about this length, and why that matters to whoever comes next. '

const vector = (): Float32Array => {
  const values = Float32Array.from({ length: DIMENSION }, () => random() - 0.5)
  const length = Math.hypot(...values)
  return values.map((value) => value / length)
}

const mutation = (x: number): Mutation => {
  const own = `${text.repeat(3)}${x}`
  const state = { payload: JSON.stringify({ text: own }), text: own, title: own.slice(0, 80), tags: [] }
  const rest = { type: 'episodic', importance: 1, timestamp: x, deletedAt: null } as const
  const place = { coordinate: [x], id: memoryId('bench', [x]), kind: 'put', when: 'any' } as const
  return { ...place, set: { ...state, ...rest }, vector: vector() }
}

const draft = (mutations: readonly Mutation[]) => ({
  ...{ namespace: 'bench', at: 1, author: 'bench', action: 'store', summary: '', reason: null },
  ...({ embedder: 'bench@1', onMismatch: 'fail', mutations } as const),
})

const at = (sorted: readonly number[], share: number): string =>
  `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)} ms`

const measure = async (name: string, store: MemoryStore): Promise<void> => {
  await store.createNamespace('bench', { at: 1, note: '', suggestions: [] })
  const started = performance.now()
  for (let from = 0; from < MEMORIES; from += CHUNK) {
    await store.commit(draft(Array.from({ length: CHUNK }, (_, i) => mutation(from + i))))
  }
  const chunks = performance.now() - started
  const single: number[] = []
  for (let i = 0; i < SINGLE; i++) {
    const one = draft([mutation(MEMORIES + i)])
    const begun = performance.now()
    await store.commit(one)
    single.push(performance.now() - begun)
  }
  single.sort((a, b) => a - b)
  const perChunk = ((chunks / MEMORIES) * CHUNK).toFixed(0)
  console.log(
    `${name}: single p50 ${at(single, 0.5)}, p95 ${at(single, 0.95)}; chunk of 1,000 ${perChunk} ms`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'soma-bench-redis-'))
const file = join(folder, 'memories.sqlite')
console.log(`${MEMORIES} memories of ${DIMENSION} numbers, load ${loadavg()[0]?.toFixed(1)}`)
const sqlite = storeInProcess(file)
await measure('SQLite', sqlite)
await sqlite.close()
console.log(`SQLite: ${Math.round(statSync(file).size / (MEMORIES + SINGLE))} bytes a memory`)

for (const [name, options] of [
  ['Redis, no file', ['--appendonly', 'no']],
  ['Redis, appendfsync everysec', ['--appendonly', 'yes', '--appendfsync', 'everysec']],
  ['Redis, appendfsync always', ['--appendonly', 'yes', '--appendfsync', 'always']],
] as const) {
  const server = await startRedis(options)
  const copy = await openCopy(redisAt([server.port]), join(folder, `${server.port}.sqlite`))
  await measure(name, copy.store)
  await copy.store.close()
  const admin = new Redis(server.port, '127.0.0.1')
  const begun = performance.now()
  const fresh = await openCopy(redisAt([server.port]), join(folder, `${server.port}-fresh.sqlite`))
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  await fresh.store.close()
  // Parts of large changes stay ten minutes for those who follow.
  const parts = await admin.keys('{soma}:body:*')
  if (parts.length > 0) await admin.del(...parts)
  const used = Number(/used_memory:(\d+)/.exec(await admin.info('memory'))?.[1] ?? 0)
  const log = Number(await admin.memory('USAGE', '{soma}:log', 'SAMPLES', 0))
  const bytes = Math.round((used - log) / (MEMORIES + SINGLE))
  console.log(
    `${name}: ${bytes} bytes a memory beside a log of ${Math.round(log / 1024 / 1024)} MiB; a copy from nothing in ${seconds} s`,
  )
  admin.disconnect()
  await server.stop()
}
rmSync(folder, { recursive: true })
