import type { Totals } from './increments.ts'

/** A metric as prom-client gives it. */
export interface ReadMetric {
  readonly name: string
  readonly values: readonly {
    readonly value: number
    readonly labels: Readonly<Record<string, string | number | undefined>>
    readonly metricName?: string | undefined
  }[]
}

type Labels = ReadMetric['values'][number]['labels']

interface Source {
  readonly metric: RegExp
  readonly when?: (labels: Labels) => boolean
}

const of = (name: string, when?: Source['when']): Source => ({
  metric: new RegExp(`^soma_${name}$`),
  ...(when && { when }),
})

const isOf =
  (label: string, ...values: readonly string[]) =>
  (labels: Labels): boolean =>
    values.includes(String(labels[label]))

const COUNTERS: Readonly<Record<string, Source>> = {
  stored: of('memory_store_total', isOf('result', 'stored')),
  skipped: of('memory_store_total', isOf('result', 'skipped')),
  refused: of('memory_store_total', isOf('result', 'taken', 'failed')),
  deleted: of('memory_delete_total', isOf('status', 'deleted', 'purged')),
  answered: of('memory_recall_total', isOf('result', 'answered')),
  unanswered: of('memory_recall_total', isOf('result', 'failed')),
  passed: of('gate_decisions_total', ({ decision }) => decision !== 'stopped'),
  stopped: of('gate_decisions_total', isOf('decision', 'stopped')),
  decayed: of('memory_decay_total'),
  evicted: of('memory_eviction_total'),
  faults: of('store_call_errors_total'),
  rebuilds: of('index_rebuilds_total'),
  cpu: of('process_cpu_seconds_total'),
}

/** Asked all day by the program itself, to see whether others changed something: they would drown the rest. */
const POLLED = new Set(['seq', 'namespaces', 'effectsAfter', 'artefacts', 'stats'])

const HISTOGRAMS: Readonly<Record<string, Source>> = {
  recall: of('memory_recall_latency_seconds'),
  store: of('memory_store_latency_seconds'),
  memories: of(
    'store_call_latency_seconds',
    ({ store, call }) => store === 'memories' && !POLLED.has(String(call)),
  ),
  vectors: of(
    'store_call_latency_seconds',
    ({ store, call }) => store === 'vectors' && String(call).startsWith('search'),
  ),
}

const GAUGES: Readonly<Record<string, Source>> = {
  vectors: of('index_vectors'),
  indexBytes: of('index_size_bytes'),
  memory: of('process_resident_memory_bytes'),
  lag: of('nodejs_eventloop_lag_max_seconds'),
  // Of several namespaces the worst: a mean would hide it.
  recallAt10: of('recall_at_k', ({ k }) => k === undefined || String(k) === '10'),
  outbox: of('outbox_(depth|entries)'),
}

/** The event loop is watched by a timer of ten milliseconds, which is in what it measures. */
const LAG_TIMER = 0.01

export const readTotals = (metrics: readonly ReadMetric[]): Totals => {
  const valuesOf = ({ metric, when = () => true }: Source) =>
    metrics
      .filter(({ name }) => metric.test(name))
      .flatMap(({ values }) => values.filter(({ labels }) => when(labels)))
  const counters = mapped(COUNTERS, (source) => sumOf(valuesOf(source)))
  const histograms = mapped(HISTOGRAMS, (source) => bucketsOf(valuesOf(source)))
  const gauges = mapped(GAUGES, (source) => {
    const values = valuesOf(source)
    if (values.length === 0) return undefined
    return source === GAUGES['recallAt10'] ? Math.min(...values.map(({ value }) => value)) : sumOf(values)
  })
  const { lag } = gauges
  // Before anything was measured it is NaN.
  if (lag !== undefined) gauges['lag'] = Math.max(0, lag - LAG_TIMER)
  return {
    counters,
    histograms,
    gauges: mapped(gauges, (value) => (Number.isFinite(value) ? value : undefined)),
  }
}

const sumOf = (values: readonly { readonly value: number }[]): number =>
  values.reduce((sum, { value }) => sum + value, 0)

/** Of several series one: counts that add up to the bucket before are taken apart. */
const bucketsOf = (values: ReadMetric['values']): number[] => {
  const upTo = new Map<number, number>()
  for (const { value, labels } of values) {
    if (labels['le'] === undefined) continue
    const bound = labels['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels['le'])
    upTo.set(bound, (upTo.get(bound) ?? 0) + value)
  }
  const sums = [...upTo].sort(([a], [b]) => a - b).map(([, sum]) => sum)
  return sums.map((sum, i) => sum - (sums[i - 1] ?? 0))
}

const mapped = <T, U>(of: Readonly<Record<string, T>>, to: (value: T) => U | undefined): Record<string, U> =>
  Object.fromEntries(
    Object.entries(of).flatMap(([name, value]) => {
      const found = to(value)
      return found === undefined ? [] : [[name, found]]
    }),
  )
