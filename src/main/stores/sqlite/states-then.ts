import type { MemoryThen } from '#contract/graph-moments'
import type { MemoryType } from '#contract/memory'
import { coordinateOf, type MemoryRecord, ROW_COLUMNS } from './rows.ts'
import type { Statements } from './statements.ts'

/** What a memory was at a moment. Its payload, which may be large, is only read where it is compared. */
export interface StateThen {
  readonly version: number
  readonly seq: number
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: 0 | 1
  readonly deleted_at: number | null
  readonly title: string
}

export const STATE_COLUMNS = 'version, seq, type, importance, timestamp, pinned, deleted_at, title'

/** Null where it was not there, or is gone for good; `unknown` where its version of then is not kept any more. */
export type Then = StateThen | null | 'unknown'

/** With these columns and `key`, as it is now. */
export interface PresentState extends StateThen {
  readonly created_seq: number
}

/** The memories of a namespace right after a change. */
export class StatesThen {
  readonly #sql: Statements
  readonly #seq: number
  readonly #known = new Map<number, Then>()

  constructor(sql: Statements, seq: number) {
    this.#sql = sql
    this.#seq = seq
  }

  /** @param present what it is now, where that was read already */
  of(key: number, present?: PresentState): Then {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const then = this.#read(key, present ?? this.#present(key))
    this.#known.set(key, then)
    return then
  }

  #present(key: number): PresentState | undefined {
    return this.#sql.one(`SELECT ${STATE_COLUMNS}, created_seq FROM memories WHERE key = ?`, key)
  }

  #read(key: number, present: PresentState | undefined): Then {
    if (present === undefined || present.created_seq > this.#seq) return null
    if (present.seq <= this.#seq) return present
    // Of what was replaced since, the first is what it was then; were it made later, the one before it is purged.
    const replaced = this.#sql.one<StateThen>(
      `SELECT ${STATE_COLUMNS} FROM versions WHERE memory_key = ? AND replaced_seq > ? ORDER BY version LIMIT 1`,
      key,
      this.#seq,
    )
    return replaced !== undefined && replaced.seq <= this.#seq ? replaced : 'unknown'
  }
}

export const isLiving = (then: Then): then is StateThen =>
  then !== null && then !== 'unknown' && then.deleted_at === null

export const hasSamePayload = (sql: Statements, key: number, a: StateThen, b: StateThen): boolean =>
  a.version === b.version || payloadAt(sql, key, a.version) === payloadAt(sql, key, b.version)

const payloadAt = (sql: Statements, key: number, version: number): string | undefined =>
  sql.one<{ payload: string }>(
    `SELECT payload FROM memories WHERE key = ? AND version = ?
     UNION ALL SELECT payload FROM versions WHERE memory_key = ? AND version = ?`,
    key,
    version,
    key,
    version,
  )?.payload

/** @param key of a memory that is not gone for good */
export const memoryThen = (sql: Statements, key: number, then: StateThen): MemoryThen => {
  const record = sql.one<MemoryRecord>(
    `SELECT ${ROW_COLUMNS} FROM memories WHERE key = ?`,
    key,
  ) as MemoryRecord
  const { title, type, importance, timestamp } = then
  const { id, created_at: createdAt } = record
  const pinned = then.pinned === 1
  return { id, coordinate: coordinateOf(record), title, type, importance, timestamp, pinned, createdAt }
}
