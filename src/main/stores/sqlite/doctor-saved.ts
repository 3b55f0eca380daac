import type { FileDiagnosis } from '#engine/doctor/doctor-ports'
import { probeOf, product, SAME_PRODUCT } from '#engine/doctor/probe'
import type { SavedRows } from '#engine/fractal/saved-vectors'
import type { KeywordIndex } from '#engine/keywords/keyword-index'
import type { KeywordMark } from '#engine/keywords/saved-keywords'
import type { SnapshotMark, VectorCursor } from '#engine/ports'
import { UnusableSnapshot } from '#engine/snapshot/snapshot'
import { terms } from '#engine/text/analyzer'
import { AXES, Part, type Placed, wordHash } from './doctor-part.ts'
import { basisOf, momentOf } from './keyword-feed.ts'
import type { Statements } from './statements.ts'

/** A saved index as it is read; what is wrong with a part of it shows when that is read. */
export interface SavedIndex {
  /** Of the file. */
  readonly name: string
  /** @throws UnusableSnapshot */
  open(): SavedVectors | SavedKeywords
}

interface SavedVectors {
  readonly of: 'vectors'
  readonly mark: SnapshotMark
  readonly dimension: number
  readonly rows: Iterable<SavedRows>
}

interface SavedKeywords {
  readonly of: 'keywords'
  readonly mark: KeywordMark
  readonly indexes: Iterable<readonly [number, KeywordIndex]>
}

export type SavedDiagnosis = Pick<FileDiagnosis, 'checked' | 'found' | 'spoilt'>

/** What one memory must have in a saved index: a number that another vector or text would not give. */
type Expected = Map<number, Map<number, number>>

/**
 * Holds saved indexes against the memories as they were when those were saved (STO-6, IDX-7): what was changed since is
 * read from the store at the next start, and what was erased since is found by its number. Nothing is written.
 */
export const diagnoseSaved = (sql: Statements, saved: readonly SavedIndex[]): SavedDiagnosis => {
  const part = new Part('saved')
  const spoilt = saved.filter(({ name, open }) => {
    const before = part.differences
    try {
      examine(sql, open(), { name, part })
    } catch (error) {
      if (!(error instanceof UnusableSnapshot)) throw error
      part.add(null, `${name} cannot be used: ${error.message}`)
    }
    return part.differences > before
  })
  return { checked: [part.counted], found: part.found, spoilt: spoilt.map(({ name }) => name) }
}

interface Place {
  readonly name: string
  readonly part: Part
}

const examine = (sql: Statements, saved: SavedVectors | SavedKeywords, place: Place): void => {
  const why = saved.of === 'vectors' ? misplacedVectors(sql, saved) : misplacedKeywords(sql, saved)
  if (why !== null) place.part.add(null, `${place.name} ${why}`)
  else if (saved.of === 'vectors') compareVectors(sql, saved, place)
  else compareKeywords(sql, saved, place)
}

const OTHER_TIME = 'is of another database, or of a time before a backup was restored'

/** Null where the index is of this database and of its past. */
const misplacedVectors = (sql: Statements, { mark, dimension }: SavedVectors): string | null => {
  const { embedder, cursor, stamp } = mark
  const change = sql.one<{ at: number; action: string }>(
    'SELECT at, action FROM changes WHERE seq = ?',
    cursor.seq,
  )
  if (change === undefined || `${change.at} ${change.action}` !== stamp) return OTHER_TIME
  const known = sql.one<{ dimension: number | null }>(
    'SELECT r.dimension FROM embedders AS e LEFT JOIN embedder_roles AS r ON r.embedder_id = e.id WHERE e.name = ?',
    embedder,
  )
  if (known === undefined) return `is of the embedder ${embedder}, of which there are no vectors here`
  if (known.dimension === null || known.dimension === dimension) return null
  return `has vectors of ${dimension} numbers, and those of ${embedder} have ${known.dimension}`
}

const misplacedKeywords = (sql: Statements, { mark }: SavedKeywords): string | null => {
  if (momentOf(sql, mark.seq) !== mark.at) return OTHER_TIME
  return mark.basis === basisOf(sql)
    ? null
    : 'was made by other rules for words, or before fields were encrypted'
}

