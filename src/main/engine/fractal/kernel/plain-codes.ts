import { blockRows, columnBytes, type KernelFunctions, words } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

/** Floats of a column in a codebook: one of each word. */
const columnFloats = columnBytes / 4
/** What the words of a subspace cost: two floats of each. */
const costFloats = 2 * words

export const codeFunctions = (views: Views): Pick<KernelFunctions, 'encode' | 'storeCode' | 'moveCode'> => ({
  encode(row, centroid, reach, codebook, subspaces, columns, width, weight, scratch, code) {
    const { bytes, f32 } = views.current()
    const costs = scratch + 4 * width
    const chosen = costs + 4 * costFloats * subspaces
    for (let i = 0; i < width; i++) {
      f32[scratch / 4 + i] = f32[row / 4 + i]! - fround(fround(reach) * f32[centroid / 4 + i]!)
    }
    const residual = { r: scratch / 4, x: row / 4, sizes: bytes.subarray(columns, columns + subspaces) }
    findCosts(f32, residual, codebook / 4, costs / 4)
    chooseWords(views, { subspaces, weight: fround(weight), costs: costs / 4, chosen })
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

/** For each subspace what its words are off, one after the other: |e|^2 of all sixteen, and then e.x. */
const findCosts = (f32: Float32Array, { r, x, sizes }: Residual, codebook: number, costs: number): void => {
  let first = 0
  for (let m = 0; m < sizes.length; m++) {
    const end = first + sizes[m]!
    for (let word = 0; word < words; word++) {
      let along = 0
      let across = 0
      for (let c = first; c < end; c++) {
        const error = fround(f32[r + c]! - f32[codebook + c * columnFloats + word]!)
        along = fround(along + fround(error * f32[x + c]!))
        across = fround(across + fround(error * error))
      }
      f32[costs + m * costFloats + word] = across
      f32[costs + m * costFloats + words + word] = along
    }
    first = end
  }
}

/**
 * Writes the word of each subspace to `chosen`, an address. One loop for both passes, since they differ in what the
 * other subspaces are off only.
 */
const chooseWords = (
  { f32, bytes }: Views,
  {
    subspaces,
    weight,
    costs,
    chosen,
  }: {
    readonly subspaces: number
    readonly weight: number
    readonly costs: number
    readonly chosen: number
  },
): void => {
  const alongOf = (m: number): number => f32[costs + m * costFloats + words + bytes[chosen + m]!]!
  let parallel = 0
  for (let pass = 0; pass < (weight > 0 ? 2 : 1); pass++) {
    for (let m = 0; m < subspaces; m++) {
      const rest = pass === 0 ? 0 : fround(parallel - alongOf(m))
      bytes[chosen + m] = cheapestWord(f32, costs + m * costFloats, pass === 0 ? 0 : weight, rest)
      parallel = fround((pass === 0 ? parallel : rest) + alongOf(m))
    }
  }
}

/** Of the words of one subspace. */
const totals = new Float32Array(words)

/** The word of least cost |e|^2 + weight (rest + e.x)^2, the first of equals. All come first: branches between them would double the time. */
const cheapestWord = (f32: Float32Array, cost: number, weight: number, rest: number): number => {
  let sum = 0
  for (let word = 0; word < words; word++) {
    const all = fround(rest + f32[cost + words + word]!)
    const across = f32[cost + word]!
    const total = weight > 0 ? fround(across + fround(weight * fround(all * all))) : across
    totals[word] = total
    sum += total
  }
  if (Number.isNaN(sum)) return leastOfLanes()
  let best = 0
  for (let word = 1; word < words; word++) {
    if (totals[word]! < totals[best]!) best = word
  }
  return best
}

/** Where numbers are so large that a cost is none, it matters that SIMD compares in four lanes, and these crosswise. */
const leastOfLanes = (): number => {
  const lower = (a: number, b: number): number => (b < a ? b : a)
  const column = (lane: number, row: number): number => totals[lane + 4 * row]!
  const least = [0, 1, 2, 3].map((lane) =>
    lower(lower(column(lane, 0), column(lane, 1)), lower(column(lane, 2), column(lane, 3))),
  )
  const crossed = least.map((value, lane) => lower(value, least[(lane + 2) % 4]!))
  const last = crossed.map((value, lane) => lower(value, crossed[lane ^ 1]!))
  return Math.max(
    0,
    totals.findIndex((total, word) => total === last[word % 4]),
  )
}
