import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spiralFrom } from './spiral.ts'

const first = (start: readonly [number, number], count: number): [number, number][] => {
  const places: [number, number][] = []
  for (const place of spiralFrom(start)) {
    places.push(place)
    if (places.length === count) break
  }
  return places
}
const axis = fc.double({ min: 0, max: 100, noNaN: true })

describe('the spiral of places', () => {
  it('LIFE-1 passes no place twice, never goes farther before nearer, and never leaves the square', () => {
    fc.assert(
      fc.property(axis, axis, (x, y) => {
        const places = first([x, y], 600)
        expect(new Set(places.map(String)).size).toBe(600)
        const [cx, cy] = [Math.round(x * 100), Math.round(y * 100)]
        const rings = places.map(([a, b]) =>
          Math.max(Math.abs(Math.round(a * 100) - cx), Math.abs(Math.round(b * 100) - cy)),
        )
        expect(rings).toEqual([...rings].sort((a, b) => a - b))
        expect(places.flat().every((n) => n >= 0 && n <= 100)).toBe(true)
      }),
    )
  })

  it('LIFE-1 leaves out nothing: the rings it has passed are all there', () => {
    // Around the middle 41 x 41 places are within 20 rings; at the corner 21 x 21 of them.
    for (const [start, within] of [
      [[50, 50], 41 * 41],
      [[0, 0], 21 * 21],
    ] as const) {
      const places = new Set(first(start, within).map(String))
      const [x, y] = start
      let found = 0
      for (let i = -20; i <= 20; i++)
        for (let j = -20; j <= 20; j++) {
          if (places.has(String([(x * 100 + i) / 100, (y * 100 + j) / 100]))) found++
        }
      expect(found).toBe(within)
    }
  })

  it('LIFE-1 gives numbers of two decimals at most', () => {
    for (const place of first([33.333333, 66.666666], 500)) {
      for (const number of place) expect(String(number)).toMatch(/^\d{1,3}(\.\d{1,2})?$/)
    }
  })
})
