import type { MetricHistory, MetricName } from '#contract/metrics'
import { CHART_COLORS, type ChartSeries, type ValueBounds } from '../../ui/chart/chart-data.ts'
import { aMinute, bytes, count, percent, recall, time } from './metric-formats.ts'

interface Line {
  readonly name: MetricName
  readonly label: string
  readonly color: number
  readonly kind?: ChartSeries['kind']
  readonly low?: MetricName
}

export interface MetricChart {
  readonly id: string
  readonly title: string
  readonly lines: readonly Line[]
  readonly format: (value: number) => string
  readonly isStack?: boolean
  readonly bounds?: ValueBounds
  /** What stands where nothing was measured. */
  readonly empty: string
  /** Only there once something was measured, as most programs never have it. */
  readonly isRare?: boolean
}

const latency = (id: 'recall' | 'store', title: string, empty: string): MetricChart => ({
  id: `${id}-latency`,
  title,
  format: time,
  empty,
  lines: [
    { name: `${id}P95`, low: `${id}P50`, label: 'p50–p95', color: 0, kind: 'band' },
    { name: `${id}P50`, label: 'p50', color: 0 },
    { name: `${id}P95`, label: 'p95', color: 3 },
    { name: `${id}P99`, label: 'p99', color: 1, kind: 'dashed' },
  ],
})

export interface MetricGroup {
  readonly title: string
  readonly charts: readonly MetricChart[]
}

/** What people ask first stands first. */
export const METRIC_GROUPS: readonly MetricGroup[] = [
  {
    title: 'Recall',
    charts: [
      latency('recall', 'Recall latency', 'Nobody recalled anything in this time.'),
      {
        id: 'recalls',
        title: 'Recalls a minute',
        format: aMinute,
        isStack: true,
        empty: 'No process ran in this time.',
        lines: [
          { name: 'answered', label: 'answered', color: 0 },
          { name: 'unanswered', label: 'failed', color: 4 },
        ],
      },
      {
        id: 'recall-at-10',
        title: 'Recall@10 of the index',
        format: recall,
        bounds: { max: 1 },
        isRare: true,
        empty: 'Recall was not watched in this time.',
        lines: [{ name: 'recallAt10', label: 'recall@10', color: 3 }],
      },
    ],
  },
  {
    title: 'Writes',
    charts: [
      latency('store', 'Store latency', 'Nobody stored anything in this time.'),
      {
        id: 'writes',
        title: 'Writes a minute',
        format: aMinute,
        isStack: true,
        empty: 'No process ran in this time.',
        lines: [
          { name: 'stored', label: 'stored', color: 3 },
          { name: 'skipped', label: 'skipped', color: 1 },
          { name: 'refused', label: 'refused', color: 4 },
          { name: 'deleted', label: 'deleted', color: 0 },
        ],
      },
      {
        id: 'gate',
        title: 'Decisions of the gate a minute',
        format: aMinute,
        isStack: true,
        empty: 'No process ran in this time.',
        lines: [
          { name: 'passed', label: 'passed', color: 3 },
          { name: 'stopped', label: 'stopped', color: 1 },
        ],
      },
      {
        id: 'forgetting',
        title: 'Forgotten a minute',
        format: aMinute,
        isStack: true,
        empty: 'No process ran in this time.',
        lines: [
          { name: 'decayed', label: 'decayed', color: 2 },
          { name: 'evicted', label: 'evicted', color: 1 },
        ],
      },
    ],
  },
  {
    title: 'Index and stores',
    charts: [
      {
        id: 'vectors',
        title: 'Vectors in the index',
        format: count,
        empty: 'No index was open in this time.',
        lines: [{ name: 'vectors', label: 'vectors', color: 0 }],
      },
      {
        id: 'index-size',
        title: 'Size of the index',
        format: bytes,
        empty: 'No index was open in this time.',
        lines: [{ name: 'indexBytes', label: 'in memory', color: 0 }],
      },
      {
        id: 'calls',
        title: 'Calls of the stores, p95',
        format: time,
        empty: 'No store was called in this time.',
        lines: [
          { name: 'memoriesP95', label: 'memories', color: 0 },
          { name: 'vectorsP95', label: 'vector search', color: 1 },
        ],
      },
      {
        id: 'faults',
        title: 'Failed calls of the stores a minute',
        format: aMinute,
        empty: 'No process ran in this time.',
        lines: [{ name: 'faults', label: 'failed', color: 4 }],
      },
      {
        id: 'outbox',
        title: 'Changes that wait for another store',
        format: count,
        isRare: true,
        empty: 'No other store was connected in this time.',
        lines: [{ name: 'outbox', label: 'waiting', color: 1 }],
      },
    ],
  },
  {
    title: 'Process',
    charts: [
      {
        id: 'lag',
        title: 'Longest wait of the event loop',
        format: time,
        empty: 'No process ran in this time.',
        lines: [{ name: 'lag', label: 'longest', color: 2 }],
      },
      {
        id: 'cpu',
        title: 'Processor',
        format: percent,
        empty: 'No process ran in this time.',
        lines: [{ name: 'cpu', label: 'of one core', color: 0 }],
      },
      {
        id: 'memory',
        title: 'Memory of the process',
        format: bytes,
        empty: 'No process ran in this time.',
        lines: [{ name: 'memory', label: 'resident', color: 0 }],
      },
    ],
  },
]

export const seriesOf = ({ lines }: MetricChart, values: MetricHistory['values']): readonly ChartSeries[] =>
  lines.map(({ name, label, color, kind, low }) => ({
    id: `${name} ${label}`,
    label,
    color: CHART_COLORS[color] ?? CHART_COLORS[0],
    values: values[name],
    ...(kind && { kind }),
    ...(low && { low: values[low] }),
  }))

export const isMeasured = ({ lines }: MetricChart, values: MetricHistory['values']): boolean =>
  lines.some(({ name }) => values[name].some((value) => value !== null))
