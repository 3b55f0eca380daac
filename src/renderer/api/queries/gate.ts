import { queryOptions } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

/** What would be written: a text, or a payload as JSON. */
export type GateProbe = { readonly text: string } | { readonly payload: string }

export const gateQueries = (client: SomaClient) => ({
  settings: () =>
    queryOptions({
      queryKey: [...keys.app(), 'gate-settings'] as const,
      queryFn: ({ signal }) => client.gate.settings({}, { signal }),
    }),

  /** What was said of the text before stands until this one is judged. */
  preview: (namespace: string, probe: GateProbe, reward: number | null) =>
    queryOptions({
      queryKey: [...keys.gate(namespace), 'preview', probe, reward] as const,
      queryFn: ({ signal }) =>
        client.gate.preview({ namespace, ...probe, ...(reward !== null && { reward }) }, { signal }),
      placeholderData: (previous, query) => (query?.queryKey[1] === namespace ? previous : undefined),
      gcTime: 30_000,
      retry: false,
    }),

  inbox: (namespace: string, limit: number) =>
    queryOptions({
      queryKey: [...keys.gate(namespace), 'inbox', limit] as const,
      queryFn: ({ signal }) => client.gate.inbox({ namespace, limit }, { signal }),
      placeholderData: (previous, query) => (query?.queryKey[1] === namespace ? previous : undefined),
    }),

  records: (namespace: string, coordinate: readonly number[]) =>
    queryOptions({
      queryKey: [...keys.gate(namespace), 'records', coordinate] as const,
      queryFn: ({ signal }) => client.gate.records({ namespace, coordinate: [...coordinate] }, { signal }),
    }),

  suggest: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.gate(namespace), 'suggest'] as const,
      queryFn: ({ signal }) => client.gate.suggest({ namespace }, { signal }),
    }),

  labels: (namespace: string) =>
    queryOptions({
      queryKey: [...keys.gate(namespace), 'labels'] as const,
      queryFn: ({ signal }) => client.duplicates.labels({ namespace }, { signal }),
    }),
})
