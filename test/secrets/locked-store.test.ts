import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_TEXT_FIELDS } from '#engine/memory/payload'
import type { MemoryStore } from '#engine/ports'
import { lockedStore } from '#engine/secrets/locked-store'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { storeInProcess } from '../store/engine-in-process.ts'
import { derived, draft, EMBEDDER, patch, put, vector } from '../store/store-bench.ts'
import { sealedOverStore } from './sealed-bench.ts'

const A = 'a'
const options = { everSealed: ['task', 'code'], textFields: DEFAULT_TEXT_FIELDS }
const MARK = /^\{"text":"open","task":\{"\$sealed":"v1\.[^"]+"\}/

let store: MemoryStore & SealedStorage
let unlocked: MemoryStore
let locked: MemoryStore
beforeEach(async () => {
  store = storeInProcess()
  unlocked = sealedOverStore(store)
  locked = lockedStore(store, options)
  await store.createNamespace(A, { at: 1, note: '', suggestions: [] })
  const memory = put(A, [1], { text: 'open', task: 'hidden' }, {}, { vector: vector(1) })
  await unlocked.commit(draft(A, [memory], { summary: 'Stored "hidden"', reason: 'hidden why' }))
})
afterEach(() => store.close())

const readOnly = (work: Promise<unknown>) =>
  expect(work).rejects.toMatchObject({
    code: 'store/read-only',
    data: { reason: expect.stringContaining('memory_enterprise.encryption_key') },
  })

describe('a store without its key', () => {
  it('SEC-1 shows what is in the clear, and marks where something is sealed', async () => {
    const memory = await locked.get(A, [1])
    expect(memory?.payload).toMatch(MARK)
    expect(memory?.text).toBe('open')
    const [change] = await locked.changes({ limit: 1 })
    expect(change?.summary).toMatch(/key is needed/)
    expect((await locked.versions(A, [1], 9))[0]?.reason).toMatch(/key is needed/)
    expect(JSON.stringify(await locked.undoPlan(change?.seq ?? 0))).not.toContain('hidden')
    const filter = { is: 'equals', field: 'task', value: 'hidden' } as const
    await expect(locked.matching(A, filter)).rejects.toMatchObject({ code: 'request/invalid' })
  })

  it('SEC-1 takes what exposes nothing: pins, deletes, edits beside the marks; all opens with the key again', async () => {
    await locked.commit(draft(A, [patch(A, [1], { pinned: true })]))
    await locked.commit(draft(A, [patch(A, [1], { deletedAt: 5 })]))
    await locked.commit(draft(A, [patch(A, [1], { deletedAt: null }, { when: 'binned' })]))
    const resting = (await locked.get(A, [1]))?.payload as string
    const edited = resting.replace('"open"', '"edited"')
    const set = { payload: edited, text: 'edited hidden?', title: 'x', tags: [] }
    await locked.commit(draft(A, [patch(A, [1], set, { vector: vector(9) })]))
    const memory = await unlocked.get(A, [1])
    expect(JSON.parse(memory?.payload ?? '')).toMatchObject({ text: 'edited', task: 'hidden' })
    expect(memory?.pinned).toBe(true)
  })

  it('SEC-1 refuses what would write a sealed field in the clear, and what needs seals made anew', async () => {
    const seq = await store.seq()
    await readOnly(locked.commit(draft(A, [put(A, [2], { task: 'x' })])))
    await readOnly(locked.commit(draft(A, [patch(A, [1], derived({ text: 'open' }))])))
    await readOnly(locked.renameNamespace(A, 'b', { at: 1, author: 't' }))
    await readOnly(locked.copyNamespace(A, 'b', { at: 1, author: 'ann' }))
    expect(await store.seq()).toBe(seq)
    const whole = lockedStore(store, { ...options, everSealed: '*' })
    const plain = { payload: '{"note":1}', text: '', title: '', tags: [] }
    await readOnly(whole.commit(draft(A, [patch(A, [1], plain)])))
    await locked.commit(draft(A, [put(A, [3], {}, plain)]))
    expect((await locked.get(A, [3]))?.payload).toBe('{"note":1}')
  })

  it('EMB-1 SEC-1 leaves a memory without a vector until its text can be read', async () => {
    const resting = (await locked.get(A, [1]))?.payload as string
    const set = { payload: resting.replace('"open"', '"edited"'), text: 'edited', title: '', tags: [] }
    await locked.commit(draft(A, [patch(A, [1], set, { vector: vector(9) })]))
    const plain = { payload: '{"note":"words"}', text: 'words', title: '', tags: [] }
    await locked.commit(draft(A, [put(A, [2], {}, plain)]))
    const texts = async (from: MemoryStore) =>
      (await from.withoutVector(EMBEDDER, { seq: 0, key: 0 }, 1)).map(({ text }) => text)
    expect(await texts(locked)).toEqual(['words'])
    expect(await texts(unlocked)).toEqual(['edited'])
  })
})
