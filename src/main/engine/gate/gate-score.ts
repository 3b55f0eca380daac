/** How much each part of the score counts. */
export interface GateWeights {
  readonly novelty: number
  readonly error: number
}

export interface GateScore {
  readonly score: number
  readonly novelty: number
  readonly error: number
}

/** NaN counts as nothing: a number that nobody knows must not decide. */
export const clamp01 = (x: number): number => (x > 0 ? Math.min(x, 1) : 0)

/**
 * How much a write is worth keeping (GATE-1).
 * @param similarity cosine to the nearest living memory; null where there is none
 * @param reward how well it went; only below 0 does it count
 */
export const gateScore = (
  similarity: number | null,
  reward: number | undefined,
  weights: GateWeights,
): GateScore => {
  const novelty = similarity === null ? 1 : clamp01(1 - similarity)
  const error = reward !== undefined && reward < 0 ? clamp01(-reward) : 0
  return { score: weights.novelty * novelty + weights.error * error, novelty, error }
}

/** Just at the threshold is new enough. */
export const isStopped = (score: number, threshold: number): boolean => score < threshold
