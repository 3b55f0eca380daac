import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export interface ChangesInput {
  readonly namespace?: string
  readonly before?: number
  readonly limit?: number
}

export const changeQueries = (client: SomaClient) => ({
  list: (input: ChangesInput = {}) =>
    queryOptions({
      queryKey: [...keys.changes(), 'list', input] as const,
      queryFn: ({ signal }) => client.changes.list(input, { signal }),
    }),
})
