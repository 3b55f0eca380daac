import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migrations } from './index.ts'

it('STO-2 a database from before the watch has kept nothing where it is only read, and is left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
  const file = join(folder, 'memories.sqlite')
  const old = new Database(file)
  migrate(
    old,
    migrations.filter(({ version }) => version < 18),
  )
  await sqliteStore(old).createNamespace('a', { at: 1, note: '', suggestions: [] })
  old.close()
  const before = readFileSync(file)
  const { db } = openDatabase({ file, readonly: true })
  const store = sqliteStore(db)
  const found = [
    store.watched('a', 'e'),
    store.watchRows('a'),
    store.watchState('a'),
    store.watchedNamespaces(),
  ]
  expect(found).toEqual([[], [], null, []])
  db.close()
  expect(readFileSync(file).equals(before)).toBe(true)
  rmSync(folder, { recursive: true })
})
