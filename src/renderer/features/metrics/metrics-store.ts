import { create } from 'zustand'
import type { TimeRange } from '../../ui/chart/chart-data.ts'

export const SPANS = [
  { value: 'hour', label: 'Hour', words: 'the last hour', seconds: 3600 },
  { value: 'day', label: 'Day', words: 'the last day', seconds: 86_400 },
  { value: 'week', label: 'Week', words: 'the last week', seconds: 7 * 86_400 },
  { value: 'month', label: 'Month', words: 'the last month', seconds: 30 * 86_400 },
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
