import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const appQueries = (client: SomaClient) => ({
  info: () =>
    queryOptions({
      queryKey: [...keys.app(), 'info'] as const,
      queryFn: ({ signal }) => client.app.info({}, { signal }),
    }),

  status: () =>
    queryOptions({
      queryKey: [...keys.app(), 'status'] as const,
      queryFn: ({ signal }) => client.app.status({}, { signal }),
    }),
})
