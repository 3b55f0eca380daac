import { afterEach, describe, expect, it } from 'vitest'
import { isAppError } from '#contract/errors'
import { A, type GateBench, openGate } from './gate-bench.ts'

const TEXT = 'the session cookie has no secure flag'
const OTHER = 'bananas ripen faster beside apples'

let test: GateBench
afterEach(() => test.engine.close())

const records = (x: number) => test.engine.gateRecords(A, [x])
const inbox = async () => (await test.engine.inbox.list(A, { offset: 0, limit: 50 })).entries
const get = (x: number) => test.engine.memories.get({ namespace: A, coordinate: [x] })
const undo = (seq: number) => test.engine.journal.undo(seq, 'ann')
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )
const stopAt = async (x: number, payload: object): Promise<string> => {
  const outcome = await test.store1(x, TEXT, { payload: JSON.stringify(payload) })
  if (outcome.stored) throw new Error('it was not stopped')
  return outcome.entry
}
const settle = (entries: readonly string[], how: 'store' | 'merge' | 'confirm') =>
  test.engine.inbox.settleMany({ namespace: A, entries, how }, 'bob')

describe('the record of the gate', () => {
  it('GATE-7 GATE-4 says of each version what the gate said, or why it did not ask', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    await test.store1(2, OTHER, { reward: -0.5 })
    await test.store1(3, TEXT, { force: true })
    await test.store1(4, TEXT, { pinned: true })
    await test.store1(5, TEXT, { supersedes: [1] })
    await test.store1(1, OTHER)
    expect(await records(1)).toMatchObject([
      { version: 2, pass: 'update', gate: null },
      { version: 1, pass: 'new', reward: null, gate: { score: 1, threshold: 0.3, nearest: null } },
    ])
    expect(await records(2)).toMatchObject([
      { pass: 'new', reward: -0.5, gate: { error: 0.5, nearest: { coordinate: [1], title: OTHER } } },
    ])
    const passes = await Promise.all([3, 4, 5].map(async (x) => (await records(x)).map(({ pass }) => pass)))
    expect(passes).toEqual([['forced'], ['pinned'], ['superseding']])
    expect(await records(9)).toEqual([])
  })

  it('GATE-7 keeps none while the gate is off, and one for each of many while it is on', async () => {
    test = await openGate({ isOn: false })
    await test.store1(1, TEXT)
    expect(await records(1)).toEqual([])
    await test.engine.close()
    test = await openGate()
    const one = { type: 'semantic', importance: 0, ifTaken: 'update' } as const
    const many = [1, 2].map((x) => ({
      ...one,
      coordinate: [x],
      payload: JSON.stringify({ text: x === 1 ? TEXT : OTHER }),
    }))
    await test.engine.memories.storeMany(A, many, { author: 'ann', action: 'store', summary: 'two' })
    expect([(await records(1)).length, (await records(2)).length]).toEqual([1, 1])
  })

  it('GATE-7 says of what was stored from the inbox what the gate had said', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const entry = await stopAt(2, { text: TEXT })
    await test.engine.inbox.storeAnyway({ namespace: A, entry }, 'bob')
    expect(await records(2)).toMatchObject([
      { pass: 'from-inbox', gate: { novelty: 0, nearest: { coordinate: [1], title: TEXT } } },
    ])
  })
})

