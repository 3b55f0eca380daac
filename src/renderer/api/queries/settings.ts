import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const settingQueries = (client: SomaClient) => ({
  list: () =>
    queryOptions({
      queryKey: [...keys.settings(), 'list'] as const,
      queryFn: ({ signal }) => client.settings.list({}, { signal }),
    }),
})
