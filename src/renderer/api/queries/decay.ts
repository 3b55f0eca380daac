import { queryOptions } from '@tanstack/react-query'
import type { DecayRules } from '#contract/decay-rules'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

/** By which rules; null: those in force. */
export interface DecayAsked {
  readonly namespace: string
  readonly rules: DecayRules | null
}

interface RowRange {
  readonly offset: number
  readonly limit: number
}

const asked = ({ namespace, rules }: DecayAsked) => ({ namespace, ...(rules && { rules }) })

/** What a slider left behind is forgotten soon. */
const GC_MS = 30_000

export const decayQueries = (client: SomaClient) => ({
  rules: () =>
    queryOptions({
      queryKey: [...keys.app(), 'decay-rules'] as const,
      queryFn: ({ signal }) => client.decay.rules({}, { signal }),
    }),

  /** Counts up to `at`; the answer before stands until the next one is there. */
  forecast: (question: DecayAsked, span: { readonly at: number; readonly until: number | null }) =>
    queryOptions({
      queryKey: [...keys.decay(question.namespace), 'forecast', question.rules, span] as const,
      queryFn: ({ signal }) =>
        client.decay.forecast(
          { ...asked(question), at: span.at, bins: 90, ...(span.until !== null && { until: span.until }) },
          { signal },
        ),
      placeholderData: (previous, query) =>
        query?.queryKey[1] === question.namespace ? previous : undefined,
      gcTime: GC_MS,
    }),

  /** A page of the list; what is kept of it is its reader's business. */
  victims: (question: DecayAsked, page: RowRange & { readonly at: number }) => ({
    queryKey: [...keys.decay(question.namespace), 'victims', question.rules, page] as const,
    queryFn: async ({ signal }: { readonly signal: AbortSignal }) => {
      const { total, victims } = await client.decay.victims({ ...asked(question), ...page }, { signal })
      return { total, rows: victims }
    },
    gcTime: GC_MS,
  }),

  bin: (namespace: string, page: RowRange & { readonly search?: string }) => ({
    queryKey: [...keys.memory(namespace), 'bin', page] as const,
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      client.memories.page({ namespace, bin: true, ...page }, { signal }),
    gcTime: GC_MS,
  }),

  cost: (question: DecayAsked, at: number, recent: readonly string[]) =>
    queryOptions({
      queryKey: [...keys.decay(question.namespace), 'cost', question.rules, at, recent] as const,
      queryFn: ({ signal }) => client.decay.cost({ ...asked(question), at, recent: [...recent] }, { signal }),
      placeholderData: (previous, query) =>
        query?.queryKey[1] === question.namespace ? previous : undefined,
      gcTime: GC_MS,
    }),

  memory: (namespace: string, coordinate: readonly number[]) =>
    queryOptions({
      queryKey: [...keys.decay(namespace), 'memory', coordinate] as const,
      queryFn: ({ signal }) => client.decay.memory({ namespace, coordinate: [...coordinate] }, { signal }),
    }),
})
