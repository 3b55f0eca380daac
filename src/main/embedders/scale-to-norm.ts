/**
 * Scales `length` cells from `offset` to the given Euclidean norm, in place.
 * @returns whether there was anything to scale: all-zero cells stay zero and say false.
 */
export const scaleToNorm = (vector: Float32Array, offset: number, length: number, norm: number): boolean => {
  let squares = 0
  for (let i = offset; i < offset + length; i++) squares += vector[i]! * vector[i]!
  if (squares === 0) return false
  const factor = norm / Math.sqrt(squares)
  for (let i = offset; i < offset + length; i++) vector[i] = vector[i]! * factor
  return true
}
