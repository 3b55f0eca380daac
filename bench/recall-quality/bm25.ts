import { terms } from '#engine/text/analyzer'
import { type Hit, topHits } from './hits.ts'

interface Posting {
  readonly document: number
  readonly count: number
}

export interface KeywordHits {
  readonly hits: readonly Hit[]
  /** BM25 of every document. */
  readonly scores: Float32Array
  /** Documents that have each term of the query. */
  readonly frequencies: Uint32Array
}

const countTerms = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const term of terms(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

const K1 = 1.2
const B = 0.75

/**
 * BM25 (Robertson and Zaragoza, 2009) as the app's keyword table has it: FTS5's idf, each word of the query once. The
 * naive oracle of that table: everything in one map, nothing clever.
 */
export class Bm25 {
  readonly #postings = new Map<string, Posting[]>()
  readonly #lengths: Float32Array
  readonly #meanLength: number

  constructor(documents: readonly string[]) {
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
    return [...this.find(query, k, excluded).hits]
  }

  find(query: string, k: number, excluded?: number): KeywordHits {
    const scores = new Float32Array(this.#lengths.length)
    const found = [...new Set(terms(query))].map((term) => this.#postings.get(term) ?? [])
    for (const postings of found) this.#add(postings, scores)
    if (excluded !== undefined) scores[excluded] = 0
    const hits = topHits(scores, k).filter(({ score }) => score > 0)
    return { hits, scores, frequencies: Uint32Array.from(found, ({ length }) => length) }
  }

  #add(postings: readonly Posting[], scores: Float32Array): void {
    const others = scores.length - postings.length
    const idf = Math.max(1e-6, Math.log((others + 0.5) / (postings.length + 0.5)))
    for (const { document, count } of postings) {
      const length = this.#lengths[document]! / this.#meanLength
      scores[document]! += (idf * count * (K1 + 1)) / (count + K1 * (1 - B + B * length))
    }
  }
}
