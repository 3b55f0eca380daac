import type { Hit } from './hits.ts'

/** nDCG@10 with binary relevance (Järvelin and Kekäläinen, 2002), 0 to 1. */
export const ndcgAt10 = (hits: readonly Hit[], relevant: ReadonlySet<number>): number => {
  let gain = 0
  hits.slice(0, 10).forEach(({ document }, i) => {
    if (relevant.has(document)) gain += 1 / Math.log2(i + 2)
  })
  let ideal = 0
  for (let i = 0; i < Math.min(10, relevant.size); i++) ideal += 1 / Math.log2(i + 2)
  return ideal === 0 ? 0 : gain / ideal
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Mulberry32: 32 bits of state, enough to resample queries. */
const createRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

export interface Difference {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/**
 * How much `after` is above `before`, query by query, with the 95% interval of a paired bootstrap (Efron): the same
 * queries are drawn for both, so what makes a query hard cancels.
 */
export const pairedDifference = (
  before: readonly number[],
  after: readonly number[],
  { rounds = 2000, seed = 1 } = {},
): Difference => {
  const random = createRandom(seed)
  const differences = after.map((value, i) => value - before[i]!)
  const means = Array.from({ length: rounds }, () => {
    let sum = 0
    for (let i = 0; i < differences.length; i++)
      sum += differences[Math.floor(random() * differences.length)]!
    return sum / differences.length
  }).sort((a, b) => a - b)
  return {
    mean: mean(differences),
    low: means[Math.floor(rounds * 0.025)]!,
    high: means[Math.floor(rounds * 0.975)]!,
  }
}
