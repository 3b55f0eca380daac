/** Scales a row of a matrix to length 1; a row of zeros stays. */
export const normalise = (matrix: Float32Array, first: number, dimension: number): void => {
  let squares = 0
  for (let i = first; i < first + dimension; i++) squares += matrix[i]! * matrix[i]!
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  for (let i = first; i < first + dimension; i++) matrix[i] = matrix[i]! * scale
}

/** The rows of a matrix, without a copy. */
export const rowsOf = (matrix: Float32Array, dimension: number): Float32Array[] =>
  Array.from({ length: matrix.length / dimension }, (_, i) =>
    matrix.subarray(i * dimension, (i + 1) * dimension),
  )

/** A permutation of 0 ... count - 1 (Fisher and Yates). */
export const shuffled = (count: number, random: () => number): Uint32Array => {
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
  return order
}
