/** Halvings of the longest side, at most. */
const MOST_HALVINGS = 24
/** Boxes with fewer points than this on average tell of the sample, not of its shape. */
const POINTS_A_BOX = 4

/**
 * The box-counting dimension of places (LIFE-7): how the number of boxes that hold any grows as their side is halved, by least
 * squares over the sides at which boxes still hold several points. Places of different arity are in boxes of their own,
 * and each arity is measured within its own bounds; all axes are scaled alike, so one that never changes adds nothing.
 * @returns 0 for no place and for one, else at most the number of axes
 */
export const fractalDimension = (coordinates: readonly (readonly number[])[]): number => {
  const cubes = unitCubes(coordinates)
  const distinct = new Set(coordinates.map(String)).size
  if (distinct < 2) return 0
  const counts = [boxes(cubes, 0)]
  for (let halvings = 1; halvings <= MOST_HALVINGS; halvings++) {
    const count = boxes(cubes, halvings)
    // The first halving is always taken: two points need it.
    if (halvings > 1 && count * POINTS_A_BOX > distinct) break
    counts.push(count)
    if (count === distinct) break
  }
  const axes = Math.max(...coordinates.map(({ length }) => length))
  return Math.min(axes, Math.max(0, slope(counts.map(Math.log2))))
}

/** Each point within 0..1 of its arity, the longest side being 1. */
const unitCubes = (coordinates: readonly (readonly number[])[]): number[][] => {
  const bounds = new Map<number, { readonly low: number[]; side: number }>()
  for (const [arity, points] of Map.groupBy(coordinates, ({ length }) => length)) {
    const low = Array.from({ length: arity }, (_, i) => extreme(points, i, Math.min))
    const high = Array.from({ length: arity }, (_, i) => extreme(points, i, Math.max))
    // Halved first: the distance between two finite numbers need not be one.
    const side = Math.max(...low.map((value, i) => (high[i] as number) / 2 - value / 2))
    bounds.set(arity, { low, side })
  }
  return coordinates.map((point) => {
    const { low, side } = bounds.get(point.length) as { low: number[]; side: number }
    return point.map((value, i) => (side === 0 ? 0 : (value / 2 - (low[i] as number) / 2) / side))
  })
}

const extreme = (
  points: readonly (readonly number[])[],
  axis: number,
  of: (a: number, b: number) => number,
): number => points.reduce((best, point) => of(best, point[axis] as number), points[0]?.[axis] ?? 0)

/** What lies on the far side belongs to the last box. */
const boxes = (points: readonly (readonly number[])[], halvings: number): number => {
  const perSide = 2 ** halvings
  const seen = new Set<string>()
  for (const point of points) {
    const cells = point.map((value) => Math.min(perSide - 1, Math.floor(value * perSide)))
    seen.add(`${point.length}:${cells.join()}`)
  }
  return seen.size
}

/** Of values at 0, 1, 2, ... */
const slope = (values: readonly number[]): number => {
  const n = values.length
  const middle = (n - 1) / 2
  const mean = values.reduce((a, b) => a + b, 0) / n
  let above = 0
  let below = 0
  for (const [i, value] of values.entries()) {
    above += (i - middle) * (value - mean)
    below += (i - middle) ** 2
  }
  return below === 0 ? 0 : above / below
}
