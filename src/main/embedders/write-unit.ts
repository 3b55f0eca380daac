/**
 * Writes a row of length 1 to `out` from `offset`.
 * @returns false where the row has no direction: it is zero, or not finite
 */
export const writeUnit = (row: ArrayLike<number>, out: Float32Array, offset: number): boolean => {
  let squares = 0
  for (let i = 0; i < row.length; i++) squares += (row[i] as number) ** 2
  const norm = Math.sqrt(squares)
  if (norm === 0 || !Number.isFinite(norm)) return false
  for (let i = 0; i < row.length; i++) out[offset + i] = (row[i] as number) / norm
  return true
}
