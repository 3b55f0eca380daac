import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const qualityQueries = (client: SomaClient) => ({
  watch: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.quality(namespace), 'watch'] as const,
      queryFn: ({ signal }) => client.quality.watch({ namespace }, { signal }),
    }),

  series: (namespace: string, from: number) =>
    queryOptions({
      queryKey: [...keys.quality(namespace), 'series', from] as const,
      queryFn: ({ signal }) => client.quality.series({ namespace, from }, { signal }),
      placeholderData: keepPreviousData,
    }),

  autotune: (namespace: string) =>
    queryOptions({
      // What it finds changes with each measurement, of whichever namespace is seen.
      queryKey: [...keys.quality(namespace), 'autotune'] as const,
      queryFn: ({ signal }) => client.quality.autotune({}, { signal }),
    }),

  /** Each is explained by some searches, so they are asked for where they are seen, once after each measurement. */
  misses: (namespace: string, measuredAt: number) =>
    queryOptions({
      queryKey: ['watch-misses', namespace, measuredAt] as const,
      queryFn: ({ signal }) => client.quality.misses({ namespace, limit: 20 }, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
})
