import type { Fusion, SelfTest, SignalName, Weights } from '#contract/recall'
import type { KeywordAnswer, MemoryKey, ScoredKeys } from '../ports.ts'
import { adaptiveWeights, coverageOf, type Evidence } from './adapt.ts'
import { effectiveWeights, type FusedKey, fuse, keywordSignal, type Signal, vectorSignal } from './fuse.ts'

/** What words and meaning found. */
export interface FoundLists {
  readonly keyword: KeywordAnswer
  readonly vector: ScoredKeys
}

/** Scores of memories that are not in a signal's own list, filled in where they are needed. */
export interface Beyond {
  /** BM25. */
  readonly keyword: Map<MemoryKey, number>
  /** Cosines: they are shown, and count for nothing. */
  readonly vector: Map<MemoryKey, number>
}

export interface FusedLists {
  readonly signals: readonly Signal[]
  /** Which of the two found nothing. */
  readonly silent: ReadonlySet<SignalName>
  /** As wanted, or moved by what store and query are like; not yet brought to a sum of 1. */
  readonly weights: Weights
  /** Null where nothing was weighed by it. */
  readonly evidence: Evidence | null
  /** By these two alone. */
  readonly ranked: readonly FusedKey[]
}

/** Fuses the two lists that any other signal builds on. */
export const fuseLists = (
  { keyword, vector }: FoundLists,
  how: {
    readonly weights: Weights
    readonly termWeights: readonly number[] | undefined
    readonly fusion: Fusion
    /** For adaptive fusion. */
    readonly selfTest: SelfTest | null
  },
  beyond: Beyond,
): FusedLists => {
  const signals = [keywordSignal(keyword, beyond.keyword), vectorSignal(vector, beyond.vector)]
  const canMove = how.fusion === 'adaptive' && how.weights.vector > 0 && how.weights.keyword > 0
  const coverage = canMove ? coverageOf(keyword, how.termWeights, vector) : null
  const evidence = coverage === null ? null : { coverage, selfTest: how.selfTest }
  const weights = adaptiveWeights(how.weights, evidence)
  const silent = new Set<SignalName>()
  if (keyword.keys.length === 0) silent.add('keyword')
  if (vector.keys.length === 0) silent.add('vector')
  const used = effectiveWeights(weights, new Set([...silent, 'graph', 'context', 'importance', 'recency']))
  return {
    signals,
    silent,
    weights,
    evidence,
    ranked: fuse([...keyword.keys, ...vector.keys], signals, used),
  }
}
