import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { quantile } from '../quality/measures.ts'
import { meanEstimate, quantileEstimate } from './estimate.ts'

describe('estimates', () => {
  it('QUAL-1 an interval of a quantile is that of drawing again and again', () => {
    const random = randomFrom(11)
    const values = Array.from({ length: 200 }, () => random() ** 3)
    for (const share of [0.5, 0.95]) {
      const drawn = Array.from({ length: 4000 }, () =>
        quantile(
          values.map(() => values[Math.floor(random() * values.length)]!),
          share,
        ),
      ).sort((a, b) => a - b)
      const { value, low, high } = quantileEstimate(values, share)
      const rankOf = (bound: number): number => values.filter((one) => one <= bound).length
      expect(value).toBe(quantile(values, share))
      // One or two places off, as the normal law stands in for the binomial.
      expect(Math.abs(rankOf(low) - rankOf(drawn[100]!))).toBeLessThanOrEqual(2)
      expect(Math.abs(rankOf(high) - rankOf(drawn[3899]!))).toBeLessThanOrEqual(2)
    }
  })

  it('QUAL-1 what is always the same has no width', () => {
    expect(meanEstimate([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1 })
    expect(quantileEstimate([2], 0.95)).toEqual({ value: 2, low: 2, high: 2 })
  })
})
