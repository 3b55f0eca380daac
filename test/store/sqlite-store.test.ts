import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { openStoreThreads } from '#workers/store-threads'
import { builtFiles } from '../composition/built-files.ts'
import { asyncStore, storeInProcess } from './engine-in-process.ts'
import { keptMap } from './map.suite.ts'
import { storeSuite } from './store.suite.ts'
import { draft, patch, put, vector } from './store-bench.ts'

storeSuite('SQLite in memory', async () => {
  const store = storeInProcess()
  return { store, dispose: () => store.close() }
})

storeSuite('SQLite behind threads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-store-'))
  const another = async () =>
    (await openStoreThreads(builtFiles.storeWorker, { file: join(folder, 'memories.sqlite') })).store
  const store = await another()
  const dispose = async (): Promise<void> => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { store, another, dispose }
})

describe('the SQLite file', () => {
  it('MEM-7 has no row and no table of a namespace that was removed', async () => {
    const { db } = openDatabase({ file: ':memory:' })
    const store = asyncStore(sqliteStore(db))
    const tables = (): string[] =>
      db
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
        .pluck()
        .all() as string[]
    const rows = () =>
      tables()
        .filter((name) => !/^(keywords|sqlite)_|^changes$/.test(name))
        .map((name) => [name, db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()])
    const link = { from: [1], to: [2], type: 'x', weight: 1, note: null }
    const fill = async (a: string) => {
      await store.createNamespace(a, { at: 1, note: '', suggestions: [] })
      const both = [1, 2].map((x) => put(a, [x], { text: 'zebra' }, {}, { vector: vector(x) }))
      await store.commit(draft(a, both, { links: [link] }))
      await store.commit(draft(a, [patch(a, [1], { deletedAt: 1 })]))
      const saved = { kind: 'saved-query', id: 'q', state: '{"name":"mine"}', seen: null } as const
      await store.commit(draft(a, [], { artefacts: [saved] }))
      await store.keepGoldenRun(a, 's', { summary: '{}', results: '[]', keep: 1 })
      await store.keepPlaceAxes(a, 'e', '{}')
      await store.keepSelfTest(a, 'e', '{}')
      await store.keepMap(a, { embedder: 'e', method: 'pca' }, keptMap([1]))
      const query = { id: 'q', priority: 1, at: 1, vector: vector(1), text: 'zebra' }
      await store.keepWatched(a, 'e', { queries: [query], keep: 5 })
      await store.writeWatch(a, { add: [{ at: 1, state: '{}' }], drop: [], state: '{}' })
    }
    await fill('stays')
    const before = [tables(), rows()]
    await fill('goes')
    await store.keywordScores('goes', ['zebra'], Uint32Array.of(3, 4))
    await store.removeNamespace('goes')
    expect([tables(), rows()]).toEqual(before)
    expect(db.pragma('foreign_key_check')).toEqual([])
    await store.close()
  })
})
