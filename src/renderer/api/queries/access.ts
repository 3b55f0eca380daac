import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const accessQueries = (client: SomaClient) => ({
  /** A door opens some moments after it was switched on, which no event tells. */
  state: () =>
    queryOptions({
      queryKey: [...keys.settings(), 'access'] as const,
      queryFn: ({ signal }) => client.access.state({}, { signal }),
      refetchInterval: 1000,
    }),
})
