import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import type { MetricHistory } from '#contract/metrics'
import { keys } from './keys.ts'

interface Stretch {
  readonly from: number
  readonly until: number
}

interface Measured {
  readonly range: Stretch
  readonly history: MetricHistory
}

const QUICKEST_MS = 10_000
const SLOWEST_MS = 60_000

export const metricQueries = (client: SomaClient) => ({
  /** Of a stretch, or of so many seconds up to now, which goes on with the time. */
  history: (of: Stretch | number) =>
    queryOptions({
      queryKey: [...keys.metrics(), of] as const,
      queryFn: async ({ signal }): Promise<Measured> => {
        const now = Date.now() / 1000
        const range = typeof of === 'number' ? { from: now - of, until: now } : of
        return { range, history: await client.metrics.history(range, { signal }) }
      },
      placeholderData: keepPreviousData,
      refetchInterval: typeof of === 'number' ? Math.min(SLOWEST_MS, Math.max(QUICKEST_MS, of)) : false,
      // A stretch that lies behind is as it is, but the present one is old at once.
      staleTime: 0,
    }),
})
