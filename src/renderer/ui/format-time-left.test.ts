import { describe, expect, it } from 'vitest'
import { formatTimeLeft } from './format-time-left.ts'

describe('time that is left', () => {
  it.each([
    [0, 'a few seconds'],
    [9.9, 'a few seconds'],
    [10, '10 s'],
    [41, '50 s'],
    [90, '2 min'],
    [3540, '59 min'],
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [7170, '2 h'],
    [40_000, '11 h 10 min'],
  ])('of %s seconds is %s', (seconds, text) => {
    expect(formatTimeLeft(seconds)).toBe(text)
  })
})
