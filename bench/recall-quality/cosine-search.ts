import { type Hit, topHits } from './hits.ts'

/** What turns a text into a vector of length 1, without waiting. */
export interface TextEmbedder {
  readonly dimension: number
  embedInto(text: string, out: Float32Array, offset: number): void
}

/** Exact search by cosine over the embedded documents. */
export class CosineSearch {
  readonly #embedder: TextEmbedder
  readonly #rows: Float32Array
  readonly #documents: number

  constructor(embedder: TextEmbedder, documents: readonly string[]) {
    this.#embedder = embedder
    this.#documents = documents.length
    this.#rows = new Float32Array(documents.length * embedder.dimension)
    documents.forEach((text, i) => {
      embedder.embedInto(text, this.#rows, i * embedder.dimension)
    })
  }

  search(query: string, k: number, excluded?: number): Hit[] {
    const { dimension } = this.#embedder
    const vector = new Float32Array(dimension)
    this.#embedder.embedInto(query, vector, 0)
    const scores = new Float32Array(this.#documents)
    for (let document = 0; document < this.#documents; document++) {
      let sum = 0
      const row = document * dimension
      for (let i = 0; i < dimension; i++) sum += vector[i]! * this.#rows[row + i]!
      scores[document] = sum
    }
    if (excluded !== undefined) scores[excluded] = Number.NEGATIVE_INFINITY
    return topHits(scores, k).filter(({ document }) => document !== excluded)
  }
}
