import type { Estimate } from '#contract/tuning'
import { pairedDifference, quantile } from '../quality/measures.ts'

/** The mean of values, with the 95 % interval of a bootstrap. */
export const meanEstimate = (values: readonly number[]): Estimate => {
  const nothing = values.map(() => 0)
  const { mean, low, high } = pairedDifference(nothing, values, { rounds: 500 })
  return { value: mean, low, high }
}

/**
 * A quantile with the 95 % interval of a bootstrap, which needs no drawing here: the quantile of a resample is one of
 * the values, and which one follows the binomial distribution (Efron 1979, section 3).
 */
export const quantileEstimate = (values: readonly number[], share: number): Estimate => {
  const sorted = [...values].sort((a, b) => a - b)
  const size = sorted.length
  const needed = Math.max(1, Math.ceil(share * size))
  const at = (chance: number): number => {
    // The quantile of a resample is at most the j-th value where `needed` of the draws are among the first j.
    const place = sorted.findIndex((_, j) => chanceOfAtLeast(needed, size, (j + 1) / size) >= chance)
    return sorted[place < 0 ? size - 1 : place] as number
  }
  return { value: quantile(values, share), low: at(0.025), high: at(0.975) }
}

/** Chance of at least `least` successes in `tries`, each of a chance; the normal law stands in for the binomial. */
const chanceOfAtLeast = (least: number, tries: number, chance: number): number => {
  if (chance >= 1) return 1
  const spread = Math.sqrt(tries * chance * (1 - chance))
  return 1 - normal((least - 0.5 - tries * chance) / spread)
}

/** The normal distribution function, to four places (Abramowitz and Stegun 1964, 26.2.18). */
const normal = (x: number): number => {
  const z = Math.abs(x)
  const tail = 0.5 / (1 + 0.196854 * z + 0.115194 * z ** 2 + 0.000344 * z ** 3 + 0.019527 * z ** 4) ** 4
  return x < 0 ? tail : 1 - tail
}
