import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const namespaceQueries = (client: SomaClient) => ({
  list: () =>
    queryOptions({
      queryKey: [...keys.namespaces(), 'list'] as const,
      queryFn: ({ signal }) => client.namespaces.list({}, { signal }),
    }),

  bin: () =>
    queryOptions({
      queryKey: [...keys.namespaces(), 'bin'] as const,
      queryFn: ({ signal }) => client.namespaces.bin({}, { signal }),
    }),

  compare: (left: string, right: string, limit = 200) =>
    queryOptions({
      queryKey: [...keys.namespaces(), 'compare', left, right, limit] as const,
      queryFn: ({ signal }) => client.namespaces.compare({ left, right, limit }, { signal }),
    }),
})
