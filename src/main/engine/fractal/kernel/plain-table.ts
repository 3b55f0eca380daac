import { columnBytes, type KernelFunctions, words } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

export const tableFunctions = (views: Views): Pick<KernelFunctions, 'makeTable'> => ({
  makeTable(query, codebook, subspaces, columns, levels, scratch, table, facts) {
    const { bytes, f32 } = views.current()
    const lows = scratch / 4 + subspaces * words
    const sizes = bytes.subarray(columns, columns + subspaces)
    const { bias, widest } = multiply(f32, query / 4, codebook / 4, sizes, scratch / 4, lows)
    const inverse = fround(fround(levels) / widest)
    for (let m = 0; m < subspaces; m++) {
      const low = f32[lows + m]!
      for (let i = m * words; i < (m + 1) * words; i++) {
        const level = fround(fround(fround(f32[scratch / 4 + i]! - low) * inverse) + 0.5)
        // What is no number becomes 0.
        bytes[table + i] = level > 0 ? Math.min(level, 255) : 0
      }
    }
    f32[facts / 4] = bias
    f32[facts / 4 + 1] = fround(widest / fround(levels))
  },
})

/** Products of the query with all words, and the least of each subspace. All addresses are indices of floats. */
const multiply = (
  f32: Float32Array,
  query: number,
  codebook: number,
  sizes: Uint8Array,
  products: number,
  lows: number,
): { readonly bias: number; readonly widest: number } => {
  let bias = 0
  let widest = fround(1e-20)
  let column = 0
  for (let m = 0; m < sizes.length; m++) {
    const to = products + m * words
    const first = column
    for (const end = first + sizes[m]!; column < end; column++) {
      const q = f32[query + column]!
      const book = codebook + (column * columnBytes) / 4
      for (let word = 0; word < words; word++) {
        const product = fround(q * f32[book + word]!)
        f32[to + word] = column === first ? product : f32[to + word]! + product
      }
    }
    const low = lower(
      lower(lowOf(f32, to), lowOf(f32, to + 2)),
      lower(lowOf(f32, to + 1), lowOf(f32, to + 3)),
    )
    const high = higher(
      higher(highOf(f32, to), highOf(f32, to + 2)),
      higher(highOf(f32, to + 1), highOf(f32, to + 3)),
    )
    const range = fround(high - low)
    bias = fround(bias + low)
    if (range > widest) widest = range
    f32[lows + m] = low
  }
  return { bias, widest }
}

// Math.min would prefer -0 and what is no number; SIMD's pmin takes the first unless the second is less.
const lower = (a: number, b: number): number => (b < a ? b : a)
const higher = (a: number, b: number): number => (a < b ? b : a)

/** The least of every fourth number. */
const lowOf = (f32: Float32Array, at: number): number =>
  lower(lower(f32[at]!, f32[at + 4]!), lower(f32[at + 8]!, f32[at + 12]!))

const highOf = (f32: Float32Array, at: number): number =>
  higher(higher(f32[at]!, f32[at + 4]!), higher(f32[at + 8]!, f32[at + 12]!))
