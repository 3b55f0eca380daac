import { useMemo } from 'react'
import type { Question, RecallSettings } from './recall-settings.ts'
import type { RecallDraft } from './recall-store.ts'

interface DraftParts {
  readonly question: Omit<Question, 'query'>
  readonly settings: RecallSettings
}

/** The parts of a draft that stay the same while somebody types, so that what shows them is not drawn anew. */
export const useDraftParts = (draft: RecallDraft): DraftParts => {
  const { filter, context, seeds, k, weights, fusion, exact, effort, embedder } = draft
  const question = useMemo(() => ({ filter, context, seeds }), [filter, context, seeds])
  const settings = useMemo(
    () => ({ k, weights, fusion, exact, effort, embedder }),
    [k, weights, fusion, exact, effort, embedder],
  )
  return { question, settings }
}
