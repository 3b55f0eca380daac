import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migrations } from './index.ts'

describe('a database from before namespaces tested themselves', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
    file = join(folder, 'memories.sqlite')
    const db = new Database(file)
    const before = migrations.filter(({ version }) => version < 19)
    migrate(db, before)
    await sqliteStore(db).createNamespace('a', { at: 1, note: '', suggestions: [] })
    db.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('STO-2 keeps its namespaces, and their self-tests from then on', async () => {
    const { db } = openDatabase({ file })
    const store = sqliteStore(db)
    expect(await store.selfTest('a', 'e')).toBeNull()
    await store.keepSelfTest('a', 'e', '{}')
    expect(await store.selfTest('a', 'e')).toBe('{}')
    db.close()
  })

  it('has none where it is only read, and is left as it is', async () => {
    const before = readFileSync(file)
    const { db } = openDatabase({ file, readonly: true })
    expect(await sqliteStore(db).selfTest('a', 'e')).toBeNull()
    db.close()
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
