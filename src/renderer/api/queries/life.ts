import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const lifeQueries = (client: SomaClient) => ({
  settings: () =>
    queryOptions({
      queryKey: [...keys.app(), 'life'] as const,
      queryFn: ({ signal }) => client.life.settings({}, { signal }),
    }),
})
