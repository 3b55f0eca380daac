import { blockRows, columnBytes, type KernelFunctions, words } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

/** Floats of a column in a codebook: one of each word. */
const columnFloats = columnBytes / 4

export const codeFunctions = (views: Views): Pick<KernelFunctions, 'encode' | 'storeCode' | 'moveCode'> => ({
  encode(row, centroid, reach, codebook, subspaces, columns, width, weight, scratch, code) {
    const { bytes, f32 } = views.current()
    const alongs = scratch + 4 * width
    const chosen = alongs + 4 * subspaces
    for (let i = 0; i < width; i++) {
      f32[scratch / 4 + i] = f32[row / 4 + i]! - fround(fround(reach) * f32[centroid / 4 + i]!)
    }
    const residual = { r: scratch / 4, x: row / 4, sizes: bytes.subarray(columns, columns + subspaces) }
    chooseWords(views, residual, codebook / 4, fround(weight), alongs / 4, chosen)
    for (let m = 0; m < subspaces; m += 2) {
      bytes[code + m / 2] = bytes[chosen + m]! | (bytes[chosen + m + 1]! << 4)
    }
  },

  storeCode(code, count, block, place) {
    const { bytes } = views.current()
    for (let i = 0; i < count; i++) bytes[block + place + i * blockRows] = bytes[code + i]!
  },

  moveCode(from, fromPlace, to, toPlace, count) {
    const { bytes } = views.current()
    for (let i = 0; i < count * blockRows; i += blockRows)
      bytes[to + toPlace + i] = bytes[from + fromPlace + i]!
  },
})

/** Indices of float32: a row's difference from its centroid, and the row. */
interface Residual {
  readonly r: number
  readonly x: number
  /** Columns of each subspace. */
  readonly sizes: Uint8Array
}

/**
 * Writes the word of each subspace to `chosen`, an address; `codebook` and `alongs` are indices of float32: what each
 * subspace is off along the row goes to the latter. One loop for both passes, since they differ in what the other
 * subspaces are off only.
 */
const chooseWords = (
  { f32, bytes }: Views,
  residual: Residual,
  codebook: number,
  weight: number,
  alongs: number,
  chosen: number,
): void => {
  const { sizes } = residual
  let parallel = 0
  for (let pass = 0; pass < (weight > 0 ? 2 : 1); pass++) {
    let first = 0
    for (let m = 0; m < sizes.length; m++) {
      const columns = sizes[m]!
      const r = residual.r + first
      const x = residual.x + first
      const book = codebook + first * columnFloats
      first += columns
      const rest = pass === 0 ? 0 : fround(parallel - f32[alongs + m]!)
      const word = nearestWord(f32, r, x, book, columns, pass === 0 ? 0 : weight, rest)
      const along = alongOf(f32, r, x, book + word, columns)
      if (pass === 0) f32[alongs + m] = along
      parallel = fround((pass === 0 ? parallel : rest) + along)
      bytes[chosen + m] = word
    }
  }
}

/** What the word at `at` is off along the row. */
const alongOf = (f32: Float32Array, r: number, x: number, at: number, columns: number): number => {
  let along = 0
  for (let c = 0; c < columns; c++) {
    const error = fround(f32[r + c]! - f32[at + c * columnFloats]!)
    along = fround(along + fround(error * f32[x + c]!))
  }
  return along
}

/** Of the words of one subspace. */
const costs = new Float32Array(words)

/** The word of least cost, the first of equals. All costs come first: branches between them would double the time. */
const nearestWord = (
  f32: Float32Array,
  r: number,
  x: number,
  book: number,
  columns: number,
  weight: number,
  rest: number,
): number => {
  let sum = 0
  for (let word = 0; word < words; word++) {
    const cost = costOf(f32, r, x, book + word, columns, weight, rest)
    costs[word] = cost
    sum += cost
  }
  if (Number.isNaN(sum)) return leastOfLanes()
  let best = 0
  for (let word = 1; word < words; word++) {
    if (costs[word]! < costs[best]!) best = word
  }
  return best
}

/** Where numbers are so large that a cost is none, it matters that SIMD compares in four lanes, and these in pairs. */
const leastOfLanes = (): number => {
  const better = (a: number, b: number): number =>
    costs[b]! < costs[a]! || (costs[b] === costs[a] && b < a) ? b : a
  const ofLane = (lane: number): number => {
    let best = lane
    for (let word = lane + 4; word < words; word += 4) if (costs[word]! < costs[best]!) best = word
    return best
  }
  return better(better(ofLane(0), ofLane(2)), better(ofLane(1), ofLane(3)))
}

/** What the word at `at` costs: |e|^2 + weight (rest + e.x)^2. */
const costOf = (
  f32: Float32Array,
  r: number,
  x: number,
  at: number,
  columns: number,
  weight: number,
  rest: number,
): number => {
  let along = 0
  let across = 0
  for (let c = 0; c < columns; c++) {
    const error = fround(f32[r + c]! - f32[at + c * columnFloats]!)
    along = fround(along + fround(error * f32[x + c]!))
    across = fround(across + fround(error * error))
  }
  const all = fround(rest + along)
  return fround(across + fround(weight * fround(all * all)))
}
