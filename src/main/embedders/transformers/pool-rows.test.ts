import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poolRows } from './pool-rows.ts'

const DIMENSION = 3

/** Texts as lists of token vectors, padded left or right to one length as a tokenizer does. */
const padded = (texts: readonly number[][][], side: 'left' | 'right') => {
  const tokens = Math.max(...texts.map((text) => text.length))
  const hidden: number[] = []
  const mask: bigint[] = []
  for (const text of texts) {
    const padding = Array.from({ length: tokens - text.length }, () => [9, 9, 9])
    const rows = side === 'right' ? [...text, ...padding] : [...padding, ...text]
    const ones = text.map(() => 1n)
    const zeros = padding.map(() => 0n)
    hidden.push(...rows.flat())
    mask.push(...(side === 'right' ? [...ones, ...zeros] : [...zeros, ...ones]))
  }
  return [
    { dims: [texts.length, tokens, DIMENSION], data: hidden },
    { dims: [texts.length, tokens], data: mask },
  ] as const
}

const token = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: DIMENSION, maxLength: DIMENSION })
const texts = fc.array(fc.array(token, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 })

describe('pooling', () => {
  it('EMB-3 sums the tokens of each text, or takes its first, and never counts padding', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('left' as const, 'right' as const), (input, side) => {
        const [hidden, mask] = padded(input, side)
        const sums = input.map((text) => text.reduce((sum, row) => sum.map((x, i) => x + (row[i] ?? 0))))
        expect(poolRows(hidden, mask, 'mean').map((row) => [...row])).toEqual(sums)
        expect(poolRows(hidden, mask, 'cls').map((row) => [...row])).toEqual(input.map(([first]) => first))
      }),
    )
  })
})
