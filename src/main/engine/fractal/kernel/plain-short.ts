import { type KernelFunctions, shortLength } from './kernel.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

export const shortFunctions = (
  views: Views,
  dotRows: KernelFunctions['dotRows'],
): Pick<KernelFunctions, 'shortenRows' | 'dotShortRowsTwice'> => ({
  shortenRows(ids, count, width, to, lengths) {
    const { f32, i16, u32 } = views.current()
    for (let i = 0; i < count; i++) {
      const row = u32[ids / 4 + i]! * width
      dotRows(row * 4, ids + i * 4, 1, width, lengths + i * 4)
      const length = fround(Math.sqrt(f32[lengths / 4 + i]!))
      f32[lengths / 4 + i] = length
      const scale = length > 0 ? fround(shortLength / length) : 0
      for (let column = 0; column < width; column++) {
        const value = Math.floor(fround(fround(f32[row + column]! * scale) + 0.5))
        i16[to / 2 + i * width + column] = Math.max(-32_768, Math.min(32_767, value))
      }
    }
  },

  dotShortRowsTwice(query, other, ids, count, width, scores, otherScores) {
    const { i16, i32, u32 } = views.current()
    for (let i = 0; i < count; i++) {
      const row = u32[ids / 4 + i]! * width
      i32[scores / 4 + i] = wholeDot(i16, query / 2, row, width)
      i32[otherScores / 4 + i] = wholeDot(i16, other / 2, row, width)
    }
  },
})

const wholeDot = (i16: Int16Array, query: number, row: number, width: number): number => {
  let sum = 0
  for (let column = 0; column < width; column++) sum = (sum + i16[query + column]! * i16[row + column]!) | 0
  return sum
}
