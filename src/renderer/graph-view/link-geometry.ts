import type { Point } from './placement.ts'

export interface LinkEnds {
  readonly from: Point
  readonly to: Point
  /** Of the node it points to: the line ends at its rim. */
  readonly radius: number
  /** As a share of its length, to the left of its direction; 0 is straight. */
  readonly curvature: number
  readonly arrow: boolean
  readonly width: number
}

export interface LinkShapePoints {
  readonly start: Point
  /** Of a quadratic curve; null where it is straight. */
  readonly control: Point | null
  readonly end: Point
  readonly head: readonly [Point, Point, Point] | null
}

/** The same as in the curve's shader: seen in pixels, whose y points down. */
const controlPoint = (from: Point, to: Point, curvature: number): Point => ({
  x: (from.x + to.x) / 2 + (to.y - from.y) * curvature,
  y: (from.y + to.y) / 2 - (to.x - from.x) * curvature,
})

/** Lengths of sigma's arrow heads, in thicknesses of the line. */
const HEAD_LENGTH = 2.5
const HEAD_WIDTH = 2
const LEAST_HEAD = 6

/** Where a link is drawn, for canvas and SVG alike. */
export const linkShape = ({ from, to, radius, curvature, arrow, width }: LinkEnds): LinkShapePoints => {
  const control = curvature === 0 ? null : controlPoint(from, to, curvature)
  const before = control ?? from
  const length = Math.hypot(to.x - before.x, to.y - before.y)
  if (length === 0) return { start: from, control, end: to, head: null }
  const unit = { x: (to.x - before.x) / length, y: (to.y - before.y) / length }
  const back = (by: number, aside = 0): Point => ({
    x: to.x - unit.x * by - unit.y * aside,
    y: to.y - unit.y * by + unit.x * aside,
  })
  if (!arrow) return { start: from, control, end: to, head: null }
  const size = Math.max(LEAST_HEAD, width * HEAD_LENGTH * 2)
  const half = Math.max(LEAST_HEAD / 2.6, (width * HEAD_WIDTH) / 1.6)
  return {
    start: from,
    control,
    end: back(radius + size * 0.8),
    head: [back(radius), back(radius + size, half), back(radius + size, -half)],
  }
}

/** Points of the line from end to end, so many pixels apart or a little less. */
export const pointsAlong = (
  { start, control, end }: Pick<LinkShapePoints, 'start' | 'control' | 'end'>,
  apart: number,
): readonly Point[] => {
  const middle = control ?? { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }
  const most =
    Math.hypot(middle.x - start.x, middle.y - start.y) + Math.hypot(end.x - middle.x, end.y - middle.y)
  const steps = Math.max(1, Math.ceil(most / apart))
  return Array.from({ length: steps + 1 }, (_, i) => {
    const share = i / steps
    const on = (a: number, b: number, c: number): number =>
      (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share ** 2 * c
    return { x: on(start.x, middle.x, end.x), y: on(start.y, middle.y, end.y) }
  })
}

/** Whether a point lies in a polygon: a ray to the right crosses its edges an odd number of times. */
export const isInside = ({ x, y }: Point, polygon: readonly Point[]): boolean => {
  let inside = false
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [a, b] = [polygon[i] as Point, polygon[j] as Point]
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}
