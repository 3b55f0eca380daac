import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { fractalDimension } from './fractal-dimension.ts'

/** Points of the chaos game (Barnsley): of a shape whose dimension is known. */
const chaos = (corners: readonly (readonly number[])[], share: number, count: number): number[][] => {
  const random = randomFrom(11)
  let at = [...(corners[0] as number[])]
  return Array.from({ length: count }, () => {
    const corner = corners[Math.floor(random() * corners.length)] as number[]
    at = at.map((value, i) => value + (1 - share) * ((corner[i] as number) - value))
    return at
  })
}
const uniform = (count: number, axes: number): number[][] => {
  const random = randomFrom(5)
  return Array.from({ length: count }, () => Array.from({ length: axes }, () => random() * 100))
}

describe('the fractal dimension', () => {
  it('LIFE-7 is that of shapes whose dimension is known', () => {
    const triangle = [
      [0, 0],
      [1, 0],
      [0, 1],
    ]
    expect(fractalDimension(uniform(8000, 1))).toBeCloseTo(1, 1)
    expect(Math.abs(fractalDimension(uniform(16_000, 2)) - 2)).toBeLessThan(0.1)
    expect(Math.abs(fractalDimension(uniform(16_000, 3)) - 3)).toBeLessThan(0.2)
    expect(Math.abs(fractalDimension(chaos(triangle, 0.5, 20_000)) - Math.log2(3))).toBeLessThan(0.08)
    const line = uniform(8000, 1).map(([x = 0]) => [x, 2 * x, 7])
    expect(Math.abs(fractalDimension(line) - 1)).toBeLessThan(0.1)
  })

  it('LIFE-7 is defined for nothing, for one place, for constant axes and for mixed arity', () => {
    expect(fractalDimension([])).toBe(0)
    expect(fractalDimension([[1, 2]])).toBe(0)
    expect(fractalDimension(Array.from({ length: 50 }, () => [3, 3, 3]))).toBe(0)
    const flat = uniform(4000, 2)
    const withConstant = flat.map(([x = 0, y = 0]) => [x, 5, y])
    expect(fractalDimension(withConstant)).toBeCloseTo(fractalDimension(flat), 10)
    const mixed = fractalDimension([...uniform(2000, 1), ...flat])
    expect(mixed).toBeGreaterThan(1)
    expect(mixed).toBeLessThan(2.1)
  })

  it('LIFE-7 is a finite number from 0 to the number of axes, whatever comes', () => {
    const place = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 16,
    })
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), (places) => {
        const dimension = fractalDimension(places)
        expect(Number.isFinite(dimension)).toBe(true)
        expect(dimension).toBeGreaterThanOrEqual(0)
        expect(dimension).toBeLessThanOrEqual(Math.max(0, ...places.map(({ length }) => length)))
      }),
    )
  })

  it('LIFE-7 does not change when places are moved, scaled or listed in another order', () => {
    const places = uniform(500, 2)
    const moved = places.map(([x = 0, y = 0]) => [x * 4 + 64, y * 4 - 32]).reverse()
    expect(fractalDimension(moved)).toBeCloseTo(fractalDimension(places), 6)
  })
})
