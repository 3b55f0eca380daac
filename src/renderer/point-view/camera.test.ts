import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../bench/seeded-random.ts'
import { boundsOf, fitted, fittedInto, isWithin, toPlane, toScreen, zoomedAt } from './camera.ts'

const size = { width: 800, height: 600 }
const camera = { x: 3, y: -2, scale: 40 }

describe('the camera of a map', () => {
  it('goes from the plane to the screen and back, with y up there and down here', () => {
    expect(toScreen(camera, size, { x: 3, y: -2 })).toEqual({ x: 400, y: 300 })
    expect(toScreen(camera, size, { x: 4, y: -1 })).toEqual({ x: 440, y: 260 })
    const back = toPlane(camera, size, toScreen(camera, size, { x: 0.25, y: 7 }))
    expect([back.x, back.y]).toEqual([0.25, 7])
  })

  it('holds what is under the pointer while it comes closer, and comes no closer than it may', () => {
    const at = { x: 120, y: 77 }
    const before = toPlane(camera, size, at)
    const nearer = zoomedAt(camera, size, { at, by: 3, whole: 40 })
    expect(toPlane(nearer, size, at).x).toBeCloseTo(before.x, 9)
    expect(toPlane(nearer, size, at).y).toBeCloseTo(before.y, 9)
    expect(zoomedAt(camera, size, { at, by: 1e9, whole: 40 }).scale).toBe(16_000)
  })

  it('shows everything with a margin', () => {
    const all = fitted({ left: -1, right: 3, bottom: 0, top: 1 }, size, 50)
    expect(toScreen(all, size, { x: -1, y: 0 }).x).toBeCloseTo(50, 9)
    expect(toScreen(all, size, { x: 3, y: 1 }).x).toBeCloseTo(750, 9)
  })

  it('shows everything in the part of the screen that is free', () => {
    const room = { left: 300, top: 100, right: 700, bottom: 500 }
    const all = fittedInto({ left: -1, right: 1, bottom: -1, top: 1 }, size, room)
    expect(toScreen(all, size, { x: -1, y: 1 }).x).toBeCloseTo(300, 9)
    expect(toScreen(all, size, { x: 1, y: -1 }).x).toBeCloseTo(700, 9)
    expect(toScreen(all, size, { x: 1, y: -1 }).y).toBeCloseTo(500, 9)
  })

  it('does not let a few that lie far off make a speck of the rest', () => {
    const xy = Float32Array.from({ length: 6000 }, (_, i) => Math.sin(i * 12.9898))
    xy[0] = 500
    expect(boundsOf(xy).right).toBeLessThan(1.13)
    expect(boundsOf(xy.slice(0, 200)).right).toBe(500)
  })

  it('gives a crowd the room, and those at its edge a margin', () => {
    const random = seededRandom(5)
    const normal = (): number => Array.from({ length: 12 }, random).reduce((a, b) => a + b, -6)
    const xy = Float32Array.from({ length: 200_000 }, normal)
    const { left, right, bottom, top } = boundsOf(xy)
    expect(right - left).toBeLessThan(6.8)
    const within = Array.from({ length: 100_000 }, (_, i) => ({ x: xy[2 * i]!, y: xy[2 * i + 1]! })).filter(
      (at) => isWithin({ left, right, bottom, top }, at),
    )
    expect(within.length).toBeGreaterThan(99_400)
  })
})
