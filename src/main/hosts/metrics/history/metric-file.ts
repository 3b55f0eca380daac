import { renameSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { MetricMark } from '#contract/metrics'
import { type Increments, joined } from './increments.ts'

/** How long which resolution is kept, in seconds; a little more than is shown, so that an edge is never cut. */
export const RINGS = [
  { step: 10, keep: 3600 + 600 },
  { step: 60, keep: 86_400 + 3600 },
  { step: 900, keep: 31 * 86_400 },
] as const

export interface KeptRow {
  readonly at: number
  readonly process: string
  readonly increments: Increments
}

const FORMAT = 1
const MOST_MARKS = 2000
/** Another process writes for a millisecond or so; whoever does not get in tries again with the next look. */
const BUSY_MS = 100

const SCHEMA = `
  CREATE TABLE samples (
    step INTEGER NOT NULL,
    at INTEGER NOT NULL,
    process TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (step, at, process)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE marks (
    at REAL NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    namespace TEXT NOT NULL,
    author TEXT NOT NULL
  ) STRICT;
  CREATE INDEX marks_at ON marks (at);
  PRAGMA user_version = ${FORMAT};
`

/** The file was made by a newer program, which is to find it as it left it. */
class NewerMetricFile extends Error {
  override readonly name = 'NewerMetricFile'
}

/**
 * Samples of all processes on one data folder. A database of its own, beside that of the memories: what is written here
 * never waits for a change of memories or holds one up, no backup carries it, and a damaged one is thrown away.
 */
export class MetricFile {
  readonly #db: Database.Database
  readonly #file: string

  /** @param file or `:memory:`; made if it is not there. @throws NewerMetricFile, and what the system says */
  constructor(file: string) {
    this.#file = file
    try {
      this.#db = open(file)
    } catch (error) {
      if (!isDamage(error)) throw error
      renameSync(file, `${file}.damaged`)
      for (const part of ['-wal', '-shm']) rmSync(`${file}${part}`, { force: true })
      this.#db = open(file)
    }
  }

  /** Adds to what is kept of that moment at every resolution, and lets go of what is too old. */
  add(process: string, at: number, increments: Increments, marks: readonly MetricMark[]): void {
    const db = this.#db
    const find = db.prepare<[number, number, string], { body: string }>(
      'SELECT body FROM samples WHERE step = ? AND at = ? AND process = ?',
    )
    const put = db.prepare('INSERT OR REPLACE INTO samples (step, at, process, body) VALUES (?, ?, ?, ?)')
    const drop = db.prepare('DELETE FROM samples WHERE step = ? AND at < ?')
    const mark = db.prepare('INSERT INTO marks (at, kind, label, namespace, author) VALUES (?, ?, ?, ?, ?)')
    db.transaction(() => {
      for (const { step, keep } of RINGS) {
        const from = Math.floor(at / step) * step
        const there = find.get(step, from, process)
        const sum =
          there === undefined ? increments : joined(JSON.parse(there.body) as Increments, increments)
        put.run(step, from, process, JSON.stringify(sum))
        drop.run(step, at - keep)
      }
      for (const { at: when, kind, label, namespace, author } of marks)
        mark.run(when, kind, label, namespace, author)
      if (marks.length > 0) {
        db.prepare(
          'DELETE FROM marks WHERE rowid NOT IN (SELECT rowid FROM marks ORDER BY at DESC LIMIT ?)',
        ).run(MOST_MARKS)
      }
    }).immediate()
  }

  /** Oldest first, from one moment up to another. */
  rows(step: number, from: number, until: number): KeptRow[] {
    return this.#db
      .prepare<[number, number, number], { at: number; process: string; body: string }>(
        'SELECT at, process, body FROM samples WHERE step = ? AND at >= ? AND at < ? ORDER BY at',
      )
      .all(step, from, until)
      .map(({ at, process, body }) => ({ at, process, increments: JSON.parse(body) as Increments }))
  }

  marks(from: number, until: number): MetricMark[] {
    return this.#db
      .prepare<[number, number], MetricMark>(
        'SELECT at, kind, label, namespace, author FROM marks WHERE at >= ? AND at <= ? ORDER BY at',
      )
      .all(from, until)
  }

  since(): number | null {
    const { at } = this.#db.prepare('SELECT min(at) AS at FROM samples').get() as { at: number | null }
    return at
  }

  bytes(): number {
    if (this.#file === ':memory:') return 0
    const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
    return sizeOf(this.#file) + sizeOf(`${this.#file}-wal`)
  }

  close(): void {
    this.#db.close()
  }
}

const open = (file: string): Database.Database => {
  const db = new Database(file, { timeout: BUSY_MS })
  try {
    const format = db.pragma('user_version', { simple: true }) as number
    if (format > FORMAT) throw new NewerMetricFile('a newer version of the program keeps it')
    db.pragma('journal_mode = WAL')
    // Never waits for the disk: figures of the last seconds are worth no pause of the event loop.
    db.pragma('synchronous = OFF')
    if (format < FORMAT) {
      db.transaction(() => {
        if (db.pragma('user_version', { simple: true }) === 0) db.exec(SCHEMA)
      }).immediate()
    }
    db.prepare('SELECT 1 FROM samples LIMIT 1').get()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const isDamage = (error: unknown): boolean => {
  const code = String((error as { readonly code?: unknown } | null)?.code)
  return code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')
}
