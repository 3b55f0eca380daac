/**
 * Vectors as small integers, with a proof of how far off they are: a scan over codes of one byte a column reads a
 * quarter of the memory, and what it finds is bounded well enough to leave out all but a few hundred rows for sure.
 *
 * A row x becomes scale * codes with the residual r = |x - scale * codes|; a query q becomes b * p with the residual
 * |q - b * p|. Then, by Cauchy and Schwarz,
 *
 *     q.x = b * scale * (p.codes)  +  (q - b p).(scale * codes)  +  q.(x - scale * codes)
 *         = b * scale * (p.codes) +- |q - b p| * scale * 127 * sqrt(columns) +- |q| * r
 *
 * Residuals are measured, not assumed, so the bound holds for any rounding and any distribution.
 */

const maxCode = 127
const maxQueryCode = 32_767
/** Far above what float64 loses in sums of some thousand products, far below the residuals. */
const rounding = 1e-9
/** Keeps |p.codes| <= 127 * sum |p| within int32, with room for the rounding of each p. */
const maxQuerySum = 16_000_000
/** A row with larger numbers is a broken one: everything here is about unit length. */
const maxScale = 1e15

/** Whether a row can be compared: false for one with NaN, an infinite or an absurd number. */
export const isComparable = (scale: number): boolean => scale < maxScale

/** Upper bound of |x - scale * codes|, from the sum of squares that the kernel measured. */
export const residualOf = (lost: number): number => Math.sqrt(lost) * (1 + rounding)

export interface QueryCode {
  /** Score of a row: `factor * scale * sum`, give or take `perScale * scale + perResidual * residual`. */
  readonly factor: number
  readonly perScale: number
  readonly perResidual: number
}

/**
 * Encodes a query into `codes`.
 * @returns null for a query with NaN or an infinite number
 */
export const encodeQuery = (query: Float32Array, codes: Int16Array): QueryCode | null => {
  let largest = 0
  let sum = 0
  let squared = 0
  for (const value of query) {
    largest = Math.max(largest, Math.abs(value))
    sum += Math.abs(value)
    squared += value * value
  }
  if (!Number.isFinite(squared)) return null
  const factor = Math.max(largest / maxQueryCode, sum / maxQuerySum)
  let lost = 0
  query.forEach((value, i) => {
    const rounded = factor > 0 ? Math.round(value / factor) : 0
    codes[i] = rounded
    lost += (value - factor * rounded) ** 2
  })
  const norm = Math.sqrt(squared)
  const spread = maxCode * Math.sqrt(query.length)
  return {
    factor,
    perScale: spread * (residualOf(lost) + norm * rounding),
    perResidual: norm * (1 + 2 * rounding),
  }
}
