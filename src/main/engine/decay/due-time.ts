import type { DecayRules, DecayWeights } from '#contract/decay-rules'
import { type DecayFacts, decayScore, decaysAt, mayDecay } from './decay-score.ts'

/** What it takes to say when something is due; a store keeps it beside what it dated by it. */
export interface DatingRules {
  /** Null where nothing decays by its score. */
  readonly weights: DecayWeights | null
  /** Ages of DEC-3, ascending. */
  readonly levels: readonly number[]
}

/** Null where nothing is ever due. */
export const datingRules = ({ isOn, weights, levels }: DecayRules): DatingRules | null =>
  isOn || levels.length > 0
    ? { weights: isOn ? weights : null, levels: levels.map(({ seconds }) => seconds) }
    : null

const HOUR = 3600
const NEWTON_STEPS = 60

/**
 * The first moment at which a memory decays by its score; null where it never does.
 *
 * With everything but time fixed, and weights that are not negative, the score only rises and is concave:
 *
 *     f(t) = A (t - usedAt) + B - s exp(-k (t - usedAt))      A, s, k >= 0
 *
 * A tangent of a concave curve lies above it, so that Newton's steps, begun on the left of the crossing, come nearer and
 * never pass it. The last rounding is done with the formula itself, so that what is dated by it decays at that moment
 * and at no earlier one.
 */
export const decayTime = (facts: DecayFacts, weights: DecayWeights): number | null => {
  if (!mayDecay(facts, weights)) return null
  const { usedAt } = facts
  // Before its last use nothing can have been due: whatever it was, the use ended it.
  if (decaysAt(facts, weights, usedAt)) return usedAt
  const from = crossing(facts, weights)
  if (from === null) return null
  return firstMoment(from, (at) => decaysAt(facts, weights, at))
}

/** A moment at the crossing or a little before it. */
const crossing = (facts: DecayFacts, weights: DecayWeights): number | null => {
  const { usedAt } = facts
  const { stdpStrength: s, stdpDecayRate: k, threshold } = weights
  const slope = (weights.age + weights.idle) / HOUR
  const lacking = threshold - decayScore(facts, weights, usedAt)
  if (slope === 0) return bySettling(usedAt, { s, k, lacking })
  // The stdp term can give back at most s, so the crossing is not before this.
  let idle = Math.max(0, (lacking - s) / slope)
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const missing = lacking - slope * idle - s * (1 - Math.exp(-k * idle))
    if (missing <= 0) break
    const next = idle + missing / (slope + s * k * Math.exp(-k * idle))
    if (next === idle) break
    idle = next
  }
  const at = usedAt + idle
  return Number.isFinite(at) ? at : null
}

/** Where only the stdp term moves, it gives back s in the end, and no more. */
const bySettling = (
  usedAt: number,
  { s, k, lacking }: { readonly s: number; readonly k: number; readonly lacking: number },
): number | null => (k === 0 || lacking >= s ? null : usedAt - Math.log(1 - lacking / s) / k)

/** The first double at which something that stays true becomes true; null where it does not within reach of the guess. */
const firstMoment = (guess: number, holds: (at: number) => boolean): number | null => {
  const grain = Math.max(1e-7, Math.abs(guess) * 2 ** -51)
  let [before, after] = [guess, guess]
  for (let step = grain; holds(before); step *= 2) before = guess - step
  for (let step = grain; !holds(after); step *= 2) {
    after = guess + step
    if (!Number.isFinite(after)) return null
  }
  for (;;) {
    const middle = (before + after) / 2
    if (middle <= before || middle >= after) return after
    if (holds(middle)) after = middle
    else before = middle
  }
}

/** When a memory passes the ages that it has not passed yet, in their order (DEC-3). */
export const levelTimes = (facts: DecayFacts, levels: readonly number[]): number[] =>
  facts.pinned || facts.isForgotten
    ? []
    : levels
        .slice(facts.levels)
        .flatMap(
          (seconds) => firstMoment(facts.createdAt + seconds, (at) => at - facts.createdAt > seconds) ?? [],
        )

/** When a sweep next has something to do about a memory; null where it never has. */
export const dueTime = (facts: DecayFacts, { weights, levels }: DatingRules): number | null => {
  const decays = weights === null ? null : decayTime(facts, weights)
  const [level = null] = levelTimes(facts, levels)
  if (decays === null || level === null) return decays ?? level
  return Math.min(decays, level)
}
