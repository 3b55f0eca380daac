import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const connectionQueries = (client: SomaClient) => ({
  state: () =>
    queryOptions({
      queryKey: keys.connections(),
      queryFn: ({ signal }) => client.connections.state({}, { signal }),
    }),
})
