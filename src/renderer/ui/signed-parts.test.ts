import { array, assert, constantFrom, double, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeParts } from './signed-parts.ts'

const part = record({
  label: constantFrom('a', 'b'),
  color: constantFrom('red'),
  value: double({ min: -1e6, max: 1e6, noNaN: true }),
})

describe('the terms of a score as a bar', () => {
  it('lays what takes away to the left of zero and what adds to its right, without a gap', () => {
    const { zero, placed } = placeParts([
      { label: 'Age', value: 3, color: 'a' },
      { label: 'Access', value: -1, color: 'b' },
    ])
    expect(zero).toBe(0.25)
    expect(placed.map(({ start, width }) => [start, width])).toEqual([
      [0.25, 0.75],
      [0, 0.25],
    ])
  })

  it('fills the bar exactly, whatever the terms', () => {
    assert(
      property(array(part, { maxLength: 8 }), (parts) => {
        const { placed } = placeParts(parts)
        const sum = placed.reduce((total, { width }) => total + width, 0)
        expect(placed.length === 0 ? 1 : sum).toBeCloseTo(1, 6)
        for (const { start, width } of placed) {
          expect(start).toBeGreaterThanOrEqual(-1e-9)
          expect(start + width).toBeLessThanOrEqual(1 + 1e-9)
        }
      }),
      { seed: 71 },
    )
  })

  it('shows nothing of nothing', () => {
    expect(placeParts([{ label: 'Age', value: 0, color: 'a' }]).placed).toEqual([])
  })
})
