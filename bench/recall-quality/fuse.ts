import type { Hit } from './hits.ts'

/**
 * REC-1's convex sum: `(1 - weight) * bm25 / top1 + weight * minmax(cosine)`, where a list's scores are put on one
 * scale a query. Both lists come best first; a document that a list lacks gets 0 from it.
 */
export const fuse = (keyword: readonly Hit[], vector: readonly Hit[], weight: number): Hit[] => {
  const best = keyword[0]?.score ?? 1
  const high = vector[0]?.score ?? 1
  const low = vector.at(-1)?.score ?? 0
  const fused = new Map<number, number>()
  for (const { document, score } of keyword) fused.set(document, ((1 - weight) * score) / best)
  for (const { document, score } of vector) {
    const part = (weight * (score - low)) / (high - low || 1)
    fused.set(document, (fused.get(document) ?? 0) + part)
  }
  return Array.from(fused, ([document, score]) => ({ document, score })).sort(
    (a, b) => b.score - a.score || a.document - b.document,
  )
}
