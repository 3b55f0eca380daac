import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Comparison } from '#contract/graph-moments'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { GraphData } from '../../graph-view/graph-model.ts'
import type { Moments } from './graph-store.ts'
import { type ComparedGraph, comparedGraph } from './moments-data.ts'

/** Of each kind that are listed and drawn; all are counted. */
const LISTED = 500

export interface FoundChanges {
  readonly comparison: Comparison | undefined
  /** Null until it is known, and where nothing is compared. */
  readonly drawn: ComparedGraph | null
  /** Other moments are asked for than are shown. */
  readonly isStale: boolean
  readonly error: unknown
  readonly retry: () => void
}

const NOW = { seq: Number.MAX_SAFE_INTEGER }

/** What is other at the later moment, as long as two are compared. */
export const useMoments = (
  namespace: string,
  moments: Moments | null,
  view: GraphData | null,
): FoundChanges => {
  const { from, to } = moments ?? { from: 0, to: 'now' as const }
  const until = to === 'now' ? NOW : { seq: to }
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...useSomaQueries().graph.compare(namespace, { seq: from }, until, LISTED),
    enabled: moments !== null,
    // A dragged moment must not empty the drawing.
    placeholderData: keepPreviousData,
  })
  const comparison = moments === null ? undefined : data
  const drawn = useMemo(
    () => (comparison && view ? comparedGraph(comparison, view, to === 'now') : null),
    [comparison, view, to],
  )
  return {
    comparison,
    drawn,
    isStale: isPlaceholderData,
    error: moments === null ? null : error,
    retry: () => void refetch(),
  }
}
