import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { shareEstimate } from './share-estimate.ts'

describe('the interval of a share', () => {
  it('is that of Wilson for single draws', () => {
    // 40 of 50: (0.67, 0.887), as in the tables.
    const { value, low, high } = shareEstimate([...Array(40).fill(1), ...Array(10).fill(0)], 1)
    expect(value).toBe(0.8)
    expect(low).toBeCloseTo(0.67, 2)
    expect(high).toBeCloseTo(0.888, 2)
  })

  it('does not shrink to nothing where all was found, and says nothing of no queries', () => {
    const { value, low, high } = shareEstimate(Array(100).fill(1), 10)
    expect([value, high]).toEqual([1, 1])
    expect(low).toBeGreaterThan(0.95)
    expect(low).toBeLessThan(0.99)
    expect(shareEstimate([], 10)).toEqual({ value: 0, low: 0, high: 1 })
  })

  it('QUAL-1 holds the true recall nineteen times of twenty, also where queries are hard as a whole', () => {
    const seed = 5
    const random = randomFrom(seed)
    // One query of five is hard: its ten neighbours are lost together.
    const draw = (): number => {
      const chance = random() < 0.2 ? 0.5 : 0.98
      return Array.from({ length: 10 }, () => random()).filter((one) => one < chance).length / 10
    }
    const truth = 0.2 * 0.5 + 0.8 * 0.98
    const rounds = 400
    let held = 0
    for (let round = 0; round < rounds; round++) {
      const { low, high } = shareEstimate(Array.from({ length: 150 }, draw), 10)
      if (low <= truth && truth <= high) held += 1
    }
    expect(held / rounds, `seed ${seed}`).toBeGreaterThan(0.92)
    expect(held / rounds, `seed ${seed}`).toBeLessThan(0.99)
  })
})
