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

const RULES = {
  levels: [],
  weights: {
    age: 1,
    idle: 1,
    stdpStrength: 0,
    stdpDecayRate: 0,
    access: 0,
    importance: 0,
    threshold: 2,
    importanceThreshold: 1,
  },
}
const state = { payload: '{"text":"zebra"}', text: 'zebra', title: 'zebra', tags: [], deletedAt: null }
const draft = (x: number): Draft => ({
  namespace: 'a',
  at: 1000,
  author: 't',
  action: 'store',
  summary: '',
  reason: null,
  embedder: 'e',
  onMismatch: 'fail',
  mutations: [{ coordinate: [x], id: memoryId('a', [x]), kind: 'put', when: 'any', set: state }],
})

describe('a database from before decay', () => {
  let folder: string
  let file: string
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-migration-'))
    file = join(folder, 'memories.sqlite')
    const db = new Database(file)
    migrate(
      db,
      migrations.filter(({ version }) => version < 8),
    )
    const store = sqliteStore(db)
    await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    for (const x of [1, 2, 3]) await store.commit(draft(x))
    db.close()
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('STO-2 DEC-4 keeps its memories, and dates them once there are rules', async () => {
    const { db } = openDatabase({ file })
    const store = sqliteStore(db)
    expect(await store.dueMemories(1e9, null, 10)).toEqual([])
    while ((await store.dateBy(RULES, 2)) !== null);
    await store.commit(draft(4))
    const due = await store.dueMemories(1e9, null, 10)
    // An hour of age and one of idleness each count 1: two together after an hour.
    expect(due.map((one) => [one.coordinate, Math.round(one.due.at)])).toEqual(
      [1, 2, 3, 4].map((x) => [[x], 1000 + 3600]),
    )
    const strict = db.prepare('SELECT name FROM pragma_table_list WHERE strict = 0 AND name = ?')
    for (const table of ['decay', 'decay_state']) expect(strict.get(table)).toBeUndefined()
    db.close()
  })

  it('is read and left as it is where it is only read', async () => {
    const before = readFileSync(file)
    const { db } = openDatabase({ file, readonly: true })
    const store = sqliteStore(db)
    expect(await store.get('a', [1])).toMatchObject({ text: 'zebra' })
    expect(await store.decayFacts('a', [[1]])).toHaveLength(1)
    db.close()
    expect(readFileSync(file)).toEqual(before)
  })
})
