import { bookBytes, encodeScratchBytes, type KernelFunctions, words } from './kernel/kernel.ts'

const iterations = 6
/** A rough codebook, to tell which columns are worth how much, learns from fewer residuals and less long. */
const roughIterations = 2
const roughRows = 512
/** Columns of a subspace, at most. */
const mostColumns = 16

/** How a row is coded: four bits for each subspace, some columns side by side. */
export interface Coding {
  readonly subspaces: number
  /** Bytes of one code: half a byte a subspace. */
  readonly codeBytes: number
}

/**
 * Half as many subspaces as columns, or a quarter: two columns are coded finely, four in half the bytes and half the
 * time, which is worth more where rows are long: their errors add up less than their number.
 */
export const codingOf = (width: number): Coding => {
  const subspaces = width / (width % 16 === 0 && width > 256 ? 4 : 2)
  return { subspaces, codeBytes: subspaces / 2 }
}

/** Scratch that the kernel needs to encode a row. */
export const encodeBytes = (width: number): number => encodeScratchBytes(width, codingOf(width).subspaces)

export interface Codebook {
  /** How many columns each subspace has, one after the other. */
  readonly columns: Uint8Array
  /** Of each column, what the sixteen words of its subspace say: width x 16. */
  readonly words: Float32Array
}

/** Bytes of a codebook where the kernel reads it: its words with their squares, and how many columns each subspace has. */
export const heldBookBytes = (width: number): number => {
  const { subspaces } = codingOf(width)
  return bookBytes(width, subspaces) + subspaces
}

/** Writes a codebook at an address. @returns address of the columns */
export const holdBook = (
  {
    f32,
    bytes,
    run,
  }: { readonly f32: Float32Array; readonly bytes: Uint8Array; readonly run: KernelFunctions },
  width: number,
  address: number,
  { words, columns }: Codebook,
): number => {
  const { subspaces } = codingOf(width)
  const at = address + bookBytes(width, subspaces)
  f32.set(words, address / 4)
  bytes.set(columns, at)
  run.squareWords(address, subspaces, at, width)
  return at
}

/** Residuals that a codebook learns from; more make it hardly better. */
export const trainingRows = 4096

/**
 * How much more an error along the row costs than one across it, in excess of one (Guo et al. 2020 call it eta - 1).
 * They derive (columns - 1) * T^2 / (1 - T^2) for scores above T; measured here, half of that at T = 0.2 was best.
 */
export const anisotropyOf = (dimension: number): number => 2.7 + dimension / 160

/**
 * Learns which columns stand together in a subspace, and the sixteen words of each.
 * @param residuals row-major [rows x width]
 * @param importance of each column, how much queries have of it: their mean square
 */
export function* trainCodebook(
  residuals: Float32Array,
  importance: Float32Array,
  random: () => number,
): Generator<void, Codebook> {
  const width = importance.length
  const columns = yield* chooseColumns(residuals, importance, random)
  const book = new Float32Array(width * words)
  let first = 0
  for (const count of columns) {
    const part = book.subarray(first * words, (first + count) * words)
    yield* learnWords(part, pointsOf(residuals, width, { first, count }), iterations, random)
    first += count
  }
  return { columns, words: book }
}

/** Columns side by side. */
interface Block {
  readonly first: number
  readonly count: number
}

interface Candidate extends Block {
  /** What coding it as one subspace falsifies scores by. */
  readonly error: number
  /** What two subspaces would spare of that; none for a single column. */
  readonly halves: readonly [Candidate, Candidate] | null
}

/**
 * Gives more bits to columns that say more: begins with wide subspaces and halves, again and again, that of which the
 * halves spare most, until there are as many as a code has room for.
 */
function* chooseColumns(
  residuals: Float32Array,
  importance: Float32Array,
  random: () => number,
): Generator<void, Uint8Array> {
  const width = importance.length
  const sample = residuals.subarray(0, Math.min(residuals.length, roughRows * width))
  const errorOf = function* (block: Block): Generator<void, number> {
    const points = pointsOf(sample, width, block)
    const part = new Float32Array(block.count * words)
    yield* learnWords(part, points, roughIterations, random)
    return errorIn(part, points, importance.subarray(block.first, block.first + block.count))
  }
  const withHalves = function* (block: Block, error: number): Generator<void, Candidate> {
    if (block.count === 1) return { ...block, error, halves: null }
    const count = block.count / 2
    const halves: Candidate[] = []
    for (const first of [block.first, block.first + count]) {
      const half = { first, count }
      halves.push({ ...half, error: yield* errorOf(half), halves: null })
    }
    return { ...block, error, halves: halves as [Candidate, Candidate] }
  }
  const chosen: Candidate[] = []
  for (let first = 0; first < width; first += mostColumns) {
    const block = { first, count: Math.min(mostColumns, width - first) }
    chosen.push(yield* withHalves(block, yield* errorOf(block)))
  }
  const { subspaces } = codingOf(width)
  while (chosen.length < subspaces) {
    const at = placeOfLargest(chosen.map(sparedBy))
    const halves = chosen[at]!.halves!
    const finer: Candidate[] = []
    for (const half of halves) finer.push(yield* withHalves(half, half.error))
    chosen.splice(at, 1, ...finer)
  }
  return Uint8Array.from(chosen, ({ count }) => count)
}

const sparedBy = ({ error, halves }: Candidate): number =>
  halves === null ? Number.NEGATIVE_INFINITY : error - halves[0].error - halves[1].error

const placeOfLargest = (values: readonly number[]): number =>
  values.reduce((best, value, place) => (value > values[best]! ? place : best), 0)

const pointsOf = (residuals: Float32Array, width: number, { first, count }: Block): Float32Array => {
  const rows = residuals.length / width
  const points = new Float32Array(rows * count)
  for (let row = 0; row < rows; row++) {
    const from = row * width + first
    for (let column = 0; column < count; column++) points[row * count + column] = residuals[from + column]!
  }
  return points
}

/** Lloyd's algorithm, from words that chance chooses. @param part to write: of each column its sixteen numbers */
function* learnWords(
  part: Float32Array,
  points: Float32Array,
  times: number,
  random: () => number,
): Generator<void, void> {
  const columns = part.length / words
  const rows = points.length / columns
  for (let word = 0; word < words; word++) {
    const row = Math.floor(random() * rows)
    for (let column = 0; column < columns; column++) {
      part[column * words + word] = points[row * columns + column]!
    }
  }
  for (let iteration = 0; iteration < times; iteration++) {
    improve(part, points, columns)
    yield
  }
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

/** Squares of what the nearest words leave, each column's times its importance. */
const errorIn = (part: Float32Array, points: Float32Array, importance: Float32Array): number => {
  const columns = importance.length
  let sum = 0
  for (let at = 0; at < points.length; at += columns) {
    const word = nearestWord(part, points, at, columns)
    for (let column = 0; column < columns; column++) {
      const difference = points[at + column]! - part[column * words + word]!
      sum += importance[column]! * difference * difference
    }
  }
  return sum
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
