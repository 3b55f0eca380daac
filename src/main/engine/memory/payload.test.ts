import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AppError, isAppError } from '#contract/errors'
import { DEFAULT_PAYLOAD_LIMITS, readPayload } from './payload.ts'

const refusal = (source: string, limits = DEFAULT_PAYLOAD_LIMITS): AppError => {
  try {
    readPayload(source, limits)
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
  throw new Error('it was not refused')
}

const place = (source: string): unknown => {
  const { code, data } = refusal(source)
  expect(code).toBe('memory/payload-invalid')
  const { line, column } = data as { line: number; column: number }
  return [line, column]
}

/** A JSON text and the same text without its white space; keys of an object differ. */
type Text = { readonly spaced: string; readonly bare: string }

const bare = (text: string): Text => ({ spaced: text, bare: text })
const numbers = fc.constantFrom(
  ...[
    '0',
    '-0',
    '1',
    '1.0',
    '1.10',
    '1e400',
    '-1E-400',
    '12345678901234567890',
    '9007199254740993',
    '0.1e+1',
  ],
)
const characters = fc.constantFrom(
  ...['a', 'é', '日', '😀', ' ', '{', '"'.padStart(2, '\\'), '\\\\', '\\/', '\\n', '\\u0000', '\\u00e9'],
  ...['\\ud800', '\\ude00', '\\ud83d\\ude00', '\u2028', ',', ':', '}', ']'],
)
const strings = fc.array(characters, { maxLength: 6 }).map((parts) => `"${parts.join('')}"`)
const keys = fc.oneof(
  fc.constantFrom('"10"', '"9"', '"1"', '"__proto__"', '"constructor"', '"toString"', '""', '"\\u0061b"'),
  strings,
)
const gaps = fc.constantFrom('', '', ' ', '\n', '\r\n\t', '  ')

const joined = (open: string, close: string, parts: readonly Text[], gap: readonly string[]): Text => {
  const at = (i: number): string => gap[i % gap.length] ?? ''
  const spaced = parts.map((part, i) => at(i) + part.spaced + at(i + 1)).join(',')
  return {
    spaced: open + (spaced || at(0)) + close,
    bare: open + parts.map((part) => part.bare).join(',') + close,
  }
}

const { object: objects } = fc.letrec<{ value: Text; object: Text; array: Text }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(numbers, strings, fc.constantFrom('true', 'false', 'null')).map(bare),
    tie('object'),
    tie('array'),
  ),
  array: fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), fc.array(gaps, { minLength: 1, maxLength: 4 }))
    .map(([parts, gap]) => joined('[', ']', parts, gap)),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(keys, tie('value')), {
        maxLength: 5,
        selector: ([key]) => JSON.parse(key) as string,
      }),
      fc.array(gaps, { minLength: 1, maxLength: 4 }),
    )
    .map(([entries, gap]) => {
      const parts = entries.map(([key, value]) => ({
        spaced: `${key}${gap[0]}:${gap[0]}${value.spaced}`,
        bare: `${key}:${value.bare}`,
      }))
      return joined('{', '}', parts, gap)
    }),
}))

