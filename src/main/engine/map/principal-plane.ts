import { type Eigen, symmetricEigen } from './symmetric-eigen.ts'
import type { Vectors } from './vectors.ts'

/** The plane of the two leading principal axes. */
export interface Plane {
  readonly mean: Float64Array
  /** Of length one; of its two ends the one with the greatest component is in front. */
  readonly axes: readonly [Float64Array, Float64Array]
  /** Share of the variance that lies in the plane, 0 to 1. */
  readonly explained: number
}

/** Directions that are followed beside the two: they make it converge sooner (Halko, Martinsson and Tropp 2011). */
const SPARE = 8
const ROUNDS = 40
/** Of the cosine between an axis and that of the round before. */
const STILL = 1e-9
/** Vectors between two pauses: some milliseconds. */
const SLICE = 500

/**
 * The plane of some vectors by randomised subspace iteration: a block of directions is multiplied by the covariance, which
 * is never made, and turned into the block's own axes after each round (Rayleigh and Ritz). The same vectors and the
 * same chance give the same axes to the last bit.
 * @param places which of the vectors it is fitted to @yields how much is done, 0 to 1
 */
export function* fitPlane(
  vectors: Vectors,
  places: Uint32Array,
  random: () => number,
): Generator<number, Plane> {
  const { dimension } = vectors
  const mean = meanOf(vectors, places)
  const width = Math.min(dimension, 2 + SPARE)
  let block = orthonormal(
    Float64Array.from({ length: dimension * width }, () => random() - 0.5),
    dimension,
    width,
  )
  let axes = block
  let shares: Float64Array = new Float64Array(2)
  let total = 0
  for (let round = 0; round < ROUNDS; round++) {
    const product = yield* multiplied({ vectors, places, mean, block, width, done: round / ROUNDS })
    total = product.total
    const { values, vectors: turns } = withinBlock(block, product.spread, { dimension, width })
    const before = axes
    axes = turned(block, turns, width)
    shares = values
    if (!(values[0]! > 0) || (round > 0 && isSame(before, axes, { dimension, width }))) break
    block = orthonormal(turned(product.spread, turns, width), dimension, width)
  }
  const along = (which: number): Float64Array =>
    facing(Float64Array.from({ length: dimension }, (_, d) => axes[d * width + which]!))
  const second = width > 1 ? along(1) : new Float64Array(dimension)
  const explained = total > 0 ? Math.min(1, (shares[0]! + (width > 1 ? shares[1]! : 0)) / total) : 1
  return { mean, axes: [along(0), second], explained }
}

/** Where vectors lie on a plane: x, y by turns. */
export const onPlane = ({ mean, axes: [first, second] }: Plane, vector: Float32Array): [number, number] => {
  let [x, y] = [0, 0]
  for (let d = 0; d < mean.length; d++) {
    const value = vector[d]! - mean[d]!
    x += value * first[d]!
    y += value * second[d]!
  }
  return [x, y]
}

const meanOf = (vectors: Vectors, places: Uint32Array): Float64Array => {
  const mean = new Float64Array(vectors.dimension)
  for (const place of places) {
    const vector = vectors.at(place)
    for (let d = 0; d < mean.length; d++) mean[d]! += vector[d]!
  }
  return mean.map((sum) => sum / Math.max(1, places.length))
}

interface Multiplying {
  readonly vectors: Vectors
  readonly places: Uint32Array
  readonly mean: Float64Array
  /** Row-major [dimension x width]. */
  readonly block: Float64Array
  readonly width: number
  readonly done: number
}

/** The scatter matrix times a block, and its trace. A hot loop: both products in one pass over the vectors. */
function* multiplied({
  vectors,
  places,
  mean,
  block,
  width,
  done,
}: Multiplying): Generator<number, { spread: Float64Array; total: number }> {
  const { dimension } = vectors
  const spread = new Float64Array(block.length)
  const scores = new Float64Array(width)
  const centred = new Float64Array(dimension)
  let total = 0
  for (let i = 0; i < places.length; i++) {
    const vector = vectors.at(places[i]!)
    scores.fill(0)
    for (let d = 0; d < dimension; d++) {
      const value = vector[d]! - mean[d]!
      centred[d] = value
      total += value * value
      const row = d * width
      for (let j = 0; j < width; j++) scores[j]! += value * block[row + j]!
    }
    for (let d = 0; d < dimension; d++) {
      const value = centred[d]!
      const row = d * width
      for (let j = 0; j < width; j++) spread[row + j]! += value * scores[j]!
    }
    if (i % SLICE === SLICE - 1) yield done
  }
  return { spread, total }
}

interface Shape {
  readonly dimension: number
  readonly width: number
}

/** Eigenvalues and vectors of the scatter within a block, largest first. */
const withinBlock = (block: Float64Array, spread: Float64Array, { dimension, width }: Shape): Eigen => {
  const within = new Float64Array(width * width)
  for (let d = 0; d < dimension; d++) {
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) within[i * width + j]! += block[d * width + i]! * spread[d * width + j]!
    }
  }
  // Symmetric but for rounding.
  for (let i = 0; i < width; i++) {
    for (let j = 0; j < i; j++) within[i * width + j] = within[j * width + i]!
  }
  return symmetricEigen(within, width)
}

/** A block in other axes of the same space. */
const turned = (block: Float64Array, vectors: Float64Array, width: number): Float64Array => {
  const out = new Float64Array(block.length)
  for (let row = 0; row < block.length; row += width) {
    for (let i = 0; i < width; i++) {
      let sum = 0
      for (let j = 0; j < width; j++) sum += block[row + j]! * vectors[i * width + j]!
      out[row + i] = sum
    }
  }
  return out
}

const isSame = (before: Float64Array, now: Float64Array, { dimension, width }: Shape): boolean => {
  for (let i = 0; i < Math.min(2, width); i++) {
    let cosine = 0
    for (let d = 0; d < dimension; d++) cosine += before[d * width + i]! * now[d * width + i]!
    if (1 - Math.abs(cosine) > STILL) return false
  }
  return true
}

/** Columns made orthogonal and of length one, twice, as once leaves rounding; one without a direction becomes zeros. */
const orthonormal = (block: Float64Array, dimension: number, width: number): Float64Array => {
  for (let i = 0; i < width; i++) {
    for (let again = 0; again < 2; again++) {
      for (let j = 0; j < i; j++) {
        let along = 0
        for (let d = 0; d < dimension; d++) along += block[d * width + i]! * block[d * width + j]!
        for (let d = 0; d < dimension; d++) block[d * width + i]! -= along * block[d * width + j]!
      }
      let squares = 0
      for (let d = 0; d < dimension; d++) squares += block[d * width + i]! ** 2
      const scale = squares > 1e-30 ? 1 / Math.sqrt(squares) : 0
      for (let d = 0; d < dimension; d++) block[d * width + i]! *= scale
    }
  }
  return block
}

const facing = (axis: Float64Array): Float64Array => {
  let greatest = 0
  for (const value of axis) if (Math.abs(value) > Math.abs(greatest) + 1e-12) greatest = value
  return greatest < 0 ? axis.map((value) => -value) : axis
}