const compareVectors = (sql: Statements, { mark, dimension, rows }: SavedVectors, place: Place): void => {
  const probe = probeOf(dimension)
  const table = sql.one<{ id: number }>('SELECT id FROM embedders WHERE name = ?', mark.embedder)
  const expected: Expected = new Map()
  for (const { space, key, content } of unchanged<Buffer>(sql, mark.cursor, {
    content: 'v.vector',
    join: `JOIN vectors_${table?.id} AS v ON v.memory_key = m.key`,
  })) {
    expect(expected, space).set(key, product(numbersOf(content), 0, probe))
  }
  const comparing = new Comparing(sql, mark.cursor, { ...place, thing: 'vector' })
  for (const { space, keys, vectors, width } of rows) {
    const own = expect(expected, space)
    for (const [i, key] of keys.entries()) {
      const found = product(vectors, i * width, probe)
      comparing.take(own, key, (wanted) => Math.abs(wanted - found) <= SAME_PRODUCT)
    }
  }
  comparing.end(expected)
}

const compareKeywords = (sql: Statements, { mark, indexes }: SavedKeywords, place: Place): void => {
  const expected: Expected = new Map()
  for (const { space, key, content } of unchanged<string>(sql, mark, { content: 'm.text', join: '' })) {
    expect(expected, space).set(key, hashOf(terms(content)))
  }
  const comparing = new Comparing(sql, mark, { ...place, thing: 'words' })
  for (const [space, index] of indexes) {
    const own = expect(expected, space)
    for (const document of index.documents()) {
      let found = 0
      for (const [i, term] of document.terms.entries()) {
        found = (found + Math.imul(wordHash(index.termOf(term)), document.counts[i] as number)) >>> 0
      }
      comparing.take(own, document.key, (wanted) => wanted === found)
    }
  }
  comparing.end(expected)
}

/** Holds what is saved of each memory against what must be, and tells of those that differ. */
class Comparing {
  readonly #sql: Statements
  readonly #cursor: VectorCursor
  readonly #place: Place & { readonly thing: 'vector' | 'words' }

  constructor(sql: Statements, cursor: VectorCursor, place: Place & { readonly thing: 'vector' | 'words' }) {
    this.#sql = sql
    this.#cursor = cursor
    this.#place = place
  }

  take(own: Map<number, number>, key: number, isSame: (wanted: number) => boolean): void {
    const { part, name, thing } = this.#place
    part.compared++
    const wanted = own.get(key)
    own.delete(key)
    if (wanted === undefined) this.#unexpected(key)
    else if (!isSame(wanted))
      this.#tell(key, `${name} has other ${thing === 'words' ? 'words' : 'numbers'} of it`)
  }

  /** What nobody took is missing. */
  end(expected: Expected): void {
    for (const own of expected.values()) {
      for (const key of own.keys()) this.#tell(key, `${this.#place.name} does not have it`)
    }
  }

  /** Changed since, or erased since, is in order; living elsewhere, or binned before, is not. */
  #unexpected(key: number): void {
    const row = this.#sql.one<{ seq: number; living: 0 | 1 }>(
      'SELECT seq, deleted_at IS NULL AS living FROM memories WHERE key = ?',
      key,
    )
    const { seq, key: last } = this.#cursor
    if (row === undefined || row.seq > seq || (row.seq === seq && key > last)) return
    const { name } = this.#place
    this.#tell(
      key,
      row.living ? `${name} has it in another namespace` : `${name} has it, and it is in the bin`,
    )
  }

  #tell(key: number, what: string): void {
    const row = this.#sql.one<Placed & { readonly name: string }>(
      `SELECT m.key, n.name, ${AXES} FROM memories AS m JOIN namespaces AS n ON n.id = m.namespace_id WHERE m.key = ?`,
      key,
    )
    this.#place.part.add(row?.name ?? null, what, row)
  }
}

/** Living memories whose last change is not behind a place in the journal. */
const unchanged = <C>(
  sql: Statements,
  { seq, key }: VectorCursor,
  { content, join }: { readonly content: string; readonly join: string },
): Iterable<{ readonly space: number; readonly key: number; readonly content: C }> =>
  sql
    .get(
      `SELECT m.namespace_id AS space, m.key, ${content} AS content FROM memories AS m ${join}
       WHERE m.deleted_at IS NULL AND (m.seq, m.key) <= (?, ?)`,
    )
    .iterate(seq, key) as IterableIterator<{ space: number; key: number; content: C }>

const expect = (expected: Expected, space: number): Map<number, number> => {
  const known = expected.get(space)
  if (known !== undefined) return known
  const own = new Map<number, number>()
  expected.set(space, own)
  return own
}

const numbersOf = (bytes: Buffer): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer)

/** The same for the same words in any order. */
const hashOf = (words: readonly string[]): number =>
  words.reduce((sum, word) => (sum + wordHash(word)) >>> 0, 0)
