import type { PairVerdict } from '#contract/duplicates'
import type { Estimate, GateSettings, GateSuggestion, JudgedThreshold } from '#contract/gate'
import type { PairLabels } from '../duplicates/pair-labels.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { type GateWeights, gateScore, isStopped } from './gate-score.ts'

/** Thresholds that are reckoned. */
const STEPS = 100
/** Of the normal distribution: 95 % lie within it on both sides. */
const Z = 1.959964

export interface JudgedPair {
  readonly similarity: number
  readonly verdict: PairVerdict
}

/** Pairs that were judged by the vectors of another embedder say nothing of these. */
export const suggestionFrom =
  ({
    labels,
    vectors,
    settings,
  }: {
    readonly labels: PairLabels
    readonly vectors: ActiveVectors
    readonly settings: () => GateSettings
  }) =>
  async (namespace: string): Promise<GateSuggestion> => {
    const embedder = vectors.current().embedder.id
    const judged = (await labels.list(namespace)).labels.flatMap((label) => {
      const { similarity, verdict } = label
      return similarity === null || label.embedder !== embedder ? [] : [{ similarity, verdict }]
    })
    return suggestThreshold(judged, settings().weights)
  }

/** What a threshold would have done to pairs that a person judged, and the threshold that does best (GATE-5). */
export const suggestThreshold = (pairs: readonly JudgedPair[], weights: GateWeights): GateSuggestion => {
  const scored = pairs
    .filter(({ verdict }) => verdict !== 'skip')
    .map(({ similarity, verdict }) => ({
      score: gateScore(similarity, undefined, weights).score,
      isSame: verdict === 'same',
    }))
  const same = scored.filter(({ isSame }) => isSame).length
  const different = scored.length - same
  const thresholds = Array.from({ length: STEPS + 1 }, (_, step): JudgedThreshold => {
    const threshold = step / STEPS
    const stopped = scored.filter(({ score }) => isStopped(score, threshold))
    const right = stopped.filter(({ isSame }) => isSame).length
    return { threshold, precision: estimate(right, stopped.length), recall: estimate(right, same) }
  })
  const suggested = same > 0 && different > 0 ? bestOf(thresholds) : null
  return { same, different, thresholds, suggested }
}

/** The middle of the first stretch of thresholds that share the best F1: as far from either mistake as can be. */
const bestOf = (thresholds: readonly JudgedThreshold[]): number | null => {
  const scores = thresholds.map(f1)
  const best = Math.max(...scores)
  if (best <= 0) return null
  const first = scores.indexOf(best)
  let last = first
  while (scores[last + 1] === best) last++
  // Where nothing tells where to end, the least that does it.
  return (last === STEPS ? first : Math.floor((first + last) / 2)) / STEPS
}

const f1 = ({ precision, recall }: JudgedThreshold): number => {
  const [p, r] = [precision?.value ?? 0, recall?.value ?? 0]
  return p + r === 0 ? 0 : (2 * p * r) / (p + r)
}

/** Wilson's interval: it holds for few cases, and for shares of 0 and 1. */
const estimate = (hits: number, n: number): Estimate => {
  if (n === 0) return null
  const value = hits / n
  const scale = 1 + Z ** 2 / n
  const middle = (value + Z ** 2 / (2 * n)) / scale
  const half = (Z / scale) * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2))
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n }
}
