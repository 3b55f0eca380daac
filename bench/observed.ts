import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { Observer } from '#engine/observe/observer'
import { observers } from '#engine/observe/observers'
import { AuditLog } from '#hosts/audit/audit-log'
import { loadConfig } from '#hosts/config'
import { Metrics } from '#hosts/metrics/metrics'
import { Traces } from '#hosts/traces/traces'
import { never, openTestEngine } from '../test/recall/engine.ts'

// What it costs to be watched: the same stores and recalls without an observer, with audit log and metrics, and with traces
// beside them that are off or on, in turns, in one thread without disk or network, so that nothing else hides it:
//   node bench/observed.ts
const ROUNDS = 40
const AT_ONCE = { store: 100, recall: 20 }

const folder = mkdtempSync(join(tmpdir(), 'soma-observed-'))
const log = { info: () => {}, warn: console.error, error: console.error }
const settings = { enabled: true, path: join(folder, 'audit.jsonl'), maxSize: 1e9, files: 1, fsync: false }
const audit = new AuditLog({ settings: () => ({ ...settings, queries: 'text' }), log })

const traced = async (telemetry: Record<string, unknown>): Promise<Traces> => {
  const surroundings = { fetch: async () => new Response('{}') }
  const traces = new Traces({
    log,
    surroundings,
    conceal: () => {},
    secrets: { env: {}, keychain: undefined },
  })
  await traces.use(loadConfig({ env: {}, explicit: { mode: 'on_demand', telemetry } }))
  return traces
}

const metrics = new Metrics({ process: false })
const OBSERVERS: Readonly<Record<string, Observer | undefined>> = {
  nobody: undefined,
  'audit log and metrics': observers([audit, metrics]),
  'both, and traces that are off': observers([await traced({ enabled: false }), audit, metrics]),
  'both, and traces that are on': observers([
    await traced({ enabled: true, endpoint: 'http://localhost:4318' }),
    audit,
    metrics,
  ]),
}

const open = async (observer: Observer | undefined) => {
  const { engine } = await openTestEngine(createHashingEmbedder(64), {}, observer ? { observer } : {})
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

const worlds = await Promise.all(
  Object.entries(OBSERVERS).map(async ([name, observer]) => ({ name, ...(await open(observer)) })),
)
for (const what of ['store', 'recall'] as const) {
  const times = new Map<string, number[]>(worlds.map(({ name }) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? worlds : [...worlds].reverse()
    for (const world of order) times.get(world.name)?.push(await timeOf(world[what], AT_ONCE[what]))
  }
  const [bare = 0] = [...times.values()].map((all) => median(all.slice(5)))
  for (const [name, all] of times) {
    const cost = median(all.slice(5))
    process.stdout.write(
      `${what}, watched by ${name}: ${cost.toFixed(1)} us, ${(cost / bare).toFixed(3)} times as much\n`,
    )
  }
}
await Promise.all(worlds.map(({ engine }) => engine.close()))
rmSync(folder, { recursive: true })
