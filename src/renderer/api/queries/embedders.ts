import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const embedderQueries = (client: SomaClient) => ({
  state: () =>
    queryOptions({
      queryKey: [...keys.embedders(), 'state'] as const,
      queryFn: ({ signal }) => client.embedders.state({}, { signal }),
    }),
})
