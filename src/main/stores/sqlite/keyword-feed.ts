import { KeywordIndex } from '#engine/keywords/keyword-index'
import { type KeywordMark, keywordMarkOf, readKeywords, writeKeywords } from '#engine/keywords/saved-keywords'
import {
  type Crc32,
  type SnapshotSink,
  type SnapshotSource,
  UnusableSnapshot,
} from '#engine/snapshot/snapshot'
import { analyzerVersion, terms } from '#engine/text/analyzer'
import { sealingRecord } from './sealing.ts'
import type { NamespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

interface ChangedRow {
  readonly key: number
  readonly space: number
  readonly seq: number
  readonly living: 0 | 1
  readonly text: string
}

/** Letters that are read at once, in milliseconds about three and eight; a single text is never divided. */
const SLICE = 24_576
const CATCH_UP = 65_536
/** A text costs something even where it is empty. */
const LETTERS_OF_A_ROW = 64

const START = { seq: 0, key: 0 }

/** Indexes that were saved. */
export interface SavedKeywords {
  /** Null where there are none. */
  open(): { readonly source: SnapshotSource; close(): void } | null
  readonly crc: Crc32
}

/**
 * The keyword indexes of all namespaces, in the memory of one connection.
 *
 * They follow the store as the vector index does: rows are read in the order of the changes that made them, from the
 * first one on, and whatever changes meanwhile comes once more at the end (MEM-8). To begin with, or far behind, that is
 * done in slices between two searches; near the present a search catches up by itself, in its own transaction, and so
 * answers from the state that it sees, whoever wrote it. Until an index is there the keyword table has to answer.
 *
 * Indexes that were saved are taken over first, and followed from where they end.
 */
export class KeywordFeed {
  readonly #sql: Statements
  readonly #indexes = new Map<number, KeywordIndex>()
  /** Null until there is somebody to read slices. */
  #cursor: { seq: number; key: number } | null = null
  #isNearPresent = false
  /** Namespaces whose index had another number of memories than the store, and was begun anew for it. */
  readonly #doubted = new Set<number>()

  /** What is being taken over; undefined before that was tried. */
  #taking: Generator<undefined, void> | null | undefined
  readonly #saved: SavedKeywords | null
  /** Rows that were read since the indexes were as in the file. */
  #unsaved = 0

  constructor(sql: Statements, saved: SavedKeywords | null) {
    this.#sql = sql
    this.#saved = saved
  }

  /** Rows that were read and are not in the file, and documents of all indexes; null before they are near the present. */
  get progress(): { readonly unsaved: number; readonly documents: number } | null {
    if (!this.#isNearPresent) return null
    const documents = [...this.#indexes.values()].reduce((sum, { count }) => sum + count, 0)
    return { unsaved: this.#unsaved, documents }
  }

  /**
   * Writes the indexes; if they change meanwhile it ends with an error. To be begun in a transaction, and when they are
   * near the present.
   */
  save(sink: SnapshotSink, crc: Crc32): Generator<undefined, void> {
    const cursor = this.#cursor ?? START
    const mark: KeywordMark = {
      ...cursor,
      at: momentOf(this.#sql, cursor.seq) ?? 0,
      basis: basisOf(this.#sql),
    }
    return this.#write(writeKeywords(this.#indexes, mark, sink, crc))
  }

  *#write(work: Generator<undefined, void>): Generator<undefined, void> {
    const before = this.#unsaved
    while (!work.next().done) {
      yield
      if (this.#unsaved !== before) throw new Error('the keyword indexes changed while they were written')
    }
    this.#unsaved = 0
  }

  /** Reads a slice; true where there is more to read. To be called in a transaction. */
  step(): boolean {
    if (this.#taking === undefined) this.#taking = this.#takeOver()
    if (this.#taking !== null) {
      if (!this.#taking.next().done) return true
      this.#taking = null
    }
    this.#dropRemoved()
    this.#cursor ??= START
    this.#isNearPresent = this.#read(SLICE)
    return !this.#isNearPresent
  }

  /** The index of a namespace as it is now, or null where it is not there yet. To be called in a transaction. */
  current({ id, living }: NamespaceRow): KeywordIndex | null {
    if (!this.#isNearPresent) return null
    this.#isNearPresent = this.#read(CATCH_UP)
    if (!this.#isNearPresent) return null
    const index = this.#indexOf(id)
    if (index.count === living) {
      this.#doubted.delete(id)
      return index
    }
    this.#doubt(id)
    return null
  }

  /**
   * A row that was erased leaves no trace to follow, and is what this finds. Where beginning anew did not help, the
   * counter of the store is what is wrong, and the keyword table goes on answering.
   */
  #doubt(space: number): void {
    if (this.#doubted.has(space)) return
    this.#doubted.add(space)
    this.#indexes.clear()
    this.#cursor = START
    this.#isNearPresent = false
  }

  /** One that cannot be used, or is of another state, is passed over. */
  *#takeOver(): Generator<undefined, void> {
    const opened = this.#saved?.open()
    if (!opened || !this.#saved) return
    const { crc } = this.#saved
    try {
      const { seq, key, at, basis } = keywordMarkOf(opened.source, crc)
      if (momentOf(this.#sql, seq) !== at || basisOf(this.#sql) !== basis) return
      for (const [space, index] of yield* readKeywords(opened.source, crc)) this.#indexes.set(space, index)
      this.#cursor = { seq, key }
    } catch (error) {
      if (!(error instanceof UnusableSnapshot)) throw error
    } finally {
      opened.close()
    }
  }

  /** Applies changes of about so many letters; true where none are left. */
  #read(letters: number): boolean {
    let left = letters
    const { seq, key } = this.#cursor ?? START
    const rows = this.#sql.get(CHANGED_AFTER).iterate(seq, key) as IterableIterator<ChangedRow>
    for (const row of rows) {
      if (left <= 0) return false
      this.#apply(row)
      this.#unsaved += 1
      this.#cursor = { seq: row.seq, key: row.key }
      left -= row.text.length + LETTERS_OF_A_ROW
    }
    return true
  }

  #apply({ space, key, living, text }: ChangedRow): void {
    if (living === 1) this.#indexOf(space).put(key, terms(text))
    else this.#indexOf(space).remove(key)
  }

  #indexOf(space: number): KeywordIndex {
    const known = this.#indexes.get(space)
    if (known !== undefined) return known
    const index = new KeywordIndex()
    this.#indexes.set(space, index)
    return index
  }

  /** A namespace that is removed takes its rows with it, and its number is never used again. */
  #dropRemoved(): void {
    const present = new Set(this.#sql.get('SELECT id FROM namespaces').pluck().all() as number[])
    for (const space of this.#indexes.keys()) if (!present.has(space)) this.#indexes.delete(space)
  }
}

/** When a change was made: another database, or an older copy of this one, has changes of the same numbers. */
export const momentOf = (sql: Statements, seq: number): number | undefined =>
  sql.one<{ at: number }>('SELECT at FROM changes WHERE seq = ?', seq)?.at

/** What words depend on beside the rows: encryption takes texts out of them without a change. */
export const basisOf = (sql: Statements): string => `${analyzerVersion} ${sealingRecord(sql) ?? ''}`

const CHANGED_AFTER = `SELECT key, namespace_id AS space, seq, deleted_at IS NULL AS living,
    CASE WHEN deleted_at IS NULL THEN text ELSE '' END AS text
  FROM memories WHERE (seq, key) > (?, ?) ORDER BY seq, key`
