import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryId } from '#engine/memory/coordinate'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migration as memories } from './0001-memories.ts'

const about = {
  namespace: 'a',
  at: 1,
  author: 't',
  action: 'store',
  summary: '',
  reason: null,
  embedder: 'e',
}
const set = { payload: '{"text":"zebra"}', text: 'zebra', title: 'zebra', tags: [] }
const mutation = { coordinate: [1], id: memoryId('a', [1]), kind: 'put', when: 'any', set } as const

describe('a database from before golden sets', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
    file = join(folder, 'memories.sqlite')
    const db = new Database(file)
    migrate(db, [memories])
    const store = sqliteStore(db)
    await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await store.commit({ ...about, onMismatch: 'fail', mutations: [mutation] })
    db.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('STO-2 keeps what it has and takes artefacts', async () => {
    const { db } = openDatabase({ file })
    const store = sqliteStore(db)
    expect(db.pragma('user_version', { simple: true })).toBeGreaterThanOrEqual(2)
    expect(await store.get('a', [1])).toMatchObject({ text: 'zebra', seq: 1 })
    expect((await store.undoPlan(1)).steps).toHaveLength(1)
    const saved = { kind: 'saved-query', id: 'q', state: '{"name":"mine"}', seen: null } as const
    await store.commit({ ...about, onMismatch: 'fail', mutations: [], artefacts: [saved] })
    expect(await store.artefacts('a', { kind: 'saved-query', name: 'mine' })).toMatchObject([
      { id: 'q', seq: 2 },
    ])
    const strict = db.prepare(`SELECT name FROM pragma_table_list WHERE strict = 0 AND name = ?`)
    for (const table of ['artefacts', 'artefact_changes', 'golden_runs'])
      expect(strict.get(table)).toBeUndefined()
    db.close()
  })

  it('has none where it is only read, and is left as it is', async () => {
    const before = readFileSync(file)
    const { db } = openDatabase({ file, readonly: true })
    const store = sqliteStore(db)
    expect(await store.artefacts('a', { kind: 'golden-set' })).toEqual([])
    expect(await store.goldenRuns('a', 's')).toEqual([])
    expect(await store.lastGoldenRun('a', 's')).toBeNull()
    expect((await store.undoPlan(1)).artefacts).toEqual([])
    db.close()
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
