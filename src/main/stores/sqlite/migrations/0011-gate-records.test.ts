import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryId } from '#engine/memory/coordinate'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migrations } from './index.ts'

type Draft = Parameters<ReturnType<typeof sqliteStore>['commit']>[0]

const about = {
  namespace: 'a',
  at: 1,
  author: 't',
  action: 'store',
  summary: '',
  reason: null,
  embedder: 'e',
}
const put = (gate?: string): Draft => ({
  ...about,
  onMismatch: 'fail',
  mutations: [
    {
      coordinate: [1],
      id: memoryId('a', [1]),
      kind: 'put',
      when: 'any',
      set: { payload: '{}', text: '', title: '', tags: [], deletedAt: null },
      ...(gate !== undefined && { gate }),
    },
  ],
})

describe('a database from before records of the gate', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
    file = join(folder, 'memories.sqlite')
    const db = new Database(file)
    migrate(
      db,
      migrations.filter(({ version }) => version < 11),
    )
    const store = sqliteStore(db)
    await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await store.commit(put())
    db.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('STO-2 has no record of what was stored before, keeps those of later, and drops them with the memory', async () => {
    const { db } = openDatabase({ file })
    const store = sqliteStore(db)
    expect(await store.gateRecords('a', [1])).toEqual([])
    await store.commit(put('{"pass":"update"}'))
    await store.commit(put())
    await store.commit(put('{"pass":"forced"}'))
    expect(await store.gateRecords('a', [1])).toEqual([
      { version: 4, record: '{"pass":"forced"}' },
      { version: 2, record: '{"pass":"update"}' },
    ])
    expect(await store.gateRecords('a', [2])).toEqual([])
    await store.removeNamespace('a')
    expect(db.prepare('SELECT count(*) FROM gate_records').pluck().get()).toBe(0)
    db.close()
  })

  it('has none where it is only read, and is left as it is', async () => {
    const before = readFileSync(file)
    const { db } = openDatabase({ file, readonly: true })
    expect(await sqliteStore(db).gateRecords('a', [1])).toEqual([])
    db.close()
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
