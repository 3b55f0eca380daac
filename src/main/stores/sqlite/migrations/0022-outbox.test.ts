import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migrations } from './index.ts'

it('STO-2 gives a database of before an outbox that has everything in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
  const file = join(folder, 'memories.sqlite')
  const before = new Database(file)
  migrate(
    before,
    migrations.filter(({ version }) => version < 22),
  )
  await sqliteStore(before).createNamespace('a', { at: 1, note: '', suggestions: [] })
  before.close()
  const { db } = openDatabase({ file })
  const store = sqliteStore(db)
  expect(await store.outboxMark('q')).toBeNull()
  expect(await store.outboxSpaces()).toMatchObject([{ namespace: 'a', living: 0 }])
  const hold = { holder: 'one', now: 10, until: 40 }
  expect(await store.holdOutbox('q', hold)).toBe(true)
  expect(await store.holdOutbox('q', { ...hold, holder: 'other' })).toBe(false)
  expect(await store.holdOutbox('q', { holder: 'other', now: 41, until: 70 })).toBe(true)
  db.close()
  rmSync(folder, { recursive: true })
})
