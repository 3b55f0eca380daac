import type { TimeRange } from './chart-data.ts'

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** Where a key moves the cursor of a chart; null for keys that do not move it. */
export const placeAfter = (place: number | null, key: string, count: number): number | null => {
  const by = STEPS[key]
  if (by === undefined || count === 0) return null
  return Math.min(count - 1, Math.max(0, (place ?? count - 1) + by))
}

/** A range has a beginning and an end, whichever way it was drawn; null where there is nothing between. */
export const rangeBetween = (a: number, b: number): TimeRange | null =>
  a === b ? null : { from: Math.min(a, b), until: Math.max(a, b) }
