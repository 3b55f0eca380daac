import type { ScoredKeys, VectorExplanation } from '#engine/ports'
import { answerOf, doubtfulOf, exactTop, loadQuery, mostAnswered, nothing, offerExactly } from './answer.ts'
import type { Arena } from './arena.ts'
import { type Calibration, guess } from './calibrate.ts'
import { explainTree, rankAmong } from './explain.ts'
import { KeyMap } from './key-map.ts'
import type { Lists } from './lists.ts'
import { isOddLength, type Lengths, mayBeBest } from './may-be-best.ts'
import { none } from './none.ts'
import { exactBelow, longestList, shortestList } from './plan.ts'
import { Questions } from './questions.ts'
import type { Scratch } from './scratch.ts'
import type { IndexSettings, SearchSettings } from './search-settings.ts'
import { TopK } from './top-k.ts'
import { SearchTrace, type Stopwatch } from './trace.ts'
import type { Tree } from './tree.ts'
import { isSame, squaredLength } from './vectors.ts'

export interface Workshop {
  readonly arena: Arena
  readonly lists: Lists
  readonly scratch: Scratch
  /** Bytes of one code. */
  readonly codeBytes: number
}

export interface SpaceQuery {
  readonly vector: Float32Array
  readonly k: number
  /** Ascending keys, where not all memories are asked for. */
  readonly allowed?: Uint32Array
  readonly exact?: boolean
  /** Somebody recalls: what profiles promise is about such queries. */
  readonly isRecall?: boolean
  readonly settings?: Partial<SearchSettings>
}

interface PreparedFilter {
  readonly allowed: Uint32Array
  readonly edits: number
  readonly rows: Uint32Array
  /** Address of a bit for each row, once it was needed, and how many bytes that takes. */
  bits: number
  size: number
}

/** Rows that are put into the tree at once; more in one batch wait their turn and are compared one by one until then. */
const promptRows = 32
/** A filter that lets through a smaller share is answered by comparing with all that it lets through. */
const selective = 0.02
/** The float32 order of the last places may be wrong: so many more are scored in float64. */
const spareHits = 6
/** The order by packed forms is rougher: so many more, or such a share, are read from the file. */
const sparePacked = 10
const sparePackedShare = 0.25

/** A tree that is to follow the present one, and what came while it was being built. */
interface Successor {
  tree: Tree | null
  readonly added: number[]
}

/**
 * The vectors of one namespace. Few are compared one by one; many stand in a tree, and what has come so fast that it is
 * not there yet is compared one by one besides, so that everything is found at once (IDX-3).
 */
export class Space {
  readonly #shop: Workshop
  readonly keys = new KeyMap()
  readonly questions = new Questions()
  tree: Tree | null = null
  successor: Successor | null = null
  calibration: Calibration | null = null
  /** Rows that are not in the tree yet. */
  readonly waiting = new Set<number>()
  /** Leaves to split or to dissolve. */
  readonly tooLong = new Set<number>()
  readonly tooShort = new Set<number>()
  /** Rows when the tree was built, and changes since. */
  builtRows = 0
  changes = 0
  /** The largest length that a row ever had. */
  longest = 1
  #prompt = promptRows
  /** Grows with every row that comes or goes. */
  #edits = 0
  #filter: PreparedFilter | null = null

  constructor(shop: Workshop) {
    this.#shop = shop
  }

  get count(): number {
    return this.keys.size
  }

  get byteLength(): number {
    const trees = (this.tree?.byteLength ?? 0) + (this.successor?.tree?.byteLength ?? 0)
    return this.keys.byteLength + this.questions.byteLength + trees
  }

  /** A new batch may again put some rows into the tree at once. */
  beginBatch(): void {
    this.#prompt = promptRows
  }

