import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_TEXT_FIELDS } from '#engine/memory/payload'
import type { MemoryStore } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import { recast, takeCensus } from '#engine/secrets/recast'
import type { SealedFields } from '#engine/secrets/sealed-payload'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { openStoreThreads } from '#workers/store-threads'
import { builtFiles } from '../composition/built-files.ts'
import { draft, patch, put, vector } from '../store/store-bench.ts'
import { cipherOf, sealedOverStore } from './sealed-bench.ts'

const A = 'a'
const SECRET = 'qzxplugh'
const COUNT = 450

let folder: string
let file: string
const open = async () => (await openStoreThreads(builtFiles.storeWorker, { file })).store
let store: MemoryStore & SealedStorage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'soma-recast-'))
  file = join(folder, 'memories.sqlite')
  store = await open()
  await store.createNamespace(A, { at: 1, note: '', suggestions: [] })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** Memories with versions, some of them in the bin. */
const fill = async (into: MemoryStore): Promise<void> => {
  const round = (n: number) =>
    Array.from({ length: COUNT }, (_, x) =>
      put(A, [x], { task: `${SECRET} ${x} ${n}`, note: `n${x}` }, {}, { vector: vector(x) }),
    )
  await into.commit(draft(A, round(1), { summary: `Stored "${SECRET}"`, reason: SECRET }))
  await into.commit(draft(A, round(2).slice(0, 300)))
  await into.commit(draft(A, [patch(A, [7], { deletedAt: 1 })]))
}

const bytesOnDisk = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
    .toLowerCase()

const to = (cipher: FieldCipher, fields: SealedFields = ['task', 'code']) => ({
  cipher,
  target: { cipher, fields },
  textFields: DEFAULT_TEXT_FIELDS,
  onProgress: () => {},
})

/** A store that dies at its n-th rewrite. */
const dyingAt = (n: number): SealedStorage => {
  let rewrites = 0
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'rewriteStates' && ++rewrites === n) throw new Error('killed')
      return Reflect.get(target, name) as unknown
    },
  })
}

const everything = async (through: MemoryStore) => {
  const some = Array.from({ length: COUNT / 9 }, (_, i) => 9 * i + 7)
  const versions = await Promise.all(some.map((x) => through.versions(A, [x], 9)))
  return { versions, changes: await through.changes({ limit: 99 }), stats: await through.stats(A) }
}

describe('encrypting what was there before', () => {
  it('SEC-1 leaves no plain text in database, log or a backup, and changes nothing that can be asked', async () => {
    await fill(store)
    expect(bytesOnDisk()).toContain(SECRET)
    const before = await everything(store)
    const cipher = cipherOf(1)
    const done = await recast(store, to(cipher))
    expect(done).toEqual({ states: COUNT + 301, lines: 3, broken: 0 })
    await store.eraseTraces()
    expect(bytesOnDisk()).not.toContain(SECRET)
    const sealed = sealedOverStore(store, { cipher })
    const after = await everything(sealed)
    expect(after.versions).toEqual(before.versions)
    expect(after.changes).toEqual(before.changes)
    // It is done while nobody else has the database open, and whoever searches opens it afterwards.
    await store.close()
    store = await open()
    expect((await store.keywords({ namespace: A, terms: [SECRET], limit: 9 })).keys.length).toBe(0)
    expect((await store.keywords({ namespace: A, terms: ['n3'], limit: 9 })).keys.length).toBe(1)
    expect(await recast(store, to(cipher))).toEqual({ states: 0, lines: 0, broken: 0 })
    expect((await takeCensus(store, cipher)).plain).toBe(0)
  })

  it('SEC-1 can be taken back: everything rests as it did', async () => {
    await fill(store)
    const before = await everything(store)
    const found = await store.keywords({ namespace: A, terms: [SECRET], limit: 999 })
    const cipher = cipherOf(1)
    for (const fields of [['task', 'code'], '*'] as const) {
      await recast(store, to(cipher, fields))
      await recast(store, { ...to(cipher), target: null })
      expect(await everything(store)).toEqual(before)
    }
    expect((await store.keywords({ namespace: A, terms: [SECRET], limit: 999 })).keys).toEqual(found.keys)
    const [row] = await store.rows(found.keys.slice(0, 1))
    expect(row?.row.title).toContain(SECRET)
  })
})

describe('a change of keys', () => {
  it('SEC-1 that is killed in the middle leaves all readable with both keys, and goes on when run again', async () => {
    const old = cipherOf(1)
    await fill(sealedOverStore(store, { cipher: old }))
    const before = await everything(sealedOverStore(store, { cipher: old }))
    const both = cipherOf(2, 1)
    for (const n of [1, 2, 3]) {
      await expect(recast(dyingAt(n), to(both))).rejects.toThrow('killed')
      const through = sealedOverStore(store, { cipher: both })
      expect(await everything(through)).toEqual(before)
    }
    const census = await takeCensus(store, both)
    expect([...census.sealed.keys()].sort()).toEqual([old.keyId, both.keyId].sort())
    await recast(store, to(both))
    expect(await everything(sealedOverStore(store, { cipher: cipherOf(2) }))).toEqual(before)
    expect(await takeCensus(store, both)).toEqual({
      sealed: new Map([[both.keyId, COUNT + 301]]),
      plain: 0,
      broken: 0,
    })
    await store.eraseTraces()
    expect(bytesOnDisk()).not.toContain(`v1.${old.keyId}`)
  })

  it('SEC-1 passes over what does not open, and over what was changed beside it', async () => {
    const old = cipherOf(1)
    await fill(sealedOverStore(store, { cipher: old }))
    const [one, , two] = await store.restingStates(0, 2)
    expect(one?.id).not.toBe(two?.id)
    const swapped = {
      ...one,
      from: one?.payload,
      payload: two?.payload,
      text: '',
      title: '',
      tags: [],
    } as never
    await store.rewriteStates([swapped])
    expect(await store.rewriteStates([swapped])).toBe(0)
    const done = await recast(store, to(cipherOf(2, 1)))
    expect(done).toMatchObject({ states: COUNT + 300, broken: 1 })
    expect(await takeCensus(store, cipherOf(2, 1))).toMatchObject({ broken: 1 })
  })
})
