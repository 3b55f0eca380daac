import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import type { QuerySource, SearchEffort, TuningProgress } from '#contract/tuning'
import { keys } from './keys.ts'

/** With what settings are tried. */
export interface TuningAsked {
  readonly namespace: string
  readonly queries: QuerySource
  readonly depth: number
}

/** Another index answers otherwise: of which one an answer is. */
type Stamp = string

/** What a slider left behind is forgotten soon. */
const GC_MS = 60_000

export const tuningQueries = (client: SomaClient) => ({
  health: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.tuning(namespace), 'health'] as const,
      queryFn: ({ signal }) => client.tuning.health({ namespace }, { signal }),
      retry: false,
    }),

  /** One setting on the copy; the answer before stands until the next one is there. */
  measure: (
    asked: TuningAsked,
    effort: SearchEffort,
    { stamp, onProgress }: { readonly stamp: Stamp; readonly onProgress: (told: TuningProgress) => void },
  ) =>
    queryOptions({
      queryKey: ['tuning-trial', asked.namespace, 'measure', asked, effort, stamp] as const,
      queryFn: async ({ signal }) => {
        for await (const item of client.tuning.measure({ ...asked, effort }, { signal })) {
          if (item.type === 'result') return item
          onProgress(item)
        }
        throw new Error('The measurement ended without a result.')
      },
      placeholderData: (previous, query) => (query?.queryKey[1] === asked.namespace ? previous : undefined),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: GC_MS,
      retry: false,
    }),

  misses: (asked: TuningAsked, effort: SearchEffort, stamp: Stamp) =>
    queryOptions({
      queryKey: ['tuning-trial', asked.namespace, 'misses', asked, effort, stamp] as const,
      queryFn: async ({ signal }) => {
        for await (const item of client.tuning.misses({ ...asked, effort }, { signal })) {
          if (item.type === 'result') return item.report
        }
        throw new Error('The search for misses ended without a result.')
      },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: GC_MS,
      retry: false,
    }),
})
