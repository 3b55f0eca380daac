import type { KernelFunctions } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

export const scoreFunctions = (
  views: Views,
): Pick<KernelFunctions, 'dotRows' | 'dotRowsTwice' | 'dotRowsExactly' | 'addRow'> => ({
  dotRows(query, ids, count, width, scores) {
    const { f32, u32 } = views.current()
    for (let i = 0; i < count; i++) {
      f32[scores / 4 + i] = dot(f32, query / 4, u32[ids / 4 + i]! * width, width)
    }
  },

  dotRowsTwice(query, other, ids, count, width, scores, otherScores) {
    const { f32, u32 } = views.current()
    for (let i = 0; i < count; i++) {
      const row = u32[ids / 4 + i]! * width
      f32[scores / 4 + i] = dot(f32, query / 4, row, width)
      f32[otherScores / 4 + i] = dot(f32, other / 4, row, width)
    }
  },

  dotRowsExactly(query, ids, count, width, scores) {
    const { f32, f64, u32 } = views.current()
    for (let i = 0; i < count; i++) {
      f64[scores / 8 + i] = dotExactly(f32, query / 4, u32[ids / 4 + i]! * width, width)
    }
  },

  addRow(sum, row, width) {
    const { f32 } = views.current()
    for (let i = 0; i < width; i++) f32[sum / 4 + i]! += f32[row / 4 + i]!
  },
})

/** Eight sums, because their order is promised; unrolled, because a loop over eight would take twice as long. */
const dot = (f32: Float32Array, query: number, row: number, width: number): number => {
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let q = query, r = row; q < query + width; q += 8, r += 8) {
    s0 = fround(s0 + fround(f32[q]! * f32[r]!))
    s1 = fround(s1 + fround(f32[q + 1]! * f32[r + 1]!))
    s2 = fround(s2 + fround(f32[q + 2]! * f32[r + 2]!))
    s3 = fround(s3 + fround(f32[q + 3]! * f32[r + 3]!))
    s4 = fround(s4 + fround(f32[q + 4]! * f32[r + 4]!))
    s5 = fround(s5 + fround(f32[q + 5]! * f32[r + 5]!))
    s6 = fround(s6 + fround(f32[q + 6]! * f32[r + 6]!))
    s7 = fround(s7 + fround(f32[q + 7]! * f32[r + 7]!))
  }
  const even = fround(fround(s0 + s4) + fround(s2 + s6))
  const odd = fround(fround(s1 + s5) + fround(s3 + s7))
  return fround(even + odd)
}

const dotExactly = (f32: Float32Array, query: number, row: number, width: number): number => {
  let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let q = query, r = row; q < query + width; q += 8, r += 8) {
    s0 += f32[q]! * f32[r]!
    s1 += f32[q + 1]! * f32[r + 1]!
    s2 += f32[q + 2]! * f32[r + 2]!
    s3 += f32[q + 3]! * f32[r + 3]!
    s4 += f32[q + 4]! * f32[r + 4]!
    s5 += f32[q + 5]! * f32[r + 5]!
    s6 += f32[q + 6]! * f32[r + 6]!
    s7 += f32[q + 7]! * f32[r + 7]!
  }
  return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7))
}
