import type { ScoredKeys, VectorBatch, VectorQuery } from '#engine/ports'
import { loadQuery, scoreSlots, searchRows } from './exact-search.ts'
import type { DotKernel } from './kernel-memory.ts'
import { RowArena } from './row-arena.ts'
import { SpaceRows } from './space-rows.ts'

/** Vectors of another length than the index's: of another embedder, or torn. */
export class DimensionMismatch extends Error {
  override readonly name = 'DimensionMismatch'
}

/**
 * Nearest vectors by comparing with all of them: `VectorIndex` without the waiting, for a worker to serve. It is the
 * oracle of every index that compares with fewer (IDX-5), and what answers where there are few vectors.
 *
 * Scores are dot products in float64, added up in one order everywhere: the same for either kernel, wherever the rows
 * lie and whatever happened before, to the last bit. They are not clamped: with rows of unit length in float32 they
 * pass 1 by some 1e-7.
 */
export class ExactIndex {
  readonly dimension: number
  readonly #arena: RowArena
  readonly #spaces = new Map<number, SpaceRows>()

  constructor({ dimension, kernel }: { readonly dimension: number; readonly kernel: DotKernel }) {
    if (!Number.isInteger(dimension) || dimension < 1) {
      throw new RangeError(`A vector index needs a dimension of 1 or more, got ${dimension}.`)
    }
    this.dimension = dimension
    this.#arena = new RowArena(kernel, dimension)
  }

  /**
   * Takes the rows in their order: each puts, replaces or removes one vector. A living row with NaN or an infinite
   * value counts as one without a vector.
   * @throws {@link DimensionMismatch} before anything is applied
   */
  apply({ spaces, keys, alive, vectors }: VectorBatch): void {
    this.#checkBatch({ spaces, keys, alive, vectors })
    for (let i = 0; i < keys.length; i++) {
      if (alive[i]) this.#spaceFor(spaces[i]!).put(keys[i]!, vectors, i * this.dimension)
      else this.#spaces.get(spaces[i]!)?.remove(keys[i]!)
    }
    for (const space of new Set(spaces)) if (this.#spaces.get(space)?.count === 0) this.#spaces.delete(space)
    this.#giveBack()
  }

  /**
   * The k best of a space, best first, ties by key; fewer where there are fewer. A query of zeros scores 0 everywhere;
   * one with NaN or an infinite value finds nothing.
   * @throws {@link DimensionMismatch} for a query of another length
   */
  search({ space, vector, k, allowed }: VectorQuery): ScoredKeys {
    this.#checkVector(vector)
    const rows = this.#spaces.get(space)
    if (!rows) return { keys: new Uint32Array(0), scores: new Float64Array(0) }
    return searchRows(this.#arena, rows, vector, k, allowed)
  }

  /**
   * Scores of given memories, in the order of the keys; NaN where there is no vector, or no answer to the query.
   * @throws {@link DimensionMismatch} for a query of another length
   */
  similarities(space: number, vector: Float32Array, keys: Uint32Array): Float64Array {
    this.#checkVector(vector)
    const scores = new Float64Array(keys.length).fill(Number.NaN)
    const rows = this.#spaces.get(space)
    if (!rows || !loadQuery(this.#arena, vector)) return scores
    const slots: number[] = []
    const places: number[] = []
    keys.forEach((key, place) => {
      const slot = rows.slotOf(key)
      if (slot === undefined) return
      slots.push(slot)
      places.push(place)
    })
    scoreSlots(this.#arena, rows, slots, (score, i) => {
      scores[places[i]!] = score
    })
    return scores
  }

  /** A copy of a memory's vector, bit by bit what was put in. */
  vectorOf(space: number, key: number): Float32Array | null {
    return this.#spaces.get(space)?.vectorOf(key) ?? null
  }

  dropSpace(space: number): void {
    this.#spaces.get(space)?.clear()
    this.#spaces.delete(space)
    this.#giveBack()
  }

  /** `bytes` counts what is reserved; untouched pages of it take no memory yet. */
  stats(): { vectors: number; bytes: number } {
    const all = [...this.#spaces.values()]
    return {
      vectors: all.reduce((sum, rows) => sum + rows.count, 0),
      bytes: all.reduce((sum, rows) => sum + rows.byteLength, this.#arena.byteLength),
    }
  }

  /** Forgets everything; what is asked afterwards is asked of an empty index. */
  close(): void {
    for (const space of [...this.#spaces.keys()]) this.dropSpace(space)
  }

  #spaceFor(space: number): SpaceRows {
    const known = this.#spaces.get(space)
    if (known) return known
    const rows = new SpaceRows(this.#arena, this.dimension)
    this.#spaces.set(space, rows)
    return rows
  }

  #giveBack(): void {
    if (this.#arena.isSparse) this.#arena.compact([...this.#spaces.values()].map((rows) => rows.chunks))
  }

  #checkVector(vector: Float32Array): void {
    if (vector.length === this.dimension) return
    throw new DimensionMismatch(
      `The index holds vectors of ${this.dimension} numbers, the query has ${vector.length}.`,
    )
  }

  #checkBatch({
    spaces,
    keys,
    alive,
    vectors,
  }: Pick<VectorBatch, 'spaces' | 'keys' | 'alive' | 'vectors'>): void {
    const rows = keys.length
    if (spaces.length !== rows || alive.length !== rows) {
      throw new RangeError(
        `A batch of ${rows} keys needs as many spaces and marks, got ${spaces.length} and ${alive.length}.`,
      )
    }
    if (vectors.length === rows * this.dimension) return
    if (vectors.length === 0 && !alive.includes(1)) return
    throw new DimensionMismatch(
      `The index holds vectors of ${this.dimension} numbers, the batch has ${vectors.length} for ${rows} rows.`,
    )
  }
}
