import { none } from './none.ts'

const chunkBits = 12
const chunkRows = 2 ** chunkBits

/**
 * Numbers about rows, by row id, none where nothing was said: chunks that are made when they are needed, so that
 * growing moves nothing.
 */
export class RowTable {
  readonly #words: number
  readonly #chunks: (Uint32Array | undefined)[] = []

  /** @param words how many numbers a row has */
  constructor(words: number) {
    this.#words = words
  }

  get byteLength(): number {
    return this.#chunks.reduce((sum, chunk) => sum + (chunk ? chunk.byteLength : 0), 0)
  }

  get(row: number, word = 0): number {
    return this.#chunks[row >>> chunkBits]?.[(row & (chunkRows - 1)) * this.#words + word] ?? none
  }

  set(row: number, word: number, value: number): void {
    const at = row >>> chunkBits
    let chunk = this.#chunks[at]
    if (!chunk) {
      chunk = new Uint32Array(chunkRows * this.#words).fill(none)
      this.#chunks[at] = chunk
    }
    chunk[(row & (chunkRows - 1)) * this.#words + word] = value
  }
}
