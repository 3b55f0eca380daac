import type { Point } from './placement.ts'

/** Two memories that mean nearly the same, whether or not a link joins them. */
export interface NearLine {
  readonly a: string
  readonly b: string
  readonly similarity: number
}

/** How far a point is from a stretch of line. */
export const distanceToLine = (point: Point, from: Point, to: Point): number => {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length))
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy)
}

/** Pixels beside a line that still mean it. */
const TOLERANCE = 6

/** The line under a point, the nearest of several. */
export const nearLineAt = (
  point: Point,
  lines: readonly NearLine[],
  placeOf: (id: string) => Point | null,
): NearLine | null => {
  let [found, least]: [NearLine | null, number] = [null, TOLERANCE]
  for (const line of lines) {
    const [a, b] = [placeOf(line.a), placeOf(line.b)]
    if (!a || !b) continue
    const distance = distanceToLine(point, a, b)
    if (distance >= least) continue
    found = line
    least = distance
  }
  return found
}
