import { shuffled } from './vectors.ts'

interface Layer {
  readonly order: Uint32Array
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

const makeLayer = (dimension: number, random: () => number): Layer => {
  const angles = Float64Array.from({ length: dimension >> 1 }, () => 2 * Math.PI * random())
  return {
    order: shuffled(dimension, random),
    cosines: angles.map(Math.cos),
    sines: angles.map(Math.sin),
  }
}

/** Turns the pairs that the layer's order makes; an odd one out stays as it is. */
const turn = ({ order, cosines, sines }: Layer, from: Float64Array, to: Float64Array): void => {
  for (let j = 0; j < cosines.length; j++) {
    const a = from[order[2 * j]!]!
    const b = from[order[2 * j + 1]!]!
    to[2 * j] = cosines[j]! * a - sines[j]! * b
    to[2 * j + 1] = sines[j]! * a + cosines[j]! * b
  }
  if (from.length % 2 === 1) to[from.length - 1] = from[order[from.length - 1]!]!
}

/**
 * A random rotation as a product of sparse ones: pairs of axes, drawn anew for each of 2 log2(d) layers, turn by
 * random angles. After half of them every axis has part of every other. A dense one would cost d / (4 log2 d) times
 * as much; a few Householder reflections would leave the axes nearly where they are.
 * The function rotates its argument in place.
 */
export const makeRotation = (dimension: number, random: () => number): ((vector: Float64Array) => void) => {
  const layers = Array.from({ length: 2 * Math.ceil(Math.log2(dimension)) }, () =>
    makeLayer(dimension, random),
  )
  const other = new Float64Array(dimension)
  return (vector) => {
    // An even number of layers ends where it began.
    let from = vector
    let to: Float64Array = other
    for (const layer of layers) {
      turn(layer, from, to)
      ;[from, to] = [to, from]
    }
  }
}
