import { queryOptions } from '@tanstack/react-query'
import type { AnalysisItem, GraphStart } from '#contract/graph'
import type { Moment } from '#contract/graph-moments'
import type { SomaClient } from '#contract/index'
import type { PathInput } from '#contract/links'
import { keys } from './keys.ts'

/** Views are large: they are let go a minute after nobody shows them, and not compared part by part. */
const LARGE = { structuralSharing: false, gcTime: 60_000, staleTime: Number.POSITIVE_INFINITY } as const

export const graphQueries = (client: SomaClient) => ({
  view: (namespace: string, start: GraphStart, limit: number) =>
    queryOptions({
      queryKey: [...keys.graph(namespace), 'view', start, limit] as const,
      queryFn: ({ signal }) => client.graph.view({ namespace, start, limit }, { signal }),
      ...LARGE,
    }),

  /** Runs the analysis to its end; the views that come after it know communities and ranks. */
  analysis: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.graph(namespace), 'analysis'] as const,
      queryFn: async ({ signal }) => {
        let last: AnalysisItem | null = null
        for await (const item of client.graph.analysis({ namespace }, { signal })) last = item
        return last
      },
      ...LARGE,
    }),

  dismissedPairs: (namespace: string) =>
    queryOptions({
      queryKey: keys.dismissedPairs(namespace),
      queryFn: ({ signal }) => client.graph.dismissedPairs({ namespace }, { signal }),
    }),

  /** Kept until anything changes: of the same memories at the same change the same are nearest. */
  nearest: (namespace: string, coordinates: number[][], k: number) =>
    queryOptions({
      queryKey: [...keys.graph(namespace), 'nearest', k, coordinates] as const,
      queryFn: async ({ signal }) =>
        (await client.graph.nearest({ namespace, coordinates, k, minSimilarity: -1 }, { signal })).pairs,
      ...LARGE,
    }),

  moments: (namespace: string, most: number) =>
    queryOptions({
      queryKey: [...keys.graph(namespace), 'moments', most] as const,
      queryFn: ({ signal }) => client.graph.moments({ namespace, most }, { signal }),
    }),

  compare: (namespace: string, from: Moment, to: Moment, limit: number) =>
    queryOptions({
      queryKey: [...keys.graph(namespace), 'compare', from, to, limit] as const,
      queryFn: ({ signal }) => client.graph.compare({ namespace, from, to, limit }, { signal }),
      ...LARGE,
    }),

  paths: (input: Omit<PathInput, 'types'>) =>
    queryOptions({
      queryKey: [...keys.graph(input.namespace), 'paths', input] as const,
      queryFn: ({ signal }) => client.links.path(input, { signal }),
    }),
})
