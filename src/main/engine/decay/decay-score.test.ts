import { describe, expect, it } from 'vitest'
import { type DecayFacts, decayScore, decaysAt, levelsAt, scoreParts } from './decay-score.ts'
import { DEFAULT_DECAY } from './default-rules.ts'

const { weights } = DEFAULT_DECAY
const MADE = 1_700_000_000

const facts = (of: Partial<DecayFacts> = {}): DecayFacts => ({
  createdAt: MADE,
  usedAt: MADE,
  accessCount: 0,
  importance: 0,
  pinned: false,
  isForgotten: false,
  levels: 0,
  ...of,
})

describe('DEC-1 the score', () => {
  it.each([
    // hours old, hours idle, accesses, importance: worked out by hand.
    { age: 0, idle: 0, accesses: 0, importance: 0, score: -0.1 },
    { age: 1, idle: 1, accesses: 0, importance: 0, score: 2 - 0.1 * Math.exp(-36) },
    { age: 3, idle: 0, accesses: 0, importance: 0, score: 2.9 },
    { age: 3, idle: 1, accesses: 2, importance: 1, score: 1 - 0.1 * Math.exp(-36) },
    { age: 10, idle: 10, accesses: 4, importance: 0.5, score: 17 - 0.1 * Math.exp(-360) },
    // 100 seconds of idleness leave e^-1 of the stdp term.
    { age: 100 / 3600, idle: 100 / 3600, accesses: 0, importance: 0, score: 200 / 3600 - 0.036787944117144 },
    { age: 24, idle: 12, accesses: 7, importance: -3, score: 36 - 3.5 + 6 },
  ])('$age h old, $idle h idle, $accesses accesses, importance $importance', (row) => {
    const at = MADE + row.age * 3600
    const of = facts({
      usedAt: at - row.idle * 3600,
      accessCount: row.accesses,
      importance: row.importance,
    })
    expect(decayScore(of, weights, at)).toBeCloseTo(row.score, 9)
    const parts = Object.values(scoreParts(of, weights, at))
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(row.score, 12)
  })

  it('is not above the threshold where it equals it', () => {
    const plain = { ...weights, stdpStrength: 0 }
    // 1 h of age and 1 h of idleness are exactly 2.
    expect(decayScore(facts(), plain, MADE + 3600)).toBe(2)
    expect(decaysAt(facts(), plain, MADE + 3600)).toBe(false)
    expect(decaysAt(facts(), plain, MADE + 3600.001)).toBe(true)
  })

  it('lets what is just as important as the threshold decay, and nothing more important', () => {
    const later = MADE + 100 * 3600
    expect(decaysAt(facts({ importance: 1 }), weights, later)).toBe(true)
    expect(decaysAt(facts({ importance: 1.0000001 }), weights, later)).toBe(false)
  })

  it('MEM-4 never lets a pinned memory decay, nor one twice', () => {
    const later = MADE + 1e9
    expect(decaysAt(facts({ pinned: true }), weights, later)).toBe(false)
    expect(decaysAt(facts({ isForgotten: true }), weights, later)).toBe(false)
  })

  it('takes a clock that went back for no time at all', () => {
    expect(decayScore(facts(), weights, MADE - 1e6)).toBeCloseTo(-0.1, 12)
  })
})

describe('DEC-3 ages', () => {
  it('are passed by what is older, not by what is as old', () => {
    expect(levelsAt(facts(), [30, 300], MADE + 30)).toBe(0)
    expect(levelsAt(facts(), [30, 300], MADE + 30.5)).toBe(1)
    expect(levelsAt(facts(), [30, 300], MADE + 1000)).toBe(2)
    expect(levelsAt(facts({ pinned: true }), [30, 300], MADE + 1000)).toBe(0)
  })
})
