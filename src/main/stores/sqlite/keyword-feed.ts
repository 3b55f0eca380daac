import { KeywordIndex } from '#engine/keywords/keyword-index'
import { terms } from '#engine/text/analyzer'
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

/**
 * The keyword indexes of all namespaces, in the memory of one connection.
 *
 * They follow the store as the vector index does: rows are read in the order of the changes that made them, from the
 * first one on, and whatever changes meanwhile comes once more at the end (MEM-8). To begin with, or far behind, that is
 * done in slices between two searches; near the present a search catches up by itself, in its own transaction, and so
 * answers from the state that it sees, whoever wrote it. Until an index is there the keyword table has to answer.
 */
export class KeywordFeed {
  readonly #sql: Statements
  readonly #indexes = new Map<number, KeywordIndex>()
  /** Null until there is somebody to read slices. */
  #cursor: { seq: number; key: number } | null = null
  #isNearPresent = false
  /** Namespaces whose index had another number of memories than the store, and was begun anew for it. */
  readonly #doubted = new Set<number>()

  constructor(sql: Statements) {
    this.#sql = sql
  }

  /** Reads a slice; true where there is more to read. To be called in a transaction. */
  step(): boolean {
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

  /** Applies changes of about so many letters; true where none are left. */
  #read(letters: number): boolean {
    let left = letters
    const { seq, key } = this.#cursor ?? START
    const rows = this.#sql.get(CHANGED_AFTER).iterate(seq, key) as IterableIterator<ChangedRow>
    for (const row of rows) {
      if (left <= 0) return false
      this.#apply(row)
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

const CHANGED_AFTER = `SELECT key, namespace_id AS space, seq, deleted_at IS NULL AS living,
    CASE WHEN deleted_at IS NULL THEN text ELSE '' END AS text
  FROM memories WHERE (seq, key) > (?, ?) ORDER BY seq, key`
