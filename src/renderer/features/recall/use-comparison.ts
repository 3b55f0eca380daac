import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RecallResult } from '#contract/recall'
import { useSomaQueries } from '../../api/client-context.tsx'
import {
  kendallTau,
  type Rankings,
  type RankPair,
  rankBiasedOverlap,
  rankPairs,
  sharedCount,
} from './rank-agreement.ts'
import { type RecallSettings, recallInput } from './recall-settings.ts'
import type { RecallDraft } from './recall-store.ts'

export interface Comparison {
  readonly left: RecallResult
  readonly right: RecallResult
  readonly pairs: readonly RankPair[]
  readonly shared: number
  readonly overlap: number | null
  readonly tau: number | null
}

const idsOf = ({ hits }: RecallResult): readonly string[] => hits.map(({ memory }) => memory.id)

const compared = (left: RecallResult, right: RecallResult): Comparison => {
  const rankings: Rankings = { left: idsOf(left), right: idsOf(right) }
  return {
    left,
    right,
    pairs: rankPairs(rankings),
    shared: sharedCount(rankings),
    overlap: rankBiasedOverlap(rankings),
    tau: kendallTau(rankings),
  }
}

/** The same question with two settings, asked in one call so that both see the same memories. */
export const useComparison = (namespace: string, draft: RecallDraft, other: RecallSettings) => {
  const { query, filter, context, seeds, k, weights, fusion, exact, effort, embedder } = draft
  const inputs = useMemo(() => {
    const question = { query, filter, context, seeds }
    return [
      recallInput(namespace, question, { k, weights, fusion, exact, effort, embedder }),
      recallInput(namespace, question, other),
    ]
  }, [namespace, query, filter, context, seeds, k, weights, fusion, exact, effort, embedder, other])
  const { data, error, isPlaceholderData, refetch } = useQuery(
    useSomaQueries().recall.batch(namespace, inputs),
  )
  const comparison = useMemo(() => {
    const [left, right] = data ?? []
    return left && right ? compared(left, right) : null
  }, [data])
  return { comparison, error, stale: isPlaceholderData, retry: () => void refetch() }
}
