import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import type { RecallQuery } from '#contract/recall'
import { keys } from './keys.ts'

export type RecallInput = Partial<Omit<RecallQuery, 'namespace'>> & {
  readonly namespace: string
  readonly query: string
}

export const recallQueries = (client: SomaClient) => ({
  /**
   * Until an answer is there the one before it stands, within a namespace. Answers of queries that were typed over are
   * dropped soon: half a minute serves going back a letter.
   */
  search: (input: RecallInput) =>
    queryOptions({
      queryKey: [...keys.recall(input.namespace), 'search', input] as const,
      queryFn: ({ signal }) => client.recall.search(input, { signal }),
      placeholderData: (previous, query) => (query?.queryKey[1] === input.namespace ? previous : undefined),
      gcTime: 30_000,
    }),

  /** Two or more questions in one call, answered at the same state of the store. */
  batch: (namespace: string, inputs: readonly RecallInput[]) =>
    queryOptions({
      queryKey: [...keys.recall(namespace), 'batch', inputs] as const,
      queryFn: ({ signal }) => client.recall.batch({ queries: [...inputs] }, { signal }),
      placeholderData: (previous, query) => (query?.queryKey[1] === namespace ? previous : undefined),
      gcTime: 30_000,
    }),

  /** The answer about the same memory stands until one for the changed query is there. */
  whyNot: (input: RecallInput, coordinate: readonly number[]) =>
    queryOptions({
      queryKey: [...keys.recall(input.namespace), 'why-not', coordinate, input] as const,
      queryFn: ({ signal }) =>
        client.recall.whyNot({ query: input, coordinate: [...coordinate] }, { signal }),
      placeholderData: (previous, query) =>
        query?.queryKey[1] === input.namespace && query.queryKey[3].join() === coordinate.join()
          ? previous
          : undefined,
      gcTime: 30_000,
    }),

  nearest: (namespace: string, coordinate: readonly number[], k = 8) =>
    queryOptions({
      queryKey: [...keys.recall(namespace), 'nearest', coordinate, k] as const,
      queryFn: ({ signal }) =>
        client.recall.nearest({ namespace, coordinate: [...coordinate], k }, { signal }),
    }),
})
