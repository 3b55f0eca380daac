/** A term of a sum that may add or take away. */
export interface SignedPart {
  readonly label: string
  readonly value: number
  /** A custom property such as `var(--data-1)`. */
  readonly color: string
}

export interface PlacedPart extends SignedPart {
  /** Shares of the bar, 0 to 1, from its left edge. */
  readonly start: number
  readonly width: number
}

/**
 * Terms one after the other from a zero line: what takes away lies to its left, what adds to its right. The bar is as
 * long as all terms together, so that each bar shows what its own sum is made of.
 */
export const placeParts = (
  parts: readonly SignedPart[],
): { readonly zero: number; readonly placed: readonly PlacedPart[] } => {
  const total = parts.reduce((sum, { value }) => sum + Math.abs(value), 0)
  if (total === 0 || !Number.isFinite(total)) return { zero: 0, placed: [] }
  const zero = parts.reduce((sum, { value }) => sum + Math.max(0, -value), 0) / total
  let [left, right] = [zero, zero]
  const placed = parts
    .filter(({ value }) => value !== 0)
    .map((part) => {
      const width = Math.abs(part.value) / total
      if (part.value < 0) left -= width
      const start = part.value < 0 ? left : right
      if (part.value > 0) right += width
      return { ...part, start, width }
    })
  return { zero, placed }
}
