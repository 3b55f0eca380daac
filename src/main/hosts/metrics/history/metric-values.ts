import type { MetricHistory, MetricName } from '#contract/metrics'
import { type Increments, quantile } from './increments.ts'

const RATES = [
  'stored',
  'skipped',
  'refused',
  'deleted',
  'answered',
  'unanswered',
  'passed',
  'stopped',
  'decayed',
  'evicted',
  'faults',
  'cpu',
] as const

const QUANTILES = [
  { name: 'recallP50', of: 'recall', share: 0.5 },
  { name: 'recallP95', of: 'recall', share: 0.95 },
  { name: 'recallP99', of: 'recall', share: 0.99 },
  { name: 'storeP50', of: 'store', share: 0.5 },
  { name: 'storeP95', of: 'store', share: 0.95 },
  { name: 'storeP99', of: 'store', share: 0.99 },
  { name: 'memoriesP95', of: 'memories', share: 0.95 },
  { name: 'vectorsP95', of: 'vectors', share: 0.95 },
] as const

/** How a gauge of a stretch is told: what must not be missed by its highest, the rest by how it ended. */
const LEVELS = [
  { name: 'recallAt10', told: 'last' },
  { name: 'vectors', told: 'last' },
  { name: 'indexBytes', told: 'last' },
  { name: 'outbox', told: 'most' },
  { name: 'lag', told: 'most' },
  { name: 'memory', told: 'most' },
] as const

const NAMES: readonly MetricName[] = [
  ...RATES,
  ...QUANTILES.map(({ name }) => name),
  'rebuilds',
  ...LEVELS.map(({ name }) => name),
]

type Values = MetricHistory['values']

export const emptyValues = (count: number): Values =>
  Object.fromEntries(NAMES.map((name) => [name, new Array<number | null>(count).fill(null)])) as Values

/** Figures of one stretch, written at its place. @param seconds how long it was, or has been up to now */
export const putValues = (
  values: Values,
  place: number,
  {
    increments,
    seconds,
    bounds,
  }: { readonly increments: Increments; readonly seconds: number; readonly bounds: readonly number[] },
): void => {
  const { counters, histograms, gauges } = increments
  for (const name of RATES) values[name][place] = (counters[name] ?? 0) / seconds
  values.rebuilds[place] = counters['rebuilds'] ?? 0
  for (const { name, of, share } of QUANTILES) {
    values[name][place] = quantile(share, histograms[of] ?? [], bounds)
  }
  for (const { name, told } of LEVELS) values[name][place] = gauges[name]?.[told] ?? null
}
