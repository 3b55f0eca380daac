import { createWordWeight } from '../../src/main/embedders/static/word-weight.ts'
import { principalAxes } from './principal-axes.ts'
import type { Random } from './random.ts'
import type { WordVectors } from './read-glove.ts'
import type { Settings } from './settings.ts'

/** Centred, and without its part along each axis (Mu and Viswanath, "All-but-the-top", 2018). */
const clean = (vector: Float64Array, mean: Float64Array, axes: readonly Float64Array[]): void => {
  for (let i = 0; i < vector.length; i++) vector[i]! -= mean[i]!
  for (const axis of axes) {
    let along = 0
    for (let i = 0; i < vector.length; i++) along += vector[i]! * axis[i]!
    for (let i = 0; i < vector.length; i++) vector[i]! -= along * axis[i]!
  }
}

/**
 * The table that training starts from, row-major [ranks x dimension]: the word vectors without what all words share,
 * then fresh random dimensions for training to use; every row times its frequency weight, so that a text is the
 * plain sum of its rows.
 */
export const widen = (
  source: WordVectors,
  ranks: readonly number[],
  settings: Settings,
  random: Random,
): Float32Array => {
  const { dimension, sourceShrink, freshSpread } = settings
  const from = source.dimension
  const frequent = source.vectors.subarray(0, settings.frequent * from)
  const { mean, axes } = principalAxes(frequent, from, settings.axes, random)
  const weightOf = createWordWeight(source.words.length)
  const table = new Float32Array(ranks.length * dimension)
  ranks.forEach((rank, row) => {
    const vector = Float64Array.from(source.vectors.subarray(rank * from, (rank + 1) * from))
    clean(vector, mean, axes)
    const weight = weightOf(rank)
    const at = row * dimension
    for (let i = 0; i < from; i++) table[at + i] = (vector[i]! / sourceShrink) * weight
    for (let i = from; i < dimension; i++) table[at + i] = (random() - 0.5) * 2 * freshSpread * weight
  })
  return table
}
