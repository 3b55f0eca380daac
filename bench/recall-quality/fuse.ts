import type { Fusion, SelfTest, Weights } from '#contract/recall'
import type { KeywordAnswer, ScoredKeys } from '#engine/ports'
import { effectiveWeights, type FusedKey, fuse, reciprocalRank } from '#engine/recall/fuse'
import { fuseLists } from '#engine/recall/fuse-lists'
import type { KeywordHits } from './bm25.ts'
import type { Hit } from './hits.ts'

/** What both searches found for a query, as the engine takes it. */
export interface Found {
  readonly keyword: KeywordAnswer
  readonly vector: ScoredKeys
  readonly termWeights: readonly number[]
  /** BM25 of what only the vector found. */
  readonly beyond: ReadonlyMap<number, number>
}

const listOf = (hits: readonly Hit[]): ScoredKeys => ({
  keys: Uint32Array.from(hits, ({ document }) => document),
  scores: Float64Array.from(hits, ({ score }) => score),
})

export const foundOf = (
  { hits, scores, weights, frequencies }: KeywordHits,
  vector: readonly Hit[],
): Found => ({
  termWeights: weights,
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

/** The engine's own fusion of the two lists. */
export const fusedLists = (
  { keyword, vector, termWeights, beyond }: Found,
  weights: Weights,
  fusion: Fusion,
  selfTest: SelfTest | null = null,
) =>
  fuseLists(
    { keyword, vector },
    { weights, termWeights, fusion, selfTest },
    { keyword: new Map(beyond), vector: new Map() },
  )

const hitsOf = (ranked: readonly FusedKey[]): Hit[] =>
  ranked.map(({ key, score }) => ({ document: key, score }))

export const fixedFusion = (found: Found, vector: number): Hit[] =>
  hitsOf(fusedLists(found, weightsOf(vector), 'fixed').ranked)

export const adaptiveFusion = (found: Found, vector: number, selfTest: SelfTest | null): Hit[] =>
  hitsOf(fusedLists(found, weightsOf(vector), 'adaptive', selfTest).ranked)

export const rankFusion = (found: Found): Hit[] => {
  const { signals, silent, ranked } = fusedLists(found, weightsOf(0.5), 'reciprocal-rank')
  const keys = ranked.map(({ key }) => key)
  return hitsOf(fuse(keys, signals.map(reciprocalRank), effectiveWeights(weightsOf(0.5), silent)))
}
