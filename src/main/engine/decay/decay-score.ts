import type { DecayWeights } from '#contract/decay-rules'

/** What the formula asks of a memory; times in epoch seconds. */
export interface DecayFacts {
  readonly createdAt: number
  /** The last time that it was made, changed or recalled; what forgetting did to it is no use. */
  readonly usedAt: number
  readonly accessCount: number
  readonly importance: number
  readonly pinned: boolean
  /** Decayed already: there is nothing left to forget. */
  readonly isForgotten: boolean
  /** Levels of DEC-3 that were applied. */
  readonly levels: number
}

/** What each term adds to the score. */
export interface ScoreParts {
  readonly age: number
  readonly idle: number
  readonly stdp: number
  readonly access: number
  readonly importance: number
}

const HOUR = 3600

/** DEC-1, term by term. A clock that went back makes nothing younger than new. */
export const scoreParts = (facts: DecayFacts, weights: DecayWeights, at: number): ScoreParts => {
  const idle = Math.max(0, at - facts.usedAt)
  return {
    age: (Math.max(0, at - facts.createdAt) / HOUR) * weights.age,
    idle: (idle / HOUR) * weights.idle,
    // A product of zero and what is beyond numbers would be none.
    stdp: weights.stdpStrength === 0 ? 0 : -weights.stdpStrength * Math.exp(-weights.stdpDecayRate * idle),
    access: weights.access * facts.accessCount,
    importance: weights.importance * facts.importance,
  }
}

export const decayScore = (facts: DecayFacts, weights: DecayWeights, at: number): number => {
  const { age, idle, stdp, access, importance } = scoreParts(facts, weights, at)
  return age + idle + stdp + access + importance
}

/** Whether its score could ever count: the others never decay. */
export const mayDecay = (
  { pinned, isForgotten, importance }: DecayFacts,
  { importanceThreshold }: DecayWeights,
): boolean => !pinned && !isForgotten && importance <= importanceThreshold

/** DEC-1: a score just at the threshold is not above it. */
export const decaysAt = (facts: DecayFacts, weights: DecayWeights, at: number): boolean =>
  mayDecay(facts, weights) && decayScore(facts, weights, at) > weights.threshold

/** How many levels a memory of this age has passed (DEC-3). */
export const levelsAt = (
  { createdAt, pinned }: DecayFacts,
  seconds: readonly number[],
  at: number,
): number => (pinned ? 0 : seconds.filter((threshold) => at - createdAt > threshold).length)
