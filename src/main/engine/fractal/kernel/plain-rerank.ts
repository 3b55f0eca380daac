import { type KernelFunctions, listBytes } from './kernel.ts'
import { type Candidates, lastBin } from './plain-candidates.ts'
import type { Views } from './plain-views.ts'

const { fround } = Math

export const rerankFunctions = (
  views: Views,
  candidates: Candidates,
  { dotRows, dotPackedRows }: Pick<KernelFunctions, 'dotRows' | 'dotPackedRows'>,
): Pick<KernelFunctions, 'rerank' | 'scoredRows'> => {
  let scored = 0

  /** Where candidates are lists, the row of a list is its centroid. */
  const score = (
    { query, width, lists, packed }: { query: number; width: number; lists: number; packed: number },
    ids: number,
    scores: number,
    count: number,
  ) => {
    if (packed !== 0) return dotPackedRows(packed, ids, count, width, scores)
    if (lists === 0) return dotRows(query, ids, count, width, scores)
    // The scores' own room holds the rows until the scores take it.
    const { u32 } = views
    for (let i = 0; i < count; i++)
      u32[scores / 4 + i] = u32[(lists + u32[ids / 4 + i]! * listBytes) / 4 + 3]!
    dotRows(query, scores, count, width, scores)
  }

  return {
    rerank(query, width, first, k, origin, step, anchor, fraction, slack, lists, packed, scores, ids) {
      const by = { query, width, lists, packed }
      const { f32, u32 } = views.current()
      const cut = candidates.found > first ? candidates.cutFor(first) : -1
      candidates.clearHistogram()
      const seen = new Set<number>()
      const taken = candidates.take({ over: cut, upTo: lastBin, there: 0, ids, seen })
      score(by, ids, scores, taken)
      scored = taken
      const count = sortBest(f32, u32, scores / 4, ids / 4, taken)
      if (cut < 0) return Math.min(count, k)
      let least = -1
      const limit = count >= anchor ? f32[scores / 4 + anchor - 1]! : 0
      // A share of what is not above 0 says nothing.
      if (count >= anchor && (fraction === 1 || limit > 0)) {
        const from = fround(fround(limit * fround(fraction)) - fround(slack))
        const worth = fround(fround(from - fround(origin)) / fround(step))
        least = Math.max(-1, Math.min(Math.ceil(worth) - 1, lastBin)) | 0
      }
      if (least >= cut) return Math.min(count, k)
      const more = candidates.take({ over: least, upTo: cut, there: count, ids, seen })
      if (more === count) return Math.min(count, k)
      scored += more - count
      score(by, ids + 4 * count, scores + 4 * count, more - count)
      return Math.min(sortBest(f32, u32, scores / 4, ids / 4, more), k)
    },

    scoredRows: () => scored,
  }
}

/**
 * By score, the best first, ties by id: a shell sort, for some hundred at most. What was taken twice stays once.
 * @returns how many stay
 */
const sortBest = (
  f32: Float32Array,
  u32: Uint32Array,
  scores: number,
  ids: number,
  count: number,
): number => {
  let gap = 1
  while (gap < Math.floor(count / 3)) gap = 3 * gap + 1
  for (; gap > 0; gap = Math.floor(gap / 3)) {
    for (let i = gap; i < count; i++) {
      const score = f32[scores + i]!
      const id = u32[ids + i]!
      let j = i
      for (; j >= gap; j -= gap) {
        const other = f32[scores + j - gap]!
        if (other > score || (other === score && u32[ids + j - gap]! < id)) break
        f32[scores + j] = other
        u32[ids + j] = u32[ids + j - gap]!
      }
      f32[scores + j] = score
      u32[ids + j] = id
    }
  }
  let kept = 0
  for (let i = 0; i < count; i++) {
    const id = u32[ids + i]!
    if (kept > 0 && u32[ids + kept - 1] === id) continue
    f32[scores + kept] = f32[scores + i]!
    u32[ids + kept] = id
    kept++
  }
  return kept
}