  /** Adds or replaces the vector of a key. One that can't be compared (NaN, infinite) is as good as none. */
  put(key: number, vectors: Float32Array, offset: number, dimension: number): void {
    const { arena } = this.#shop
    const squared = squaredLength(vectors, offset, dimension)
    const { changes } = this
    this.remove(key)
    // Beyond that, float32 sums would not be numbers.
    if (!(squared < 1e30)) return
    this.longest = Math.max(this.longest, Math.sqrt(squared))
    const row = arena.takeRow()
    arena.writeRow(row, vectors.subarray(offset, offset + dimension))
    arena.setKey(row, key)
    this.keys.set(key, row)
    // What is replaced has changed once.
    this.changes = changes + 1
    this.#edits += 1
    this.successor?.added.push(row)
    if (!this.tree) return
    if (this.#prompt > 0) {
      this.#prompt -= 1
      this.plant(row)
    } else this.waiting.add(row)
  }

  remove(key: number): void {
    const row = this.keys.get(key)
    if (row === none) return
    this.keys.delete(key)
    this.changes += 1
    this.#edits += 1
    if (this.tree?.has(row)) this.#uproot(this.tree, row)
    else this.waiting.delete(row)
    if (this.successor?.tree?.has(row)) this.successor.tree.remove(row)
    this.#shop.arena.giveRow(row)
  }

  /** Puts a row of this space into the tree. */
  plant(row: number, avoid = none): void {
    const tree = this.tree!
    tree.insert(row, avoid)
    const most = this.longestLeaf
    for (const which of [0, 1] as const) {
      const leaf = tree.homeOf(row, which)
      if (tree.countOf(leaf) > most) this.tooLong.add(leaf)
    }
  }

  get longestLeaf(): number {
    return longestList(Math.max(this.count, this.builtRows / 2))
  }

