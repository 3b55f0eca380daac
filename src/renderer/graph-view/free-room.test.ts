import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, boxOf, freeRoom, scaleInto } from './free-room.ts'

const area: Box = { left: 48, top: 48, right: 752, bottom: 652 }
const legend: Box = { left: 0, top: 500, right: 240, bottom: 700 }
const square = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 0, y: 10 },
  { x: 10, y: 10 },
]

/** Where the points come to lie in a room. */
const shown = (points: readonly { x: number; y: number }[], room: Box) => {
  const box = boxOf(points) as Box
  const scale = scaleInto(box, room)
  return points.map(({ x, y }) => ({
    x: (room.left + room.right) / 2 + (x - (box.left + box.right) / 2) * scale,
    y: (room.top + room.bottom) / 2 + (y - (box.top + box.bottom) / 2) * scale,
  }))
}
const isUnder = ({ x, y }: { x: number; y: number }, { left, top, right, bottom }: Box): boolean =>
  x > left && x < right && y > top && y < bottom

describe('the room that a graph is shown in', () => {
  it('is the whole area where nothing lies upon the points', () => {
    expect(freeRoom({ points: square, area, covers: [] })).toEqual(area)
    const above = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
    ]
    expect(freeRoom({ points: above, area, covers: [legend] })).toEqual(area)
    expect(freeRoom({ points: [], area, covers: [legend] })).toEqual(area)
  })

  it('is what is left beside a legend, the largest that there is', () => {
    const room = freeRoom({ points: square, area, covers: [legend] })
    expect(room).toEqual({ ...area, left: 240 })
    const wide = square.map(({ x, y }) => ({ x: x * 2, y }))
    // Half of the way is enough: as large as in the whole area, and nothing comes to lie lower than the legend begins.
    expect(freeRoom({ points: wide, area, covers: [legend] })).toEqual({ ...area, bottom: 576 })
  })

  it('stays the whole area where what is left would be tiny', () => {
    const wall: Box = { left: 0, top: 100, right: 600, bottom: 700 }
    expect(freeRoom({ points: square, area, covers: [wall] })).toEqual(area)
  })

  it('has no point under anything, or is the whole area', () => {
    const coordinate = fc.integer({ min: -500, max: 500 })
    const points = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 30 })
    const cover = fc
      .record({
        left: fc.integer({ min: 0, max: 700 }),
        top: fc.integer({ min: 0, max: 600 }),
        width: fc.integer({ min: 1, max: 300 }),
        height: fc.integer({ min: 1, max: 300 }),
      })
      .map(({ left, top, width, height }) => ({ left, top, right: left + width, bottom: top + height }))
    fc.assert(
      fc.property(points, fc.array(cover, { maxLength: 3 }), (some, covers) => {
        const room = freeRoom({ points: some, area, covers })
        const under = shown(some, room).filter((point) => covers.some((each) => isUnder(point, each)))
        expect(room === area || under.length === 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
