import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JudgedPair, suggestThreshold } from './suggest.ts'

const WEIGHTS = { novelty: 1, error: 0 }
const pair = (similarity: number, verdict: JudgedPair['verdict']): JudgedPair => ({ similarity, verdict })

describe('a threshold from judged pairs', () => {
  it('GATE-5 lies in the middle between those that say the same and those that do not', () => {
    const pairs = [pair(0.95, 'same'), pair(0.9, 'same'), pair(0.7, 'different'), pair(0.5, 'different')]
    const { same, different, suggested, thresholds } = suggestThreshold(pairs, WEIGHTS)
    expect([same, different, suggested]).toEqual([2, 2, 0.2])
    expect(thresholds[20]).toMatchObject({ precision: { value: 1, n: 2 }, recall: { value: 1, n: 2 } })
    expect(thresholds[0]).toMatchObject({ precision: null, recall: { value: 0, n: 2 } })
  })

  it('GATE-5 is none before both judgements were made, and does not hear those that were left open', () => {
    expect(suggestThreshold([], WEIGHTS)).toMatchObject({ same: 0, different: 0, suggested: null })
    const one = suggestThreshold([pair(0.9, 'same'), pair(0.2, 'skip')], WEIGHTS)
    expect(one).toMatchObject({ same: 1, different: 0, suggested: null })
    // What never stops anything cannot be suggested.
    const wrong = [pair(0.1, 'same'), pair(0.9, 'different')]
    expect(suggestThreshold(wrong, { novelty: 0, error: 1 }).suggested).toBe(0.01)
  })

  it('GATE-5 has the best F1 of all thresholds, and intervals that hold what was counted', () => {
    const judged = fc.array(
      fc.record({
        similarity: fc.double({ min: -0.2, max: 1, noNaN: true }),
        verdict: fc.constantFrom('same' as const, 'different' as const, 'skip' as const),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(judged, (pairs) => {
        const counted = pairs.filter(({ verdict }) => verdict !== 'skip')
        const { thresholds, suggested } = suggestThreshold(pairs, WEIGHTS)
        const naive = thresholds.map(({ threshold }) => {
          const stopped = counted.filter(
            ({ similarity }) => Math.min(1, Math.max(0, 1 - similarity)) < threshold,
          )
          const right = stopped.filter(({ verdict }) => verdict === 'same').length
          const all = counted.filter(({ verdict }) => verdict === 'same').length
          return { p: stopped.length && right / stopped.length, r: all && right / all }
        })
        const f1 = naive.map(({ p, r }) => (p + r === 0 ? 0 : (2 * p * r) / (p + r)))
        if (suggested !== null) expect(f1[Math.round(suggested * 100)]).toBeCloseTo(Math.max(...f1), 12)
        for (const [i, { precision, recall }] of thresholds.entries()) {
          expect(precision?.value ?? 0).toBeCloseTo(naive[i]?.p ?? 0, 12)
          expect(recall?.value ?? 0).toBeCloseTo(naive[i]?.r ?? 0, 12)
          for (const one of [precision, recall]) {
            if (one) expect(one.low <= one.value + 1e-12 && one.value <= one.high + 1e-12).toBe(true)
          }
        }
      }),
    )
  })
})
