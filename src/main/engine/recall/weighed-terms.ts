import { weightOfRepeats } from '../keywords/bm25.ts'
import { terms as termsOf } from '../text/analyzer.ts'

export interface WeighedTerms {
  /** Different words of the query, as the analyzer reads them. */
  readonly terms: readonly string[]
  /** What each counts; undefined where no word is there twice, and each counts 1. */
  readonly termWeights: readonly number[] | undefined
}

/** The words of a query, each once, and what each counts by how often it is there. */
export const weighedTerms = (query: string): WeighedTerms => {
  const counts = new Map<string, number>()
  for (const term of termsOf(query)) counts.set(term, (counts.get(term) ?? 0) + 1)
  const hasRepeats = [...counts.values()].some((count) => count > 1)
  return {
    terms: [...counts.keys()],
    termWeights: hasRepeats ? [...counts.values()].map(weightOfRepeats) : undefined,
  }
}
