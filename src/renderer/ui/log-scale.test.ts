import { describe, expect, it } from 'vitest'
import { LAST_STEP, stepOf, valueAt } from './log-scale.ts'

describe('a slider over several powers of ten', () => {
  const scale = { least: 0.0001, most: 10 }

  it('begins at 0 and ends at the most, and each place leads back to itself', () => {
    expect([valueAt(scale, 0), valueAt(scale, 1), valueAt(scale, LAST_STEP)]).toEqual([0, 0.0001, 10])
    for (let step = 0; step <= LAST_STEP; step++) expect(stepOf(scale, valueAt(scale, step))).toBe(step)
  })

  it('gives each power of ten the same room, and what lies outside the nearest end', () => {
    const powers = [0.0001, 0.001, 0.01, 0.1, 1, 10].map((value) => stepOf(scale, value))
    for (const [i, step] of powers.slice(1).entries()) {
      expect(Math.abs(step - (powers[i] ?? 0) - (LAST_STEP - 1) / 5)).toBeLessThan(1)
    }
    expect([-3, 0, 1e-9, 5000].map((value) => stepOf(scale, value))).toEqual([0, 0, 1, LAST_STEP])
  })
})