describe('several stopped writes', () => {
  it('GATE-3 MEM-10 are stored in one change, but for those whose place is taken', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const [a, b, c] = [
      await stopAt(2, { text: TEXT }),
      await stopAt(3, { text: TEXT }),
      await stopAt(3, { text: TEXT, n: 2 }),
    ]
    const { seq, count, leftOut, summary } = await settle([a, b, c, a, 'nobody'], 'store')
    expect([count, summary]).toEqual([2, 'Stored 2 stopped writes after all'])
    expect(leftOut.map(({ entry }) => entry)).toEqual(['nobody', c])
    expect([(await get(2)).deletedAt, (await get(3)).deletedAt]).toEqual([null, null])
    expect((await inbox()).map(({ id }) => id)).toEqual([c])
    await undo(seq)
    expect((await inbox()).length).toBe(3)
    expect((await get(2)).deletedAt).not.toBeNull()
  })

  it('GATE-3 LIFE-1 find other free places where a place was found for them', async () => {
    test = await openGate()
    const remember = (n: number) =>
      test.engine.memories.remember(
        { namespace: A, payload: JSON.stringify({ text: TEXT, n }), type: 'semantic', importance: 0 },
        'ann',
      )
    await remember(0)
    const entries = await Promise.all(
      [1, 2].map(async (n) => {
        const outcome = await remember(n)
        if (outcome.stored) throw new Error('it was not stopped')
        return outcome.entry
      }),
    )
    expect(await settle(entries, 'store')).toMatchObject({ count: 2, leftOut: [] })
    expect((await test.engine.memories.stats(A)).total).toBe(3)
  })

  it('GATE-3 MEM-9 are merged one after the other into what they are like', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const entries = [await stopAt(2, { text: TEXT, a: 1, b: 1 }), await stopAt(3, { text: TEXT, b: 2, c: 2 })]
    const { seq, leftOut } = await settle(entries, 'merge')
    expect(leftOut).toEqual([])
    expect(await get(1)).toMatchObject({ version: 2, payload: `{"text":"${TEXT}","n":1,"a":1,"b":2,"c":2}` })
    await undo(seq)
    expect([(await get(1)).payload, (await inbox()).length]).toEqual([`{"text":"${TEXT}","n":1}`, 2])
  })

  it('GATE-3 are thrown away in one change; nothing happens where none is there', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const entries = [await stopAt(2, { text: TEXT }), await stopAt(3, { text: TEXT })]
    const { seq } = await settle(entries, 'confirm')
    expect(await inbox()).toEqual([])
    expect(await settle(entries, 'confirm')).toMatchObject({ seq: 0, count: 0 })
    await undo(seq)
    expect((await inbox()).length).toBe(2)
  })
})

describe('a write beside what it is like', () => {
  it('LNK-1 MEM-10 is stored with its links in one change', async () => {
    test = await openGate()
    await test.store1(1, TEXT)
    const link = { to: [1], type: 'related', weight: 2, note: null }
    const { seq } = await test.store1(2, TEXT, { force: true, links: [link] })
    const linksOf = async () => (await test.store.links(A, [1], 10))?.links ?? []
    expect(await linksOf()).toMatchObject([
      { direction: 'in', type: 'related', weight: 2, memory: { coordinate: [2] } },
    ])
    expect(await codeOf(test.store1(3, OTHER, { links: [{ ...link, to: [9] }] }))).toBe('memory/not-found')
    await undo(seq)
    expect(await linksOf()).toEqual([])
    // To itself it may be linked before it is there.
    await test.store1(4, OTHER, { links: [{ ...link, to: [4] }] })
    expect((await test.store.links(A, [4], 10))?.total).toBeGreaterThan(0)
  })

  it('MEM-3 MEM-9 gives a memory fields and leaves the rest to the byte', async () => {
    test = await openGate()
    await test.store1(1, TEXT, { payload: '{"text":"a","10":1.0,"9":12345678901234567890}' })
    const place = { namespace: A, coordinate: [1] }
    const set = (payload: string, expectedVersion?: number) =>
      test.engine.memories.setFields(place, { payload, expectedVersion }, 'ann')
    expect(await set('{ "text": "b", "__proto__": 2 }', 1)).toMatchObject({ version: 2 })
    expect((await get(1)).payload).toBe('{"text":"b","10":1.0,"9":12345678901234567890,"__proto__":2}')
    expect(await codeOf(set('{}', 1))).toBe('memory/conflict')
    expect(await codeOf(set('[]'))).toBe('memory/payload-invalid')
    await test.engine.memories.remove({ namespace: A, coordinates: [[1]] }, undefined, 'ann')
    expect(await codeOf(set('{"a":1}'))).toBe('memory/not-found')
  })
})
