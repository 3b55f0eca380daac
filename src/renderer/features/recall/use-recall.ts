import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { RecallResult } from '#contract/recall'
import { useSomaQueries } from '../../api/client-context.tsx'
import { NO_RUNS, nextRuns, type RankChange, rankChanges } from './rank-change.ts'
import { recallInput } from './recall-settings.ts'
import type { RecallDraft } from './recall-store.ts'

export interface Recall {
  /** The latest answer; of the query before while the present one is on its way. */
  readonly result: RecallResult | undefined
  readonly error: unknown
  readonly retry: () => void
  readonly waiting: boolean
  /** How each result moved, by id. */
  readonly changes: ReadonlyMap<string, RankChange>
  /** The same words were asked before: what moved was moved by weights, filters or the data. */
  readonly sameWords: boolean
}

/** Asks at each keystroke; react-query aborts the question before. */
export const useRecall = (namespace: string, draft: RecallDraft): Recall => {
  const queries = useSomaQueries()
  const { query, k, filter, weights, fusion, exact, effort, embedder, context, seeds } = draft
  const input = useMemo(() => {
    const question = { query, filter, context, seeds }
    return recallInput(namespace, question, { k, weights, fusion, exact, effort, embedder })
  }, [namespace, query, k, filter, weights, fusion, exact, effort, embedder, context, seeds])
  // Two sides are asked together elsewhere.
  const asked = query.trim() !== '' && draft.other === null
  const trace = draft.panel === 'path'
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    ...queries.recall.search(trace ? { ...input, trace } : input),
    enabled: asked,
  })

  // Derived while rendering, so that arrows come in the same frame as the results they belong to.
  const [shown, setShown] = useState<{ data: RecallResult; query: string } | null>(null)
  const [runs, setRuns] = useState({ ...NO_RUNS, sameWords: false })
  const fresh = asked && data && !isPlaceholderData ? data : undefined
  if (fresh && fresh !== shown?.data) {
    const ids = fresh.hits.map(({ memory }) => memory.id)
    setRuns({
      ...nextRuns(runs, { key: JSON.stringify(input), ids, shownAt: performance.now() }),
      sameWords: shown?.query === query,
    })
    setShown({ data: fresh, query })
  }
  const changes = useMemo(() => rankChanges(runs), [runs])

  return {
    result: asked ? data : undefined,
    error: asked ? error : null,
    retry: () => void refetch(),
    waiting: asked && isFetching,
    changes,
    sameWords: runs.sameWords,
  }
}

/** Weights and fusion of the settings: what an empty question answers without searching. */
export const useStanding = (namespace: string): RecallResult | undefined => {
  const queries = useSomaQueries()
  return useQuery(queries.recall.search({ namespace, query: '', k: 0 })).data
}
