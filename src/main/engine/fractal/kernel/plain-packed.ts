import { type KernelFunctions, packedBytes, packedColumns } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

/** Added and taken away again, it leaves a whole number: the nearest, of two the even one. */
const rounding = 12_582_912
const leastLargest = fround(1e-30)

export const packedFunctions = (
  views: Views,
): Pick<KernelFunctions, 'packRow' | 'unpackRow' | 'dotPackedRows'> => ({
  packRow(row, width, packed) {
    const { f32, i8 } = views.current()
    const from = row / 4
    let largest = 0
    for (let i = 0; i < width; i++) largest = Math.max(largest, Math.abs(f32[from + i]!))
    const isNothing = largest < leastLargest
    const scale = isNothing ? 0 : fround(largest / 127)
    const inverse = isNothing ? 0 : fround(127 / largest)
    const sums = new Float32Array(8)
    for (let i = 0; i < width; i++) {
      const value = f32[from + i]!
      const whole = fround(fround(fround(value * inverse) + rounding) - rounding)
      const error = fround(value - fround(scale * whole))
      i8[packed + i] = whole
      sums[i % 8] = sums[i % 8]! + fround(error * error)
    }
    const columns = packedColumns(width)
    i8.fill(0, packed + width, packed + columns)
    const facts = (packed + columns) / 4
    f32[facts] = scale
    f32[facts + 1] = Math.sqrt(sumOf(sums))
  },

  unpackRow(packed, width, row) {
    const { f32, i8 } = views.current()
    const scale = f32[(packed + packedColumns(width)) / 4]!
    for (let i = 0; i < width; i++) f32[row / 4 + i] = scale * i8[packed + i]!
  },

  dotPackedRows(query, ids, count, width, scores) {
    const { f32, u32, i8, i16 } = views.current()
    const columns = packedColumns(width)
    const step = f32[query / 4 + columns / 2]!
    for (let i = 0; i < count; i++) {
      const row = u32[ids / 4 + i]! * packedBytes(width)
      let sum = 0
      for (let column = 0; column < columns; column++) sum += i16[query / 2 + column]! * i8[row + column]!
      f32[scores / 4 + i] = fround(sum) * fround(step * f32[(row + columns) / 4]!)
    }
  },
})

/** In the order in which scores are added up. */
const sumOf = (s: Float32Array): number =>
  fround(
    fround(fround(s[0]! + s[4]!) + fround(s[2]! + s[6]!)) +
      fround(fround(s[1]! + s[5]!) + fround(s[3]! + s[7]!)),
  )
