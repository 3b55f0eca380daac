import type Database from 'better-sqlite3'

export type Value = string | number | null | Buffer

/** Prepares each SQL text once. Texts are made from fixed parts, never from what a user typed. */
export class Statements {
  readonly db: Database.Database
  readonly #cache = new Map<string, Database.Statement<Value[]>>()

  constructor(db: Database.Database) {
    this.db = db
  }

  get(sql: string): Database.Statement<Value[]> {
    let statement = this.#cache.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare<Value[]>(sql)
      this.#cache.set(sql, statement)
    }
    return statement
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
