import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const savedQueryQueries = (client: SomaClient) => ({
  list: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.savedQueries(namespace), 'list'] as const,
      queryFn: ({ signal }) => client.queries.list({ namespace }, { signal }),
    }),
})
