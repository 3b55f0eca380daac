import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadOf } from './robust-score.ts'

describe('the robust score', () => {
  it('LIFE-8 is 0.6745 (x - median) / MAD', () => {
    // Median 3, deviations 2 1 0 1 97, so MAD 1.
    const spread = spreadOf([1, 2, 3, 4, 100])
    expect([spread.median, spread.deviation]).toEqual([3, 1])
    expect(spread.score(100)).toBeCloseTo(0.6745 * 97, 10)
    expect(spreadOf([4, 2, 1, 3]).median).toBe(2.5)
  })

  it('LIFE-8 falls back to the mean deviation where most values are one, and is 0 where all are', () => {
    const most = spreadOf([5, 5, 5, 5, 5, 5, 5, 5, 5, 9])
    expect(most.deviation).toBeCloseTo(0.4, 10)
    expect(most.score(9)).toBeGreaterThan(3.5)
    expect(spreadOf([2, 2, 2]).score(2)).toBe(0)
  })

  it('LIFE-8 does not change when everything is moved or stretched', () => {
    const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: -99, max: 99 }),
        (values, by, to) => {
          const changed = spreadOf(values.map((value) => value * by + to))
          const [first = 0] = values
          expect(changed.score(first * by + to)).toBeCloseTo(spreadOf(values).score(first), 6)
        },
      ),
    )
  })
})
