import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { unreachable } from '#contract/unreachable'
import type {
  Observation,
  ObservedCall,
  ObservedChange,
  ObservedRecall,
  ObservedWatch,
  ObservedWrite,
  Observer,
} from '#engine/observe/observer'
import type { IndexStats } from '#engine/ports'
import { between, type Increments, type Totals } from './history/increments.ts'
import { type ReadMetric, readTotals } from './history/read-totals.ts'
import { NamespaceLabel } from './namespace-label.ts'
import { StoreMetrics, type StoresNow } from './store-metrics.ts'

/** Seconds, from 50 microseconds. */
export const SECONDS = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
  10,
]
const CANDIDATES = [0, 1, 5, 10, 25, 50, 100, 200, 400, 1000, 5000]

export interface MetricsOptions {
  /** Whether the process is measured too: memory, processor, how late its event loop is. */
  readonly process: boolean
}

/** What Prometheus asks for. It counts what the engine tells, so each operation is counted once. */
export class Metrics implements Observer {
  readonly #registry = new Registry()
  readonly #namespaces = new NamespaceLabel()
  readonly #index: IndexMetrics
  readonly #storesNow: StoreMetrics
  readonly contentType = this.#registry.contentType

  readonly #stores = this.#counter('memory_store_total', 'Memories that were to be stored', [
    'namespace',
    'result',
  ])
  readonly #storeLatency = this.#seconds('memory_store_latency_seconds', 'How long a call to store took', [
    'kind',
  ])
  readonly #recalls = this.#counter('memory_recall_total', 'Recalls that somebody asked', [
    'namespace',
    'result',
  ])
  readonly #recallLatency = this.#seconds('memory_recall_latency_seconds', 'How long an answer took', [])
  readonly #deletes = this.#counter('memory_delete_total', 'Memories that were to be deleted', [
    'namespace',
    'status',
  ])
  readonly #deleteLatency = this.#seconds(
    'memory_delete_latency_seconds',
    'How long a call to delete took',
    [],
  )
  readonly #gate = this.#counter('gate_decisions_total', 'What the write gate said', [
    'namespace',
    'decision',
  ])
  readonly #decays = this.#counter('memory_decay_total', 'Memories that decayed', ['namespace'])
  readonly #evictions = this.#counter('memory_eviction_total', 'Memories that made room', ['namespace'])
  readonly #candidates = new Histogram({
    name: 'soma_index_candidates',
    help: 'Memories that a recall weighed, by the signal that found them',
    labelNames: ['signal'],
    buckets: CANDIDATES,
    registers: [this.#registry],
  })
  readonly #callLatency = this.#seconds('store_call_latency_seconds', 'How long a call of a store took', [
    'store',
    'call',
  ])
  readonly #recallAt = new Gauge({
    name: 'soma_recall_at_k',
    help: 'Share of the k exactly nearest that searches found, as the watch measured it last',
    labelNames: ['namespace', 'k'],
    registers: [this.#registry],
  })
  readonly #recallAlert = new Gauge({
    name: 'soma_recall_alert',
    help: '1 while recall at 10 is below its target',
    labelNames: ['namespace'],
    registers: [this.#registry],
  })
  /** What of the counts others did, by the journal: each of them keeps its own. */
  readonly #ofOthers = new Tally()
  #told: Totals | null = null
  readonly #calls = new Map<string, { observe(seconds: number): void }>()
  readonly #callErrors = this.#counter('store_call_errors_total', 'Calls of a store that failed', [
    'store',
    'call',
  ])

  constructor(options: MetricsOptions) {
    this.#index = new IndexMetrics(this.#registry)
    this.#storesNow = new StoreMetrics(this.#registry)
    if (options.process) measureProcess(this.#registry)
  }

  /** Where the size of the index is asked when somebody looks; null while there is none. */
  set index(stats: (() => Promise<IndexStats>) | null) {
    this.#index.source = stats
  }

  /** Likewise how the stores are. */
  set stores(now: () => Promise<StoresNow>) {
    this.#storesNow.source = now
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    await Promise.all([this.#index.refresh(), this.#storesNow.refresh()])
    return this.#registry.metrics()
  }

  /** What this process counted since it was asked last, for the history. */
  async increments(): Promise<Increments> {
    const totals = await this.#totals()
    const increments = between(this.#told, totals)
    this.#told = totals
    return increments
  }

  async #totals(): Promise<Totals> {
    await Promise.all([this.#index.refresh(), this.#storesNow.refresh()])
    const found = readTotals((await this.#registry.getMetricsAsJSON()) as readonly ReadMetric[])
    const counters = Object.entries(found.counters).map(([name, all]) => [
      name,
      all - this.#ofOthers.of(name),
    ])
    return { ...found, counters: Object.fromEntries(counters) }
  }

  note(happened: Observation): void {
    switch (happened.is) {
      case 'call':
        this.#call(happened)
        break
      case 'change':
        this.#change(happened)
        break
      case 'recall':
        this.#recall(happened)
        break
      case 'write':
        this.#write(happened)
        break
      case 'others-change':
        this.#others(happened.change, happened.memories)
        break
      case 'purge':
        this.#deletes.inc({ namespace: this.#of(happened), status: 'purged' }, happened.count)
        break
      case 'watch':
        this.#watch(happened)
        break
      case 'embedder':
      case 'namespace':
        break
      default:
        unreachable(happened)
    }
  }

  #call({ store, call, took, failed }: ObservedCall): void {
    // Looking a series up by its labels costs more than counting in it, and a store is called often.
    const key = `${store} ${call}`
    const series = this.#calls.get(key) ?? this.#callLatency.labels({ store, call })
    this.#calls.set(key, series)
    series.observe(took)
    if (failed) this.#callErrors.inc({ store, call })
  }

  #change({ draft, committed }: ObservedChange): void {
    const namespace = this.#of(draft)
    const { action, mutations, artefacts = [] } = draft
    const tally = new Tally()
    for (const [i, { kind, gate }] of mutations.entries()) {
      const isDone = committed.outcomes[i]?.is === 'done'
      if (kind === 'put') tally.add(isDone ? 'stored' : 'taken')
      else tally.add(isDone ? 'done' : 'missing')
      if (isDone && gate !== undefined) this.#gate.inc({ namespace, decision: passOf(gate) })
    }
    const skipped = artefacts.filter(({ kind, state }) => kind === 'gate-skip' && state !== null).length
    if (draft.undoes !== undefined) return
    count(this.#stores, { namespace, result: 'stored' }, tally.of('stored'))
    count(this.#stores, { namespace, result: 'taken' }, tally.of('taken'))
    count(this.#stores, { namespace, result: 'skipped' }, skipped)
    count(this.#gate, { namespace, decision: 'stopped' }, skipped)
    if (action === 'delete') {
      count(this.#deletes, { namespace, status: 'deleted' }, tally.of('done'))
      count(this.#deletes, { namespace, status: 'missing' }, tally.of('missing'))
    }
    if (action === 'decay') count(this.#decays, { namespace }, tally.of('done'))
    if (action === 'evict') count(this.#evictions, { namespace }, tally.of('done'))
  }

  /** Of what another process did only what the journal says. */
  #others({ action, namespace: name }: { action: string; namespace: string }, memories: number): void {
    const namespace = this.#of({ namespace: name })
    if (STORING.has(action)) {
      count(this.#stores, { namespace, result: 'stored' }, memories)
      this.#ofOthers.add('stored', memories)
    }
    if (action === 'gate_skip') {
      count(this.#stores, { namespace, result: 'skipped' }, 1)
      count(this.#gate, { namespace, decision: 'stopped' }, 1)
      this.#ofOthers.add('skipped')
      this.#ofOthers.add('stopped')
    }
    if (action === 'delete') {
      count(this.#deletes, { namespace, status: 'deleted' }, memories)
      this.#ofOthers.add('deleted', memories)
    }
    if (action === 'decay') {
      count(this.#decays, { namespace }, memories)
      this.#ofOthers.add('decayed', memories)
    }
    if (action === 'evict') {
      count(this.#evictions, { namespace }, memories)
      this.#ofOthers.add('evicted', memories)
    }
  }

  #recall({ namespace, outcome, took, result }: ObservedRecall): void {
    this.#recalls.inc({ namespace: this.#of({ namespace }), result: outcome })
    if (result === null) return
    this.#recallLatency.observe(took)
    const { keyword, vector, graph } = result.candidates
    this.#candidates.observe({ signal: 'keyword' }, keyword)
    this.#candidates.observe({ signal: 'vector' }, vector)
    this.#candidates.observe({ signal: 'graph' }, graph)
  }

  #watch({ namespace: name, point, isAlert }: ObservedWatch): void {
    const namespace = this.#of({ namespace: name })
    this.#recallAt.set({ namespace, k: '1' }, point.recall1.value)
    this.#recallAt.set({ namespace, k: '5' }, point.recall5.value)
    this.#recallAt.set({ namespace, k: '10' }, point.recall10.value)
    this.#recallAlert.set({ namespace }, isAlert ? 1 : 0)
  }

  #write({ kind, namespace, memories, took, failed }: ObservedWrite): void {
    if (kind === 'delete') {
      if (failed) this.#deletes.inc({ namespace: this.#of({ namespace }), status: 'failed' }, memories)
      this.#deleteLatency.observe(took)
      return
    }
    if (failed) this.#stores.inc({ namespace: this.#of({ namespace }), result: 'failed' }, memories)
    this.#storeLatency.observe({ kind: kind === 'store' ? 'one' : 'many' }, took)
  }

  #of({ namespace }: { readonly namespace: string }): string {
    return this.#namespaces.of(namespace)
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `soma_${name}`, help, labelNames, registers: [this.#registry] })
  }

  #seconds<L extends string>(name: string, help: string, labelNames: readonly L[]): Histogram<L> {
    const own = { buckets: SECONDS, registers: [this.#registry] }
    return new Histogram({ name: `soma_${name}`, help, labelNames, ...own })
  }
}

const STORING = new Set(['store', 'import', 'share', 'consolidate'])

const count = <L extends string>(counter: Counter<L>, labels: Record<L, string>, by: number): void => {
  if (by > 0) counter.inc(labels, by)
}

class Tally {
  readonly #counts = new Map<string, number>()

  add(what: string, by = 1): void {
    this.#counts.set(what, this.of(what) + by)
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0
  }
}

/** Why a write passed: one of the few words of the gate's record. */
const passOf = (gate: string): string => (JSON.parse(gate) as { readonly pass: string }).pass

/** Sizes that are asked for when somebody looks. */
class IndexMetrics {
  source: (() => Promise<IndexStats>) | null = null
  readonly #vectors: Gauge
  readonly #bytes: Gauge
  readonly #builds: Counter
  #counted = 0

  constructor(registry: Registry) {
    const registers = [registry]
    this.#vectors = new Gauge({ name: 'soma_index_vectors', help: 'Vectors in the index', registers })
    this.#bytes = new Gauge({ name: 'soma_index_size_bytes', help: 'Memory that the index takes', registers })
    const help = 'Times that a tree of the index was built'
    this.#builds = new Counter({ name: 'soma_index_rebuilds_total', help, registers })
  }

  async refresh(): Promise<void> {
    const stats = await this.source?.().catch(() => null)
    if (!stats) return
    this.#vectors.set(stats.vectors)
    this.#bytes.set(stats.bytes)
    // The index of another embedder begins to count anew.
    this.#builds.inc(stats.builds >= this.#counted ? stats.builds - this.#counted : stats.builds)
    this.#counted = stats.builds
  }
}

/** Their names say that they are counters, which they are not. */
const MISNAMED = ['active_handles_total', 'active_requests_total', 'active_resources_total']

const measureProcess = (register: Registry): void => {
  collectDefaultMetrics({ register, prefix: 'soma_' })
  for (const name of MISNAMED) register.removeSingleMetric(`soma_nodejs_${name}`)
}
