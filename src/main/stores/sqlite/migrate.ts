import type Database from 'better-sqlite3'

export interface Migration {
  /** Becomes the file's `user_version`. */
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** `application_id` of our files: "Soma" in ASCII. */
const APPLICATION_ID = 0x536f6d61

/** The file was written by a newer program; it is left as it is (STO-2). */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase'
}

/** The file is a sound SQLite database of somebody else. */
export class ForeignDatabase extends Error {
  override readonly name = 'ForeignDatabase'
}

/**
 * Whether the file is ours to write. Asked before anything else: even choosing the journal mode would change it.
 * @throws NewerDatabase, ForeignDatabase
 */
export const checkOrigin = (db: Database.Database, migrations: readonly Migration[]): void => {
  const present = db.pragma('user_version', { simple: true }) as number
  const application = db.pragma('application_id', { simple: true }) as number
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number
  const isNew = application === 0 && present === 0 && tables === 0
  if (application !== APPLICATION_ID && !isNew) {
    throw new ForeignDatabase(
      `${db.name} is a database of another program. Choose another data folder with --data; the file was not touched.`,
    )
  }
  const newest = migrations.at(-1)?.version ?? 0
  if (present > newest) {
    throw new NewerDatabase(
      `The database ${db.name} was written by a newer Soma Inspector (format ${present}, this one knows ${newest}). Update the app; the file was not touched.`,
    )
  }
}

/** Brings a database up to the newest version, each step in a transaction of its own. */
export const migrate = (
  db: Database.Database,
  migrations: readonly Migration[],
): { readonly created: boolean } => {
  const present = (): number => db.pragma('user_version', { simple: true }) as number
  let created = false
  for (const migration of migrations) {
    if (migration.version <= present()) continue
    db.transaction(() => {
      // Another process that began at the same moment may have taken this step while this one waited.
      const before = present()
      if (migration.version <= before) return
      created ||= before === 0
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
      db.pragma(`application_id = ${APPLICATION_ID}`)
    }).immediate()
  }
  return { created }
}
