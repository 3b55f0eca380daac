import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeCodec } from './codec.ts'

const codec = makeCodec()
const across = (value: unknown): unknown => codec.decode(codec.encode(value))

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withBoxedValues: true,
  withObjectString: true,
})

describe('codec', () => {
  it('does what structuredClone does, on whatever structuredClone takes', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(across(value)).toStrictEqual(structuredClone(value))
      }),
    )
  })

  it('carries own __proto__ and $ keys as plain keys', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true},"$":"ref","v":0}')
    const copy = across({ deep: [value] }) as { deep: object[] }
    expect(Object.keys(copy.deep[0]!)).toEqual(['__proto__', '$', 'v'])
    expect(Object.getPrototypeOf(copy.deep[0])).toBe(Object.prototype)
    expect('polluted' in {}).toBe(false)
  })

  it('keeps NaN, the infinities, -0 and undefined', () => {
    const value = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      -0,
      undefined,
      { gone: undefined },
    ]
    expect(across(value)).toStrictEqual(value)
  })

  it('keeps cycles and shared parts', () => {
    const shared = new Map()
    const value: Record<string, unknown> = { first: shared, second: shared }
    value.self = value
    shared.set(value, new Set([value]))
    const copy = across(value) as typeof value
    expect(copy.self).toBe(copy)
    expect(copy.first).toBe(copy.second)
    expect([...(copy.first as Map<unknown, Set<unknown>>)][0]).toEqual([copy, new Set([copy])])
  })

  it('keeps two views of one buffer together, and where they are in it', () => {
    const floats = new Float32Array([1, 2, 3, 4])
    const copy = across({ all: floats, tail: floats.subarray(2) }) as {
      all: Float32Array
      tail: Float32Array
    }
    expect(copy.tail.buffer).toBe(copy.all.buffer)
    expect(copy.tail.byteOffset).toBe(8)
    expect([...copy.tail]).toEqual([3, 4])
  })

  it("makes a Uint8Array of Node's Buffer", () => {
    const copy = across(Buffer.from('hé')) as Uint8Array
    expect(copy.constructor).toBe(Uint8Array)
    expect(new TextDecoder().decode(copy)).toBe('hé')
  })

  it('keeps the type, message, stack and cause of an error', () => {
    const error = new TypeError('wrong', { cause: new Map([['why', 1]]) })
    const copy = across(error) as TypeError
    expect(copy).toBeInstanceOf(TypeError)
    expect([copy.message, copy.stack, copy.cause]).toEqual([error.message, error.stack, error.cause])
  })

  it.each([
    ['a function', () => {}],
    ['a symbol', Symbol('s')],
    ['a promise', Promise.resolve()],
    ['a WeakMap', new WeakMap()],
    ['shared memory', new SharedArrayBuffer(8)],
  ])('refuses %s, as structuredClone does', (_, value) => {
    expect(() => codec.encode({ value })).toThrow('An object could not be cloned.')
  })

  it('works from its own source text, which is how it gets into a page', () => {
    const copy = new Function(`return (${makeCodec.toString()})()`)() as typeof codec
    expect(copy.decode(copy.encode({ a: [1n, new Date(5)] }))).toStrictEqual({ a: [1n, new Date(5)] })
  })
})
