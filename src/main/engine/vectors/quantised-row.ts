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
/** Longer vectors are broken ones: everything here is about unit length. */
const maxSquaredNorm = 1e30

/** Writes a row's codes, and says by `scale` and `residual` what they mean. */
export interface RowCode {
  scale: number
  /** Upper bound of |x - scale * codes|. */
  residual: number
}

export interface QueryCode {
  /** Score of a row: `factor * scale * sum`, give or take `perScale * scale + perResidual * residual`. */
  readonly factor: number
  readonly perScale: number
  readonly perResidual: number
}

/**
 * Encodes `dimension` cells of `vectors` from `offset` into `codes` from `at`.
 * @returns false, with nothing written, for a row that has no direction to compare: NaN, infinite, absurdly long
 */
export const encodeRow = (
  vectors: Float32Array,
  offset: number,
  dimension: number,
  codes: Int8Array,
  at: number,
  code: RowCode,
): boolean => {
  let largest = 0
  let squared = 0
  for (let i = 0; i < dimension; i++) {
    const value = vectors[offset + i]!
    squared += value * value
    const size = Math.abs(value)
    if (size > largest) largest = size
  }
  // The comparison is also false for NaN.
  if (!(squared < maxSquaredNorm)) return false
  const scale = largest / maxCode
  const inverse = largest > 0 ? maxCode / largest : 0
  let lost = 0
  for (let i = 0; i < dimension; i++) {
    const value = vectors[offset + i]!
    // Rounds half up: a shift into the positive, cut off, and back.
    const rounded = ((value * inverse + 128.5) | 0) - 128
    codes[at + i] = rounded
    const rest = value - scale * rounded
    lost += rest * rest
  }
  code.scale = scale
  code.residual = Math.sqrt(lost) * (1 + rounding)
  return true
}

/**
 * Encodes a query into `codes` from `at`.
 * @returns null for a query with NaN or an infinite value
 */
export const encodeQuery = (query: Float32Array, codes: Int16Array, at: number): QueryCode | null => {
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
    codes[at + i] = rounded
    lost += (value - factor * rounded) ** 2
  })
  const norm = Math.sqrt(squared)
  const spread = maxCode * Math.sqrt(query.length)
  return {
    factor,
    perScale: spread * (Math.sqrt(lost) * (1 + rounding) + norm * rounding),
    perResidual: norm * (1 + 2 * rounding),
  }
}
