import type {
  IndexStats,
  IndexWalk,
  ScoredKeys,
  SnapshotMark,
  VectorBatch,
  VectorExplanation,
  VectorQuery,
  WalkedQuery,
} from '#engine/ports'
import type { Crc32, SnapshotSink, SnapshotSource } from '../snapshot/snapshot.ts'
import { nothing } from './answer.ts'
import { Arena } from './arena.ts'
import { codingOf } from './codebook.ts'
import type { Kernel } from './kernel/kernel.ts'
import { Lists } from './lists.ts'
import { none } from './none.ts'
import type { CompactParts } from './packed-rows.ts'
import { randomFrom } from './random.ts'
import { readSnapshot } from './read-snapshot.ts'
import { Scratch } from './scratch.ts'
import { defaultSettings, type IndexSettings, type SearchSettings } from './search-settings.ts'
import { Space, type Workshop } from './space.ts'
import { type SpaceHealth, spaceHealth } from './space-health.ts'
import { SearchTrace, Stopwatch, type Trace } from './trace.ts'
import { type JobRunner, Upkeep } from './upkeep.ts'
import { listsOf, walkedSearch } from './walk.ts'
import { writeSnapshot } from './write-snapshot.ts'

/** Vectors of another length than the index's: of another embedder, or torn. */
export class DimensionMismatch extends Error {
  override readonly name = 'DimensionMismatch'
}

export interface FractalIndexOptions {
  readonly dimension: number
  readonly kernel: Kernel
  /** Decides every choice that is left to chance. */
  readonly seed?: number
  readonly settings?: Partial<IndexSettings>
  /** Does long jobs elsewhere; without one they are done here, slice by slice. */
  readonly runner?: (index: Pick<FractalIndex, 'memoryHandle'>) => JobRunner
  /** Seconds of any clock, for the time between builds. */
  readonly now?: () => number
  /** Lists that one level may hold before another is put above it. */
  readonly widestLevel?: number
  /** There is something to do again: {@link FractalIndex.step} should be called. */
  readonly onWork?: () => void
  readonly onError?: (error: unknown) => void
  /** Holds rows in a byte a column, and their float32 in this file, of which it reads those of the last of a search. */
  readonly compact?: CompactParts
}

export interface FractalQuery extends Omit<VectorQuery, 'settings'> {
  /** Instead of what the profile calibrated. */
  readonly settings?: Partial<SearchSettings>
}

/** More than the k that are asked for, as the order of float32 scores may be wrong in the last places. */
const spareNearest = 6

/**
 * Nearest vectors by dot product, for vectors of length one by cosine, in namespaces of their own. What it is made of
 * and why is told in docs/fractal-index.md.
 *
 * Scores are float64 dot products, added up in one order everywhere: the same with either kernel, by the tree or by
 * comparing with all, to the last bit. They are not clamped: with rows of unit length in float32 they pass 1 by some
 * 1e-7.
 */
export class FractalIndex {
  readonly dimension: number
  readonly #shop: Workshop
  readonly #spaces = new Map<number, Space>()
  readonly #upkeep: Upkeep
  readonly #onWork: () => void
  #settings: IndexSettings
  /** Rows that were put or removed, ever; and that with the builds when the index was last saved. */
  #changes = 0
  #savedAt = 0

