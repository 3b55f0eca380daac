import { seededRandom } from '../seeded-random.ts'
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

/** The share of the right ones that are among the first ten, of the ten that can be. */
export const recallAt10 = (hits: readonly Hit[], relevant: ReadonlySet<number>): number => {
  const found = hits.slice(0, 10).filter(({ document }) => relevant.has(document)).length
  return relevant.size === 0 ? 0 : found / Math.min(10, relevant.size)
}

/** One divided by the place of the first right one; 0 where none is in the list. Its mean is MRR. */
export const reciprocalPlace = (hits: readonly Hit[], relevant: ReadonlySet<number>): number =>
  1 / (hits.findIndex(({ document }) => relevant.has(document)) + 1 || Number.POSITIVE_INFINITY)

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

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
  const random = seededRandom(seed)
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
