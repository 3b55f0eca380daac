import type { Estimate } from '#contract/tuning'
import { mean } from './measures.ts'

/** Of a normal distribution, so many standard deviations on either side hold 95 %. */
const Z = 1.96

/**
 * The mean of shares (0 to 1), with a 95 % interval. Wilson's score interval, which does not shrink to nothing where
 * every share is 1, with the number of queries that these are worth: ten neighbours of one query are no ten independent
 * draws, so the variance between the queries says how many they are (the design effect; Korn and Graubard, 1998).
 * @param values one of each query
 * @param each how many draws a value is the mean of: 10 for recall@10
 */
export const shareEstimate = (values: readonly number[], each: number): Estimate => {
  const count = values.length
  if (count === 0) return { value: 0, low: 0, high: 1 }
  const value = mean(values)
  const spread = value * (1 - value)
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / Math.max(1, count - 1)
  const worth = variance > 0 ? Math.min(count * each, Math.max(count, (spread * count) / variance)) : count
  const shrunk = 1 + Z ** 2 / worth
  const centre = (value + Z ** 2 / (2 * worth)) / shrunk
  const half = (Z * Math.sqrt(spread / worth + Z ** 2 / (4 * worth ** 2))) / shrunk
  return {
    value,
    low: Math.min(value, Math.max(0, centre - half)),
    high: Math.max(value, Math.min(1, centre + half)),
  }
}
