import type Database from 'better-sqlite3'

export type Value = string | number | null | Buffer

/** Far more than the fixed texts; what goes beyond are the shapes of filters, of which there is no end. */
const KEPT_STATEMENTS = 300

/** Prepares each SQL text once. Texts are made from fixed parts, never from what a user typed. */
export class Statements {
  readonly db: Database.Database
  readonly #cache = new Map<string, Database.Statement<Value[]>>()

  /** Lists of keys that were found and are paged through. */
  readonly lists = new KeyLists(this)

  constructor(db: Database.Database) {
    this.db = db
  }

  get(sql: string): Database.Statement<Value[]> {
    const statement = this.#cache.get(sql) ?? this.db.prepare<Value[]>(sql)
    // The one used longest ago stands first, and goes first.
    this.#cache.delete(sql)
    this.#cache.set(sql, statement)
    if (this.#cache.size > KEPT_STATEMENTS) this.#forgetOldest()
    return statement
  }

  #forgetOldest(): void {
    const [oldest] = this.#cache.keys()
    if (oldest !== undefined) this.#cache.delete(oldest)
  }

  one<Row>(sql: string, ...values: Value[]): Row | undefined {
    return this.get(sql).get(...values) as Row | undefined
  }

  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.get(sql).all(...values) as Row[]
  }

  run(sql: string, ...values: Value[]): Database.RunResult {
    return this.get(sql).run(...values)
  }
}

const KEPT_LISTS = 4

/** The last lists of keys, each good until the next change. */
class KeyLists {
  readonly #sql: Statements
  readonly #lists = new Map<string, { readonly seq: number; readonly keys: Uint32Array }>()

  constructor(sql: Statements) {
    this.#sql = sql
  }

  get(query: string, values: readonly Value[], seq: number): Uint32Array {
    const id = JSON.stringify([query, values])
    const known = this.#lists.get(id)
    this.#lists.delete(id)
    const keys =
      known?.seq === seq
        ? known.keys
        : Uint32Array.from(
            this.#sql
              .get(query)
              .pluck()
              .all(...values) as number[],
          )
    this.#lists.set(id, { seq, keys })
    const [oldest] = this.#lists.keys()
    if (this.#lists.size > KEPT_LISTS && oldest !== undefined) this.#lists.delete(oldest)
    return keys
  }
}
