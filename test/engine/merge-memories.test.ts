import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { isAppError } from '#contract/errors'
import type { Memory } from '#contract/memory'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { openTestEngine, type TestEngine } from '../recall/engine.ts'

const A = 'agents'

let test: TestEngine
afterEach(() => test.engine.close())

const open = async (): Promise<void> => {
  test = await openTestEngine(createHashingEmbedder(16))
  await test.engine.namespaces.create(A)
}
const store = (x: number, payload: object, extra: { importance?: number; pinned?: boolean } = {}) =>
  test.engine.memories.store(
    {
      namespace: A,
      coordinate: [x],
      payload: JSON.stringify(payload),
      type: 'semantic',
      importance: 0,
      ifTaken: 'update',
      ...extra,
    },
    'ann',
  )
const link = (from: number, to: number, weight = 1, type = 'related', note: string | null = null) =>
  test.engine.links.put({ namespace: A, from: [from], to: [to], type, weight, note }, 'ann')
const linksOf = async (x: number): Promise<string[]> =>
  ((await test.store.links(A, [x], 1000))?.links ?? [])
    .map(
      ({ direction, memory, type, weight, note }) =>
        `${direction} ${memory.coordinate} ${type} ${weight} ${note}`,
    )
    .sort()
const get = (x: number): Promise<Memory> => test.engine.memories.get({ namespace: A, coordinate: [x] })
const merge = (
  into: number,
  others: readonly number[],
  more: { payload?: string; versions?: number[] } = {},
) =>
  test.engine.duplicates.merging.merge(
    { namespace: A, into: [into], others: others.map((x) => [x]), ...more },
    'bob',
  )
const undo = (seq: number) => test.engine.journal.undo(seq, 'ann')
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

