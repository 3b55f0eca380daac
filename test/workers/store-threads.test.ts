import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStoreThreads } from '#workers/store-threads'

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

  it('puts no empty database in the place of one in memory', async () => {
    const { store } = await openStoreThreads(WORKER, { file: ':memory:' })
    await store.createNamespace('a', META)
    await expect(store.stats('die')).rejects.toThrow(/ended/)
    await expect(store.namespaces()).rejects.toThrow(/ended/)
    await store.close()
  })
})
