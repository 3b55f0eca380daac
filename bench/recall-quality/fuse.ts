import type { Weights } from '#contract/recall'
import type { KeywordAnswer, ScoredKeys } from '#engine/ports'
import { adaptiveWeights, evidenceOf } from '#engine/recall/adapt'
import {
  effectiveWeights,
  fuse,
  keywordSignal,
  reciprocalRank,
  type Signal,
  vectorSignal,
} from '#engine/recall/fuse'
import type { KeywordHits } from './bm25.ts'
import type { Hit } from './hits.ts'

/** What both searches found for a query, as the engine takes it. */
export interface Found {
  readonly keyword: KeywordAnswer
  readonly vector: ScoredKeys
  /** BM25 of what only the vector found. */
  readonly beyond: ReadonlyMap<number, number>
}

const listOf = (hits: readonly Hit[]): ScoredKeys => ({
  keys: Uint32Array.from(hits, ({ document }) => document),
  scores: Float64Array.from(hits, ({ score }) => score),
})

export const foundOf = ({ hits, scores, frequencies }: KeywordHits, vector: readonly Hit[]): Found => ({
  keyword: { ...listOf(hits), documents: scores.length, frequencies },
  vector: listOf(vector),
  beyond: new Map(vector.map(({ document }) => [document, scores[document]!])),
})

export const weightsOf = (vector: number): Weights => ({
  vector,
  keyword: 1 - vector,
  graph: 0,
  context: 0,
  importance: 0,
  recency: 0,
})

/** The engine's own fusion over the two lists. */
const fused = ({ keyword, vector, beyond }: Found, weights: Weights, as = (signal: Signal) => signal) => {
  const signals = [keywordSignal(keyword, beyond), vectorSignal(vector, new Map())].map(as)
  const silent = new Set(keyword.keys.length === 0 ? (['keyword'] as const) : [])
  return fuse([...keyword.keys, ...vector.keys], signals, effectiveWeights(weights, silent)).map(
    ({ key, score }): Hit => ({ document: key, score }),
  )
}

export const fixedFusion = (found: Found, vector: number): Hit[] => fused(found, weightsOf(vector))

export const rankFusion = (found: Found): Hit[] => fused(found, weightsOf(0.5), reciprocalRank)

export const adaptiveFusion = (found: Found, vector: number): Hit[] =>
  fused(found, adaptiveWeights(weightsOf(vector), evidenceOf(found.keyword, found.vector)))
