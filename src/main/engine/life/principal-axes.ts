import { randomFrom } from '../fractal/random.ts'

/** One direction of the plane that places lie in. */
export interface PlaceAxis {
  /** Of length 1. */
  readonly direction: readonly number[]
  /** Standard deviation along it; three of them lead from the middle to the edge. */
  readonly spread: number
}

export interface PlaceAxes {
  readonly centre: readonly number[]
  readonly axes: readonly [PlaceAxis, PlaceAxis]
}

const MIDDLE = 50
const DEVIATIONS = 3
const ROUNDS = 60
const SEED = 0x50636131

/**
 * The two leading principal axes of vectors, by orthogonal iteration (Golub and Van Loan, 8.2.4) on the covariance, which is never
 * made: a round costs two products with the vectors. The same vectors give the same axes to the last bit; of the two
 * ends of an axis the one with the greatest component is in front. A round takes some milliseconds, and yields.
 */
export function* principalAxes(vectors: readonly Float32Array[]): Generator<void, PlaceAxes> {
  const dimension = vectors[0]?.length ?? 0
  const centre = meanOf(vectors, dimension)
  const rows = vectors.map((vector) => Float64Array.from(vector, (value, i) => value - (centre[i] as number)))
  let [first, second] = fixedDirections(dimension)
  for (let round = 0; round < ROUNDS; round++) {
    first = unit(spread(rows, first)) ?? first
    second = unit(without(spread(rows, second), first)) ?? without(second, first)
    yield
  }
  return { centre: [...centre], axes: [axisOf(rows, first), axisOf(rows, second)] }
}

/** Where there is too little to have axes of its own: two directions that a seed decides, near orthogonal. */
export const fixedAxes = (dimension: number): PlaceAxes => {
  const axis = (direction: Float64Array): PlaceAxis => {
    return { direction: [...direction], spread: 1 / Math.sqrt(Math.max(1, dimension)) }
  }
  const [first, second] = fixedDirections(dimension)
  return { centre: new Array<number>(dimension).fill(0), axes: [axis(first), axis(second)] }
}

/** Two numbers from 0 to 100. What lies beyond three deviations is at the edge. */
export const projected = ({ centre, axes }: PlaceAxes, vector: Float32Array): [number, number] => {
  const along = ({ direction, spread: deviation }: PlaceAxis): number => {
    if (deviation === 0) return MIDDLE
    let sum = 0
    for (let i = 0; i < vector.length; i++) {
      sum += ((vector[i] as number) - (centre[i] as number)) * (direction[i] as number)
    }
    return Math.min(100, Math.max(0, MIDDLE + (MIDDLE * sum) / (DEVIATIONS * deviation)))
  }
  return [along(axes[0]), along(axes[1])]
}

const fixedDirections = (dimension: number): [Float64Array, Float64Array] => {
  const random = randomFrom(SEED)
  const signs = (): Float64Array =>
    Float64Array.from({ length: dimension }, () => (random() < 0.5 ? -1 : 1) / Math.sqrt(dimension))
  return [signs(), signs()]
}

const meanOf = (vectors: readonly Float32Array[], dimension: number): Float64Array => {
  const mean = new Float64Array(dimension)
  for (const vector of vectors)
    for (let i = 0; i < dimension; i++) mean[i] = (mean[i] as number) + (vector[i] as number)
  return mean.map((sum) => sum / Math.max(1, vectors.length))
}

/** The covariance times a direction, but for a factor. */
const spread = (rows: readonly Float64Array[], direction: Float64Array): Float64Array => {
  const out = new Float64Array(direction.length)
  for (const row of rows) {
    const score = dot(row, direction)
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + score * (row[i] as number)
  }
  return out
}

const axisOf = (rows: readonly Float64Array[], direction: Float64Array): PlaceAxis => {
  let greatest = 0
  for (const value of direction) if (Math.abs(value) > Math.abs(greatest)) greatest = value
  const sign = greatest < 0 ? -1 : 1
  const squares = rows.reduce((sum, row) => sum + dot(row, direction) ** 2, 0)
  const deviation = Math.sqrt(squares / Math.max(1, rows.length))
  // What is left by rounding is no spread.
  return {
    direction: Array.from(direction, (value) => value * sign),
    spread: deviation < 1e-6 ? 0 : deviation,
  }
}

const without = (vector: Float64Array, other: Float64Array): Float64Array => {
  const share = dot(vector, other)
  return vector.map((value, i) => value - share * (other[i] as number))
}

/** Null for what has no direction. */
const unit = (vector: Float64Array): Float64Array | null => {
  const length = Math.sqrt(dot(vector, vector))
  return length < 1e-12 ? null : vector.map((value) => value / length)
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
