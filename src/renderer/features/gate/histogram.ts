import type { GateCalibration } from '#contract/gate'

export const BINS = 50

/** How many values fall into each of equally wide bins from 0 to 1; 1 belongs to the last. */
export const histogram = (values: readonly number[], bins = BINS): readonly number[] => {
  const counts = new Array<number>(bins).fill(0)
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(value * bins + 1e-9)))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** How many memories a threshold would have stopped: those whose novelty, weighed, is below it, reckoned up to all. */
export const stoppedBy = (
  { memories, sampled, novelties }: Pick<GateCalibration, 'memories' | 'sampled' | 'novelties'>,
  threshold: number,
  weight: number,
): number => {
  if (sampled === 0) return 0
  const below = novelties.filter((novelty) => novelty * weight < threshold).length
  return Math.round((below / sampled) * memories)
}

/** In hundredths, as thresholds are set. */
export const toStep = (threshold: number): number =>
  Math.round(Math.min(1, Math.max(0, threshold)) * 100) / 100
