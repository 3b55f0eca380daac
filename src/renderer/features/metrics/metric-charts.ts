import type { MetricHistory, MetricName } from '#contract/metrics'
import { CHART_COLORS, type ChartSeries, type ValueBounds } from '../../ui/chart/chart-data.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { aMinute, bytes, count, percent, recall, time } from './metric-formats.ts'

const t = wordsOf('metrics')

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
}

const line = (name: MetricName, label: PlainKey<'metrics'>, color: number): Line => ({
  name,
  get label() {
    return t(label)
  },
  color,
})

const latency = (
  id: 'recall' | 'store',
  [title, empty]: readonly [title: PlainKey<'metrics'>, empty: PlainKey<'metrics'>],
): MetricChart => ({
  id: `${id}-latency`,
  get title() {
    return t(title)
  },
  format: time,
  get empty() {
    return t(empty)
  },
  lines: [
    { name: `${id}P95`, low: `${id}P50`, label: 'p50–p95', color: 0, kind: 'band' },
    { name: `${id}P50`, label: 'p50', color: 0 },
    { name: `${id}P95`, label: 'p95', color: 3 },
    { name: `${id}P99`, label: 'p99', color: 1, kind: 'dashed' },
  ],
})

const RECALL_LATENCY = ['recallLatency', 'nobodyRecalled'] as const
const STORE_LATENCY = ['storeLatency', 'nobodyStored'] as const

export interface MetricGroup {
  readonly title: string
  readonly charts: readonly MetricChart[]
}

/** What people ask first stands first. Each group fills lines of three. */
export const METRIC_GROUPS: readonly MetricGroup[] = [
  {
    get title() {
      return t('recall')
    },
    charts: [
      latency('recall', RECALL_LATENCY),
      {
        id: 'recalls',
        get title() {
          return t('recallsAMinute')
        },
        format: aMinute,
        isStack: true,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('answered', 'answered', 0), line('unanswered', 'failed', 4)],
      },
      {
        id: 'recall-at-10',
        get title() {
          return t('recallAt10OfTheIndex')
        },
        format: recall,
        bounds: { max: 1, span: 0.05 },
        get empty() {
          return t('recallNotWatched')
        },
        lines: [{ name: 'recallAt10', label: 'recall@10', color: 3 }],
      },
    ],
  },
  {
    get title() {
      return t('writes')
    },
    charts: [
      latency('store', STORE_LATENCY),
      {
        id: 'writes',
        get title() {
          return t('writesAMinute')
        },
        format: aMinute,
        isStack: true,
        get empty() {
          return t('noProcessRan')
        },
        lines: [
          line('stored', 'stored', 3),
          line('skipped', 'skipped', 1),
          line('refused', 'refused', 4),
          line('deleted', 'deleted', 0),
        ],
      },
      {
        id: 'gate',
        get title() {
          return t('decisionsAMinute')
        },
        format: aMinute,
        isStack: true,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('passed', 'passed', 3), line('stopped', 'stopped', 1)],
      },
    ],
  },
  {
    get title() {
      return t('indexAndStores')
    },
    charts: [
      {
        id: 'vectors',
        get title() {
          return t('vectorsInTheIndex')
        },
        format: count,
        get empty() {
          return t('noIndexWasOpen')
        },
        lines: [line('vectors', 'vectors', 0)],
      },
      {
        id: 'index-size',
        get title() {
          return t('sizeOfTheIndex')
        },
        format: bytes,
        get empty() {
          return t('noIndexWasOpen')
        },
        lines: [line('indexBytes', 'inMemory', 0)],
      },
      {
        id: 'forgetting',
        get title() {
          return t('forgottenAMinute')
        },
        format: aMinute,
        isStack: true,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('decayed', 'decayed', 2), line('evicted', 'evicted', 1)],
      },
      {
        id: 'calls',
        get title() {
          return t('callsOfTheStores')
        },
        format: time,
        get empty() {
          return t('noStoreWasCalled')
        },
        lines: [line('memoriesP95', 'memories', 0), line('vectorsP95', 'vectorSearch', 1)],
      },
      {
        id: 'faults',
        get title() {
          return t('failedCalls')
        },
        format: aMinute,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('faults', 'failed', 4)],
      },
      {
        id: 'outbox',
        get title() {
          return t('changesThatWait')
        },
        format: count,
        get empty() {
          return t('noOtherStore')
        },
        lines: [line('outbox', 'waiting', 1)],
      },
    ],
  },
  {
    get title() {
      return t('process')
    },
    charts: [
      {
        id: 'lag',
        get title() {
          return t('longestWait')
        },
        format: time,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('lag', 'longest', 2)],
      },
      {
        id: 'cpu',
        get title() {
          return t('processor')
        },
        format: percent,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('cpu', 'ofOneCore', 0)],
      },
      {
        id: 'memory',
        get title() {
          return t('memoryOfTheProcess')
        },
        format: bytes,
        get empty() {
          return t('noProcessRan')
        },
        lines: [line('memory', 'resident', 0)],
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

/** The first time of which anything is known; null where nothing is. */
export const firstMeasured = (times: readonly number[], values: MetricHistory['values']): number | null =>
  times.find((_, i) =>
    METRIC_GROUPS.some(({ charts }) =>
      charts.some(({ lines }) => lines.some(({ name }) => (values[name][i] ?? null) !== null)),
    ),
  ) ?? null
