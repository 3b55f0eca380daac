import type { DecayFacts } from '#engine/decay/decay-score'
import { type DatingRules, dueTime } from '#engine/decay/due-time'
import type { Mutation } from '#engine/ports'
import type { Statements } from './statements.ts'

/** The first format that knows when memories decay. */
const SINCE = 8

/** A file that is only read may be older. */
export const hasDecay = (sql: Statements): boolean =>
  (sql.db.pragma('user_version', { simple: true }) as number) >= SINCE

/** What the formula asks, of a row of `memories` as `m` with its row of `decay` as `d`. */
export const FACT_COLUMNS = `m.created_at, m.access_count, m.importance, m.pinned,
  max(m.created_at, coalesce(d.used_at, m.updated_at), coalesce(m.last_accessed_at, m.created_at)) AS used_at,
  coalesce(d.levels, 0) AS levels, coalesce(d.forgotten, 0) AS forgotten`

/** The same from a file of before. */
export const UNDATED_FACT_COLUMNS = FACT_COLUMNS.replace(
  'coalesce(d.used_at, m.updated_at)',
  'm.updated_at',
).replace(/coalesce\(d\.(levels|forgotten), 0\)/g, '0')

export interface FactRecord {
  readonly created_at: number
  readonly used_at: number
  readonly access_count: number
  readonly importance: number
  readonly pinned: 0 | 1
  readonly levels: number
  readonly forgotten: 0 | 1
}

export const toFacts = (record: FactRecord): DecayFacts => ({
  createdAt: record.created_at,
  usedAt: record.used_at,
  accessCount: record.access_count,
  importance: record.importance,
  pinned: record.pinned === 1,
  isForgotten: record.forgotten === 1,
  levels: record.levels,
})

const datingRules = (sql: Statements): DatingRules | null => {
  const row = sql.one<{ rules: string }>('SELECT rules FROM decay_state WHERE id = 1')
  return row === undefined ? null : (JSON.parse(row.rules) as DatingRules | null)
}

/** What is asked anew for each memory that changes: whether and by what it is dated. */
export class Dating {
  readonly #sql: Statements
  /** A file of before is written to only where a test makes one. */
  readonly #isKept: boolean
  readonly #rules: DatingRules | null

  /** To be made in the transaction that it is for: the rules may be other ones in the next. */
  constructor(sql: Statements) {
    this.#sql = sql
    this.#isKept = hasDecay(sql)
    this.#rules = this.#isKept ? datingRules(sql) : null
  }

  /** Says anew when a memory is due, after it was written, recalled or forgotten in part. */
  date(key: number): void {
    if (this.#rules === null) return
    const record = this.#sql.one<FactRecord & { deleted_at: number | null }>(
      `SELECT ${FACT_COLUMNS}, m.deleted_at FROM memories AS m LEFT JOIN decay AS d ON d.memory_key = m.key WHERE m.key = ?`,
      key,
    )
    if (record === undefined) return
    const due = record.deleted_at === null ? dueTime(toFacts(record), this.#rules) : null
    putDue(this.#sql, key, due)
  }

  /**
   * What a change of a memory means for what was forgotten of it. Other words than before can be forgotten again; a level
   * that it passed stays passed, so that what is written or restored afterwards stays.
   */
  note(key: number, forgets: Mutation['forgets'], lastUse: number, isOtherPayload: boolean): void {
    if (!this.#isKept) return
    if (forgets) {
      this.#sql.run(
        `INSERT INTO decay (memory_key, levels, forgotten, used_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (memory_key) DO UPDATE SET levels = excluded.levels, forgotten = excluded.forgotten,
           used_at = coalesce(used_at, excluded.used_at)`,
        key,
        forgets.levels,
        forgets.isWhole ? 1 : 0,
        lastUse,
      )
    } else {
      this.#sql.run(
        `UPDATE decay SET used_at = NULL, forgotten = forgotten AND NOT ? WHERE memory_key = ?`,
        isOtherPayload ? 1 : 0,
        key,
      )
    }
    this.date(key)
  }
}

export const putDue = (sql: Statements, key: number, due: number | null): void => {
  if (due === null) {
    sql.run('UPDATE decay SET due = NULL WHERE memory_key = ? AND due IS NOT NULL', key)
    return
  }
  sql.run(
    `INSERT INTO decay (memory_key, due) VALUES (?, ?)
     ON CONFLICT (memory_key) DO UPDATE SET due = excluded.due WHERE due IS NOT excluded.due`,
    key,
    due,
  )
}
