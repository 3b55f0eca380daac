export interface Hit {
  readonly document: number
  readonly score: number
}

/** The `k` best of a score a document, best first, ties by document number. */
export const topHits = (scores: Float32Array, k: number): Hit[] =>
  Array.from(scores, (score, document) => ({ document, score }))
    .sort((a, b) => b.score - a.score || a.document - b.document)
    .slice(0, k)
