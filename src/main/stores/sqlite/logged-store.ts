import { randomUUID } from 'node:crypto'
import { AppError, isError } from '#contract/errors'
import type { Entry, Position, RowChange, RowLog } from '../row-log.ts'
import { applyRows, removeEverything } from './row-apply.ts'
import { RowCapture } from './row-capture.ts'
import { POSITION_TABLE } from './row-tables.ts'
import type { Statements } from './statements.ts'
import { whenFree } from './when-free.ts'

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>

/** Copies that are ahead of the log, or of another one, are put aside before they are made anew. */
export interface LoggedOptions {
  /** Keeps a copy of the database as it is; where, is for the caller to say. */
  putAside(why: string): void
  /** Told how many more rows are here while everything is read. */
  readonly onRows?: ((rows: number) => void) | undefined
}

/** Others changed the same at every try; nobody may wait for ever. */
const MOST_TRIES = 50

const ANOTHER_PAST =
  'Redis has gone back to an older state than this computer has seen, as after a failover that lost the last changes. Start the program again: it keeps a copy of what it has beside the new one.'

/**
 * A SQLite store that is the copy of a log: what is read is read here, and a write is done here in a transaction which is
 * kept once the log has taken its rows, and only if nobody else was faster. So every write of the store is a write of the
 * log, whole or not at all (MEM-8), and a copy may be deleted at any time: it is made anew from the log.
 */
export class LoggedStore {
  readonly #sql: Statements
  readonly #log: RowLog
  readonly #capture: RowCapture
  readonly #onRows: (rows: number) => void
  #turn: Promise<unknown> = Promise.resolve()
  #isOfAnotherPast = false

  private constructor(sql: Statements, log: RowLog, onRows: (rows: number) => void = () => {}) {
    this.#onRows = onRows
    this.#sql = sql
    this.#log = log
    sql.db.exec(
      `CREATE TABLE IF NOT EXISTS ${POSITION_TABLE} (
         id INTEGER PRIMARY KEY CHECK (id = 1), log TEXT NOT NULL, number INTEGER NOT NULL, entry TEXT NOT NULL
       ) STRICT`,
    )
    this.#capture = new RowCapture(sql)
  }

  /** Brings the copy to the present, from nothing if need be. @returns whether the log was empty, and is begun now */
  static async open(
    sql: Statements,
    log: RowLog,
    { putAside, onRows }: LoggedOptions,
  ): Promise<{ store: LoggedStore; created: boolean }> {
    const store = new LoggedStore(sql, log, onRows)
    const position = store.#position()
    const origin = await log.origin().catch((error: unknown) => {
      // What is here can be read while Redis is away; where nothing is here there is nothing to read.
      if (position === null || !isError(error, 'store/read-only')) throw error
      return position.log
    })
    if (origin === null) {
      if (position !== null) throw emptied(position)
      store.#setPosition(await log.begin(randomUUID()))
      return { store, created: true }
    }
    if (position?.log === origin && !(await store.#isOfAnother())) return { store, created: false }
    if (position !== null) putAside(position.log === origin ? 'another-past' : 'another-log')
    await store.#loadEverything()
    return { store, created: false }
  }

  /** A method that writes, in the turn of its call. */
  write<A extends readonly unknown[], R>(method: (...args: A) => R): (...args: A) => Promise<Awaited<R>> {
    return (...args) => this.#inTurn(() => this.#write(() => method(...args)))
  }

  /** Takes over what others wrote since. */
  follow(): Promise<void> {
    return this.#inTurn(async () => {
      if ((await this.#follow()) === 'another-past') this.#isOfAnotherPast = true
      if (this.#isOfAnotherPast) throw new AppError('store/read-only', { reason: ANOTHER_PAST })
    })
  }

  /** Work on the file that makes no change; temporary triggers may not outlive it. */
  maintain<A extends readonly unknown[], R>(method: (...args: A) => R): (...args: A) => Promise<R> {
    return (...args) =>
      this.#inTurn(async () => {
        try {
          return method(...args)
        } finally {
          this.#capture.renew()
        }
      })
  }

  async close(): Promise<void> {
    await this.#turn
    await this.#log.close()
  }

  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const mine = this.#turn.then(work)
    this.#turn = mine.catch(() => {})
    return mine
  }

  async #write<R>(work: () => R): Promise<Awaited<R>> {
    if (this.#isOfAnotherPast) throw new AppError('store/read-only', { reason: ANOTHER_PAST })
    const id = randomUUID()
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const tried = await this.#tryOnce(id, work)
      if (tried.is === 'kept') return tried.answer
      if (tried.is === 'moved') {
        const seen = await this.#follow()
        // It had arrived, only the answer got lost, and others wrote before it was sent again.
        if (seen !== 'another-past' && seen.has(id)) return tried.answer
      } else if (!(await this.#isBehind())) {
        if (tried.is === 'refused') throw tried.error
        return tried.answer
      }
    }
    throw new AppError('store/read-only', { reason: 'Too many others write at the same time. Try again.' })
  }

