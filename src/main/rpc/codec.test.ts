import { encode } from '@msgpack/msgpack'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeMessage, encodeMessage } from './codec.ts'
import { BadFrame } from './msgpack-frame.ts'

const LIMIT = 1 << 20
const roundTrip = (message: unknown) => decodeMessage(encodeMessage(message, LIMIT), LIMIT)

describe('the codec', () => {
  test('gives back any plain value', () => {
    const key = fc.string().filter((text) => text !== '__proto__')
    const value = fc.anything({
      key,
      values: [fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)],
    })
    fc.assert(fc.property(value, (message) => void expect(roundTrip(message)).toEqual(zeroed(message))))
  })

  test.each([
    new Float32Array([1, 2]),
    new Float64Array([Number.NaN, 1e300]),
    new Uint8Array([1, 255]),
    new BigInt64Array([-5n]),
    new Int32Array(0),
  ])('gives back $constructor.name', (array) => {
    const back = (roundTrip({ a: 1, array }) as { array: unknown }).array
    expect(back).toStrictEqual(array)
  })

  test('sends only the part of a buffer that an array shows', () => {
    expect(roundTrip(new Float32Array([1, 2, 3, 4]).subarray(1, 3))).toStrictEqual(new Float32Array([2, 3]))
  })

  test('leaves out fields that are undefined', () => {
    expect(Object.keys(roundTrip({ a: undefined, b: 1 }) as object)).toEqual(['b'])
  })

  test.each([
    { what: 'a Map', value: new Map() },
    { what: 'a Date', value: new Date(0) },
    { what: 'a function', value: () => 1 },
    { what: 'a symbol', value: Symbol('s') },
    { what: 'an ArrayBuffer', value: new ArrayBuffer(2) },
  ])('refuses to write $what', ({ value }) => {
    expect(() => encodeMessage({ value }, LIMIT)).toThrow()
  })

  test('refuses a message above the limit, either way', () => {
    expect(() => encodeMessage('x'.repeat(100), 50)).toThrow(/101|102|at most 50/)
    expect(() => decodeMessage(encodeMessage('x'.repeat(100), 500), 50)).toThrow(BadFrame)
  })

  test('refuses a __proto__ key', () => {
    const frame = encode(JSON.parse('{"__proto__": {"polluted": 1}}'))
    expect(() => decodeMessage(frame, LIMIT)).toThrow(BadFrame)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('refuses a header that promises more than the frame holds', () => {
    expect(() => decodeMessage(new Uint8Array([0xdd, 1, 0xff, 0xff, 0xff]), LIMIT)).toThrow(/promises more/)
    expect(() => decodeMessage(new Uint8Array([0xdf, 0xff, 0xff, 0xff, 0xff]), LIMIT)).toThrow(
      /promises more/,
    )
  })

  test('refuses deep nesting and what follows the end', () => {
    expect(() => decodeMessage(new Uint8Array(1000).fill(0x91), LIMIT)).toThrow(BadFrame)
    expect(() => decodeMessage(new Uint8Array([1, 2]), LIMIT)).toThrow(/after its end/)
    expect(() => decodeMessage(new Uint8Array(), LIMIT)).toThrow(BadFrame)
  })

  test('refuses garbage with BadFrame and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeMessage(bytes, LIMIT)
        } catch (error) {
          expect(error).toBeInstanceOf(BadFrame)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('never refuses what it wrote, cut short it always does', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (message, cut) => {
        const frame = encodeMessage(message, LIMIT)
        expect(() => decodeMessage(frame.subarray(0, cut % frame.length), LIMIT)).toThrow(BadFrame)
      }),
    )
  })
})

/** MessagePack has no -0, and no prototypes. */
const zeroed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(zeroed)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, zeroed(inner)]))
  }
  return Object.is(value, -0) ? 0 : value
}
