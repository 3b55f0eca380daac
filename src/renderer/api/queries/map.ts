import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import type { MapMethod } from '#contract/map'
import { keys } from './keys.ts'

export const mapQueries = (client: SomaClient) => ({
  standing: (namespace: string, method: MapMethod) =>
    queryOptions({
      queryKey: [...keys.map(namespace), 'standing', method] as const,
      queryFn: ({ signal }) => client.map.standing({ namespace, method }, { signal }),
    }),

  lists: (namespace: string, method: MapMethod, query: string) =>
    queryOptions({
      queryKey: [...keys.map(namespace), 'lists', method, query] as const,
      queryFn: ({ signal }) => client.map.lists({ namespace, method, query }, { signal }),
      structuralSharing: false,
      gcTime: 60_000,
    }),

  /** Of one map: another one has other regions. */
  topics: (namespace: string, method: MapMethod, madeAt: number) =>
    queryOptions({
      queryKey: ['map-topics', namespace, method, madeAt] as const,
      queryFn: ({ signal }) => client.map.topics({ namespace, method }, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
})
