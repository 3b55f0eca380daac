import { seededRandom } from '../../seeded-random.ts'
import { makeRotation } from './rotation.ts'
import type { RowSource } from './row-source.ts'
import { normalise } from './vectors.ts'

/**
 * Vectors with the geometry of text embeddings, for sizes of which there is no real set: topics of subtopics, of
 * very unequal sizes, around a mean that all share; a spectrum that falls as a power; rows that lie now near, now far
 * from the middle of their subtopic. A mixture of gaussians is what k-means assumes, so this favours inverted lists
 * over graphs: where it and a real set disagree, trust the real one.
 */

const topics = 60
const subtopics = 25
const blockRows = 4096

/** Box and Muller. */
const normalsFrom = (random: () => number): (() => number) => {
  let spare: number | undefined
  return () => {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}

/** Standard deviations along the axes before rotation; their squares add up to 1. */
const makeSpectrum = (dimension: number): Float64Array => {
  const falling = Float64Array.from({ length: dimension }, (_, i) => (i + 4) ** -0.55)
  const norm = Math.hypot(...falling)
  return falling.map((value) => value / norm)
}

interface Mixture {
  readonly spectrum: Float64Array
  /** The middle of each subtopic, the common mean included. */
  readonly middles: readonly Float64Array[]
  /** Sums of the subtopics' shares up to and with each. */
  readonly shares: Float64Array
  readonly rotate: (vector: Float64Array) => void
}

const makeShares = (count: number, random: () => number): Float64Array => {
  // Lomax with exponent 1.2: a few subtopics hold most rows.
  const weights = Float64Array.from({ length: count }, () => (1 - random()) ** (-1 / 1.2) - 1 + 0.05)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  let below = 0
  return weights.map((weight) => {
    below += weight / sum
    return below
  })
}

const makeMixture = (dimension: number): Mixture => {
  const random = seededRandom(7)
  const normal = normalsFrom(random)
  const spectrum = makeSpectrum(dimension)
  const around = (middle: Float64Array, scale: number): Float64Array =>
    middle.map((value, i) => value + normal() * spectrum[i]! * scale)
  const mean = around(new Float64Array(dimension), 0.5)
  const middles = Array.from({ length: topics }, () => around(mean, 0.9)).flatMap((topic) =>
    Array.from({ length: subtopics }, () => around(topic, 0.8)),
  )
  return {
    spectrum,
    middles,
    shares: makeShares(middles.length, random),
    rotate: makeRotation(dimension, random),
  }
}

const drawFrom = (shares: Float64Array, random: () => number): number => {
  const wanted = random()
  let [low, high] = [0, shares.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (shares[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}

const makeBlock = ({ spectrum, middles, shares, rotate }: Mixture, seed: number): Float32Array => {
  const dimension = spectrum.length
  const random = seededRandom(seed)
  const normal = normalsFrom(random)
  const rows = new Float32Array(blockRows * dimension)
  const row = new Float64Array(dimension)
  for (let r = 0; r < blockRows; r++) {
    const middle = middles[drawFrom(shares, random)]!
    const scale = Math.exp(-0.25 + 0.35 * normal())
    for (let i = 0; i < dimension; i++) row[i] = middle[i]! + normal() * spectrum[i]! * scale
    rotate(row)
    rows.set(row, r * dimension)
    normalise(rows, r * dimension, dimension)
  }
  return rows
}

/** Each block has its own seed and all have one mixture, so that a larger set begins with the smaller one. */
export const synthetic = (dimension: number): RowSource => ({
  name: `synthetic-${dimension}`,
  dimension,
  count: Number.POSITIVE_INFINITY,
  async *blocks() {
    const mixture = makeMixture(dimension)
    for (let seed = 1000; ; seed++) yield makeBlock(mixture, seed)
  },
})
