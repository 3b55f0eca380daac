import { afterEach, describe, expect, it } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import { isAppError } from '#contract/errors'
import { A, type GateBench, input, openGate } from './gate-bench.ts'

const TEXT = 'the session cookie has no secure flag'
const OTHER = 'bananas ripen faster beside apples'

let test: GateBench
afterEach(() => test.engine.close())

const inbox = (offset = 0, limit = 50) => test.engine.inbox.list(A, { offset, limit })
const get = (x: number) => test.engine.memories.get({ namespace: A, coordinate: [x] })
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )
const undo = (seq: number) => test.engine.journal.undo(seq, 'ann')
/** Stores a text, and once more elsewhere, which is stopped. */
const stopOne = async (extra: Parameters<GateBench['store1']>[2] = {}) => {
  await test.store1(1, TEXT)
  const outcome = await test.store1(2, TEXT, { payload: `{"text":"${TEXT}","seen":[2]}`, ...extra })
  if (outcome.stored) throw new Error('it was not stopped')
  return outcome
}

describe('the gate', () => {
  it('GATE-1 is off by default: the same text is stored twice', async () => {
    test = await openGate({ isOn: false })
    await test.store1(1, TEXT)
    expect(await test.store1(2, TEXT)).toMatchObject({ stored: true, created: true, gate: null })
  })

  it('GATE-1 GATE-2 stops what is like a living memory, and says what it is like', async () => {
    test = await openGate()
    const first = await test.store1(1, TEXT)
    expect(first).toMatchObject({ stored: true, gate: { score: 1, novelty: 1, error: 0, nearest: null } })
    const second = await test.store1(2, TEXT)
    expect(second).toMatchObject({ stored: false, count: 0, gate: { threshold: 0.3, error: 0 } })
    expect(second.gate?.nearest).toMatchObject({ coordinate: [1], title: TEXT })
    expect(second.gate?.nearest?.similarity).toBeCloseTo(1, 6)
    expect(await codeOf(get(2))).toBe('memory/not-found')
    expect(await test.store1(3, OTHER)).toMatchObject({ stored: true })
    // What was deleted stands in nobody's way, and what lies in another namespace never did.
    await test.engine.memories.remove({ namespace: A, coordinates: [[1]] }, undefined, 'ann')
    expect(await test.store1(2, TEXT)).toMatchObject({ stored: true })
    await test.engine.namespaces.create('b')
    expect(await test.store1(1, TEXT, { namespace: 'b' })).toMatchObject({ stored: true })
  })

  it('GATE-1 lets what went wrong pass where that counts', async () => {
    test = await openGate({ weights: { novelty: 1, error: 0.5 } })
    await test.store1(1, TEXT)
    expect(await test.store1(2, TEXT, { reward: 0 })).toMatchObject({ stored: false })
    expect(await test.store1(2, TEXT, { reward: -0.5 })).toMatchObject({
      stored: false,
      gate: { error: 0.5 },
    })
    expect(await test.store1(2, TEXT, { reward: -1 })).toMatchObject({ stored: true, gate: { error: 1 } })
  })

  it('GATE-4 lets updates, pinned and forced writes pass', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    expect(await test.store1(1, TEXT)).toMatchObject({ stored: true, version: 2, gate: null })
    expect(await test.store1(2, TEXT, { pinned: true })).toMatchObject({ stored: true, gate: null })
    expect(await test.store1(3, TEXT, { force: true })).toMatchObject({ stored: true, gate: null })
    expect(await codeOf(test.store1(1, TEXT, { ifTaken: 'refuse' }))).toBe('memory/exists')
    expect((await inbox()).total).toBe(0)
  })

  it('GATE-4 links what supersedes to what it replaces, which is marked as long as that lives', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const before = await get(1)
    const outcome = await test.store1(2, TEXT, { supersedes: [1] })
    expect(outcome).toMatchObject({ stored: true, count: 1, gate: null })
    const links = await test.store.links(A, [2], 10)
    expect(links?.links).toMatchObject([
      { direction: 'out', type: 'supersedes', memory: { coordinate: [1] } },
    ])
    expect(await get(1)).toEqual({ ...before, supersededBy: [2] })
    expect((await get(2)).supersededBy).toBeNull()
    await undo(outcome.seq)
    expect((await get(1)).supersededBy).toBeNull()
    expect(await codeOf(test.store1(3, OTHER, { supersedes: [9] }))).toBe('memory/not-found')
    expect(await codeOf(test.store1(3, OTHER, { supersedes: [2] }))).toBe('memory/not-found')
  })

  it('GATE-1 stores one of many that say the same at the same time', async () => {
    test = await openGate()
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((x) => test.store1(x, TEXT)))
    expect(outcomes.map(({ stored }) => stored)).toEqual([true, false, false, false, false])
    expect((await inbox()).total).toBe(4)
  })

  it('GATE-1 goes on after a write that failed', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const refused = codeOf(test.store1(1, OTHER, { ifTaken: 'refuse' }))
    const next = test.store1(2, TEXT)
    expect([await refused, (await next).stored]).toEqual(['memory/exists', false])
  })

  it('MEM-11 GATE-2 judges each of many, also by what came before it in the call', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const { namespace: _, ...one } = input(0, '')
    const many = [
      { ...one, coordinate: [2], payload: `{"text":"${TEXT}"}` },
      { ...one, coordinate: [3], payload: `{"text":"${OTHER}"}` },
      { ...one, coordinate: [4], payload: `{"text":"${OTHER}"}` },
      // An update of what the same call stored, and after it the old text is new again.
      { ...one, coordinate: [3], payload: '{"text":"clouds drift over the northern harbour"}' },
      { ...one, coordinate: [5], payload: `{"text":"${OTHER}"}` },
      { ...one, coordinate: [6], payload: `{"text":"${TEXT}"}`, force: true },
    ]
    const change = { author: 'ann', action: 'store', summary: 'Stored six' }
    const { seq, count, items } = await test.engine.memories.storeMany(A, many, change)
    expect(items.map(({ is }) => is)).toEqual(['skipped', 'stored', 'skipped', 'stored', 'stored', 'stored'])
    expect(items[2]).toMatchObject({ gate: { nearest: { coordinate: [3], title: OTHER } } })
    expect([count, (await inbox()).total]).toEqual([4, 2])
    await undo(seq)
    expect((await inbox()).total).toBe(0)
    expect((await test.engine.memories.stats(A)).total).toBe(1)
  })

  it('GATE-5 previews without writing', async () => {
    test = await openGate({ isOn: false })
    await test.store1(1, TEXT)
    const seq = await test.store.seq()
    const preview = (probe: { text?: string; payload?: string; reward?: number }) =>
      test.engine.gate.preview({ namespace: A, ...probe })
    expect(await preview({ text: TEXT })).toMatchObject({
      isOn: false,
      passes: false,
      gate: { nearest: { coordinate: [1] } },
    })
    expect(await preview({ payload: JSON.stringify({ text: OTHER }) })).toMatchObject({ passes: true })
    expect(await codeOf(preview({ payload: '[]' }))).toBe('memory/payload-invalid')
    expect(await test.store.seq()).toBe(seq)
  })
})

