import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Filter } from '#contract/filter'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export interface GoldenSetPlace {
  readonly namespace: string
  readonly set: string
}

export const goldenQueries = (client: SomaClient) => ({
  sets: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.golden(namespace), 'sets'] as const,
      queryFn: ({ signal }) => client.golden.sets({ namespace }, { signal }),
    }),

  entries: ({ namespace, set }: GoldenSetPlace, { offset = 0, limit = 100 } = {}) =>
    queryOptions({
      queryKey: [...keys.golden(namespace), 'entries', set, offset, limit] as const,
      queryFn: ({ signal }) => client.golden.entries({ namespace, set, offset, limit }, { signal }),
    }),

  /** The stars of a query's hits. Those of the query before stand until they are known. */
  starred: (namespace: string, query: string, filter?: Filter) =>
    queryOptions({
      queryKey: [...keys.golden(namespace), 'starred', query, filter] as const,
      queryFn: ({ signal }) =>
        client.golden.starred({ namespace, query, ...(filter && { filter }) }, { signal }),
      placeholderData: keepPreviousData,
      gcTime: 30_000,
    }),

  runs: ({ namespace, set }: GoldenSetPlace) =>
    queryOptions({
      queryKey: [...keys.golden(namespace), 'runs', set] as const,
      queryFn: ({ signal }) => client.golden.runs({ namespace, set }, { signal }),
    }),

  lastRun: ({ namespace, set }: GoldenSetPlace) =>
    queryOptions({
      queryKey: [...keys.golden(namespace), 'last-run', set] as const,
      queryFn: ({ signal }) => client.golden.lastRun({ namespace, set }, { signal }),
    }),
})
