import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../migrate.ts'
import { openDatabase } from '../open.ts'
import { sqliteStore } from '../sqlite-store.ts'
import { migrations } from './index.ts'

const about = { namespace: 'a', at: 1, author: 't', action: 'save', summary: '', reason: null, embedder: 'e' }
const saved = (id: string) =>
  ({ kind: 'saved-query', id, state: JSON.stringify({ name: id, createdAt: 1 }), seen: null }) as const
const change = (artefacts: readonly object[]) =>
  ({ ...about, onMismatch: 'fail', mutations: [], artefacts }) as Parameters<
    ReturnType<typeof sqliteStore>['commit']
  >[0]

describe('a database from before capped artefacts', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
    file = join(folder, 'memories.sqlite')
    const db = new Database(file)
    migrate(db, migrations.slice(0, 4))
    const store = sqliteStore(db)
    await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    await store.commit(change([saved('one'), saved('two')]))
    db.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('STO-2 keeps its artefacts, and counts what it drops from then on', async () => {
    const { db } = openDatabase({ file })
    const store = sqliteStore(db)
    expect(await store.artefactTally('a', 'saved-query')).toEqual({ kept: 2, dropped: 0 })
    await store.commit(change([{ ...saved('three'), keep: 2 }]))
    expect(await store.artefactTally('a', 'saved-query')).toEqual({ kept: 2, dropped: 1 })
    expect((await store.artefacts('a', { kind: 'saved-query' })).map(({ id }) => id)).toEqual([
      'two',
      'three',
    ])
    const plan = db
      .prepare(
        `EXPLAIN QUERY PLAN SELECT a.id FROM artefacts AS a WHERE a.namespace_id = 1 AND a.kind = 'x'
         ORDER BY a.state ->> '$.createdAt', a.key LIMIT 1`,
      )
      .all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join()).toMatch(/artefacts_by_age/)
    expect(plan.map(({ detail }) => detail).join()).not.toMatch(/TEMP B-TREE/)
    db.close()
  })

  it('has dropped nothing where it is only read, and is left as it is', async () => {
    const before = readFileSync(file)
    const { db } = openDatabase({ file, readonly: true })
    const store = sqliteStore(db)
    expect(await store.artefactTally('a', 'saved-query')).toEqual({ kept: 0, dropped: 0 })
    db.close()
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
