import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terms } from '../../text/analyzer.ts'
import { halvesOf } from './halves.ts'

const text = fc
  .array(fc.constantFrom('zebra', 'getUserName', 'the', '記憶を探す', '–', '漢字', 'naïve', '42'), {
    maxLength: 12,
  })
  .map((words) => words.join(' '))

describe('halves of a text', () => {
  it('REC-1 make up the text, whichever asks, and both have words', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (whole, first) => {
        const halves = halvesOf(whole, () => (first ? 0 : 0.9))
        const count = terms(whole).length
        if (halves === null) {
          expect(count).toBeLessThan(4)
          return
        }
        const { asked, rest } = halves
        expect(first ? asked + rest : rest + asked).toBe(whole)
        expect(terms(asked).length).toBeGreaterThan(0)
        expect(terms(rest).length).toBeGreaterThan(0)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('REC-1 are not made of a text that is too short', () => {
    expect(halvesOf('one small zebra', () => 0)).toBeNull()
    expect(halvesOf('', () => 0)).toBeNull()
  })
})
