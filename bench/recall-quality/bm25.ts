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
  /** What each term counts by how often the query has it. */
  readonly weights: readonly number[]
}

const countTerms = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const term of terms(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

export interface Formula {
  readonly k1: number
  readonly b: number
  /** How soon repetitions of a word in the query stop to count: 0 at once, infinity never. */
  readonly k3: number
  /** Lucene's idf is never below zero; FTS5's is held just above it. */
  readonly idf: 'fts5' | 'lucene'
}

export const APP: Formula = { k1: 1.2, b: 0.75, k3: 3, idf: 'fts5' }

const inverseFrequency = ({ idf }: Formula, others: number, having: number): number => {
  const ratio = (others + 0.5) / (having + 0.5)
  return idf === 'lucene' ? Math.log(1 + ratio) : Math.max(1e-6, Math.log(ratio))
}

const weightOfRepeats = ({ k3 }: Formula, count: number): number =>
  k3 === Number.POSITIVE_INFINITY ? count : ((k3 + 1) * count) / (k3 + count)

/**
 * BM25 (Robertson and Zaragoza, 2009) as the app has it, or with other constants. Everything in one map, nothing clever.
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

  find(query: string, k: number, excluded?: number, formula = APP): KeywordHits {
    const scores = new Float32Array(this.#lengths.length)
    const counts = countTerms(query)
    const found = [...counts.keys()].map((term) => this.#postings.get(term) ?? [])
    const weights = [...counts.values()].map((count) => weightOfRepeats(formula, count))
    found.forEach((postings, i) => {
      this.#add(postings, weights[i]!, formula, scores)
    })
    if (excluded !== undefined) scores[excluded] = 0
    const hits = topHits(scores, k).filter(({ score }) => score > 0)
    return { hits, scores, weights, frequencies: Uint32Array.from(found, ({ length }) => length) }
  }

  #add(postings: readonly Posting[], weight: number, formula: Formula, scores: Float32Array): void {
    const { k1, b } = formula
    const idf = inverseFrequency(formula, scores.length - postings.length, postings.length)
    for (const { document, count } of postings) {
      const length = this.#lengths[document]! / this.#meanLength
      scores[document]! += (weight * idf * count * (k1 + 1)) / (count + k1 * (1 - b + b * length))
    }
  }
}