  /** Whether a row belongs to a memory of this space now. */
  owns(row: number): boolean {
    return this.keys.get(this.#shop.arena.keyOf(row)) === row
  }

  /** What a saved one knew besides its rows. */
  restore(saved: Pick<Space, 'longest' | 'builtRows' | 'changes' | 'calibration'>): void {
    this.longest = saved.longest
    this.builtRows = saved.builtRows
    this.changes = saved.changes
    this.calibration = saved.calibration
  }

  /** Everything is given back. */
  clear(): void {
    const { arena } = this.#shop
    this.#dropFilter()
    for (const row of this.keys.rows()) arena.giveRow(row)
    this.tree?.drop()
    this.successor?.tree?.drop()
    this.tree = null
    this.successor = null
  }

  settingsFor(index: IndexSettings, over: Partial<SearchSettings> = {}): SearchSettings {
    const calibrated = this.calibration?.[index.profile] ?? guess(this.count)[index.profile]
    return {
      ...calibrated,
      // Who names a width gets so many lists.
      ...(index.beamWidth !== 'auto' && { beam: index.beamWidth, share: 0 }),
      ...(index.maxCandidates !== 'auto' && { candidates: index.maxCandidates }),
      ...(over.beam !== undefined && { share: 0 }),
      ...over,
    }
  }

  /** The k best, best first, ties by key; fewer where there are fewer. */
  search(query: SpaceQuery, index: IndexSettings, trace?: SearchTrace, watch?: Stopwatch): ScoredKeys {
    const { arena, scratch } = this.#shop
    const squared = query.k >= 1 ? loadQuery(arena, scratch, query.vector) : null
    if (squared === null) return nothing
    const rows = query.allowed ? this.#prepared(query.allowed).rows : null
    const k = Math.min(Math.floor(query.k), rows?.length ?? this.count)
    const few = rows !== null && rows.length <= Math.max(exactBelow, this.count * selective)
    watch?.lap('prepare')
    // By their codes, all rows are alike to a query that is next to nothing, and none is to one beyond measure.
    const isOdd = isOddLength(squared)
    if (!this.tree || query.exact || index.isExact || few || isOdd) {
      return this.#exactly(rows ?? this.keys.rows(), { k, squared }, trace, watch)
    }
    if (query.isRecall) this.questions.note(query.vector)
    const found = this.#throughTree({ ...query, k, squared }, rows, index, trace, watch)
    // The lists that were scanned may hold fewer than are asked for (IDX-6).
    if (found.keys.length < k) {
      return this.#exactly(rows ?? this.keys.rows(), { k, squared }, trace, watch)
    }
    return found
  }

  /** What becomes of a key in a search, and what it would take to find it; null where it has no vector. */
  explain(query: SpaceQuery, key: number, index: IndexSettings): VectorExplanation | null {
    const { arena, scratch } = this.#shop
    const row = this.keys.get(key)
    const similarity = this.similarities(query.vector, Uint32Array.of(key))[0] as number
    if (row === none || Number.isNaN(similarity)) return null
    const rows = query.allowed ? this.#prepared(query.allowed).rows : this.keys.rows()
    const squared = loadQuery(arena, scratch, query.vector) ?? 0
    const lengths = { squared, longest: this.longest }
    const rank = rankAmong({ arena, scratch, lengths }, rows, { row, score: similarity })
    const trace = new SearchTrace()
    const isFound = this.search(query, index, trace).keys.includes(key)
    if (!this.tree?.has(row) || trace.path === 'exact') return { similarity, rank, isFound, tree: null }
    const tree = explainTree({
      tree: this.tree,
      arena,
      scratch,
      row,
      vector: query.vector,
      settings: this.settingsFor(index, query.settings),
      count: this.count,
      visited: trace.listsScanned,
      finds: (changed) =>
        this.search({ ...query, settings: { ...query.settings, ...changed } }, index).keys.includes(key),
    })
    return { similarity, rank, isFound, tree }
  }

  /** Scores of given memories in the order of the keys; NaN where there is no vector, or no answer to the query. */
  similarities(vector: Float32Array, keys: Uint32Array): Float64Array {
    const { arena, scratch } = this.#shop
    const scores = new Float64Array(keys.length).fill(Number.NaN)
    if (loadQuery(arena, scratch, vector) === null) return scores
    const places = new Map<number, number[]>()
    keys.forEach((key, place) => {
      const known = places.get(key)
      if (known) known.push(place)
      else places.set(key, [place])
    })
    const rows = this.#rowsOf(Uint32Array.from(places.keys()))
    if (rows.length === 0) return scores
    const best = new TopK(rows.length)
    offerExactly(arena, scratch, rows, best)
    const found = best.drain()
    found.keys.forEach((key, i) => {
      for (const place of places.get(key)!) scores[place] = found.scores[i]!
    })
    return scores
  }

  /** Keys of those of some rows that are still there, best first, ties by key: the k best in float64. */
  rankExactly(vector: Float32Array, rows: Uint32Array, k: number): ScoredKeys {
    const { arena, scratch } = this.#shop
    if (loadQuery(arena, scratch, vector) === null) return nothing
    const best = new TopK(k)
    offerExactly(
      arena,
      scratch,
      rows.filter((row) => row !== none && this.owns(row)),
      best,
    )
    return best.drain()
  }

  #exactly(
    rows: Uint32Array,
    { k, squared }: { readonly k: number; readonly squared: number },
    trace?: SearchTrace,
    watch?: Stopwatch,
  ): ScoredKeys {
    const { arena, scratch } = this.#shop
    if (rows.length === 0) return nothing
    const found = exactTop(arena, scratch, rows, k, { squared, longest: this.longest })
    trace?.exact(rows.length)
    watch?.lap('exact')
    return found
  }

