import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { HistoryKind } from '#contract/history'
import type { SomaClient } from '#contract/index'
import { keys } from './keys.ts'

export interface ChangesInput {
  readonly namespace?: string
  readonly before?: number
  readonly limit?: number
}

/** Whose changes; without a namespace everything. */
export interface HistoryScope {
  readonly namespace?: string
}

export interface HistoryFilter extends HistoryScope {
  readonly author?: string
  readonly kind?: HistoryKind
}

const PAGE = 100
/** A plan holds as long as it is looked at. */
const PLAN_GC_MS = 5000

export const changeQueries = (client: SomaClient) => ({
  list: (input: ChangesInput = {}) =>
    queryOptions({
      queryKey: [...keys.changes(), 'list', input] as const,
      queryFn: ({ signal }) => client.changes.list(input, { signal }),
    }),

  /** The journal, page by page. */
  history: (filter: HistoryFilter) =>
    infiniteQueryOptions({
      queryKey: [...keys.changes(), 'history', filter] as const,
      queryFn: ({ signal, pageParam }) =>
        client.changes.history(
          { ...filter, limit: PAGE, ...(pageParam !== null && { before: pageParam }) },
          { signal },
        ),
      initialPageParam: null as number | null,
      getNextPageParam: ({ lines }) => (lines.length < PAGE ? undefined : lines.at(-1)?.seq),
      placeholderData: keepPreviousData,
    }),

  authors: (scope: HistoryScope) =>
    queryOptions({
      queryKey: [...keys.changes(), 'authors', scope] as const,
      queryFn: ({ signal }) => client.changes.authors(scope, { signal }),
    }),

  /** What undo and redo would take next. */
  next: (scope: HistoryScope) =>
    queryOptions({
      queryKey: [...keys.changes(), 'next', scope] as const,
      queryFn: ({ signal }) => client.changes.next(scope, { signal }),
    }),

  detail: (seq: number) =>
    queryOptions({
      queryKey: [...keys.changes(), 'detail', seq] as const,
      queryFn: ({ signal }) => client.changes.detail({ seq }, { signal }),
    }),

  plan: (point: HistoryScope & { readonly seq: number }) =>
    queryOptions({
      queryKey: [...keys.changes(), 'plan', point] as const,
      queryFn: ({ signal }) => client.changes.planUndoTo(point, { signal }),
      gcTime: PLAN_GC_MS,
    }),
})
