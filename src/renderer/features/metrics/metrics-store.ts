import { create } from 'zustand'
import type { TimeRange } from '../../ui/chart/chart-data.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('metrics')

export const SPANS = [
  {
    value: 'hour',
    get label() {
      return t('hour')
    },
    seconds: 3600,
  },
  {
    value: 'day',
    get label() {
      return t('day')
    },
    seconds: 86_400,
  },
  {
    value: 'week',
    get label() {
      return t('week')
    },
    seconds: 7 * 86_400,
  },
  {
    value: 'month',
    get label() {
      return t('month')
    },
    seconds: 30 * 86_400,
  },
] as const
export type SpanName = (typeof SPANS)[number]['value']

interface MetricsState {
  readonly span: SpanName
  /** A stretch that was drawn out; null follows the present. */
  readonly zoom: TimeRange | null
}

/** A screen is gone while another is shown; how it looked stays. */
export const useMetricsStore = create<MetricsState>(() => ({ span: 'hour', zoom: null }))

export const spanOf = (name: SpanName): (typeof SPANS)[number] =>
  SPANS.find(({ value }) => value === name) ?? SPANS[0]

/** No stretch is shorter than this: below it there are too few values to see anything. */
const SHORTEST = 60

export const zoomTo = (range: TimeRange | null): void => {
  const middle = range && (range.from + range.until) / 2
  const zoom =
    range && middle !== null && range.until - range.from < SHORTEST
      ? { from: middle - SHORTEST / 2, until: middle + SHORTEST / 2 }
      : range
  useMetricsStore.setState({ zoom })
}
