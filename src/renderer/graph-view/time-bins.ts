import type { NodeFacts } from './graph-model.ts'

export type TimeName = 'timestamp' | 'createdAt'

/** When memories happened or were stored, from and until a moment, both within it. */
export interface TimeRange {
  readonly by: TimeName
  readonly from: number
  readonly until: number
}

export interface TimeBins {
  readonly min: number
  readonly max: number
  /** Memories in stretches of the same length. */
  readonly counts: readonly number[]
  /** Memories of which the time is not known. */
  readonly unknown: number
}

const timeOf = (facts: NodeFacts, by: TimeName): number | null =>
  by === 'timestamp' ? facts.timestamp : facts.createdAt

/** Null where no memory has a time. */
export const timeBins = (facts: Iterable<NodeFacts>, by: TimeName, bins: number): TimeBins | null => {
  const times: number[] = []
  let unknown = 0
  for (const one of facts) {
    if (one.kind === 'community') continue
    const time = timeOf(one, by)
    if (time === null) unknown += 1
    else times.push(time)
  }
  if (times.length === 0) return null
  const min = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)
  const max = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)
  const counts = new Array<number>(bins).fill(0)
  for (const time of times) {
    const bin = max > min ? Math.min(bins - 1, Math.floor(((time - min) * bins) / (max - min))) : 0
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return { min, max, counts, unknown }
}

/** What is outside of the range, or has no time, does not pass. */
export const isWithin = (facts: NodeFacts, range: TimeRange | null): boolean => {
  if (range === null) return true
  const time = timeOf(facts, range.by)
  return time !== null && time >= range.from && time <= range.until
}

/** The range a step later, as wide as it is; null where it has come to the end. */
export const laterRange = (range: TimeRange, { min, max }: TimeBins, step: number): TimeRange | null => {
  if (range.until >= max) return null
  const until = Math.min(max, range.until + step)
  // What begins with the first memory grows; what does not moves on.
  const from = range.from <= min ? range.from : range.from + (until - range.until)
  return { ...range, from, until }
}
