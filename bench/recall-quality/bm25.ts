import { terms } from '#engine/text/analyzer'
import { type Hit, topHits } from './hits.ts'

interface Posting {
  readonly document: number
  readonly count: number
}

const countTerms = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const term of terms(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/**
 * BM25 (Robertson and Zaragoza, 2009) with Lucene's never-negative idf, over the analyzer's terms. The naive oracle
 * of the keyword index: everything in one map, nothing clever.
 */
export class Bm25 {
  readonly #postings = new Map<string, Posting[]>()
  readonly #lengths: Float32Array
  readonly #meanLength: number
  readonly #k1: number
  readonly #b: number

  constructor(documents: readonly string[], { k1 = 1.2, b = 0.75 } = {}) {
    this.#k1 = k1
    this.#b = b
    this.#lengths = new Float32Array(documents.length)
    documents.forEach((text, document) => {
      for (const [term, count] of countTerms(text)) {
        this.#lengths[document]! += count
        const postings = this.#postings.get(term)
        if (postings === undefined) this.#postings.set(term, [{ document, count }])
        else postings.push({ document, count })
      }
    })
    this.#meanLength = this.#lengths.reduce((sum, length) => sum + length, 0) / documents.length || 1
  }

  /** The best `k` documents that share a term with the query, without `excluded`. */
  search(query: string, k: number, excluded?: number): Hit[] {
    const scores = new Float32Array(this.#lengths.length)
    for (const [term, inQuery] of countTerms(query)) {
      const postings = this.#postings.get(term) ?? []
      const idf = Math.log(1 + (scores.length - postings.length + 0.5) / (postings.length + 0.5))
      for (const { document, count } of postings) {
        const length = this.#lengths[document]! / this.#meanLength
        const saturated = (count * (this.#k1 + 1)) / (count + this.#k1 * (1 - this.#b + this.#b * length))
        scores[document]! += inQuery * idf * saturated
      }
    }
    if (excluded !== undefined) scores[excluded] = 0
    return topHits(scores, k).filter(({ score }) => score > 0)
  }
}
