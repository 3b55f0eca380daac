import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonOf, textOf } from './json-words.ts'

describe('JSON as people type it', () => {
  it('LIFE-3 takes what is no JSON for a text', () => {
    expect(['it broke', '7', 'true', '"7"', '{"a":1}'].map(jsonOf)).toEqual([
      '"it broke"',
      '7',
      'true',
      '"7"',
      '{"a":1}',
    ])
  })

  it('LIFE-3 shows any value so that it is read back the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonOf(textOf(value)))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(textOf('it broke')).toBe('it broke')
    expect(textOf('7')).toBe('"7"')
  })
})
