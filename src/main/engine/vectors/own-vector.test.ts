import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAppError } from '#contract/errors'
import { readOwnVector } from './own-vector.ts'

const embedder = { id: 'three@1', dimension: 3 }
const base64 = (numbers: readonly number[]): string =>
  Buffer.from(Float32Array.from(numbers).buffer).toString('base64')

const refusal = (given: string | number[]) => {
  try {
    readOwnVector(given, embedder)
    return null
  } catch (error) {
    return isAppError(error) ? { code: error.code, data: error.data } : error
  }
}

describe('a vector of the caller', () => {
  it('EMB-6 is brought to length 1, from numbers as from base64', () => {
    expect([...readOwnVector([3, 0, 4], embedder)]).toEqual([...Float32Array.of(0.6, 0, 0.8)])
    expect(readOwnVector(base64([3, 0, 4]), embedder)).toEqual(readOwnVector([3, 0, 4], embedder))
  })

  it('EMB-6 is never padded or cut: the refusal names both lengths', () => {
    const data = { expected: 3, embedder: 'three@1' }
    for (const given of [[], [1], [1, 2], [1, 2, 3, 4]]) {
      const expected = { code: 'vector/dimension', data: { ...data, actual: given.length } }
      expect(refusal(given)).toEqual(expected)
      expect(refusal(base64(given))).toEqual(expected)
    }
    expect(refusal(Buffer.from([1, 2, 3]).toString('base64'))).toMatchObject({ code: 'vector/invalid' })
  })

  it.each([
    [0, 0, 0],
    [-0, 0, 0],
    [1, Number.NaN, 0],
    [1, Infinity, 0],
    [1, 1e39, 0],
    [1e-46, 0, 0],
  ])('EMB-6 has a direction: %s, %s, %s is refused', (...given) => {
    expect(refusal(given)).toMatchObject({ code: 'vector/invalid' })
    expect(refusal(base64(given))).toMatchObject({ code: 'vector/invalid' })
  })

  it('EMB-6 keeps its direction, however long or short it was', () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(fc.tuple(number, number, number), (given) => {
        fc.pre(given.some((n) => n !== 0))
        const vector = readOwnVector(given, embedder)
        const length = Math.hypot(...vector)
        expect(length).toBeCloseTo(1, 5)
        const largest = given.reduce((most, n) => (Math.abs(n) > Math.abs(most) ? n : most))
        const at = given.indexOf(largest)
        given.forEach((n, i) => {
          expect((vector[i] as number) / (vector[at] as number)).toBeCloseTo(n / largest, 4)
        })
      }),
    )
  })
})
