import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migrations } from './index.ts'

describe('a database from before places were found', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
    file = join(folder, 'memories.sqlite')
    const db = new Database(file)
    const before = migrations.filter(({ version }) => version < 9)
    migrate(db, before)
    await sqliteStore(db).createNamespace('a', { at: 1, note: '', suggestions: [] })
    db.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('STO-2 keeps its namespaces, and their axes from then on', async () => {
    const { db } = openDatabase({ file })
    const store = sqliteStore(db)
    expect(await store.placeAxes('a', 'e')).toBeNull()
    expect(await store.keepPlaceAxes('a', 'e', '{}')).toBe('{}')
    expect(await store.placeAxes('a', 'e')).toBe('{}')
    db.close()
  })

  it('has none where it is only read, and is left as it is', async () => {
    const before = readFileSync(file)
    const { db } = openDatabase({ file, readonly: true })
    expect(await sqliteStore(db).placeAxes('a', 'e')).toBeNull()
    db.close()
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
