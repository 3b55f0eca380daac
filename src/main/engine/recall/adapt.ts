import type { Weights } from '#contract/recall'
import { inverseFrequency } from '../keywords/bm25.ts'
import type { KeywordAnswer, ScoredKeys } from '../ports.ts'
import { DEPTH } from './fuse.ts'

/** What the words of a query tell about how far they are to be trusted, each in [0, 1]. */
export interface Evidence {
  /** BM25 of the best match divided by the most that any memory could get: the share of the query that it has, by weight. */
  readonly coverage: number
  /** Mean of what the words find, the best match being 1: high where many match about equally well. */
  readonly crowding: number
}

/** What BM25 with k1 = 1.2 gives a term at most, in units of its idf. */
const MOST_PER_IDF = 2.2

/** Null where one of the lists is empty: there is nothing to weigh then. */
export const evidenceOf = (
  keyword: KeywordAnswer,
  termWeights: readonly number[] | undefined,
  vector: ScoredKeys,
): Evidence | null => {
  const words = keyword.scores.subarray(0, DEPTH)
  const best = words[0] ?? 0
  if (best <= 0 || vector.keys.length === 0) return null
  const mean = words.reduce((sum, score) => sum + score, 0) / words.length
  return {
    coverage: Math.min(1, best / (MOST_PER_IDF * idfMass(keyword, termWeights))),
    crowding: Math.min(1, mean / best),
  }
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

/** Fitted on half of the labelled queries: docs/recall-quality.md has the figures and the rules that were refused. */
const ENOUGH_COVERAGE = 0.7
const NO_CROWD = 0.1

/**
 * Hands weight of the keywords to the vector: `keyword x (1 - coverage / 0.7) x (crowding - 0.1) / 0.9`, nothing where a
 * match has much of the query or stands out. What the two have together stays, and one that is 0 stays 0.
 */
export const adaptiveWeights = (weights: Weights, evidence: Evidence | null): Weights => {
  const { vector, keyword } = weights
  if (evidence === null || vector === 0 || keyword === 0) return weights
  const uncovered = Math.max(0, 1 - evidence.coverage / ENOUGH_COVERAGE)
  const crowd = Math.max(0, evidence.crowding - NO_CROWD) / (1 - NO_CROWD)
  const moved = keyword * uncovered * crowd
  return { ...weights, vector: vector + moved, keyword: keyword - moved }
}
