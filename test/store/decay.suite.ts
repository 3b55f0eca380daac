import { describe, expect, it } from 'vitest'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import { type DatingRules, decayTime } from '#engine/decay/due-time'
import type { MemoryStore } from '#engine/ports'
import { type Bench, draft, everyRow, patch, put, recount } from './store-bench.ts'

const RULES: DatingRules = { weights: DEFAULT_DECAY.weights, levels: [] }
const NEVER = 1e15

/** All that is due up to a moment, of one namespace: others of the suite are due too. */
const due = async (store: MemoryStore, namespace: string, at: number) => {
  const found = []
  for (let after = null; ; ) {
    const some = await store.dueMemories(at, after, 3)
    found.push(...some.filter((one) => one.namespace === namespace))
    const last = some.at(-1)
    if (last === undefined) return found
    after = last.due
  }
}

const dated = async (store: MemoryStore, rules: DatingRules | null): Promise<void> => {
  while ((await store.dateBy(rules, 3)) !== null);
}

/** What a store knows of forgetting (DEC). */
export const decaySuite = (bench: () => Bench): void => {
  it('DEC-4 dates what is written, recalled and pinned', async () => {
    const { store, namespace } = bench()
    const name = await namespace()
    await dated(store, RULES)
    await store.commit(
      draft(name, [put(name, [1], { text: 'a' }), put(name, [2], { text: 'b' })], { at: 1000 }),
    )
    // 1 h of age and 1 h of idleness make 2.
    const first = await due(store, name, 1000 + 3601)
    expect(first.map(({ coordinate }) => coordinate)).toEqual([[1], [2]])
    expect(first[0]?.due.at).toBeCloseTo(1000 + 3600, 3)
    expect(await due(store, name, 1000 + 3599)).toEqual([])

    const key = (await store.keyOf(name, [1])) as number
    await store.touch([{ key, count: 1, at: 1000 + 1800 }])
    const [placed] = await store.decayFacts(name, [[1]])
    expect(placed?.facts).toMatchObject({ accessCount: 1, usedAt: 2800 })
    const touched = (await due(store, name, NEVER)).find((one) => one.key === key)
    expect(touched?.due.at).toBe(placed && decayTime(placed.facts, DEFAULT_DECAY.weights))
    expect(touched?.due.at).toBeCloseTo(1000 + 1800 + 3600 * ((2 + 0.5 - 0.5) / 2), 0)

    await store.commit(draft(name, [patch(name, [1], { pinned: true })], { at: 3000 }))
    await store.commit(draft(name, [patch(name, [2], { deletedAt: 3000 })], { at: 3000 }))
    expect(await due(store, name, NEVER)).toEqual([])
    await store.commit(draft(name, [patch(name, [2], { deletedAt: null }, { when: 'binned' })], { at: 9000 }))
    expect((await due(store, name, NEVER)).map(({ coordinate }) => coordinate)).toEqual([[2]])
    await store.commit(draft(name, [patch(name, [2], { importance: 1.5 })], { at: 9000 }))
    expect(await due(store, name, NEVER)).toEqual([])
  })

  it('DEC-4 dates everything anew where the rules change, a slice at a time', async () => {
    const { store, namespace } = bench()
    const name = await namespace()
    await dated(store, null)
    const places = Array.from({ length: 10 }, (_, i) => [i])
    await store.commit(
      draft(
        name,
        places.map((place) => put(name, place, { text: 'a' })),
        { at: 1000 },
      ),
    )
    expect(await due(store, name, NEVER)).toEqual([])
    await dated(store, RULES)
    expect(await due(store, name, 5000)).toHaveLength(10)
    await dated(store, { weights: { ...DEFAULT_DECAY.weights, threshold: 200 }, levels: [] })
    expect(await due(store, name, 5000)).toEqual([])
    expect(await due(store, name, 1000 + 101 * 3600)).toHaveLength(10)
    await dated(store, { weights: null, levels: [50, 70] })
    expect((await due(store, name, NEVER)).map((one) => Math.round(one.due.at))).toEqual(Array(10).fill(1050))
    await dated(store, null)
    expect(await due(store, name, NEVER)).toEqual([])
  })

  it('DEC-2 knows what was forgotten, until other words come', async () => {
    const { store, namespace } = bench()
    const name = await namespace()
    await dated(store, { weights: DEFAULT_DECAY.weights, levels: [50, 70] })
    await store.commit(draft(name, [put(name, [1], { text: 'a' })], { at: 1000 }))
    const { text: _, ...less } = { text: 'a', kept: 1 }
    const level = put(name, [1], less).set
    const forgets = { levels: 1, isWhole: false }
    await store.commit(
      draft(name, [patch(name, [1], { payload: level.payload as string }, { forgets })], { at: 1060 }),
    )
    // Losing a field is no use of a memory: it still counts as idle since it was made.
    const facts = async () => (await store.decayFacts(name, [[1]]))[0]?.facts
    expect(await facts()).toMatchObject({ createdAt: 1000, usedAt: 1000, levels: 1, isForgotten: false })
    expect((await due(store, name, NEVER))[0]?.due.at).toBeCloseTo(1070, 3)

    const whole = { levels: 2, isWhole: true }
    const nothing = put(name, [1], {}).set.payload as string
    const decayed = await store.commit(
      draft(name, [patch(name, [1], { payload: nothing, text: '', title: '' }, { forgets: whole })], {
        at: 5000,
      }),
    )
    expect(await facts()).toMatchObject({ usedAt: 1000, levels: 2, isForgotten: true })
    expect(await due(store, name, NEVER)).toEqual([])

    const [step] = (await store.undoPlan(decayed.change?.seq as number)).steps
    await store.commit(
      draft(name, [patch(name, [1], step?.before ?? {})], {
        at: 6000,
        undoes: decayed.change?.seq as number,
      }),
    )
    expect(await facts()).toMatchObject({ createdAt: 1000, usedAt: 6000, levels: 2, isForgotten: false })
  })

  it('DEC-2 marks what has nothing to lose without a change, where it is as it was seen', async () => {
    const { store, namespace } = bench()
    const name = await namespace()
    await dated(store, RULES)
    await store.commit(draft(name, [put(name, [1], { a: 1 }), put(name, [2], { a: 1 })], { at: 1000 }))
    const seq = await store.seq()
    const found = await due(store, name, NEVER)
    const marks = found.map(({ key, version }, i) => {
      return { key, version: version + i, levels: 0, isForgotten: true }
    })
    await store.markForgotten(marks)
    expect(await store.seq()).toBe(seq)
    expect((await due(store, name, NEVER)).map(({ coordinate }) => coordinate)).toEqual([[2]])
  })

  it('DEC-5 tells what would happen by any rules, a slice of keys at a time', async () => {
    const { store, namespace } = bench()
    const [name, other] = [await namespace(), await namespace()]
    await dated(store, null)
    const of = (place: number, importance: number) => put(name, [place], { text: 'a' }, { importance })
    await store.commit(draft(name, [of(1, 0), of(2, 1), of(3, 2), of(4, -1)], { at: 1000 }))
    await store.commit(draft(other, [put(other, [1], { text: 'a' })], { at: 1000 }))
    const events = { decays: new Map<number, number>(), levels: [] as number[] }
    for (let after: number | null = 0; after !== null; ) {
      const query = {
        namespace: name,
        rules: { weights: DEFAULT_DECAY.weights, levels: [60] },
        after,
        span: 2,
      }
      const slice = await store.decayEvents(query)
      slice.decays.keys.forEach((key, i) => void events.decays.set(key, slice.decays.at[i] as number))
      events.levels.push(...slice.levels.at)
      after = slice.next
    }
    const keys = await Promise.all([[4], [1], [2]].map((place) => store.keyOf(name, place)))
    expect([...events.decays].sort((a, b) => a[1] - b[1]).map(([key]) => key)).toEqual(keys)
    expect(events.levels.map(Math.round)).toEqual(expect.arrayContaining([1060, 1060, 1060]))
    expect(await due(store, name, NEVER)).toEqual([])
  })

  it('DEC-6 knows who is evicted first: by type, importance, age', async () => {
    const { store, namespace } = bench()
    const name = await namespace()
    const of = (place: number, set: object) => put(name, [place], { text: 'a' }, set)
    await store.commit(draft(name, [of(1, {}), of(2, { importance: -1 })], { at: 2000 }))
    await store.commit(draft(name, [of(3, {}), of(4, { pinned: true })], { at: 1000 }))
    await store.commit(draft(name, [of(5, { type: 'semantic', importance: -5 })], { at: 3000 }))
    const order = async (types: ('episodic' | 'semantic')[], offset = 0, limit = 10) =>
      (await store.evictable(name, types, { offset, limit })).map(({ coordinate }) => coordinate[0])
    expect(await order(['episodic', 'semantic'])).toEqual([2, 3, 1, 5])
    expect(await order(['semantic', 'episodic'])).toEqual([5, 2, 3, 1])
    expect(await order(['episodic'])).toEqual([2, 3, 1])
    expect(await order([])).toEqual([])
    expect(await order(['episodic', 'semantic'], 2, 2)).toEqual([1, 5])
    expect(await order(['episodic', 'semantic'], 3)).toEqual([5])
    expect(await order(['episodic', 'semantic'], 9)).toEqual([])
  })

  describe('MEM-9 purging', () => {
    it('takes memories of the bin away with versions and links, and leaves the rest', async () => {
      const { store, namespace } = bench()
      const name = await namespace()
      const places = [[1], [2], [3]]
      await store.commit(
        draft(
          name,
          places.map((place) => put(name, place, { text: 'words' })),
          {
            links: [
              { from: [1], to: [2], type: 'a', weight: 1, note: null },
              { from: [2], to: [3], type: 'a', weight: 1, note: null },
            ],
          },
        ),
      )
      await store.commit(draft(name, [patch(name, [1], { importance: 2 })], { at: 1500 }))
      const walk = { namespace: name, direction: 'both' as const, coordinate: [2], depth: 1, limit: 9 }
      expect((await store.neighbours(walk)).total).toBe(2)
      const gone = await store.commit(draft(name, [patch(name, [1], { deletedAt: 2000 })], { at: 2000 }))
      const [first] = (await everyRow(store, name, true)).rows
      const purge = { namespace: name, limit: 10, at: 3000, author: 'test', summary: 'Purged' }
      const living = await store.rowsAt(name, [[2]])
      expect(await store.purgeBin({ ...purge, which: { ids: [living[0]?.id ?? ''] } })).toBe(0)
      expect(await store.purgeBin({ ...purge, which: { before: 2000 } })).toBe(0)
      expect(await store.purgeBin({ ...purge, which: { ids: [first?.id ?? ''] } })).toBe(1)
      expect(await store.rowsAt(name, places)).toMatchObject([null, { deletedAt: null }, { deletedAt: null }])
      expect((await store.neighbours(walk)).total).toBe(1)
      expect(await store.stats(name)).toMatchObject({ ...(await recount(store, name)), links: 1 })
      expect(await store.undoPlan(gone.change?.seq as number)).toMatchObject({ steps: [], links: [] })
      const [line] = await store.changes({ namespace: name, limit: 1 })
      expect(line).toMatchObject({ action: 'purge', count: 1, summary: 'Purged' })
      expect(await store.undoPlan(line?.seq as number)).toMatchObject({ steps: [], links: [] })
      const again = await store.commit(draft(name, [put(name, [1], { text: 'new' })], { at: 4000 }))
      expect(again.outcomes).toEqual([{ is: 'done', version: 1, created: true }])
    })

    it('takes earlier versions away that were replaced before a day', async () => {
      const { store, namespace } = bench()
      const name = await namespace()
      for (const at of [1, 2, 3, 4]) {
        await store.commit(draft(name, [put(name, [1], { text: `v${at}` })], { at: at * 10 }))
      }
      let purged = 0
      for (let gone = 2; gone === 2; purged += gone) gone = await store.purgeVersions(35, 2)
      expect(purged).toBeGreaterThanOrEqual(2)
      expect((await store.versions(name, [1], 10)).map(({ version }) => version)).toEqual([4, 3])
      expect((await store.stats(name)).versions).toBe(1)
    })
  })
}
