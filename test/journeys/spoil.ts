import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Spoils a table that no screen needs: all can be read, and nothing is written any more (STO-2). */
export const spoil = (folder: string): void => {
  const file = join(folder, 'memories.sqlite')
  const db = new Database(file)
  db.pragma('wal_checkpoint(TRUNCATE)')
  const size = db.pragma('page_size', { simple: true }) as number
  const page = db
    .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'golden_runs'")
    .pluck()
    .get() as number
  db.close()
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x2a, (page - 1) * size, page * size))
}
