import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonOf, RawJson, rawField, scanJson } from './raw-json.ts'

it('writes raw texts in their places and the rest as JSON', () => {
  const value = { a: [new RawJson('{"b":1.0}'), '"', null], c: new RawJson('12345678901234567890') }
  expect(jsonOf(value)).toBe('{"a":[{"b":1.0},"\\"",null],"c":12345678901234567890}')
})

it('is JSON.stringify where nothing is raw', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(jsonOf(JSON.parse(json))).toBe(JSON.stringify(JSON.parse(json)))
    }),
  )
})

it('finds each field of an object as it is written', () => {
  const written = fc.tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 0, max: 2 }))
  fc.assert(
    fc.property(written, ([object, indent]) => {
      const text = JSON.stringify(object, null, indent)
      for (const [key, value] of Object.entries(object)) {
        expect(JSON.parse(rawField(text, key)?.text ?? 'missing')).toEqual(JSON.parse(JSON.stringify(value)))
      }
      expect(scanJson(text).size).toBe(Object.keys(object).length)
    }),
  )
})

it('takes the last of two, as JSON.parse does, and nothing of what lies deeper', () => {
  expect(rawField('{"payload":1,"a":{"payload":2},"payload": [3, {"x": "}"}] }', 'payload')?.text).toBe(
    '[3, {"x": "}"}]',
  )
  expect(rawField('["payload", 1]', 'payload')).toBeUndefined()
})
