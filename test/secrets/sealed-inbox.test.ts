import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { DEFAULT_GATE } from '#engine/gate/gate'
import { createEngine, type Engine } from '#engine/index'
import { DEFAULT_TEXT_FIELDS } from '#engine/memory/payload'
import type { MemoryStore } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import { lockedStore } from '#engine/secrets/locked-store'
import { recast, takeCensus } from '#engine/secrets/recast'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { asyncIndex, storeInProcess } from '../store/engine-in-process.ts'
import { cipherOf, sealedOverStore } from './sealed-bench.ts'

const A = 'agents'
const SECRET = 'qzxplugh'
const PAYLOAD = JSON.stringify({ task: `rotate the ${SECRET} credentials`, note: 'green' })
const fields = ['task', 'code']

let folder: string
let store: MemoryStore & SealedStorage
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'soma-inbox-'))
  store = storeInProcess(join(folder, 'memories.sqlite'))
  await store.createNamespace(A, { at: 1, note: '', suggestions: [] })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

/** An engine with the gate on over the same database; it is left to the collector, as the store is shared. */
const engineOver = async (through: MemoryStore): Promise<Engine> => {
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const engine = createEngine(
    {
      store: through,
      index: asyncIndex(new FractalIndex({ dimension: 16, kernel: chooseKernel() })),
      embedder: createHashingEmbedder(16),
      clock: { now: () => 1_700_000_000, elapsed: () => 0 },
      log,
    },
    { gate: { ...DEFAULT_GATE, isOn: true } },
  )
  await engine.load()
  return engine
}

const stopOne = async (engine: Engine): Promise<string> => {
  const input = {
    namespace: A,
    payload: PAYLOAD,
    type: 'semantic',
    importance: 0,
    ifTaken: 'update',
  } as const
  await engine.memories.store({ ...input, coordinate: [1] }, 'ann')
  const outcome = await engine.memories.store(
    { ...input, coordinate: [2], reason: `as ${SECRET} said` },
    'ann',
  )
  if (outcome.stored) throw new Error('it was not stopped')
  return outcome.entry
}

/** Without what rests: sealed, a payload is longer. */
const inboxOf = async (engine: Engine) =>
  (await engine.inbox.list(A, { offset: 0, limit: 9 })).entries.map(({ nearest, ...entry }) => ({
    ...entry,
    nearest: nearest && { ...nearest, bytes: 0 },
  }))
const bytesOnDisk = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n')
    .toLowerCase()
const to = (cipher: FieldCipher) => ({
  cipher,
  target: { cipher, fields },
  textFields: DEFAULT_TEXT_FIELDS,
  onProgress: () => {},
})

describe('the inbox over encrypted fields', () => {
  it('GATE-3 SEC-1 rests sealed like a memory, and comes back in plain text through every answer', async () => {
    const engine = await engineOver(sealedOverStore(store))
    const entry = await stopOne(engine)
    expect((await inboxOf(engine))[0]).toMatchObject({
      payload: PAYLOAD,
      title: `rotate the ${SECRET} credentials`,
      reason: `as ${SECRET} said`,
      nearest: { title: `rotate the ${SECRET} credentials` },
    })
    const place = { namespace: A, entry }
    const thrown = await engine.inbox.confirm(place, 'bob')
    await engine.journal.undo(thrown.seq, 'bob')
    expect((await inboxOf(engine))[0]?.payload).toBe(PAYLOAD)
    await engine.namespaces.rename(A, 'b')
    await engine.namespaces.copy('b', A, 'bob')
    expect((await inboxOf(engine))[0]?.payload).toBe(PAYLOAD)
    const kept = await engine.inbox.storeAnyway(place, 'bob')
    expect((await engine.memories.get({ namespace: A, coordinate: [2] })).payload).toBe(PAYLOAD)
    await engine.journal.undo(kept.seq, 'bob')
    await engine.inbox.mergeInto(place, 'bob')
    expect((await engine.memories.get({ namespace: A, coordinate: [1] })).payload).toBe(PAYLOAD)
    expect(bytesOnDisk()).not.toContain(SECRET)
  })

  it('SEC-1 is encrypted, given another key and written in the clear again with the rest', async () => {
    const plain = await engineOver(store)
    const entry = await stopOne(plain)
    const { seq } = await plain.inbox.confirm({ namespace: A, entry }, 'bob')
    await plain.journal.undo(seq, 'bob')
    const before = await inboxOf(plain)
    const first = cipherOf(1)
    expect(await recast(store, to(first))).toMatchObject({ broken: 0 })
    await store.eraseTraces()
    expect(bytesOnDisk()).not.toContain(SECRET)
    expect(await recast(store, to(first))).toEqual({ states: 0, lines: 0, broken: 0 })
    const second = cipherOf(2, 1)
    await recast(store, to(second))
    const census = await takeCensus(store, cipherOf(2))
    expect([census.plain, census.broken, [...census.sealed.keys()]]).toEqual([0, 0, [second.keyId]])
    expect(await inboxOf(await engineOver(sealedOverStore(store, { cipher: cipherOf(2) })))).toEqual(before)
    await recast(store, { ...to(second), target: null })
    expect(await inboxOf(await engineOver(store))).toEqual(before)
  })

  it('SEC-1 shows marks without the key, and neither stores nor merges what nobody can read', async () => {
    const entry = await stopOne(await engineOver(sealedOverStore(store)))
    const locked = await engineOver(
      lockedStore(store, { everSealed: fields, textFields: DEFAULT_TEXT_FIELDS }),
    )
    const [shown] = await inboxOf(locked)
    expect(shown?.payload).toContain('$sealed')
    expect(shown?.reason).toMatch(/key is needed/)
    const place = { namespace: A, entry }
    for (const how of ['storeAnyway', 'mergeInto'] as const) {
      await expect(locked.inbox[how](place, 'bob')).rejects.toMatchObject({ code: 'memory/seal-broken' })
    }
    const { seq } = await locked.inbox.confirm(place, 'bob')
    await locked.journal.undo(seq, 'bob')
    const [back] = await inboxOf(await engineOver(sealedOverStore(store)))
    expect(back).toMatchObject({ payload: PAYLOAD, reason: `as ${SECRET} said` })
    const state = JSON.stringify({ author: 'x', payload: PAYLOAD, reason: null })
    const exposing = { kind: 'gate-skip', id: 'x', state, seen: null } as const
    const draft = { namespace: A, at: 1, author: 'x', action: 'x', summary: '', reason: null, embedder: 'e' }
    const through = lockedStore(store, { everSealed: fields, textFields: DEFAULT_TEXT_FIELDS })
    const commit = through.commit({ ...draft, onMismatch: 'fail', mutations: [], artefacts: [exposing] })
    await expect(commit).rejects.toMatchObject({ code: 'store/read-only' })
  })
})
