import type { SomaHandlers } from '#contract/index'
import type { MetricHistory } from '#contract/metrics'

/** What was measured up to now, by whomever. */
export interface MetricsState {
  read(range: { readonly from: number; readonly until: number }, signal: AbortSignal): Promise<MetricHistory>
}

export const metricsHandlers = ({
  metrics,
}: {
  readonly metrics: MetricsState
}): SomaHandlers['metrics'] => ({
  history: (range, { signal }) => metrics.read(range, signal),
})
