import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DecayWeights } from '#contract/decay-rules'
import { type DecayFacts, decayScore, decaysAt, levelsAt } from './decay-score.ts'
import { DEFAULT_DECAY } from './default-rules.ts'
import { decayTime, dueTime, levelTimes } from './due-time.ts'

const MADE = 1_700_000_000
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const anyFacts: fc.Arbitrary<DecayFacts> = fc
  .record({
    createdAt: number(MADE, MADE + 1e7),
    idle: fc.oneof(fc.constant(0), number(0, 1e7)),
    accessCount: fc.nat(20),
    importance: fc.oneof(number(-5, 5), fc.constantFrom(0, 1)),
    pinned: fc.constantFrom(false, false, false, true),
    isForgotten: fc.constantFrom(false, false, false, true),
    levels: fc.nat(2),
  })
  .map(({ idle, ...facts }) => ({ ...facts, usedAt: facts.createdAt + idle }))

const anyWeights: fc.Arbitrary<DecayWeights> = fc.record({
  age: fc.oneof(fc.constantFrom(0, 1), number(0.001, 3)),
  idle: fc.oneof(fc.constantFrom(0, 1), number(0.001, 3)),
  stdpStrength: fc.oneof(fc.constantFrom(0, 0.1), number(0, 50)),
  stdpDecayRate: fc.oneof(fc.constantFrom(0, 0.01), number(1e-6, 1)),
  access: number(-2, 2),
  importance: number(-4, 4),
  threshold: number(-5, 50),
  importanceThreshold: number(-1, 5),
})

/** Looks at every power of two beyond the last use: an obvious search for whether and about when it happens. */
const naiveTime = (facts: DecayFacts, weights: DecayWeights): number | null => {
  if (decaysAt(facts, weights, facts.usedAt)) return facts.usedAt
  for (let step = 1e-3; step < 1e15; step *= 2) {
    const at = facts.usedAt + step
    if (!decaysAt(facts, weights, at)) continue
    let [before, after] = [facts.usedAt + step / 2, at]
    if (step === 1e-3) before = facts.usedAt
    for (let i = 0; i < 200; i++) {
      const middle = (before + after) / 2
      if (decaysAt(facts, weights, middle)) after = middle
      else before = middle
    }
    return after
  }
  return null
}

describe('DEC-4 when a memory decays', () => {
  it('is the first moment at which its score is above the threshold', () => {
    fc.assert(
      fc.property(anyFacts, anyWeights, (facts, weights) => {
        const due = decayTime(facts, weights)
        const expected = naiveTime(facts, weights)
        if (expected === null || due === null) {
          // Beyond what the naive search looks at, or within a rounding of never.
          if (due !== null) expect(due).toBeGreaterThan(1e14)
          if (expected !== null) expect(decayScore(facts, weights, 1e15)).toBeCloseTo(weights.threshold, 6)
          return
        }
        expect(decaysAt(facts, weights, due)).toBe(true)
        expect(due).toBeLessThanOrEqual(expected)
        expect(Math.abs(due - expected)).toBeLessThan(1e-3 + Math.abs(expected) * 1e-9)
      }),
      { numRuns: 5000 },
    )
  })

  it('is exact to a double by the usual weights', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const due = decayTime(facts, DEFAULT_DECAY.weights)
        if (due === null || due === facts.usedAt) return
        const grain = 2 ** -22
        expect(decaysAt(facts, DEFAULT_DECAY.weights, due)).toBe(true)
        expect(decaysAt(facts, DEFAULT_DECAY.weights, due - grain)).toBe(false)
      }),
      { numRuns: 5000 },
    )
  })

  it('comes never where the terms that move cannot reach the threshold', () => {
    const weights = { ...DEFAULT_DECAY.weights, age: 0, idle: 0 }
    const facts = { createdAt: MADE, usedAt: MADE, accessCount: 0, importance: 0, pinned: false } as const
    const of = { ...facts, isForgotten: false, levels: 0 }
    expect(decayTime(of, weights)).toBeNull()
    // -0.1 e^(-0.01 t) + 0 is above -0.05 once e^(-0.01 t) is below a half.
    expect(decayTime(of, { ...weights, threshold: -0.05 })).toBeCloseTo(MADE + 100 * Math.LN2, 5)
    expect(decayTime(of, { ...weights, threshold: 0 })).toBeNull()
  })
})

describe('DEC-3 when a memory passes an age', () => {
  it('is the first moment at which it is older', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(number(0, 1e8), { maxLength: 4 }), (facts, ages) => {
        const levels = [...new Set(ages)].sort((a, b) => a - b)
        const times = levelTimes(facts, levels)
        if (facts.pinned || facts.isForgotten) {
          expect(times).toEqual([])
          return
        }
        expect(times).toHaveLength(Math.max(0, levels.length - facts.levels))
        times.forEach((at, i) => {
          expect(levelsAt(facts, levels, at)).toBeGreaterThanOrEqual(facts.levels + i + 1)
          expect(levelsAt(facts, levels, at - 2 ** -20)).toBeLessThanOrEqual(facts.levels + i)
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('is due before the memory decays, or never where nothing is on', () => {
    const facts = { createdAt: MADE, usedAt: MADE, accessCount: 0, importance: 0, pinned: false } as const
    const of = { ...facts, isForgotten: false, levels: 0 }
    expect(dueTime(of, { weights: null, levels: [] })).toBeNull()
    const { weights } = DEFAULT_DECAY
    expect(dueTime(of, { weights, levels: [30] })).toBeCloseTo(MADE + 30, 5)
    expect(dueTime({ ...of, levels: 1 }, { weights, levels: [30] })).toBe(decayTime(of, weights))
  })
})
