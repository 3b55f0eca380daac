import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { fixedAxes, type PlaceAxes, principalAxes, projected } from './principal-axes.ts'

const axesOf = (vectors: readonly Float32Array[]): PlaceAxes => {
  const rounds = principalAxes(vectors)
  for (;;) {
    const round = rounds.next()
    if (round.done) return round.value
  }
}

const gaussian = (random: () => number): number => {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random()
  return sum
}

/** Vectors that lie along two known directions, much, some and hardly at all along the others. */
const cloud = (seed: number, count: number, dimension: number): Float32Array[] => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () =>
    Float32Array.from({ length: dimension }, (_, i) => gaussian(random) * ([4, 2][i] ?? 0.1) + i),
  )
}

/** Variance of the vectors along a direction, the slow way. */
const varianceAlong = (vectors: readonly Float32Array[], direction: readonly number[]): number => {
  const scores = vectors.map((v) => direction.reduce((sum, d, i) => sum + d * (v[i] as number), 0))
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length
  return scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length
}

describe('principal axes', () => {
  it('LIFE-1 are the directions of the greatest spread, at right angles', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const vectors = cloud(seed, 200, 8)
        const { axes } = axesOf(vectors)
        const [a, b] = axes.map(({ direction }) => direction) as [number[], number[]]
        expect(Math.abs(a[0] as number)).toBeGreaterThan(0.98)
        expect(Math.abs(b[1] as number)).toBeGreaterThan(0.98)
        expect(a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)).toBeCloseTo(0, 8)
        expect(axes[0].spread ** 2).toBeCloseTo(varianceAlong(vectors, a), 6)
        expect(axes[1].spread ** 2).toBeCloseTo(varianceAlong(vectors, b), 6)
      }),
      { numRuns: 20 },
    )
  })

  it('LIFE-1 spread more than any direction that chance finds', () => {
    const random = randomFrom(7)
    const vectors = cloud(3, 150, 6)
    const { axes } = axesOf(vectors)
    for (let i = 0; i < 200; i++) {
      const raw = Array.from({ length: 6 }, () => gaussian(random))
      const length = Math.hypot(...raw)
      const there = varianceAlong(
        vectors,
        raw.map((value) => value / length),
      )
      expect(there).toBeLessThanOrEqual(axes[0].spread ** 2 + 1e-9)
    }
  })

  it('LIFE-1 are the same for the same vectors, to the last bit', () => {
    expect(axesOf(cloud(5, 100, 16))).toEqual(axesOf(cloud(5, 100, 16)))
    expect(fixedAxes(32)).toEqual(fixedAxes(32))
  })

  it('LIFE-1 give places within the square, also where all vectors are one, or one is far out', () => {
    const one = Float32Array.of(0.6, 0.8, 0)
    const still = axesOf([one, one, one])
    expect(projected(still, one)).toEqual([50, 50])
    expect(projected(axesOf(cloud(1, 90, 3)), Float32Array.of(1e9, -1e9, 0)).sort()).toEqual([0, 100])
    const line = axesOf([Float32Array.of(1, 0), Float32Array.of(2, 0), Float32Array.of(3, 0)])
    expect(projected(line, Float32Array.of(2, 5))[1]).toBe(50)
  })
})
