import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyze, terms } from '../text/analyzer.ts'
import { highlightsIn, snippetOf, textAfterTitle } from './snippet.ts'

const words = fc.array(
  fc.constantFrom('attack', 'memory', 'the', 'getUserName', 'CVE-2008-0322', 'naïve', '漢字', 'x'),
  {
    maxLength: 120,
  },
)

describe('snippet', () => {
  it('marks words of the query and nothing else, in order and without overlap', () => {
    fc.assert(
      fc.property(words, words, (text, query) => {
        const queryTerms = new Set(terms(query.join(' ')))
        const { snippet, highlights } = snippetOf(text.join(' '), queryTerms)
        let last = 0
        for (const [start, end] of highlights) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(snippet.length)
          const marked = analyze(snippet.slice(start, end)).map(({ term }) => term)
          expect(marked.some((term) => queryTerms.has(term))).toBe(true)
          last = end
        }
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  it('shows the passage with the most different words of the query', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(40)
    const text = `cookie ${filler} the session cookie was stolen by a script ${filler}`
    const { snippet, highlights } = snippetOf(text, new Set(terms('session cookie stolen script')))
    expect(snippet).toContain('session cookie was stolen by a script')
    expect(highlights).toHaveLength(4)
    expect(snippet.startsWith('… ')).toBe(true)
    expect(snippet.endsWith(' …')).toBe(true)
    expect(snippet.length).toBeLessThan(280)
  })

  it('is the whole of a short text', () => {
    expect(snippetOf('A zebra.', new Set(['zebra']))).toEqual({ snippet: 'A zebra.', highlights: [[2, 7]] })
    expect(snippetOf('', new Set(['zebra']))).toEqual({ snippet: '', highlights: [] })
  })

  it('leaves the title out where the text begins with it, however its white space is written', () => {
    expect(textAfterTitle('Double  free\nof memory', 'Double free')).toBe('of memory')
    expect(textAfterTitle(' Double free', 'Double free')).toBe('')
    expect(textAfterTitle('Something else', 'Double free')).toBe('Something else')
    expect(textAfterTitle('Double freeing of memory', 'Double free')).toBe('… of memory')
    expect(textAfterTitle('Double freeing', 'Double free')).toBe('')
  })

  it('marks words in a title', () => {
    expect(highlightsIn('Use of freed memory', new Set(terms('memory use')))).toEqual([
      [0, 3],
      [13, 19],
    ])
  })
})