  /** @throws RangeError for a dimension that is not a whole number from 1 on */
  constructor(options: FractalIndexOptions) {
    const { dimension, kernel, seed = 1 } = options
    if (!Number.isInteger(dimension) || dimension < 1) {
      throw new RangeError(`A vector index needs a dimension of 1 or more, got ${dimension}.`)
    }
    this.dimension = dimension
    this.#settings = { ...defaultSettings, ...options.settings }
    this.#onWork = options.onWork ?? (() => {})
    const arena = new Arena(kernel, dimension, options.compact ?? null)
    this.#shop = {
      arena,
      lists: new Lists(arena),
      scratch: new Scratch(arena),
      codeBytes: codingOf(arena.width).codeBytes,
    }
    this.#upkeep = new Upkeep({
      shop: this.#shop,
      dimension,
      seed,
      widestLevel: options.widestLevel,
      settings: () => this.#settings,
      spaces: this.#spaces,
      random: randomFrom(seed),
      runner: options.runner?.(this),
      now: options.now,
      onWork: this.#onWork,
      onError:
        options.onError ??
        ((error) => {
          throw error
        }),
    })
  }

  /** What a runner in another thread attaches to. */
  get memoryHandle(): unknown {
    return this.#shop.arena.memory.handle
  }

  get settings(): IndexSettings {
    return this.#settings
  }

  /** From here on; a tree that has another number of lists is built anew when it is next due. */
  configure(settings: Partial<IndexSettings>): void {
    this.#settings = { ...this.#settings, ...settings }
    this.#onWork()
  }

  /**
   * Takes the rows in their order: each puts, replaces or removes one vector, and is found, or not, from then on. A
   * living row with NaN or an infinite value counts as one without a vector.
   * @throws {@link DimensionMismatch} before anything is applied
   */
  apply(batch: Omit<VectorBatch, 'cursor'>): void {
    const { spaces, keys, alive, vectors } = batch
    this.#checkBatch(batch)
    this.#upkeep.isLoading = !batch.complete
    this.#changes += keys.length
    const touched = new Set(spaces)
    for (const space of touched) this.#spaces.get(space)?.beginBatch()
    for (let i = 0; i < keys.length; i++) {
      const space = spaces[i]!
      if (alive[i]) this.#spaceFor(space).put(keys[i]!, vectors, i * this.dimension, this.dimension)
      else this.#spaces.get(space)?.remove(keys[i]!)
    }
    for (const space of touched) if (this.#spaces.get(space)?.count === 0) this.dropSpace(space)
  }

  /**
   * The k best of a space, best first, ties by key; fewer where there are fewer. A query of zeros scores 0 everywhere;
   * one with NaN or an infinite value finds nothing.
   * @throws {@link DimensionMismatch} for a query of another length
   */
  search(query: FractalQuery): ScoredKeys {
    this.#checkVector(query.vector)
    return (
      this.#spaces.get(query.space)?.search(query, this.#settings) ?? {
        keys: new Uint32Array(0),
        scores: new Float64Array(0),
      }
    )
  }

  /** The same, and how it came about. @param elapsed milliseconds of a monotone clock */
  searchTraced(query: FractalQuery, elapsed: () => number): ScoredKeys & { readonly trace: Trace } {
    this.#checkVector(query.vector)
    const trace = new SearchTrace()
    const watch = new Stopwatch(elapsed)
    const found = this.#spaces.get(query.space)?.search(query, this.#settings, trace, watch)
    return {
      keys: found?.keys ?? new Uint32Array(0),
      scores: found?.scores ?? new Float64Array(0),
      trace: trace.finish(watch),
    }
  }

  /**
   * What becomes of a key in a search, and what it would take to find it (REC-5); null where the index has no vector of
   * it. Searches some dozens of times and compares with all once: for people, not for every answer.
   */
  explain(query: FractalQuery, key: number): VectorExplanation | null {
    this.#checkVector(query.vector)
    return this.#spaces.get(query.space)?.explain(query, key, this.#settings) ?? null
  }

  /**
   * Scores of given memories, in the order of the keys; NaN where there is no vector, or no answer to the query.
   * @throws {@link DimensionMismatch} for a query of another length
   */
  similarities(space: number, vector: Float32Array, keys: Uint32Array): Float64Array {
    this.#checkVector(vector)
    return (
      this.#spaces.get(space)?.similarities(vector, keys) ?? new Float64Array(keys.length).fill(Number.NaN)
    )
  }

  /** A copy of a memory's vector, bit by bit what was put in. */
  vectorOf(space: number, key: number): Float32Array | null {
    const row = this.#spaces.get(space)?.keys.get(key) ?? none
    return row === none ? null : this.#shop.arena.vectorOf(row).slice(0, this.dimension)
  }

  /** Which list each memory stands in, and how a search goes through them. Some 50 ms for 100,000: for people. */
  walk(space: number, query: WalkedQuery | null): IndexWalk {
    const found = this.#spaces.get(space)
    const { keys, lists, count, numberOf } = listsOf(found, this.#shop.arena)
    if (query === null) return { keys, lists, count, search: null }
    const traced = this.searchTraced({ space, ...query }, () => 0)
    const truth = this.search({ space, ...query, exact: true }).keys
    return { keys, lists, count, search: walkedSearch(traced, truth, numberOf) }
  }

  /** Keys of a space, ascending, and their vectors as they lie in memory: each is gone after the next call. */
  vectorsOf(space: number): { readonly keys: Uint32Array; at(i: number): Float32Array } {
    const { arena } = this.#shop
    const rows = this.#spaces.get(space)?.keys.rows() ?? new Uint32Array(0)
    rows.sort((a, b) => arena.keyOf(a) - arena.keyOf(b))
    const at = (i: number): Float32Array => arena.vectorOf(rows[i]!).subarray(0, this.dimension)
    return { keys: rows.map((row) => arena.keyOf(row)), at }
  }

  dropSpace(space: number): void {
    const found = this.#spaces.get(space)
    if (!found) return
    this.#spaces.delete(space)
    this.#upkeep.abandon(found)
    found.clear()
  }

  /**
   * Writes the index as it is now, in slices: what can change is copied before the first pause. Nothing is lost by
   * giving up between two.
   */
  save(mark: SnapshotMark, sink: SnapshotSink, crc: Crc32): Generator<undefined, void> {
    this.#savedAt = this.#changes + this.#upkeep.builds
    return writeSnapshot(this.#shop, this.#spaces, { dimension: this.dimension, mark, crc }, sink)
  }

  /** Writes one space as it is now, in slices, as {@link save} does all: a copy for somebody to try things on. */
  copy(space: number, sink: SnapshotSink, crc: Crc32): Generator<undefined, void> {
    const found = this.#spaces.get(space)
    return this.#copyOf(new Map(found ? [[space, found]] : []), sink, crc)
  }

  /** Writes all spaces so, for an index of the other form. */
  copyAll(sink: SnapshotSink, crc: Crc32): Generator<undefined, void> {
    return this.#copyOf(this.#spaces, sink, crc)
  }

  /**
   * The k nearest to each of many vectors by comparing with all, as one long job beside everything else: where somebody
   * has the runner for it, no search waits. What comes meanwhile is not found.
   * @param vectors row-major [queries x dimension]
   */
  async nearest(space: number, vectors: Float32Array, k: number): Promise<ScoredKeys[]> {
    const { dimension } = this
    if (vectors.length % dimension !== 0) {
      throw new DimensionMismatch(`The index holds vectors of ${dimension} numbers, got ${vectors.length}.`)
    }
    const queries = Array.from({ length: vectors.length / dimension }, (_, i) =>
      vectors.subarray(i * dimension, (i + 1) * dimension),
    )
    const found = this.#spaces.get(space)
    if (!found || queries.length === 0) return queries.map(() => nothing)
    const { arena } = this.#shop
    // Packed forms do not tell for sure which are the nearest, so each is searched for, one after the other.
    if (arena.packed !== null) {
      return this.#upkeep.inTurn(found, queries, (vector) =>
        found.search({ vector, k, exact: true }, this.#settings),
      )
    }
    const asked = k + spareNearest
    arena.hold()
    try {
      const rows = found.keys.rows()
      const job = { kind: 'nearest', vectors, dimension, rows, k: asked } as const
      const nearest = (await this.#upkeep.ask(found, job)) as Uint32Array
      return queries.map((vector, i) =>
        found.rankExactly(vector, nearest.subarray(i * asked, (i + 1) * asked), k),
      )
    } finally {
      arena.unhold()
    }
  }

  /** Builds the tree of a space anew, with the lists that the settings say, whether it is due or not. */
  async rebuild(space: number): Promise<void> {
    const found = this.#spaces.get(space)
    if (found) await this.#upkeep.rebuildNow(found)
  }

  /**
   * Reads a saved index in the place of what is there.
   * @throws UnusableSnapshot for a file that is torn, damaged, foreign or of another version; the index is empty then
   */
  load(source: SnapshotSource, crc: Crc32): void {
    for (const _ of this.loadInSlices(source, crc));
  }

  /** The same, with pauses where rows are packed; it must not be used between them. */
  *loadInSlices(source: SnapshotSource, crc: Crc32): Generator<undefined, void> {
    this.close()
    const spaces = yield* readSnapshot(this.#shop, source, { dimension: this.dimension, crc })
    for (const [space, found] of spaces) this.#spaces.set(space, found)
    this.#savedAt = this.#changes + this.#upkeep.builds
  }

  /** Takes a step of upkeep: some hundred microseconds. @returns whether there is more to do right now */
  step(): boolean {
    return this.#upkeep.step()
  }

  /** Does all upkeep that there is, here and now; not what a runner does. */
  settle(): void {
    while (this.step());
  }

  /** `bytes` counts what is reserved; untouched pages of it take no memory yet. */
  stats(): IndexStats {
    const all = [...this.#spaces.values()]
    const { arena } = this.#shop
    return {
      vectors: all.reduce((sum, { count }) => sum + count, 0),
      bytes: all.reduce((sum, { byteLength }) => sum + byteLength, arena.byteLength + arena.tableBytes),
      builds: this.#upkeep.builds,
      isBuilding: this.#upkeep.isBuilding,
      unsaved: this.#changes + this.#upkeep.builds - this.#savedAt,
    }
  }

  /** What each space looks like inside. */
  health(): SpaceHealth[] {
    return [...this.#spaces].map(([number, space]) => spaceHealth(number, space, this.#settings))
  }

  /** Forgets everything; what is asked afterwards is asked of an empty index. */
  close(): void {
    for (const space of [...this.#spaces.keys()]) this.dropSpace(space)
  }

  #copyOf(spaces: ReadonlyMap<number, Space>, sink: SnapshotSink, crc: Crc32): Generator<undefined, void> {
    const mark = { embedder: '', cursor: { seq: 0, key: 0 }, stamp: '' }
    return writeSnapshot(this.#shop, spaces, { dimension: this.dimension, mark, crc }, sink)
  }

  #spaceFor(space: number): Space {
    const known = this.#spaces.get(space)
    if (known) return known
    const made = new Space(this.#shop)
    this.#spaces.set(space, made)
    return made
  }

  #checkVector(vector: Float32Array): void {
    if (vector.length === this.dimension) return
    throw new DimensionMismatch(
      `The index holds vectors of ${this.dimension} numbers, the query has ${vector.length}.`,
    )
  }

  #checkBatch({ spaces, keys, alive, vectors }: Omit<VectorBatch, 'cursor' | 'complete'>): void {
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
