import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { fitPlane, onPlane, type Plane } from './principal-plane.ts'
import type { Vectors } from './vectors.ts'

const vectorsOf = (rows: readonly Float32Array[]): Vectors => ({
  count: rows.length,
  dimension: rows[0]?.length ?? 3,
  at: (i) => rows[i] as Float32Array,
})

const fitted = (rows: readonly Float32Array[], seed = 1): Plane => {
  const work = fitPlane(vectorsOf(rows), Uint32Array.from(rows.keys()), randomFrom(seed))
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Points in a lopsided cloud: each direction half as wide as the one before. */
const cloud = (count: number, dimension: number, seed: number): Float32Array[] => {
  const random = randomFrom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const mix = Array.from({ length: dimension }, () => Array.from({ length: dimension }, normal))
  return Array.from({ length: count }, () => {
    const own = Array.from({ length: dimension }, (_, d) => normal() * 0.6 ** d)
    return Float32Array.from(mix, (row) => row.reduce((sum, value, d) => sum + value * (own[d] as number), 1))
  })
}

/** The covariance, made, and its leading directions by powers of it, one after the other: slow and obvious. */
const naivePlane = (rows: readonly Float32Array[]) => {
  const dimension = (rows[0] as Float32Array).length
  const mean = Array.from(
    { length: dimension },
    (_, d) => rows.reduce((s, row) => s + (row[d] as number), 0) / rows.length,
  )
  const matrix = mean.map((_, i) =>
    mean.map((__, j) =>
      rows.reduce(
        (s, row) =>
          s + ((row[i] as number) - (mean[i] as number)) * ((row[j] as number) - (mean[j] as number)),
        0,
      ),
    ),
  )
  const trace = matrix.reduce((sum, row, i) => sum + (row[i] as number), 0)
  const axes: number[][] = []
  let held = 0
  for (let axis = 0; axis < 2; axis++) {
    let v = mean.map((_, i) => 1 / (i + 1))
    let value = 0
    for (let i = 0; i < 4000; i++) {
      for (const before of axes) {
        const along = before.reduce((s, x, d) => s + x * (v[d] as number), 0)
        v = v.map((x, d) => x - along * (before[d] as number))
      }
      const next = matrix.map((row) => row.reduce((s, x, d) => s + x * (v[d] as number), 0))
      value = Math.hypot(...next)
      v = next.map((x) => x / value)
    }
    axes.push(v)
    held += value
  }
  return { mean, axes, explained: held / trace }
}

describe('the principal plane', () => {
  it.each([3, 5, 8, 24])('is that of the covariance, in %i dimensions', (dimension) => {
    const rows = cloud(300, dimension, dimension)
    const plane = fitted(rows)
    const naive = naivePlane(rows)
    expect(plane.explained).toBeCloseTo(naive.explained, 6)
    for (const which of [0, 1] as const) {
      const cosine = plane.axes[which].reduce((s, x, d) => s + x * (naive.axes[which]?.[d] as number), 0)
      expect(Math.abs(cosine)).toBeGreaterThan(1 - 1e-6)
    }
    expect([...plane.mean]).toEqual(naive.mean.map((value) => expect.closeTo(value, 5)))
  })

  it('does not flip: other chance and another order of the vectors give the same axes', () => {
    const rows = cloud(400, 12, 7)
    const [one, other] = [fitted(rows, 1), fitted(rows.toReversed(), 99)]
    const at = (plane: Plane) => rows.slice(0, 20).flatMap((row) => onPlane(plane, row))
    expect(at(other)).toEqual(at(one).map((value) => expect.closeTo(value, 2)))
  })

  it.each([
    ['one vector', [Float32Array.of(1, 2, 3)]],
    ['the same one thrice', Array.from({ length: 3 }, () => Float32Array.of(1, 2, 3))],
    ['one dimension', [Float32Array.of(1), Float32Array.of(4)]],
  ])('has places for %s', (_, rows) => {
    const plane = fitted(rows)
    for (const row of rows) expect(onPlane(plane, row).every(Number.isFinite)).toBe(true)
  })
})
