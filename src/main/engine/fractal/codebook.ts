import { columnBytes, words } from './kernel/kernel.ts'

const iterations = 6
/**
 * How a row is coded: four bits for so many columns together. Two columns are coded finely, four in half the bytes and
 * half the time, which is worth more where rows are long: their errors add up less than their number.
 */
export interface Coding {
  readonly columns: number
  readonly subspaces: number
  /** Bytes of one code: half a byte a subspace. */
  readonly codeBytes: number
  readonly bookBytes: number
}

export const codingOf = (width: number): Coding => {
  const columns = width % 16 === 0 && width > 256 ? 4 : 2
  const subspaces = width / columns
  return { columns, subspaces, codeBytes: subspaces / 2, bookBytes: width * columnBytes }
}

/** Residuals that a codebook learns from; more make it hardly better. */
export const trainingRows = 4096

/**
 * How much more an error along the row costs than one across it, in excess of one (Guo et al. 2020 call it eta - 1).
 * They derive (columns - 1) * T^2 / (1 - T^2) for scores above T; measured here, half of that at T = 0.2 was best.
 */
export const anisotropyOf = (dimension: number): number => 2.7 + dimension / 160

/**
 * Learns the sixteen words of each subspace from residuals, with Lloyd's algorithm.
 * @param residuals row-major [rows x width]
 * @returns width x 16: of each column, what the sixteen words of its subspace say
 */
export function* trainCodebook(
  residuals: Float32Array,
  width: number,
  random: () => number,
): Generator<void, Float32Array> {
  const { columns, subspaces } = codingOf(width)
  const rows = residuals.length / width
  const book = new Float32Array(width * words)
  const points = new Float32Array(rows * columns)
  for (let subspace = 0; subspace < subspaces; subspace++) {
    for (let row = 0; row < rows; row++) {
      const from = row * width + subspace * columns
      for (let column = 0; column < columns; column++) {
        points[row * columns + column] = residuals[from + column]!
      }
    }
    const part = book.subarray(subspace * columns * words, (subspace + 1) * columns * words)
    for (let word = 0; word < words; word++) {
      const row = Math.floor(random() * rows)
      for (let column = 0; column < columns; column++) {
        part[column * words + word] = points[row * columns + column]!
      }
    }
    for (let iteration = 0; iteration < iterations; iteration++) {
      improve(part, points, columns)
      yield
    }
  }
  return book
}

/** One step of Lloyd's algorithm; a word that is nobody's nearest stays where it is. */
const improve = (part: Float32Array, points: Float32Array, columns: number): void => {
  const sums = new Float64Array(words * columns)
  const counts = new Uint32Array(words)
  for (let at = 0; at < points.length; at += columns) {
    const best = nearestWord(part, points, at, columns)
    counts[best]! += 1
    for (let column = 0; column < columns; column++) sums[best * columns + column]! += points[at + column]!
  }
  for (let word = 0; word < words; word++) {
    const count = counts[word]!
    if (count === 0) continue
    for (let column = 0; column < columns; column++) {
      part[column * words + word] = sums[word * columns + column]! / count
    }
  }
}

const nearestWord = (part: Float32Array, points: Float32Array, at: number, columns: number): number => {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let word = 0; word < words; word++) {
    let distance = 0
    for (let column = 0; column < columns; column++) {
      const difference = points[at + column]! - part[column * words + word]!
      distance += difference * difference
    }
    if (distance < least) {
      least = distance
      best = word
    }
  }
  return best
}