  /** What was refused, or had nothing to do, may be otherwise by what others wrote; without Redis that cannot be known. */
  async #isBehind(): Promise<boolean> {
    try {
      const seen = await this.#follow()
      return seen !== 'another-past' && seen.size > 0
    } catch {
      return false
    }
  }

  async #tryOnce<R>(id: string, work: () => R): Promise<Tried<Awaited<R>>> {
    const { db } = this.#sql
    whenFree(() => db.exec('BEGIN IMMEDIATE'))
    try {
      const position = this.#position()
      if (position === null) throw new Error('the copy has no place in its log')
      this.#capture.begin()
      const done = await attempt(work)
      const rows = done.is === 'refused' ? [] : this.#capture.take()
      if (done.is === 'refused') return done
      if (rows.length === 0) {
        // What is derived may have been made anew, which is of this computer alone.
        db.exec('COMMIT')
        return done
      }
      const next = await this.#log.append(position, { id, rows })
      if (next === 'moved') return { ...done, is: 'moved' }
      this.#setPosition(next)
      db.exec('COMMIT')
      return { ...done, is: 'kept' }
    } finally {
      if (db.inTransaction) this.#rollback()
    }
  }

  #rollback(): void {
    this.#sql.db.exec('ROLLBACK')
    this.#capture.renew()
  }

  async #follow(): Promise<ReadonlySet<string> | 'another-past'> {
    const seen = new Set<string>()
    for (;;) {
      const position = this.#position()
      if (position === null) throw new Error('the copy has no place in its log')
      const following = await this.#log.after(position)
      if (following.is === 'another-past') return 'another-past'
      if (following.is === 'dropped') {
        await this.#loadEverything()
        continue
      }
      if (following.entries.length === 0) return seen
      this.#take(following.entries)
      for (const { id } of following.entries) seen.add(id)
    }
  }

  /** Another process with the same file may have taken some of them meanwhile. */
  #take(entries: readonly Entry[]): void {
    this.#inTransaction(() => {
      for (const { number, id, rows } of entries) {
        const position = this.#position()
        if (position === null || number !== position.number + 1) continue
        applyRows(this.#sql, rows)
        this.#setPosition({ log: position.log, number, id })
      }
    })
  }

  async #isOfAnother(): Promise<boolean> {
    try {
      return (await this.#follow()) === 'another-past'
    } catch (error) {
      if (isError(error, 'store/read-only')) return false
      throw error
    }
  }

  async #loadEverything(): Promise<void> {
    const { db } = this.#sql
    whenFree(() => db.exec('BEGIN IMMEDIATE'))
    try {
      removeEverything(this.#sql)
      const take = (rows: readonly RowChange[]): void => {
        applyRows(this.#sql, rows)
        this.#onRows(rows.length)
      }
      this.#setPosition(await this.#log.everything(take))
      db.exec('COMMIT')
    } finally {
      if (db.inTransaction) this.#rollback()
      this.#capture.renew()
    }
    await this.#follow()
  }

  #inTransaction(work: () => void): void {
    try {
      whenFree(() => this.#sql.db.transaction(work).immediate())
    } finally {
      this.#capture.renew()
    }
  }

  #position(): Position | null {
    const row = this.#sql.one<{ log: string; number: number; entry: string }>(
      `SELECT log, number, entry FROM ${POSITION_TABLE}`,
    )
    return row === undefined ? null : { log: row.log, number: row.number, id: row.entry }
  }

  #setPosition({ log, number, id }: Position): void {
    this.#sql.run(
      `INSERT INTO ${POSITION_TABLE} (id, log, number, entry) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET log = excluded.log, number = excluded.number, entry = excluded.entry`,
      log,
      number,
      id,
    )
  }
}

type Tried<R> =
  | { readonly is: 'kept' | 'moved' | 'idle'; readonly answer: R }
  | { readonly is: 'refused'; readonly error: unknown }

const attempt = async <R>(work: () => R): Promise<Tried<Awaited<R>>> => {
  try {
    return { is: 'idle', answer: await work() }
  } catch (error) {
    return { is: 'refused', error }
  }
}

/** Redis is empty where this computer remembers that it was not: whoever emptied it may not have meant it. */
class EmptiedLog extends Error {
  override readonly name = 'EmptiedLog'
}

const emptied = ({ number }: Position): EmptiedLog =>
  new EmptiedLog(
    `Redis is empty, and this computer has a copy of ${number} changes that were in it. If it was emptied on purpose, delete the copy; else bring Redis back from its own backup first. Nothing was touched.`,
  )

/** Every method of `store` that is named as writing goes through the log. */
export const writingThrough = <S extends object>(
  store: S,
  logged: LoggedStore,
  { writes, maintenance }: { readonly writes: readonly string[]; readonly maintenance: readonly string[] },
): S => {
  const methods = store as unknown as Methods
  const replaced = [
    ...writes.map((name) => [name, logged.write(methods[name] as (...args: never[]) => unknown)] as const),
    ...maintenance.map(
      (name) => [name, logged.maintain(methods[name] as (...args: never[]) => unknown)] as const,
    ),
  ]
  return { ...store, ...Object.fromEntries(replaced) }
}
