import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryId } from '#engine/memory/coordinate'
import { openDatabase } from './open.ts'
import { sqliteStore } from './sqlite-store.ts'

describe('keyword tables', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-keywords-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('MEM-8 are made anew when another analyzer made their words', async () => {
    const file = join(folder, 'memories.sqlite')
    const first = openDatabase({ file }).db
    const store = sqliteStore(first)
    await store.createNamespace('a', { at: 1, note: '', suggestions: [] })
    const set = { payload: '{"text":"zebras"}', text: 'zebras', title: 'zebras', tags: [] }
    const mutation = { coordinate: [1], id: memoryId('a', [1]), kind: 'put', when: 'any', set } as const
    const change = {
      namespace: 'a',
      at: 1,
      author: 't',
      action: 'store',
      summary: '',
      reason: null,
      embedder: 'e',
    }
    await store.commit({ ...change, onMismatch: 'fail', mutations: [mutation] })
    // As an older program would have left it: other words, another version.
    first.exec('DELETE FROM keywords_1 WHERE rowid = 1; UPDATE namespaces SET analyzer = 0')
    first.close()

    const second = openDatabase({ file }).db
    const found = await sqliteStore(second).keywords({ namespace: 'a', terms: ['zebra'], limit: 5 })
    second.close()
    expect([...found.keys]).toEqual([1])
  })
})
