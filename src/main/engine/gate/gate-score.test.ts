import { describe, expect, it } from 'vitest'
import { clamp01, gateScore, isStopped } from './gate-score.ts'

/** similarity, reward, weights, then novelty, error and score, worked out by hand. */
const TABLE = [
  [null, undefined, [1, 0], 1, 0, 1],
  [1, undefined, [1, 0], 0, 0, 0],
  [0.97, undefined, [1, 0], 0.03, 0, 0.03],
  [0, undefined, [1, 0], 1, 0, 1],
  // Further than a right angle is no newer than new; rounding above 1 is no less than nothing.
  [-0.5, undefined, [1, 0], 1, 0, 1],
  [1.0000001, undefined, [1, 0], 0, 0, 0],
  [0.75, 0, [1, 0.5], 0.25, 0, 0.25],
  [0.75, -0, [1, 0.5], 0.25, 0, 0.25],
  [0.75, 0.8, [1, 0.5], 0.25, 0, 0.25],
  [0.75, -0.5, [1, 0.5], 0.25, 0.5, 0.5],
  [0.75, -1, [1, 0.5], 0.25, 1, 0.75],
  [0.75, -3, [1, 0.5], 0.25, 1, 0.75],
  [0.75, Number.NEGATIVE_INFINITY, [1, 0.5], 0.25, 1, 0.75],
  [0.75, -0.5, [1, 0], 0.25, 0.5, 0.25],
  [0.75, -0.5, [0, 2], 0.25, 0.5, 1],
  [null, -0.25, [0, 1], 1, 0.25, 0.25],
  // A weight is not clamped: the score may be above 1.
  [0, -1, [1, 1], 1, 1, 2],
] as const

describe('gateScore', () => {
  it.each(TABLE)(
    'GATE-1 of similarity %s and reward %s by weights %s',
    (similarity, reward, weights, ...want) => {
      const [novelty, error] = weights
      const { score, ...parts } = gateScore(similarity, reward, { novelty, error })
      expect(parts.novelty).toBeCloseTo(want[0], 9)
      expect(parts.error).toBeCloseTo(want[1], 9)
      expect(score).toBeCloseTo(want[2], 9)
    },
  )

  it('GATE-1 stops what is below the threshold, and nothing that is just at it', () => {
    expect([isStopped(0.1, 0.1), isStopped(0.1 - 1e-9, 0.1), isStopped(0.1 + 1e-9, 0.1)]).toEqual([
      false,
      true,
      false,
    ])
    expect(isStopped(0, 0)).toBe(false)
    const half = gateScore(0.5, undefined, { novelty: 1, error: 0 })
    expect(isStopped(half.score, 0.5)).toBe(false)
  })

  it('GATE-1 counts what is not a number as nothing', () => {
    expect([clamp01(Number.NaN), clamp01(-0), clamp01(1), clamp01(Number.POSITIVE_INFINITY)]).toEqual([
      0, 0, 1, 1,
    ])
  })
})
