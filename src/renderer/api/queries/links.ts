import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export const linkQueries = (client: SomaClient) => ({
  of: (namespace: string, coordinate: readonly number[], limit = 100) =>
    queryOptions({
      queryKey: [...keys.links(namespace), 'of', coordinate, limit] as const,
      queryFn: ({ signal }) => client.links.of({ namespace, coordinate: [...coordinate], limit }, { signal }),
    }),
})
