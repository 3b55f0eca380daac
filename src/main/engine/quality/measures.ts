import { randomFrom } from '../fractal/random.ts'

/**
 * Measures of a ranked list against what was expected of it. A grade is a whole number from 1; what has none was not
 * expected. Something that stands twice in a list counts at its better place.
 */
export type Grades<T> = ReadonlyMap<T, number>

/** Where the expected ones stand among the first k, from 1, best first. */
const placesOf = <T>(
  ranked: readonly T[],
  grades: Grades<T>,
  k: number,
): { place: number; grade: number }[] => {
  if (grades.size === 0) throw new RangeError('a measure needs something that was expected, and got nothing')
  const seen = new Set<T>()
  const places: { place: number; grade: number }[] = []
  ranked.slice(0, k).forEach((one, i) => {
    const grade = grades.get(one)
    if (grade === undefined || seen.has(one)) return
    seen.add(one)
    places.push({ place: i + 1, grade })
  })
  return places
}

/** Share of all that was expected which is among the first k, 0 to 1. */
export const recallAt = <T>(ranked: readonly T[], grades: Grades<T>, k: number): number =>
  placesOf(ranked, grades, k).length / grades.size

/** One through the place of the first expected one among the first k, else 0 (Voorhees, 1999). */
export const reciprocalRankAt = <T>(ranked: readonly T[], grades: Grades<T>, k: number): number => {
  const [first] = placesOf(ranked, grades, k)
  return first === undefined ? 0 : 1 / first.place
}

/** nDCG with the gain 2^grade - 1 (Järvelin and Kekäläinen, 2002; Burges, 2005), 0 to 1. */
export const ndcgAt = <T>(ranked: readonly T[], grades: Grades<T>, k: number): number => {
  const gain = placesOf(ranked, grades, k).reduce((sum, { place, grade }) => sum + gainOf(grade, place), 0)
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, k)
  return gain / best.reduce((sum, grade, i) => sum + gainOf(grade, i + 1), 0)
}

const gainOf = (grade: number, place: number): number => (2 ** grade - 1) / Math.log2(place + 1)

/** NaN for none. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** The smallest value that at least a share of all do not exceed (nearest rank); NaN for none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export interface PairedDifference {
  readonly mean: number
  /** Bounds of the interval that holds 95% of the resampled means. */
  readonly low: number
  readonly high: number
}

/** Draws that one bootstrap makes, so that it takes some milliseconds at any size. */
const MAX_DRAWS = 500_000
const MAX_ROUNDS = 2000
const MIN_ROUNDS = 200

/**
 * How much `after` is above `before`, query by query, with the 95% interval of a paired bootstrap (Efron): the same
 * queries are drawn for both, so what makes a query hard cancels.
 * @throws RangeError where there are no pairs
 */
export const pairedDifference = (
  before: readonly number[],
  after: readonly number[],
  { rounds = roundsFor(after.length), seed = 1 }: { readonly rounds?: number; readonly seed?: number } = {},
): PairedDifference => {
  const size = after.length
  if (size === 0 || before.length !== size) {
    throw new RangeError(
      `a paired difference needs as many values before as after, got ${before.length} and ${size}`,
    )
  }
  const random = randomFrom(seed)
  const differences = Float64Array.from(after, (value, i) => value - (before[i] as number))
  const means = Float64Array.from({ length: rounds }, () => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += differences[Math.floor(random() * size)] as number
    return sum / size
  }).sort()
  return {
    mean: mean([...differences]),
    low: means[Math.floor(rounds * 0.025)] as number,
    high: means[Math.min(rounds - 1, Math.floor(rounds * 0.975))] as number,
  }
}

const roundsFor = (size: number): number =>
  Math.max(MIN_ROUNDS, Math.min(MAX_ROUNDS, Math.floor(MAX_DRAWS / size)))
