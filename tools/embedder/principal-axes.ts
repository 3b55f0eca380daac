import type { Random } from './random.ts'

const iterations = 120

export interface PrincipalAxes {
  /** [dimension] */
  readonly mean: Float64Array
  /** Unit vectors, the axis of most variance first. */
  readonly axes: readonly Float64Array[]
}

const meanOf = (rows: Float32Array, dimension: number): Float64Array => {
  const mean = new Float64Array(dimension)
  for (let i = 0; i < rows.length; i++) mean[i % dimension]! += rows[i]!
  return mean.map((sum) => sum / (rows.length / dimension))
}

const covarianceOf = (rows: Float32Array, dimension: number, mean: Float64Array): Float64Array => {
  const covariance = new Float64Array(dimension * dimension)
  const centred = new Float64Array(dimension)
  for (let row = 0; row < rows.length; row += dimension) {
    for (let i = 0; i < dimension; i++) centred[i] = rows[row + i]! - mean[i]!
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) covariance[i * dimension + j]! += centred[i]! * centred[j]!
    }
  }
  return covariance
}

const unit = (vector: Float64Array): { axis: Float64Array; length: number } => {
  let squares = 0
  for (const value of vector) squares += value * value
  const length = Math.sqrt(squares) || 1
  return { axis: vector.map((value) => value / length), length }
}

const multiply = (matrix: Float64Array, vector: Float64Array): Float64Array =>
  vector.map((_, i) => {
    let sum = 0
    for (let j = 0; j < vector.length; j++) sum += matrix[i * vector.length + j]! * vector[j]!
    return sum
  })

/** The first principal axes of row-major rows, by power iteration; each axis is taken out before the next. */
export const principalAxes = (
  rows: Float32Array,
  dimension: number,
  count: number,
  random: Random,
): PrincipalAxes => {
  const mean = meanOf(rows, dimension)
  const covariance = covarianceOf(rows, dimension, mean)
  const axes = Array.from({ length: count }, () => {
    let found = unit(Float64Array.from({ length: dimension }, () => random() - 0.5))
    for (let i = 0; i < iterations; i++) found = unit(multiply(covariance, found.axis))
    const { axis, length } = found
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) covariance[i * dimension + j]! -= length * axis[i]! * axis[j]!
    }
    return axis
  })
  return { mean, axes }
}
