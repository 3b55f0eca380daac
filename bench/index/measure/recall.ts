import type { ExactTop } from '../data/exact-top.ts'
import type { FoundKeys } from '../system.ts'

/** Sums in float32 and float64 differ by less; what is nearer than this to the k-th is as good as it. */
const tie = 1e-6

/**
 * The share of the k nearest that a search found. Where several rows are as near as the k-th, any of them will do. Of
 * fewer than k rows, as a narrow filter leaves, all must be found. What was found twice, or beyond the first k, does
 * not count.
 */
export const recallOf = (
  found: FoundKeys,
  { rows, scores, k: depth }: ExactTop,
  { query, k }: { readonly query: number; readonly k: number },
): number => {
  const first = query * depth
  let there = 0
  while (there < k && scores[first + there]! > Number.NEGATIVE_INFINITY) there++
  if (there === 0) return 1
  const least = scores[first + there - 1]! - tie
  let end = there
  while (end < depth && scores[first + end]! >= least) end++
  const right = new Set(rows.subarray(first, first + end))
  let hits = 0
  for (let i = 0; i < Math.min(k, found.length); i++) if (right.delete(Number(found[i]))) hits++
  return Math.min(hits, there) / there
}
