import { describe, expect, it } from 'vitest'
import type { TuningPoint } from '#contract/tuning'
import { betterPlace, gainWords, holdingPlace } from './better-point.ts'
import { alongSteps, FRAME, paretoScale, stepsThrough } from './pareto-scale.ts'
import { placeLabels } from './place-labels.ts'

const exactly = (value: number) => ({ value, low: value, high: value })
const point = (recall: number, p95: number): TuningPoint => ({
  beamWidth: 1,
  maxCandidates: 1,
  centroids: null,
  recall1: exactly(recall),
  recall5: exactly(recall),
  recall10: exactly(recall),
  p50: exactly(p95 / 2),
  p95: exactly(p95),
})

describe('the better point', () => {
  const points = [point(0.9, 0.2), point(0.95, 0.4), point(0.955, 0.35), point(0.99, 2)]

  it('QUAL-3 is the quickest of those that hold the target', () => {
    expect(holdingPlace(points, 0.95)).toBe(2)
    expect(holdingPlace(points, 0.98)).toBe(3)
    expect(holdingPlace(points, 0.995)).toBeNull()
  })

  it('is none where what is in force holds the target as quickly', () => {
    expect(betterPlace(points, point(0.96, 0.36), 0.95)).toBeNull()
    expect(betterPlace(points, point(0.96, 1.5), 0.95)).toBe(2)
    expect(betterPlace(points, point(0.91, 0.1), 0.95)).toBe(2)
  })

  it('says what is gained and lost', () => {
    expect(gainWords(point(0.97, 2), point(0.95, 0.4))).toBe('≥ 5.0 times as fast at p95, recall −0.020')
    expect(gainWords(point(0.9, 1), point(0.9, 2))).toBe('≥ 2.0 times as slow at p95, the same recall')
  })

  it('claims no more than both intervals carry', () => {
    const rough = (value: number) => ({
      ...point(0.9, value),
      p95: { value, low: value / 2, high: value * 2 },
    })
    expect(gainWords(rough(8), rough(1))).toBe('≥ 2.0 times as fast at p95, the same recall')
    expect(gainWords(rough(1), rough(8))).toBe('≥ 2.0 times as slow at p95, the same recall')
    expect(gainWords(rough(3), rough(1))).toBe('About as fast at p95, the same recall')
  })
})

describe('the scale', () => {
  const size = { width: 600, height: 300 }
  it('has all points and the target inside', () => {
    const points = [point(0.4, 0.01), point(1, 30)]
    const scale = paretoScale(points, 0.95, size)
    for (const { x, y } of [...points.map(scale.placeOf), { x: 300, y: scale.yOf(0.95) }]) {
      expect(x).toBeGreaterThanOrEqual(FRAME.left)
      expect(x).toBeLessThanOrEqual(size.width - FRAME.right)
      expect(y).toBeGreaterThanOrEqual(FRAME.top)
      expect(y).toBeLessThanOrEqual(size.height - FRAME.bottom)
    }
    expect(scale.times.length).toBeGreaterThan(3)
    expect(scale.recalls.length).toBeGreaterThan(2)
  })

  it('draws one point, and points that are all alike', () => {
    for (const points of [[point(1, 0.3)], [point(1, 0.3), point(1, 0.3)]]) {
      const { x, y } = paretoScale(points, 1, size).placeOf(points[0] as TuningPoint)
      expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true)
    }
  })

  it('goes up in steps', () => {
    expect(
      stepsThrough([
        { x: 1, y: 9 },
        { x: 4, y: 5 },
      ]),
    ).toBe('M1,9H4V5')
  })
})

describe('labels', () => {
  it('leave a line of steps to be seen, and the figures of the axis', () => {
    const steps = alongSteps([
      { x: 100, y: 180 },
      { x: 160, y: 60 },
    ])
    const label = { x: 160, y: 60, width: 90, height: 34 }
    const [at] = placeLabels([label], steps, { left: 52, width: 400, height: 200 })
    const isUnder = steps.some(
      ({ x, y }) => x > at!.x && x < at!.x + label.width && y > at!.y && y < at!.y + label.height,
    )
    expect(isUnder).toBe(false)
    const [edge] = placeLabels([{ ...label, x: 54 }], [], { left: 52, width: 120, height: 200 })
    expect(edge!.x).toBeGreaterThanOrEqual(52)
  })

  it('stand inside, on no other label, wherever the points lie', () => {
    const size = { width: 400, height: 200 }
    const box = { width: 120, height: 34 }
    for (const [x, y] of [
      [0, 0],
      [398, 2],
      [200, 199],
      [390, 190],
    ] as const) {
      const labels = [
        { x, y, ...box },
        { x: Math.min(400, x + 8), y, ...box },
      ]
      const [a, b] = placeLabels(labels, [], size)
      for (const one of [a, b]) {
        expect(one!.x).toBeGreaterThanOrEqual(0)
        expect(one!.x + box.width).toBeLessThanOrEqual(size.width)
        expect(one!.y + box.height).toBeLessThanOrEqual(size.height)
      }
      const apart = Math.abs(a!.x - b!.x) >= box.width || Math.abs(a!.y - b!.y) >= box.height
      expect(apart, `${x}, ${y}`).toBe(true)
    }
  })
})
