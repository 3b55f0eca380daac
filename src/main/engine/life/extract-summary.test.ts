import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractSummary, type Sentence } from './extract-summary.ts'
import { sentencesOf } from './sentences.ts'

const saying = (text: string, ...vector: number[]): Sentence => ({ text, vector: Float32Array.from(vector) })

/** Whether a text is some of the parts in their order, with a space between each two. */
const isMadeOf = (text: string, parts: readonly string[]): boolean => {
  const reached = new Set([0])
  for (const part of parts) {
    for (const at of [...reached]) {
      const next = at === 0 ? part : ` ${part}`
      if (text.startsWith(next, at)) reached.add(at + next.length)
    }
  }
  return reached.has(text.length)
}

describe('sentences', () => {
  it('LIFE-2 are found in texts of any script, and what has no letter is none', () => {
    expect(sentencesOf('One thing happened. Then another!  Why?\n\n---\n\n- a list item')).toEqual([
      'One thing happened.',
      'Then another!',
      'Why?',
      'a list item',
    ])
    expect(sentencesOf('これは文です。次の文です。')).toEqual(['これは文です。', '次の文です。'])
    expect(sentencesOf(' \n…\n')).toEqual([])
  })
})

describe('an extractive summary', () => {
  it('LIFE-2 begins with what is nearest to the middle and adds what says something new, in the order of the sources', () => {
    const sentences = [
      saying('Far off.', 0, 0, 1),
      saying('In the middle.', 0.8, 0.6, 0),
      saying('Nearly in the middle.', 0.79, 0.61, 0.05),
      saying('Another side of it.', 0.1, 0.99, 0),
    ]
    const { title, summary } = extractSummary(sentences.slice(0, 4), Float32Array.of(0.8, 0.6, 0))
    expect(title).toBe('In the middle.')
    expect(summary.indexOf('In the middle.')).toBeLessThan(summary.indexOf('Another side of it.'))
  })

  it('LIFE-2 says nothing that is not in the sources, nothing twice, and the same each time', () => {
    const sentence = fc.record({
      text: fc.string({ minLength: 1, maxLength: 60 }),
      vector: fc.option(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }), {
        nil: undefined,
      }),
    })
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 40 }), (raw) => {
        const sentences = raw.map(({ text, vector }) => ({
          text,
          vector: vector && Float32Array.from(vector),
        }))
        const made = extractSummary(sentences, Float32Array.of(1, 1, 0))
        expect(extractSummary(sentences, Float32Array.of(1, 1, 0))).toEqual(made)
        expect(made.summary.length).toBeLessThanOrEqual(5 * 800)
        if (sentences.length > 0) expect(made.summary).not.toBe('')
        expect(
          isMadeOf(
            made.summary,
            sentences.map(({ text }) => text),
          ),
        ).toBe(true)
      }),
    )
    const twice = [saying('The same.', 1, 0, 0), saying('the same.', 1, 0, 0)]
    expect(extractSummary(twice, Float32Array.of(1, 0, 0)).summary).toBe('The same.')
  })

  it('LIFE-2 stands in its order where no sentence has a vector, and is empty where there is none', () => {
    const plain = ['a', 'b', 'c'].map((text) => ({ text, vector: undefined }))
    expect(extractSummary(plain, undefined)).toEqual({ title: 'a', summary: 'a b c' })
    expect(extractSummary([], undefined)).toEqual({ title: '', summary: '' })
  })
})
