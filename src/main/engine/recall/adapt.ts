import type { Weights } from '#contract/recall'
import type { KeywordAnswer, ScoredKeys } from '../ports.ts'

/**
 * What the two lists of a query tell about how far each is to be trusted. All of it in [0, 1], from what recall has at
 * hand anyway; docs/recall-quality.md has the figures.
 */
export interface Evidence {
  /** BM25 of the best match divided by the most that any memory could get: how much of the query its words cover. */
  readonly coverage: number
  /** Mean of what the words find, the best match being 1: high where many match about equally well. */
  readonly crowding: number
  /** Memories that the words find, divided by those that the vector finds. */
  readonly found: number
  /** How far the first of the vector list stands above the tenth, in the spread of the list. */
  readonly peak: number
}

/** The lists are judged by their first so many, whatever was asked for: the figures below are made for that. */
const DEPTH = 200
const PEAK_PLACE = 10
/** What BM25 with k1 = 1.2 gives a term at most, in units of its idf. */
const MOST_PER_IDF = 2.2

/** Null where one of the lists is empty: there is nothing to weigh then. */
export const evidenceOf = (keyword: KeywordAnswer, vector: ScoredKeys): Evidence | null => {
  const words = keyword.scores.subarray(0, DEPTH)
  const cosines = vector.scores.subarray(0, DEPTH)
  const best = words[0] ?? 0
  if (best <= 0 || cosines.length === 0) return null
  return {
    coverage: share(best, MOST_PER_IDF * idfMass(keyword)),
    crowding: share(mean(words), best),
    found: share(words.length, cosines.length),
    peak: peakOf(cosines),
  }
}

/** FTS5's idf of all terms of the query, those that no memory has included. */
const idfMass = ({ documents, frequencies }: KeywordAnswer): number =>
  frequencies.reduce((sum, having) => {
    // As many as a memory that was stored between the two counts may make it.
    const others = Math.max(0, documents - having)
    return sum + Math.max(1e-6, Math.log((others + 0.5) / (having + 0.5)))
  }, 0)

const peakOf = (cosines: Float64Array): number => {
  const first = cosines[0] as number
  // In a list of a few the tenth would be the last.
  const place = Math.min(PEAK_PLACE, Math.ceil(cosines.length / 2))
  return share(first - (cosines[place - 1] as number), first - (cosines.at(-1) as number))
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

const share = (part: number, whole: number): number =>
  whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0

/** Fitted on one half of the labelled queries, and rounded; the choice among forms saw the other (docs/recall-quality.md). */
const RULE = {
  /** Where words and meaning get what the weights say. */
  neutral: { crowding: 0.4, peak: 0.42, coverage: 0.28, found: 0.75 },
  /** How fast the odds of the vector rise, per unit. */
  crowding: 13,
  peak: 13,
  /** A best match that has much of the query is no chance: names, numbers, a line that is quoted. */
  coverage: 60,
  /** Words that find little find little by chance. */
  found: 7,
} as const

/** By how much the evidence raises the logarithm of the odds of vector against keywords. */
const leaning = ({ coverage, crowding, found, peak }: Evidence): number =>
  RULE.crowding * (crowding - RULE.neutral.crowding) +
  RULE.peak * (peak - RULE.neutral.peak) +
  RULE.found * Math.max(0, RULE.neutral.found - found) -
  RULE.coverage * Math.max(0, coverage - RULE.neutral.coverage)

/**
 * Moves weight between keywords and vector by the evidence of the query. What the two have together stays, and so do
 * the other weights; one that is 0 stays 0. `weights` say what neutral evidence gets.
 */
export const adaptiveWeights = (weights: Weights, evidence: Evidence | null): Weights => {
  const { vector, keyword } = weights
  if (evidence === null || vector === 0 || keyword === 0) return weights
  const both = vector + keyword
  const moved = both / (1 + (keyword / vector) * Math.exp(-leaning(evidence)))
  return { ...weights, vector: moved, keyword: both - moved }
}