describe('merging memories', () => {
  it('DUP-2 keeps the fields of the first, adds those that only others have, and bins the others', async () => {
    await open()
    await store(1, { text: 'a cookie', n: 1 }, { importance: 2 })
    await store(2, { text: 'the cookie', seen: [1], n: 2 }, { importance: 5 })
    await store(3, { also: true, seen: [2] }, { pinned: true })
    const { count, summary } = await merge(1, [2, 3])
    expect([count, summary]).toEqual([3, 'Merged 3 memories into "a cookie"'])
    expect(await get(1)).toMatchObject({
      payload: '{"text":"a cookie","n":1,"seen":[1],"also":true}',
      importance: 5,
      pinned: true,
      version: 2,
    })
    expect([(await get(2)).deletedAt, (await get(3)).deletedAt]).not.toContain(null)
    const versions = await test.engine.memories.versions({ namespace: A, coordinate: [1] }, 10)
    expect(versions.map(({ action, author }) => [action, author])).toEqual([
      ['merge', 'bob'],
      ['store', 'ann'],
    ])
  })

  it('DUP-2 gives it their links: none to itself, and of parallel ones the heavier with its note', async () => {
    await open()
    for (const x of [1, 2, 3, 8, 9]) await store(x, { text: `memory ${x}` })
    await link(1, 9, 2, 'related', 'mine')
    await link(2, 9, 3, 'related', 'heavier')
    await link(1, 8, 2, 'cites', 'mine')
    await link(2, 8, 2, 'cites', 'as heavy')
    await link(9, 3, 1)
    await link(9, 2, 4)
    await link(1, 2)
    await link(2, 3)
    await link(3, 3)
    const before = await Promise.all([1, 2, 3, 8, 9].map(linksOf))
    const { seq, links } = await merge(1, [2, 3])
    expect(await linksOf(1)).toEqual(['in 9 related 4 null', 'out 8 cites 2 mine', 'out 9 related 3 heavier'])
    expect(links).toBe(2)
    expect(await linksOf(9)).toEqual(['in 1 related 3 heavier', 'out 1 related 4 null'])
    // One of the others that comes back by itself has its own links again.
    await test.engine.memories.restore({ namespace: A, coordinates: [[3]] }, undefined, 'ann')
    expect(await linksOf(3)).toContain('in 9 related 1 null')
    await test.engine.memories.remove({ namespace: A, coordinates: [[3]] }, undefined, 'ann')
    expect(await codeOf(undo(seq))).toBe('change/not-undoable')
    await test.engine.memories.restore({ namespace: A, coordinates: [[3], [2]] }, undefined, 'ann')
    expect(await Promise.all([2, 3].map(linksOf))).toEqual(before.slice(1, 3))
  })

  it('MEM-10 DUP-2 is undone as a whole, links included, and done again', async () => {
    await open()
    for (const x of [1, 2, 8]) await store(x, { text: `memory ${x}`, [`f${x}`]: x })
    await link(1, 8, 1, 'related', 'mine')
    await link(2, 8, 5, 'related', 'theirs')
    await link(8, 2, 1)
    const before = await Promise.all([1, 2, 8].map(linksOf))
    const payloads = await Promise.all([1, 2].map(async (x) => (await get(x)).payload))
    const { seq } = await merge(1, [2], { payload: '{"text":"both"}' })
    const after = await Promise.all([1, 8].map(linksOf))
    const undone = await undo(seq)
    expect(await Promise.all([1, 2, 8].map(linksOf))).toEqual(before)
    expect(await Promise.all([1, 2].map(async (x) => (await get(x)).payload))).toEqual(payloads)
    expect((await get(2)).deletedAt).toBeNull()
    await undo(undone.seq)
    expect(await Promise.all([1, 8].map(linksOf))).toEqual(after)
    expect((await get(1)).payload).toBe('{"text":"both"}')
  })

  it('DUP-2 refuses what is not there, was changed meanwhile, or is no payload, and writes nothing', async () => {
    await open()
    await store(1, { text: 'one' })
    await store(2, { text: 'two' })
    const seq = await test.store.seq()
    expect(await codeOf(merge(1, [9]))).toBe('memory/not-found')
    expect(await codeOf(merge(9, [1]))).toBe('memory/not-found')
    expect(await codeOf(merge(1, [1]))).toBe('memory/not-found')
    expect(await codeOf(merge(1, [2], { versions: [1, 7] }))).toBe('memory/conflict')
    expect(await codeOf(merge(1, [2], { payload: '[]' }))).toBe('memory/payload-invalid')
    expect(await test.store.seq()).toBe(seq)
    expect(await codeOf(merge(1, [2], { versions: [1, 1] }))).toBe('done')
  })

  it('MEM-10 DUP-2 comes back to the start from random histories of links and merges', async () => {
    const place = fc.nat({ max: 5 })
    const step = fc.oneof(
      fc.record({
        do: fc.constant('link' as const),
        from: place,
        to: place,
        weight: fc.constantFrom(1, 2, 3),
      }),
      fc.record({
        do: fc.constant('merge' as const),
        into: place,
        others: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }),
      }),
    )
    const state = async () => {
      const memories = await Promise.all([0, 1, 2, 3, 4, 5].map(get))
      const shown = memories.map(({ payload, importance, pinned, deletedAt }) => [
        payload,
        importance,
        pinned,
        deletedAt !== null,
      ])
      return [shown, await Promise.all([0, 1, 2, 3, 4, 5].map(linksOf))]
    }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        await open()
        for (let x = 0; x < 6; x++) await store(x, { text: `memory ${x}`, [`f${x}`]: x }, { importance: x })
        const states: unknown[] = []
        const changes: number[] = []
        for (const one of steps) {
          const before = await state()
          const done = one.do === 'link' ? link(one.from, one.to, one.weight) : merge(one.into, one.others)
          const receipt = await done.catch((error: unknown) => {
            if (isAppError(error)) return null
            throw error
          })
          if (receipt === null || receipt.seq === 0) continue
          states.push(before)
          changes.push(receipt.seq)
        }
        while (changes.length > 0) {
          await undo(changes.pop() as number)
          expect(await state()).toEqual(states.pop())
        }
        await test.engine.close()
      }),
      { numRuns: 30 },
    )
    await open()
  })
})
