import { afterEach, describe, expect, it } from 'vitest'
import { speak } from '../words/locale.ts'
import { formatTyped, formatTyping, parseTyped } from './typed-number.ts'

describe('a number that is typed', () => {
  afterEach(() => speak('en'))

  it('is written as the text beside it, and read back from that', async () => {
    for (const [locale, written] of [
      ['en', ['100,000', '0.001', '-2', '1,234.5']],
      ['de', ['100.000', '0,001', '-2', '1.234,5']],
      ['zh-CN', ['100,000', '0.001', '-2', '1,234.5']],
    ] as const) {
      await speak(locale)
      expect([100_000, 0.001, -2, 1234.5].map(formatTyped)).toEqual(written)
      expect(written.map(parseTyped)).toEqual([100_000, 0.001, -2, 1234.5])
      expect(parseTyped(formatTyped(2e-12))).toBe(2e-12)
    }
  })

  it('has no groups while it is typed, so that it is what it looks like after each digit', async () => {
    for (const [locale, written] of [
      ['en', '100000.5'],
      ['de', '100000,5'],
      ['zh-CN', '100000.5'],
    ] as const) {
      await speak(locale)
      expect(formatTyping(100_000.5)).toBe(written)
      const typed = [`${formatTyping(100_000)}0`, formatTyping(100_000).slice(0, -1)]
      expect(typed.map(parseTyped)).toEqual([1_000_000, 10_000])
    }
  })

  it('is read without groups too, and is none where they are no thousands', async () => {
    expect(['100000', ' 7 ', '1e3', '+0.5', '.5'].map(parseTyped)).toEqual([100_000, 7, 1000, 0.5, 0.5])
    expect(['', '0,5', '1,00', '1,2345', '0,500', 'many', '1.2.3'].map(parseTyped)).toEqual(
      Array.from({ length: 7 }, () => Number.NaN),
    )
    await speak('de')
    expect(['0.001', '0.95', '100000', '0,5'].map(parseTyped)).toEqual([0.001, 0.95, 100_000, 0.5])
  })
})
