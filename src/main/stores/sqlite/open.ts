import Database from 'better-sqlite3'
import { checkOrigin, migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { renewKeywords } from './namespaces.ts'
import { Statements } from './statements.ts'
import { whenFree } from './when-free.ts'

export interface OpenOptions {
  readonly file: string
  readonly readonly?: boolean
  /** NORMAL loses at most the last commits at a power cut, never the file; FULL loses none (STO-2). */
  readonly synchronous?: 'NORMAL' | 'FULL'
}

/** The bytes of the file are not those of a database. */
export class DamagedDatabase extends Error {
  override readonly name = 'DamagedDatabase'
}

/**
 * Opens the database file, making it if it is not there.
 * @throws DamagedDatabase, NewerDatabase, ForeignDatabase; the file is untouched then.
 */
export const openDatabase = (options: OpenOptions): { db: Database.Database; created: boolean } => {
  const db = new Database(options.file, { readonly: options.readonly ?? false, timeout: 10_000 })
  try {
    return { db, created: whenFree(() => configure(db, options)) }
  } catch (error) {
    db.close()
    if (!isDamage(error)) throw error
    throw new DamagedDatabase(error.message, { cause: error })
  }
}

const configure = (
  db: Database.Database,
  { readonly = false, synchronous = 'NORMAL' }: OpenOptions,
): boolean => {
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32000')
  if (readonly) {
    checkOrigin(db, migrations)
    db.prepare('SELECT count(*) FROM namespaces').get()
    return false
  }
  checkOrigin(db, migrations)
  // Three vectors of 2 KiB fit a page of this size, where the default would hold one and waste half.
  db.pragma('page_size = 8192')
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${synchronous}`)
  const { created } = migrate(db, migrations)
  db.transaction(() => renewKeywords(new Statements(db))).immediate()
  return created
}

const DAMAGE = new Set(['SQLITE_NOTADB', 'SQLITE_CORRUPT'])

/** SQLite's own word that the file is not as it left it. */
export const isDamage = (error: unknown): error is Error =>
  error instanceof Database.SqliteError && [...DAMAGE].some((code) => error.code.startsWith(code))
