import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const updateQueries = (client: SomaClient) => ({
  /** No event tells how far a download is. */
  state: () =>
    queryOptions({
      queryKey: [...keys.app(), 'updates'] as const,
      queryFn: ({ signal }) => client.updates.state({}, { signal }),
      refetchInterval: ({ state: { data } }) =>
        data?.update.state === 'downloading' || data?.update.state === 'checking' ? 500 : false,
    }),
})
