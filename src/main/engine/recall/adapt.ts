import type { SelfTest, Weights } from '#contract/recall'
import { inverseFrequency } from '../keywords/bm25.ts'
import type { KeywordAnswer, ScoredKeys } from '../ports.ts'
import { meaningLeads } from './self-test/self-test.ts'

/** What adaptive fusion goes by. */
export interface Evidence {
  /** BM25 of the best match divided by the most that any memory could get: the share of the query that it has, by weight. */
  readonly coverage: number
  /** What the store found out about itself; null where it did not yet. */
  readonly selfTest: SelfTest | null
}

/** What BM25 with k1 = 1.2 gives a term at most, in units of its idf. */
const MOST_PER_IDF = 2.2

/** Null where one of the lists is empty: there is nothing to weigh then. */
export const coverageOf = (
  keyword: KeywordAnswer,
  termWeights: readonly number[] | undefined,
  vector: ScoredKeys,
): number | null => {
  const best = keyword.scores[0] ?? 0
  if (best <= 0 || vector.keys.length === 0) return null
  return Math.min(1, best / (MOST_PER_IDF * idfMass(keyword, termWeights)))
}

/** The idf of all terms of the query by their weights, those that no memory has included. */
const idfMass = (
  { documents, frequencies }: KeywordAnswer,
  termWeights: readonly number[] | undefined,
): number =>
  frequencies.reduce(
    (sum, having, i) => sum + inverseFrequency(documents, having) * (termWeights?.[i] ?? 1),
    0,
  )

/**
 * In a store where meaning was found to lead, it gets what the words leave uncovered: `keyword x (1 - coverage)` goes over.
 * What the two have together stays, and one that is 0 stays 0. Elsewhere the weights stay as they are. No coefficient is
 * fitted: docs/recall-quality.md has the figures and the rules that were refused.
 */
export const adaptiveWeights = (weights: Weights, evidence: Evidence | null): Weights => {
  const { vector, keyword } = weights
  if (evidence === null || vector === 0 || keyword === 0 || !meaningLeads(evidence.selfTest)) return weights
  const moved = keyword * (1 - evidence.coverage)
  return { ...weights, vector: vector + moved, keyword: keyword - moved }
}