describe('the inbox', () => {
  it('GATE-3 keeps a stopped write with its payload, nearest, score, settings, author and time', async () => {
    test = await openGate()
    const events: EngineEvent[] = []
    const stop = new AbortController()
    const heard = (async () => {
      for await (const event of test.engine.events.subscribe(stop.signal)) events.push(event)
    })()
    const { entry, gate } = await stopOne({
      type: 'episodic',
      importance: 3,
      reward: 0.5,
      reason: 'seen again',
    })
    const { entries, total, dropped } = await inbox()
    expect([total, dropped]).toEqual([1, 0])
    expect(entries[0]).toEqual({
      id: entry,
      at: test.time.now,
      author: 'ann',
      coordinate: [2],
      type: 'episodic',
      importance: 3,
      timestamp: test.time.now,
      payload: `{"text":"${TEXT}","seen":[2]}`,
      title: TEXT,
      reason: 'seen again',
      reward: 0.5,
      gate,
      weights: { novelty: 1, error: 0 },
      nearest: expect.objectContaining({ coordinate: [1] }),
    })
    stop.abort()
    await heard
    expect(events.at(-1)).toMatchObject({
      type: 'artefacts',
      kinds: ['gate-skip'],
      change: { action: 'gate_skip' },
    })
  })

  it('GATE-3 MEM-10 stores a write anyway, and takes it back into the inbox when that is undone', async () => {
    test = await openGate()
    const { entry } = await stopOne()
    const { seq } = await test.engine.inbox.storeAnyway({ namespace: A, entry }, 'bob')
    expect((await get(2)).payload).toBe(`{"text":"${TEXT}","seen":[2]}`)
    expect((await inbox()).total).toBe(0)
    expect(await codeOf(test.engine.inbox.storeAnyway({ namespace: A, entry }, 'bob'))).toBe('gate/not-found')
    const undone = await undo(seq)
    expect((await get(2)).deletedAt).not.toBeNull()
    expect((await inbox()).entries.map(({ id }) => id)).toEqual([entry])
    await undo(undone.seq)
    expect([(await get(2)).deletedAt, (await inbox()).total]).toEqual([null, 0])
  })

  it('GATE-3 does not store over what came to the place meanwhile', async () => {
    test = await openGate()
    const { entry } = await stopOne()
    await test.store1(2, OTHER)
    expect(await codeOf(test.engine.inbox.storeAnyway({ namespace: A, entry }, 'bob'))).toBe('memory/exists')
    expect((await inbox()).total).toBe(1)
  })

  it('GATE-3 MEM-9 merges a write into its nearest as a new version, which is found by its new words', async () => {
    test = await openGate()
    const { entry } = await stopOne()
    const { seq, coordinate } = await test.engine.inbox.mergeInto({ namespace: A, entry }, 'bob')
    expect(coordinate).toEqual([1])
    expect(await get(1)).toMatchObject({ payload: `{"text":"${TEXT}","n":1,"seen":[2]}`, version: 2 })
    await undo(seq)
    expect(await get(1)).toMatchObject({ payload: `{"text":"${TEXT}","n":1}`, version: 3 })
    expect((await inbox()).total).toBe(1)
    await test.engine.memories.remove({ namespace: A, coordinates: [[1]] }, undefined, 'ann')
    expect(await codeOf(test.engine.inbox.mergeInto({ namespace: A, entry }, 'bob'))).toBe('memory/not-found')
  })

  it('GATE-3 has nothing to merge into where nothing was near', async () => {
    test = await openGate({ weights: { novelty: 0, error: 1 } })
    const outcome = await test.store1(1, TEXT)
    if (outcome.stored) throw new Error('it was not stopped')
    const place = { namespace: A, entry: outcome.entry }
    expect(await codeOf(test.engine.inbox.mergeInto(place, 'bob'))).toBe('gate/no-nearest')
    expect((await inbox()).entries[0]).toMatchObject({ nearest: null, gate: { nearest: null } })
  })

  it('GATE-3 MEM-10 throws a write away, which can be undone', async () => {
    test = await openGate()
    const { entry } = await stopOne()
    const { seq } = await test.engine.inbox.confirm({ namespace: A, entry }, 'bob')
    expect((await inbox()).total).toBe(0)
    await undo(seq)
    expect((await inbox()).entries.map(({ id }) => id)).toEqual([entry])
  })

  it('GATE-3 keeps the newest up to its cap, counts the others, and keeps no trace of them', async () => {
    test = await openGate({ inboxLimit: 3 })
    const { seq } = await stopOne()
    for (let x = 3; x < 8; x++) {
      test.time.now++
      await test.store1(x, TEXT)
    }
    const { total, dropped, entries } = await inbox()
    expect([total, dropped]).toEqual([3, 3])
    expect(entries.map(({ coordinate }) => coordinate)).toEqual([[7], [6], [5]])
    expect((await inbox(1, 1)).entries.map(({ coordinate }) => coordinate)).toEqual([[6]])
    expect(await codeOf(undo(seq))).toBe('change/not-undoable')
  })
})
