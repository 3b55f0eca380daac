import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import type { PageQuery } from '#contract/memories'
import { keys } from './keys.ts'

/** A page question as a view asks it: what is left out takes the contract's default. */
export type PageInput = Partial<Omit<PageQuery, 'namespace'>> & { readonly namespace: string }

export const memoryQueries = (client: SomaClient) => ({
  page: (input: PageInput) =>
    queryOptions({
      queryKey: [...keys.memory(input.namespace), 'page', input] as const,
      queryFn: ({ signal }) => client.memories.page(input, { signal }),
    }),

  detail: (namespace: string, coordinate: readonly number[]) =>
    queryOptions({
      queryKey: [...keys.memory(namespace), 'detail', coordinate] as const,
      queryFn: ({ signal }) => client.memories.get({ namespace, coordinate: [...coordinate] }, { signal }),
    }),

  versions: (namespace: string, coordinate: readonly number[], limit = 100) =>
    queryOptions({
      queryKey: [...keys.memory(namespace), 'versions', coordinate, limit] as const,
      queryFn: ({ signal }) =>
        client.memories.versions({ namespace, coordinate: [...coordinate], limit }, { signal }),
    }),

  recent: (namespace: string, limit = 20) =>
    queryOptions({
      queryKey: [...keys.memory(namespace), 'recent', limit] as const,
      queryFn: ({ signal }) => client.memories.recent({ namespace, limit }, { signal }),
    }),

  stats: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.memory(namespace), 'stats'] as const,
      queryFn: ({ signal }) => client.memories.stats({ namespace }, { signal }),
      placeholderData: keepPreviousData,
    }),
})