  #throughTree(
    query: SpaceQuery & { readonly squared: number },
    rows: Uint32Array | null,
    index: IndexSettings,
    trace?: SearchTrace,
    watch?: Stopwatch,
  ): ScoredKeys {
    const { arena, scratch } = this.#shop
    const { k } = query
    const settings = this.settingsFor(index, query.settings)
    const share = rows ? rows.length / this.count : 1
    const filter = rows ? this.#bitsOf(this.#filter!) : 0
    // The fewer come into question, the farther they lie apart.
    const beam = Math.max(1, Math.min(this.tree!.leaves.size, Math.ceil(settings.beam / Math.sqrt(share))))
    const candidates = Math.min(2 * this.count, Math.max(settings.candidates, 2 * k + 20))
    const wanted = { ...settings, beam, candidates, share: settings.share * Math.sqrt(share) }
    trace?.begin(wanted)
    const spare = arena.packed === null ? spareHits : Math.max(sparePacked, Math.ceil(k * sparePackedShare))
    const { ranked, count } = this.tree!.search(k + spare, wanted, filter, trace, watch)
    const lengths = { squared: query.squared, longest: this.longest }
    const doubtful = arena.packed === null ? doubtfulOf(arena, ranked, { k, count, lengths }) : count
    const found =
      this.waiting.size === 0 && doubtful <= mostAnswered
        ? answerOf(arena, scratch, { ids: ranked.ids, count: doubtful, k })
        : this.#withWaiting(arena.u32.slice(ranked.ids / 4, ranked.ids / 4 + doubtful), rows, { k, lengths })
    watch?.lap('answer')
    return found
  }

  /** The k best of some rows and of those that are not in the tree yet. @param allowed of these; null for all */
  #withWaiting(
    found: Uint32Array,
    allowed: Uint32Array | null,
    { k, lengths }: { readonly k: number; readonly lengths: Lengths },
  ): ScoredKeys {
    const { arena, scratch } = this.#shop
    const { packed } = arena
    const isAllowed = allowed && this.waiting.size > 0 ? new Set(allowed) : null
    const waiting = Uint32Array.from(this.waiting).filter((row) => !isAllowed || isAllowed.has(row))
    const close = packed === null ? waiting : mayBeBest(arena, packed, scratch, { rows: waiting, k, lengths })
    const best = new TopK(k)
    offerExactly(arena, scratch, found, best)
    offerExactly(arena, scratch, close, best)
    return best.drain()
  }

  /** Rows of those of the keys that are there, each once. */
  #rowsOf(keys: Uint32Array): Uint32Array {
    const rows = new Uint32Array(keys.length)
    let found = 0
    let before = -1
    for (const key of keys) {
      const row = key === before ? none : this.keys.get(key)
      if (row !== none) rows[found++] = row
      before = key
    }
    return rows.subarray(0, found)
  }

  /** The same keys with nothing changed, as when somebody types on behind one filter, are looked up once. */
  #prepared(allowed: Uint32Array): PreparedFilter {
    const last = this.#filter
    if (last && last.edits === this.#edits && isSame(last.allowed, allowed)) return last
    this.#dropFilter()
    this.#filter = { allowed, edits: this.#edits, rows: this.#rowsOf(allowed), bits: 0, size: 0 }
    return this.#filter
  }

  /** Address of a bit for each row of the index, set for those of the filter. */
  #bitsOf(filter: PreparedFilter): number {
    if (filter.bits > 0) return filter.bits
    const { arena } = this.#shop
    filter.size = Math.ceil(arena.rowLimit / 8) + 8
    filter.bits = arena.allocate(filter.size)
    const { bytes } = arena
    bytes.fill(0, filter.bits, filter.bits + filter.size)
    for (const row of filter.rows) bytes[filter.bits + (row >>> 3)]! |= 1 << (row & 7)
    return filter.bits
  }

  #dropFilter(): void {
    if (this.#filter && this.#filter.bits > 0) this.#shop.arena.release(this.#filter.bits, this.#filter.size)
    this.#filter = null
  }

  #uproot(tree: Tree, row: number): void {
    const leaves = [tree.homeOf(row, 0), tree.homeOf(row, 1)]
    tree.remove(row)
    const least = shortestList(this.count)
    for (const leaf of leaves) if (tree.countOf(leaf) < least) this.tooShort.add(leaf)
  }
}