describe('payload text', () => {
  it('MEM-3 comes back as it went in, but for white space between tokens', () => {
    fc.assert(
      fc.property(objects, (text) => {
        expect(readPayload(text.spaced).json).toBe(text.bare)
      }),
      { seed: 2, numRuns: 1500 },
    )
  })

  it('MEM-3 writes half a surrogate pair as its escape, which UTF-8 can hold', () => {
    const json = readPayload('{"text":"a\ud800b \\ud83d\ude00"}').json
    expect(json).toBe('{"text":"a\\ud800b \\ud83d\\ude00"}')
    expect(json.isWellFormed()).toBe(true)
  })

  it('MEM-3 takes 64 levels and refuses 65 at the bracket that opens the last', () => {
    const nested = (levels: number): string => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    expect(readPayload(nested(64)).json).toBe(nested(64))
    expect(place(nested(65))).toEqual([1, 69])
  })

  it('MEM-3 refuses what nests without end, however it goes on', () => {
    expect(place(`{"a":${'['.repeat(500_000)}`)).toEqual([1, 69])
    expect(place(`{"a":${'{"b":'.repeat(100_000)}`)).toEqual([1, 321])
  })

  it('MEM-3 counts the limit in bytes of UTF-8', () => {
    const limits = { maxBytes: 1024 * 1024, maxDepth: 64 }
    const empty = '{"text":""}'.length
    const fits = `{"text":"${'é'.repeat((limits.maxBytes - empty - 1) / 2)}"}`
    expect(readPayload(fits).json).toBe(fits)
    const over = `{"text":"${'é'.repeat((limits.maxBytes - empty + 1) / 2)}"}`
    expect(refusal(over)).toMatchObject({
      code: 'memory/payload-too-large',
      data: { bytes: limits.maxBytes + 1, limit: limits.maxBytes },
    })
  })

  it.each([
    ['{"a":1,"a":2}', 1, 8],
    ['{"a":1,\n "b":{"c":1,\n"\\u0063":2}}', 3, 1],
    ['{"\\u0061":1,"a":2}', 1, 13],
  ])('MEM-3 refuses a key that stands twice: %j', (source, line, column) => {
    expect(place(source)).toEqual([line, column])
  })

  it('MEM-3 takes equal keys of different objects, and a value that looks like a key', () => {
    const json = '{"a":{"a":"a"},"b":[{"a":1},{"a":2},"a"],"c":"a"}'
    expect(readPayload(json).json).toBe(json)
  })

  it.each([
    ['a missing value', '{"a":}', 1, 6],
    ['a trailing comma', '{"a":1,}', 1, 8],
    ['a missing brace', '{"a":1', 1, 7],
    ['a comment', '{\n  // no\n  "a":1}', 2, 3],
    ['single quotes', "{'a':1}", 1, 2],
    ['a word', '{\n"a": yes}', 2, 6],
    ['a second value', '{} {}', 1, 4],
    ['an array', ' [1]', 1, 2],
    ['a string', '"text"', 1, 1],
    ['null', 'null', 1, 1],
    ['nothing', '', 1, 1],
  ])('MEM-3 says where %s stands', (_what, source, line, column) => {
    expect(place(source)).toEqual([line, column])
  })

  it('MEM-3 refuses as invalid whatever JSON.parse refuses', () => {
    const damaged = fc.tuple(objects, fc.nat(), fc.constantFrom('', '"', '}', ',', '\u0001', 'x', '\ufeff'))
    fc.assert(
      fc.property(damaged, ([text, at, character]) => {
        const cut = at % (text.bare.length + 1)
        const source = text.bare.slice(0, cut) + character + text.bare.slice(cut + 1)
        let parses = true
        try {
          JSON.parse(source)
        } catch {
          parses = false
        }
        fc.pre(!parses)
        expect(refusal(source).code).toBe('memory/payload-invalid')
      }),
      { seed: 3, numRuns: 1000 },
    )
  })
})

describe('embedded text', () => {
  it.each([
    ['{"content":"b","text":"a"}', 'a'],
    ['{"text":"  ","content":"b","task":"c"}', 'b'],
    ['{"task":"c","fact":"d"}', 'c'],
    ['{"fact":"d","summary":"e"}', 'd'],
    ['{"summary":"e","title":"f"}', 'e'],
    ['{"description":"g","title":"f"}', 'f\ng'],
    ['{"description":"g"}', 'g'],
    ['{"text":7,"title":"f"}', 'f'],
    ['{"x":"one","y":{"z":["two",{"w":"three"}],"n":4}}', 'one\ntwo\nthree'],
    ['{"n":1}', ''],
    ['{"__proto__":{"text":"no"},"constructor":"yes"}', 'no\nyes'],
  ])('MEM-6 of %s is %j', (source, text) => {
    expect(readPayload(source).text).toBe(text)
  })

  it('MEM-6 reads the fields that a setting names', () => {
    const source = '{"text":"a","note":"b","where":"c"}'
    expect(readPayload(source, DEFAULT_PAYLOAD_LIMITS, [['note', 'where']]).text).toBe('b\nc')
  })

  it('MEM-6 gives text, title and tags that UTF-8 can hold', () => {
    const long = `${'x'.repeat(199)}😀`
    const payload = readPayload(`{"text":"a\\ud800","title":"${long}","tags":["\\udc00t",1,"u"]}`)
    expect(payload).toMatchObject({ text: 'a\ufffd', title: 'x'.repeat(199), tags: ['\ufffdt', 'u'] })
  })

  it('takes the beginning of the text as the title where there is none', () => {
    expect(readPayload('{"text":"  two\\n  lines "}').title).toBe('two lines')
  })
})
