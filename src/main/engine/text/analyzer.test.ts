import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyze, terms } from './analyzer.ts'

const termOf = (text: string): string => {
  const found = terms(text)
  expect(found, text).toHaveLength(1)
  return found[0]!
}

describe('analyzer', () => {
  it.each([
    ['caches', 'caching'],
    ['Café', 'cafe'],
    ['ｃａｆｅ', 'CAFE'],
    ['Straße', 'STRASSE'],
    ['ﬁle', 'files'],
    ["user's", 'users'],
    ['user’s', 'user'],
    ["O'Brien", 'obrien'],
    ['wi\u00adfi', 'wifi'],
    ['Ⅳ', 'IV'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['ﾊﾞ', 'バ'],
  ])('reads %s as %s', (one, other) => {
    expect(termOf(one)).toBe(termOf(other))
  })

  it('leaves stop words and contractions of them out', () => {
    expect(terms("the cookie isn't there, they'll say; don’t you?")).toEqual(['cooki', 'sai'])
  })

  it('has no terms for a text of stop words, of punctuation, of nothing', () => {
    for (const text of ['To be, or not to be', '?! ... --', '🎉', '   ', '']) expect(terms(text)).toEqual([])
  })

  it.each([
    ['getUserName', ['getusernam', 'get', 'user', 'name']],
    ['snake_case__name', ['snakecasenam', 'snake', 'case', 'name']],
    ['CVE-2008-0322', ['cve20080322', 'cve', '2008', '0322']],
    ['HttpOnly', ['httponli', 'http']],
    ['HTTPServer', ['httpserver', 'http', 'server']],
    ['node.js', ['nodej', 'node', 'js']],
    ['CVEs', ['cve']],
    ['e-mail', ['email', 'mail']],
    ['1.2.3', ['1', '2', '3']],
    ['HTTP/2', ['http', '2']],
    ['__proto__', ['proto']],
  ])('finds the identifier %s whole and in parts', (text, expected) => {
    expect(terms(text)).toEqual(expected)
  })

  it('meets an identifier however it is written', () => {
    const wholes = ['user_name', 'userName', 'UserName', 'user-name', 'username'].map(
      (text) => terms(text)[0],
    )
    expect(new Set(wholes).size).toBe(1)
  })

  it('gives no whole to a chunk of very many parts, and cuts what is too long for a word', () => {
    expect(terms('a1-b1-c1-d1-e1-f1-g1-h1-i1')).toHaveLength(9)
    expect(terms('x'.repeat(100_000))[0]).toHaveLength(64)
  })

  it.each([
    ['猫', '私は猫が好きです'],
    ['自然言語', '東京大学で自然言語処理を学ぶ'],
    ['世界', '你好世界'],
    ['세계', '안녕하세요 세계'],
    ['สวัสดี', 'สวัสดีชาวโลก'],
  ])('finds %s within %s, where no space shows the words', (query, text) => {
    const found = new Set(terms(text))
    expect(terms(query).filter((term) => found.has(term))).toEqual(terms(query))
  })

  it('keeps the vowels of scripts that write them as marks', () => {
    expect(terms('हिन्दी में')).toEqual(['हिन्दी', 'में'])
  })

  it('points into the original text, wholes before their parts', () => {
    const text = 'Set the ﬁrst ｃookie’s HttpOnly flag'
    const shown = analyze(text).map(({ term, start, end }) => [term, text.slice(start, end)])
    expect(shown).toEqual([
      ['set', 'Set'],
      ['first', 'ﬁrst'],
      ['cooki', 'ｃookie'],
      ['httponli', 'HttpOnly'],
      ['http', 'Http'],
      ['flag', 'flag'],
    ])
  })
})

describe('analyzer on any text', () => {
  const codeUnits = fc
    .array(fc.integer({ min: 0, max: 0xffff }))
    .map((codes) => String.fromCharCode(...codes))
  const identifiers = fc.stringMatching(/^[a-zA-Z0-9_.'’& -]{0,40}$/)
  const asian = fc.stringMatching(/^[猫好学東カﾊﾞがㄱ세สวัดีa1 ]{0,30}$/u)
  const anyText = fc.oneof(codeUnits, fc.string({ unit: 'binary' }), identifiers, asian)

  it('keeps offsets inside the text and in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = 0
        for (const { start, end } of analyze(text)) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          before = start
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('makes terms of letters, digits and their marks only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const term of terms(text)) expect(term).toMatch(/^[\p{L}\p{N}\p{M}]+$/u)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads two texts side by side as it reads each alone', () => {
    fc.assert(
      fc.property(identifiers, identifiers, (one, other) => {
        expect(terms(`${one} | ${other}`)).toEqual([...terms(one), ...terms(other)])
      }),
    )
  })

  it('does not depend on what it read before', () => {
    const first = terms('relational caching')
    for (let i = 0; i < 60_000; i++) terms(`word${i.toString(26).replaceAll(/\d/g, 'z')}`)
    expect(terms('relational caching')).toEqual(first)
  })
})
