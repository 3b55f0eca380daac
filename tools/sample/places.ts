import type { StaticEmbedder } from '../../src/main/embedders/static/static-embedder.ts'
import { principalAxes } from '../embedder/principal-axes.ts'
import { createRandom } from '../embedder/random.ts'

const thousandths = (value: number): number => Math.round(value * 1000) / 1000

/** Along one axis, stretched to 0..100. */
const project = (rows: Float32Array, axis: Float64Array): number[] => {
  const values = Array.from({ length: rows.length / axis.length }, (_, row) => {
    let sum = 0
    for (let i = 0; i < axis.length; i++) sum += rows[row * axis.length + i]! * axis[i]!
    return sum
  })
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return values.map((value) => thousandths((100 * (value - low)) / (high - low)))
}

/**
 * A coordinate for each text: its place on the two leading principal axes of meaning, and its year. Texts that would
 * share a place move on by thousandths.
 */
export const placesOf = (
  texts: readonly string[],
  years: readonly number[],
  embedder: StaticEmbedder,
): number[][] => {
  const { dimension } = embedder
  const rows = new Float32Array(texts.length * dimension)
  texts.forEach((text, i) => {
    embedder.embedInto(text, rows, i * dimension)
  })
  const { axes } = principalAxes(rows, dimension, 2, createRandom(1))
  const [across, up] = axes.map((axis) => project(rows, axis))
  const taken = new Set<string>()
  return texts.map((_, i) => {
    const place = [across![i]!, up![i]!, years[i]!]
    while (taken.has(place.join())) place[0] = thousandths(place[0]! + 0.001)
    taken.add(place.join())
    return place
  })
}
