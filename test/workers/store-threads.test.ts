import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { openStoreThreads } from '#workers/store-threads'
import { draft, put } from '../store/store-bench.ts'

const WORKER = join(import.meta.dirname, 'mortal-store-worker.ts')
const META = { at: 1, note: '', suggestions: [] }

describe('the store behind threads', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-threads-'))
    file = join(folder, 'memories.sqlite')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('says whether it made the file', async () => {
    for (const created of [true, false]) {
      const opened = await openStoreThreads(WORKER, { file })
      expect(opened.created).toBe(created)
      await opened.store.close()
    }
  })

  it('MEM-8 has a new thread for one that died, and everything that was committed', async () => {
    const { store } = await openStoreThreads(WORKER, { file })
    await store.createNamespace('a', META)
    await expect(store.stats('die')).rejects.toThrow(/ended/)
    expect(await store.stats('a')).toMatchObject({ episodic: 0 })
    await expect(store.createNamespace('die', META)).rejects.toThrow(/ended/)
    await store.createNamespace('b', META)
    expect((await store.namespaces()).map(({ name }) => name)).toEqual(['a', 'b'])
    await store.close()
  })

  it('MEM-8 finds words again after the thread died that had the keyword index', async () => {
    const { store } = await openStoreThreads(WORKER, { file })
    await store.createNamespace('a', META)
    await store.commit(draft('a', [put('a', [1], { text: 'a zebra' }), put('a', [2], { text: 'two lions' })]))
    const search = { namespace: 'a', terms: ['zebra', 'lion'], limit: 9 }
    const before = await store.keywords(search)
    expect(before).toMatchObject({ keys: Uint32Array.of(1, 2), documents: 2 })
    await expect(store.keywords({ ...search, namespace: 'die' })).rejects.toThrow(/ended/)
    expect(await store.keywords(search)).toEqual(before)
    await store.commit(draft('a', [put('a', [3], { text: 'a lion' })]))
    expect([...(await store.keywords(search)).keys].sort()).toEqual([1, 2, 3])
    await store.close()
  })

  it('MEM-8 reads what the file has into the keyword index by itself', async () => {
    const first = openDatabase({ file }).db
    const store = sqliteStore(first)
    await store.createNamespace('a', META)
    const texts = Array.from({ length: 300 }, (_, x) => put('a', [x], { text: `zebra ${x} `.repeat(9) }))
    await store.commit(draft('a', texts))
    // Whoever finds something has it from the memories themselves.
    first.exec('DELETE FROM keywords_1')
    first.close()
    const opened = await openStoreThreads(WORKER, { file })
    let found = 0
    for (let asked = 0; found === 0 && asked < 100_000; asked++) {
      const { keys } = await opened.store.keywords({ namespace: 'a', terms: ['zebra'], limit: 999 })
      found = keys.length
    }
    expect(found).toBe(300)
    await opened.store.close()
  })

  it('that was closed starts no thread any more, whoever still asks', async () => {
    for (const searched of [false, true]) {
      const { store } = await openStoreThreads(WORKER, { file })
      const search = { namespace: 'a', terms: ['zebra'], limit: 9 }
      if (searched) await store.keywords(search)
      else await store.createNamespace('a', META)
      await store.close()
      for (const asked of [store.keywords(search), store.namespaces(), store.seq()])
        await expect(asked).rejects.toThrow(/ended/)
    }
  })

  it('finds words in a database in memory, which has one thread for everything', async () => {
    const { store } = await openStoreThreads(WORKER, { file: ':memory:' })
    await store.createNamespace('a', META)
    for (let x = 1; x <= 40; x++) {
      await store.commit(draft('a', [put('a', [x], { text: `zebra ${x}` })]))
      const { keys } = await store.keywords({ namespace: 'a', terms: ['zebra'], limit: 99 })
      expect(keys).toHaveLength(x)
    }
    await store.close()
  })

  it('puts no empty database in the place of one in memory', async () => {
    const { store } = await openStoreThreads(WORKER, { file: ':memory:' })
    await store.createNamespace('a', META)
    await expect(store.stats('die')).rejects.toThrow(/ended/)
    await expect(store.namespaces()).rejects.toThrow(/ended/)
    await store.close()
  })
})
