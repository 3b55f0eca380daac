import type { MemoryKey, MissingVector, VectorCursor, VectorFeed } from '#engine/ports'
import type { Statements } from './statements.ts'

interface VectorRecord {
  readonly space: number
  readonly key: number
  readonly seq: number
  readonly living: 0 | 1
  readonly vector: Buffer | null
}

/** Texts that are handed out at once, about. */
const MOST_CHARACTERS = 4_000_000

/** The vectors of one embedder, little-endian float32 (every platform that Node runs on is). */
export class VectorTable {
  readonly #sql: Statements
  readonly #name: string

  private constructor(sql: Statements, id: number) {
    this.#sql = sql
    this.#name = `vectors_${id}`
  }

  get name(): string {
    return this.#name
  }

  /** The table of an embedder that is known, or null. */
  static find(sql: Statements, embedder: string): VectorTable | null {
    const row = sql.one<{ id: number }>('SELECT id FROM embedders WHERE name = ?', embedder)
    return row === undefined ? null : new VectorTable(sql, row.id)
  }

  static findOrCreate(sql: Statements, embedder: string): VectorTable {
    const found = VectorTable.find(sql, embedder)
    if (found !== null) return found
    const id = Number(sql.run('INSERT INTO embedders (name) VALUES (?)', embedder).lastInsertRowid)
    return VectorTable.#made(sql, id)
  }

  /** The table of an embedder that another computer numbered. */
  static make(sql: Statements, { id, name }: { readonly id: number; readonly name: string }): void {
    const { changes } = sql.run(
      'INSERT INTO embedders (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING',
      id,
      name,
    )
    if (changes > 0) VectorTable.#made(sql, id)
  }

  static #made(sql: Statements, id: number): VectorTable {
    sql.db.exec(
      `CREATE TABLE vectors_${id} (
         memory_key INTEGER PRIMARY KEY REFERENCES memories (key) ON DELETE CASCADE,
         vector BLOB NOT NULL
       ) STRICT`,
    )
    return new VectorTable(sql, id)
  }

  put(key: MemoryKey, vector: Float32Array): void {
    const bytes = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)
    this.#sql.run(
      `INSERT INTO ${this.#name} (memory_key, vector) VALUES (?, ?)
       ON CONFLICT (memory_key) DO UPDATE SET vector = excluded.vector`,
      key,
      bytes,
    )
  }

  drop(key: MemoryKey): void {
    this.#sql.run(`DELETE FROM ${this.#name} WHERE memory_key = ?`, key)
  }

  /** Every table of vectors there is. */
  static all(sql: Statements): VectorTable[] {
    return sql.all<{ id: number }>('SELECT id FROM embedders').map(({ id }) => new VectorTable(sql, id))
  }

  /** Gives the vector of one memory to another one of the same text. */
  copy(from: MemoryKey, to: MemoryKey): void {
    this.#sql.run(
      `INSERT INTO ${this.#name} (memory_key, vector) SELECT ?, vector FROM ${this.#name} WHERE memory_key = ?`,
      to,
      from,
    )
  }

  /** What changed behind a cursor; without a table nothing has a vector. */
  static after(sql: Statements, table: VectorTable | null, cursor: VectorCursor, limit: number): VectorFeed {
    const [vector, join] = table
      ? ['v.vector', `LEFT JOIN ${table.#name} AS v ON v.memory_key = m.key`]
      : ['NULL AS vector', '']
    const records = sql.all<VectorRecord>(
      `SELECT m.namespace_id AS space, m.key, m.seq, m.deleted_at IS NULL AS living, ${vector}
       FROM memories AS m ${join} WHERE (m.seq, m.key) > (?, ?) ORDER BY m.seq, m.key LIMIT ?`,
      cursor.seq,
      cursor.key,
      limit,
    )
    return toBatch(records, cursor, records.length < limit)
  }

  /** The living behind a cursor that have no vector, in the order of their changes; no more text than is good at once. */
  static missing(
    sql: Statements,
    table: VectorTable | null,
    after: VectorCursor,
    limit: number,
  ): MissingVector[] {
    const hasNone = table
      ? `AND NOT EXISTS (SELECT 1 FROM ${table.#name} AS v WHERE v.memory_key = m.key)`
      : ''
    const records = sql
      .get(
        `SELECT m.key, m.namespace_id AS space, m.seq, m.text FROM memories AS m
         WHERE (m.seq, m.key) > (?, ?) AND m.deleted_at IS NULL ${hasNone} ORDER BY m.seq, m.key LIMIT ?`,
      )
      .iterate(after.seq, after.key, limit) as IterableIterator<MissingVector>
    const found: MissingVector[] = []
    let characters = 0
    for (const record of records) {
      found.push(record)
      characters += record.text.length
      if (characters >= MOST_CHARACTERS) break
    }
    return found
  }

  countLiving(): number {
    return (
      this.#sql.one<{ n: number }>(
        `SELECT count(*) AS n FROM ${this.#name} AS v JOIN memories AS m ON m.key = v.memory_key
         WHERE m.deleted_at IS NULL`,
      )?.n ?? 0
    )
  }

  /** Deletes some vectors, and where none is left the table. @returns whether it is gone */
  deleteSome(limit: number): boolean {
    const { changes } = this.#sql.run(
      `DELETE FROM ${this.#name} WHERE memory_key IN (SELECT memory_key FROM ${this.#name} LIMIT ?)`,
      limit,
    )
    if (changes === limit) return false
    this.#sql.db.exec(`DROP TABLE ${this.#name}`)
    this.#sql.run('DELETE FROM embedders WHERE id = ?', Number(this.#name.slice('vectors_'.length)))
    return true
  }

  /** True where the memory is still what the vector was made of. */
  fill({ key, seq }: MissingVector, vector: Float32Array): boolean {
    const present = this.#sql.one<{ seq: number }>('SELECT seq FROM memories WHERE key = ?', key)
    if (present?.seq !== seq) return false
    this.put(key, vector)
    return true
  }
}

const toBatch = (records: readonly VectorRecord[], cursor: VectorCursor, complete: boolean): VectorFeed => {
  const bytes = records.find(({ vector }) => vector !== null)?.vector?.byteLength ?? 0
  const dimension = bytes / Float32Array.BYTES_PER_ELEMENT
  const vectors = new Float32Array(records.length * dimension)
  const raw = new Uint8Array(vectors.buffer)
  const alive = new Uint8Array(records.length)
  records.forEach(({ living, vector }, i) => {
    if (living === 0 || vector === null) return
    alive[i] = 1
    raw.set(vector, i * bytes)
  })
  const last = records.at(-1)
  return {
    spaces: Uint32Array.from(records, ({ space }) => space),
    keys: Uint32Array.from(records, ({ key }) => key),
    alive,
    vectors,
    cursor: last ? { seq: last.seq, key: last.key } : cursor,
    complete,
    lacking: records.filter(({ living, vector }) => living === 1 && vector === null).length,
  }
}
