import { blockRows, columnBytes, type KernelFunctions, words } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

/** Floats of a column in a codebook: one of each word. */
const columnFloats = columnBytes / 4
export const codeFunctions = (
  views: Views,
): Pick<KernelFunctions, 'squareWords' | 'encode' | 'encodeTwice' | 'storeCode' | 'moveCode'> => ({
  squareWords(codebook, subspaces, columns, width) {
    const { bytes, f32 } = views.current()
    let column = codebook / 4
    let square = column + width * columnFloats
    for (let m = 0; m < subspaces; m++) {
      f32.fill(0, square, square + words)
      for (const end = column + bytes[columns + m]! * columnFloats; column < end; column += columnFloats) {
        for (let word = 0; word < words; word++)
          f32[square + word]! += fround(f32[column + word]! * f32[column + word]!)
      }
      square += words
    }
  },

  encode(row, centroid, reach, codebook, subspaces, columns, width, weight, scratch, code) {
    const products = scratch + 4 * width
    const costs = products + 4 * words * subspaces
    const room = { residual: scratch, products, costs, chosen: costs + 4 * words * subspaces }
    const book = { codebook, subspaces, columns, width, weight: fround(weight) }
    encodeOne(views.current(), { row, centroid, reach: fround(reach) }, book, room, code)
  },

  encodeTwice(
    row,
    centroid,
    reach,
    otherCentroid,
    otherReach,
    codebook,
    subspaces,
    columns,
    width,
    weight,
    scratch,
    code,
    otherCode,
  ) {
    const tableBytes = 4 * words * subspaces
    const products = scratch + 8 * width
    const [costs, chosen] = [products + tableBytes, products + 3 * tableBytes]
    const room = { residual: scratch, products, costs, chosen }
    const other = {
      residual: scratch + 4 * width,
      products,
      costs: costs + tableBytes,
      chosen: chosen + subspaces,
    }
    const book = { codebook, subspaces, columns, width, weight: fround(weight) }
    const now = views.current()
    encodeOne(now, { row, centroid, reach: fround(reach) }, book, room, code)
    encodeOne(now, { row, centroid: otherCentroid, reach: fround(otherReach) }, book, other, otherCode)
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

interface Placed {
  readonly row: number
  readonly centroid: number
  readonly reach: number
}

interface Book {
  readonly codebook: number
  readonly subspaces: number
  readonly columns: number
  readonly width: number
  readonly weight: number
}

/** Addresses of a row's difference, of its products with all words, of what they cost, and of those that are taken. */
interface Room {
  readonly residual: number
  readonly products: number
  readonly costs: number
  readonly chosen: number
}

const encodeOne = (views: Views, placed: Placed, book: Book, room: Room, code: number): void => {
  const { bytes } = views
  const along = writeResidual(views, placed, book.width, room.residual)
  multiply(views, placed.row, book, room)
  chooseWords(views, book, room, along)
  for (let m = 0; m < book.subspaces; m += 2) {
    bytes[code + m / 2] = bytes[room.chosen + m]! | (bytes[room.chosen + m + 1]! << 4)
  }
}

/** @returns the product of the row and its difference: every fourth column is added up, as SIMD does */
const writeResidual = (
  { f32 }: Views,
  { row, centroid, reach }: Placed,
  width: number,
  residual: number,
): number => {
  const sums = [0, 0, 0, 0]
  for (let i = 0; i < width; i++) {
    const x = f32[row / 4 + i]!
    const r = fround(x - fround(reach * f32[centroid / 4 + i]!))
    f32[residual / 4 + i] = r
    sums[i % 4] = fround(sums[i % 4]! + fround(r * x))
  }
  return fround(fround(sums[0]! + sums[2]!) + fround(sums[1]! + sums[3]!))
}

/** For each word its product with the row, and what it costs: |e|^2, but for what all of a subspace have alike. */
const multiply = (
  { bytes, f32 }: Views,
  row: number,
  { codebook, subspaces, columns, width }: Book,
  { residual, products, costs }: Room,
): void => {
  const squares = codebook / 4 + width * columnFloats
  let first = 0
  for (let m = 0; m < subspaces; m++) {
    const end = first + bytes[columns + m]!
    for (let word = 0; word < words; word++) {
      const said = codebook / 4 + word
      let near = fround(f32[residual / 4 + first]! * f32[said + first * columnFloats]!)
      let product = fround(f32[row / 4 + first]! * f32[said + first * columnFloats]!)
      for (let c = first + 1; c < end; c++) {
        near = fround(near + fround(f32[residual / 4 + c]! * f32[said + c * columnFloats]!))
        product = fround(product + fround(f32[row / 4 + c]! * f32[said + c * columnFloats]!))
      }
      const at = m * words + word
      f32[products / 4 + at] = product
      f32[costs / 4 + at] = f32[squares + at]! - fround(near + near)
    }
    first = end
  }
}

/**
 * Writes the word of each subspace. One loop for both passes, since they differ in what the other subspaces are off only.
 * @param along of the row, what all of its difference says
 */
const chooseWords = (
  { f32, bytes }: Views,
  { subspaces, weight }: Book,
  { products, costs, chosen }: Room,
  along: number,
): void => {
  const productOf = (m: number): number => f32[products / 4 + m * words + bytes[chosen + m]!]!
  let left = along
  for (let pass = 0; pass < (weight > 0 ? 2 : 1); pass++) {
    for (let m = 0; m < subspaces; m++) {
      const rest = pass === 0 ? left : fround(left + productOf(m))
      const at = m * words
      bytes[chosen + m] = cheapestWord(f32, costs / 4 + at, products / 4 + at, pass === 0 ? 0 : weight, rest)
      left = fround(rest - productOf(m))
    }
  }
}

/** Of the words of one subspace. */
const totals = new Float32Array(words)

/** The word of least cost |e|^2 + weight (rest - word.x)^2, the first of equals. All come first: branches between them would double the time. */
const cheapestWord = (
  f32: Float32Array,
  cost: number,
  product: number,
  weight: number,
  rest: number,
): number => {
  let sum = 0
  for (let word = 0; word < words; word++) {
    const along = fround(rest - f32[product + word]!)
    const across = f32[cost + word]!
    const total = weight > 0 ? fround(across + fround(weight * fround(along * along))) : across
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
