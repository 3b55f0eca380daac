import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ActivityFilter } from '#contract/activity'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

const PAGE = 100

export const activityQueries = (client: SomaClient) => ({
  /** What happened, page by page, up to a moment or to now; what comes later is told by the stream. */
  page: (filter: ActivityFilter, until: number | null) =>
    infiniteQueryOptions({
      queryKey: [...keys.activity(), filter, until] as const,
      queryFn: ({ signal, pageParam }) =>
        client.activity.page(
          {
            ...filter,
            limit: PAGE,
            ...(until !== null && { until }),
            ...(pageParam !== null && { after: pageParam }),
          },
          { signal },
        ),
      initialPageParam: null as string | null,
      getNextPageParam: ({ next }) => next ?? undefined,
      // The stream goes on from here: a page that was read before would leave a gap.
      staleTime: 0,
      gcTime: 0,
      refetchOnWindowFocus: false,
    }),
  recordings: (namespace: string) =>
    queryOptions({
      queryKey: keys.recordings(namespace),
      queryFn: ({ signal }) => client.activity.recordings({ namespace }, { signal }),
    }),
})
