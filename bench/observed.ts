import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { observers } from '#engine/observe/observers'
import { AuditLog } from '#hosts/audit/audit-log'
import { Metrics } from '#hosts/metrics/metrics'
import { never, openTestEngine } from '../test/recall/engine.ts'

// What it costs to be watched: the same stores and recalls with and without audit log and metrics, in turns, in one thread
// without a disk, so that nothing else hides it:
//   node bench/observed.ts
const ROUNDS = 40
const AT_ONCE = { store: 100, recall: 20 }

const folder = mkdtempSync(join(tmpdir(), 'soma-observed-'))
const log = { info: () => {}, warn: console.error }
const settings = { enabled: true, path: join(folder, 'audit.jsonl'), maxSize: 1e9, files: 1, fsync: false }
const audit = new AuditLog({ settings: () => ({ ...settings, queries: 'text' }), log })
const observer = observers([audit, new Metrics({ process: false })])

const open = async (watched: boolean) => {
  const { engine } = await openTestEngine(createHashingEmbedder(64), {}, watched ? { observer } : {})
  await engine.namespaces.create('bench')
  let next = 0
  const store = async (): Promise<void> => {
    const payload = JSON.stringify({ text: `a note about heron ${next} and pond ${next % 97}` })
    const memory = { namespace: 'bench', coordinate: [next++], payload, importance: 0 }
    await engine.memories.store({ ...memory, type: 'episodic', ifTaken: 'refuse' }, 'bench')
  }
  const recall = async (): Promise<void> => {
    const query = { namespace: 'bench', query: `heron at pond ${next % 97}`, k: 10 }
    await engine.recall.search(query, never(), { author: 'bench' })
  }
  return { engine, store, recall }
}

/** Microseconds of one on a processor, all threads together: other programs do not count. */
const timeOf = async (work: () => Promise<void>, times: number): Promise<number> => {
  const started = process.cpuUsage()
  for (let n = 0; n < times; n++) await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / times
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const [bare, watched] = [await open(false), await open(true)]
for (const what of ['store', 'recall'] as const) {
  const times = { bare: [] as number[], watched: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? (['bare', 'watched'] as const) : (['watched', 'bare'] as const)
    for (const which of order) times[which].push(await timeOf({ bare, watched }[which][what], AT_ONCE[what]))
  }
  const [without, with_] = [median(times.bare.slice(5)), median(times.watched.slice(5))]
  process.stdout.write(
    `${what}: ${without.toFixed(1)} us without, ${with_.toFixed(1)} us with, ${(with_ - without).toFixed(1)} us more\n`,
  )
}
await Promise.all([bare.engine.close(), watched.engine.close()])
rmSync(folder, { recursive: true })
