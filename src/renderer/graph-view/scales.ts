import type { GraphPalette } from './palette.ts'
import { rampColor } from './ramp.ts'

export interface Extent {
  readonly min: number
  readonly max: number
}

/** Null where nothing is known of any. */
export const extentOf = (values: Iterable<number | null>): Extent | null => {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue
    if (value < min) min = value
    if (value > max) max = value
  }
  return min > max ? null : { min, max }
}

/**
 * Where a value stands between the least and the greatest, 0 to 1. By roots: what is counted in graphs has few large
 * values and many small ones, and areas are read as roots.
 */
export const shareOf = (value: number, { min, max }: Extent, isEven = false): number => {
  if (max <= min) return 0.5
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)))
  return isEven ? share : Math.sqrt(share)
}

interface Counted {
  readonly key: string | null
  readonly count: number
}

export interface CategoryScale {
  /** In the order of their colours, with how many there are; the rest share one. */
  readonly entries: readonly { readonly key: string; readonly color: string; readonly count: number }[]
  readonly otherCount: number
  /** Those that share one; null for what is not known. */
  readonly others: readonly (string | null)[]
  readonly color: (key: string | null) => string
}

/**
 * A colour for each of the eight most frequent, grey for the rest.
 * @param keys each with how many it stands for, 1 where it is a text alone
 * @param fixed keys that keep their place whatever their number is, so that a filter does not change colours
 */
export const categoryScale = (
  keys: Iterable<Counted | string | null>,
  palette: GraphPalette,
  fixed: readonly string[] = [],
): CategoryScale => {
  const counts = new Map<string, number>(fixed.map((key) => [key, 0]))
  let unknown = 0
  for (const one of keys) {
    const { key, count } = typeof one === 'object' && one !== null ? one : { key: one, count: 1 }
    if (key === null) unknown += count
    else counts.set(key, (counts.get(key) ?? 0) + count)
  }
  const rank = (key: string): number => (fixed.includes(key) ? fixed.indexOf(key) : fixed.length)
  const sorted = [...counts].sort(
    ([a, countA], [b, countB]) => rank(a) - rank(b) || countB - countA || (a < b ? -1 : 1),
  )
  const shown = sorted.slice(0, palette.categories.length)
  const colors = new Map(shown.map(([key], i) => [key, palette.categories[i] as string]))
  return {
    entries: shown
      .filter(([, count]) => count > 0)
      .map(([key, count]) => ({ key, count, color: colors.get(key) ?? palette.other })),
    otherCount: sorted.slice(shown.length).reduce((sum, [, count]) => sum + count, unknown),
    others: [...sorted.slice(shown.length).map(([key]) => key), ...(unknown > 0 ? [null] : [])],
    color: (key) => (key === null ? palette.other : (colors.get(key) ?? palette.other)),
  }
}

export const quantityColor = (
  value: number | null,
  extent: Extent | null,
  { palette, isEven }: { readonly palette: GraphPalette; readonly isEven: boolean },
): string =>
  value === null || extent === null
    ? palette.other
    : rampColor(shareOf(value, extent, isEven), palette.isDark)
