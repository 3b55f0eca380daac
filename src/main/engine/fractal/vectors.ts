/** To compare numbers takes a hundredth of looking them up. */
export const isSame = (a: Uint32Array, b: Uint32Array): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export const squaredLength = (vectors: Float32Array, offset: number, dimension: number): number => {
  let squared = 0
  for (let i = offset; i < offset + dimension; i++) squared += vectors[i]! * vectors[i]!
  return squared
}
