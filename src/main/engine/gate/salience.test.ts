import { describe, expect, it } from 'vitest'
import { salience } from './salience.ts'

describe('salience', () => {
  it.each([
    // importance, age in seconds, and 0.5 / (1 + e^-importance) + 0.5 / (1 + age)
    [0, 0, 0.75],
    [0, 1, 0.5],
    [0, 1e12, 0.25],
    [Math.log(3), 3, 0.375 + 0.125],
    [-Math.log(3), 0, 0.125 + 0.5],
    [1000, 0, 1],
    [-1000, 4, 0.1],
    // A clock that was put back makes nothing older than new.
    [0, -1, 0.75],
    [0, -100, 0.75],
  ])('GATE-6 of importance %s and age %s', (importance, age, want) => {
    expect(salience(importance, age)).toBeCloseTo(want, 9)
  })
})
