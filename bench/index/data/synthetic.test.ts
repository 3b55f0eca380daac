import { expect, it } from 'vitest'
import { seededRandom } from '../../seeded-random.ts'
import { makeRotation } from './rotation.ts'
import { synthetic } from './synthetic.ts'
import { rowsOf } from './vectors.ts'

const firstBlock = async (dimension: number): Promise<Float32Array> => {
  for await (const block of synthetic(dimension).blocks()) return block
  throw new Error('no block')
}

it('makes the same rows of length 1 every time', async () => {
  const block = await firstBlock(24)
  expect(await firstBlock(24)).toEqual(block)
  for (const row of rowsOf(block, 24)) expect(Math.hypot(...row)).toBeCloseTo(1, 5)
})

it('keeps lengths when it rotates, and spreads an axis over all others', () => {
  for (const dimension of [2, 7, 64]) {
    const rotate = makeRotation(dimension, seededRandom(dimension))
    const vector = new Float64Array(dimension)
    vector[0] = 1
    rotate(vector)
    expect(Math.hypot(...vector)).toBeCloseTo(1, 12)
    expect(vector.every((value) => value !== 0)).toBe(true)
  }
})
