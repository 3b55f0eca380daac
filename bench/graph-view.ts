import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type { ViewInput } from '#contract/graph'
import { Analyses } from '#engine/graph/analysis/analyses'
import { memoryId } from '#engine/memory/coordinate'
import { readPayload } from '#engine/memory/payload'
import { encodeMessage, REPLY_BYTES } from '#rpc/codec'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { graphJobsIn } from '#workers/graph-jobs'
import { openStoreThreads } from '#workers/store-threads'
import { seededRandom } from './seeded-random.ts'

/**
 * Views and the analysis of a graph through the threads of the program, and how long the thread that asks was held up:
 * `node bench/graph-view.ts [--nodes 10000] [--links 50000] [--seed 1]`.
 */
const { values } = parseArgs({
  options: {
    nodes: { type: 'string', default: '10000' },
    links: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
  },
})
const [nodes, count] = [Number(values.nodes), Number(values.links)]
const random = seededRandom(Number(values.seed))
const pick = (below: number): number => Math.floor(random() * below)
const folder = mkdtempSync(join(tmpdir(), 'soma-graph-'))
const file = join(folder, 'memories.sqlite')
const workers = resolve(import.meta.dirname, '../src/main/workers')

const fill = async (): Promise<void> => {
  const store = sqliteStore(openDatabase({ file }).db)
  store.createNamespace('n', { at: 1, note: '', suggestions: [] })
  const rest = {
    author: 'bench',
    action: 'store',
    summary: '',
    reason: null,
    embedder: 'none',
    onMismatch: 'fail',
  } as const
  const draft = { namespace: 'n', at: 1, ...rest, mutations: [] }
  const mutation = (i: number) => {
    const { json, ...derived } = readPayload(`{"title":"Memory number ${i} of group ${i % 97}"}`)
    const set = {
      ...derived,
      payload: json,
      type: 'semantic',
      importance: 1,
      timestamp: i,
      deletedAt: null,
    } as const
    return { coordinate: [i, i % 97], id: memoryId('n', [i, i % 97]), kind: 'put', when: 'any', set } as const
  }
  for (let at = 0; at < nodes; at += 5000) {
    const length = Math.min(5000, nodes - at)
    await store.commit({ ...draft, mutations: Array.from({ length }, (_, i) => mutation(at + i)) })
  }
  // Every other end is drawn from the ends so far, so that who has links gets more (Barabási and Albert, 1999).
  const ends = [0]
  const link = () => {
    const [from, to] = [pick(nodes), ends[pick(ends.length)] as number]
    ends.push(from, to)
    return { from: [from, from % 97], to: [to, to % 97], type: `t${pick(5)}`, weight: 1, note: null }
  }
  for (let at = 0; at < count; at += 5000) {
    await store.commit({ ...draft, links: Array.from({ length: Math.min(5000, count - at) }, link) })
  }
  store.close()
}

const report = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  // Its first samples are of its own start.
  await new Promise((ready) => setTimeout(ready, 50))
  delay.enable()
  const [busy, all] = [process.threadCpuUsage(), process.cpuUsage()]
  const started = performance.now()
  await work()
  const took = performance.now() - started
  const { user, system } = process.threadCpuUsage(busy)
  const threads = process.cpuUsage(all)
  await new Promise((ready) => setTimeout(ready, 20))
  delay.disable()
  console.log(
    `| ${what} | ${took.toFixed(0)} | ${((threads.user + threads.system) / 1e3).toFixed(0)} | ${((user + system) / 1e3).toFixed(1)} | ${(delay.max / 1e6).toFixed(1)} |`,
  )
}

await fill()
const { store } = await openStoreThreads(join(workers, 'store-worker.ts'), { file })
const analyses = new Analyses({ store, jobs: graphJobsIn(join(workers, 'graph-worker.ts')) })
const shown = (start: ViewInput['start']) => async () => {
  const view = await store.graphView({ namespace: 'n', start, limit: 200_000 })
  encodeMessage({ id: 1, value: view }, REPLY_BYTES)
}
try {
  console.log(`${nodes} memories, ${count} links, seed ${values.seed}\n`)
  console.log('| what | ms | work of all threads, ms | of the asking thread, ms | its longest hold-up, ms |')
  console.log('|---|---|---|---|---|')
  await report('whole, first: the graph is read', shown({ kind: 'whole' }))
  await report('whole', shown({ kind: 'whole' }))
  await report(
    'two hops around one memory',
    shown({ kind: 'around', coordinates: [[5, 5]], depth: 2, direction: 'both' }),
  )
  await report('analysis', () => analyses.ensure('n'))
  await report('overview', shown({ kind: 'overview' }))
  await report('the largest community', shown({ kind: 'community', community: 0 }))
  const compared = (seq: number) => async () => {
    const query = { namespace: 'n', from: { seq }, to: { seq: Number.MAX_SAFE_INTEGER }, limit: 500 }
    encodeMessage({ id: 1, value: await store.compareMoments(query) }, REPLY_BYTES)
  }
  const last = await store.seq()
  await report('two moments: the last change, of up to 5,000 links', compared(last - 1))
  await report('two moments: everything', compared(0))
} finally {
  await store.close()
  rmSync(folder, { recursive: true })
}
