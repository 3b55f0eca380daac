import type { SomaHandlers } from '#contract/index'
import type { MetricHistory } from '#contract/metrics'

export interface MetricsAsked {
  readonly from: number
  readonly until: number
  /** The most values that are wanted. */
  readonly points: number
}

/** What was measured up to now, by whomever. */
export interface MetricsState {
  read(asked: MetricsAsked, signal: AbortSignal): Promise<MetricHistory>
}

export const metricsHandlers = ({
  metrics,
}: {
  readonly metrics: MetricsState
}): SomaHandlers['metrics'] => ({
  history: (range, { signal }) => metrics.read(range, signal),
})
