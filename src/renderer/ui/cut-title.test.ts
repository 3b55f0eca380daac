import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAtWord, cutHighlighted, cutTitle } from './cut-title.ts'

describe('texts that are cut', () => {
  it('end where a word ends, with one ellipsis', () => {
    expect(cutAtWord('A product does not set the flag', 19)).toBe('A product does not…')
    expect(cutAtWord('A product does not set the flag', 18)).toBe('A product does not…')
    expect(cutAtWord('to capture this cookie. Others do not', 25)).toBe('to capture this cookie…')
    expect(cutAtWord('Short.', 25)).toBe('Short.')
  })

  it('end within what has no spaces, but in no letter', () => {
    expect(cutAtWord('x'.repeat(60), 20)).toBe(`${'x'.repeat(20)}…`)
    expect(cutAtWord('会话的标志未设置', 4)).toBe('会话的标…')
    expect(cutAtWord('🔑'.repeat(20), 5)).toBe('🔑🔑…')
  })

  it('are never longer than asked, and begin as the text does', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 1, max: 60 }),
        (text, most) => {
          const cut = cutAtWord(text, most)
          expect(cut.length).toBeLessThanOrEqual(Math.max(text.length <= most ? most : 0, most + 1))
          expect(text.startsWith(cut === text ? text : cut.slice(0, -1))).toBe(true)
          expect(cut.isWellFormed() || !text.isWellFormed()).toBe(true)
        },
      ),
    )
  })

  it('say of a title that the engine cut (MEM-6) that there is more', () => {
    const words = 'session cookie '.repeat(20)
    expect(cutTitle(words.slice(0, 200))).toMatch(/ session cookie…$/)
    expect(cutTitle('Session cookie.')).toBe('Session cookie.')
    const marks = cutHighlighted(words.slice(0, 200), [
      [0, 7],
      [195, 200],
    ] as const).ranges
    expect(marks).toEqual([[0, 7]])
  })
})
