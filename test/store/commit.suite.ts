import { expect, it } from 'vitest'
import { MutationRefused } from '#engine/ports'
import { seededRandom } from '../../bench/seeded-random.ts'
import { type Bench, derived, draft, patch, put, recount } from './store-bench.ts'

const refusalOf = async (work: Promise<unknown>): Promise<MutationRefused> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(MutationRefused)
  return error as MutationRefused
}

/** MEM-5, MEM-8, MEM-9 of a store. */
export const commitSuite = (bench: () => Bench): void => {
  it('MEM-5 makes a new version where a memory is: creation time and pin stay', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const first = await store.commit(draft(a, [put(a, [1], { text: 'one' }, { pinned: true })], { at: 10 }))
    const again = await store.commit(draft(a, [put(a, [1], { text: 'two' })], { at: 20 }))
    expect(first.outcomes).toEqual([{ is: 'done', version: 1, created: true }])
    expect(again.outcomes).toEqual([{ is: 'done', version: 2, created: false }])
    expect(again.change?.seq).toBe((first.change?.seq as number) + 1)
    const now = await store.get(a, [1])
    expect(now).toMatchObject({ text: 'two', version: 2, createdAt: 10, updatedAt: 20, pinned: true })
    expect(now?.seq).toBe(again.change?.seq)
  })

  it('MEM-8 writes nothing and uses no number where nothing changes', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await store.commit(draft(a, [put(a, [1], { text: 'one' }, { importance: 2 })]))
    const before = [await store.seq(), await store.get(a, [1]), await store.stats(a)]
    const same = patch(a, [1], { ...derived({ text: 'one' }), importance: 2 })
    const none = await store.commit(
      draft(a, [same, patch(a, [2], { importance: 1 })], { onMismatch: 'skip' }),
    )
    expect(none).toEqual({
      change: null,
      ids: [],
      outcomes: [
        { is: 'skipped', found: 'living' },
        { is: 'skipped', found: 'nothing' },
      ],
      artefacts: [],
      links: 0,
      living: 0,
    })
    expect((await store.commit(draft(a, []))).change).toBeNull()
    expect([await store.seq(), await store.get(a, [1]), await store.stats(a)]).toEqual(before)
    const next = await store.commit(draft(a, [patch(a, [1], { importance: 3 })]))
    expect(next.change?.seq).toBe((before[0] as number) + 1)
  })

  it('MEM-8 skips what does not fit, or fails the whole change', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await store.commit(draft(a, [put(a, [1], { text: 'red' }), put(a, [2], { text: 'red' })]))
    await store.commit(draft(a, [patch(a, [2], { deletedAt: 5 })]))
    const mutations = [
      patch(a, [1], { importance: 9 }),
      patch(a, [2], { importance: 9 }),
      patch(a, [3], { importance: 9 }),
      put(a, [1], { text: 'blue' }, {}, { when: 'absent' }),
      patch(a, [1], { deletedAt: null }, { when: 'binned' }),
    ]
    const seq = await store.seq()
    const refused = await refusalOf(store.commit(draft(a, mutations)))
    expect([refused.index, refused.found, refused.version]).toEqual([1, 'binned', 2])
    expect(await store.seq()).toBe(seq)
    expect((await store.get(a, [1]))?.importance).toBe(0)
    const done = await store.commit(draft(a, mutations, { onMismatch: 'skip' }))
    const found = done.outcomes.map((outcome) => (outcome.is === 'skipped' ? outcome.found : outcome.version))
    expect(found).toEqual([2, 'binned', 'nothing', 'living', 'living'])
    expect([done.change?.count, done.ids.length]).toEqual([1, 1])
  })

  it('MEM-8 writes all of a change or nothing: memories, versions, words and links', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await store.commit(draft(a, [put(a, [1], { text: 'zebra' })]))
    const all = async () => [
      await store.seq(),
      await store.stats(a),
      await store.versions(a, [1], 10),
      await store.keywords({ namespace: a, terms: ['zebra', 'lion'], limit: 10 }),
      await store.links(a, [1], 10),
      await store.keyOf(a, [2]),
    ]
    const before = await all()
    const mutations = [
      put(a, [1], { text: 'lion' }),
      put(a, [2], { text: 'lion' }),
      patch(a, [3], { pinned: true }),
    ]
    const links = [{ from: [1], to: [2], type: 'x', weight: 1, note: null }]
    const refused = await refusalOf(store.commit(draft(a, mutations, { links })))
    expect([refused.index, refused.found]).toEqual([2, 'nothing'])
    const bad = [{ from: [1], to: [1], type: 'x', weight: -1, note: null }]
    await expect(store.commit(draft(a, mutations.slice(0, 2), { links: bad }))).rejects.toThrow('CHECK')
    expect(await all()).toEqual(before)
  })

  it('MEM-8 refuses another version than the one that the caller saw, also where others are skipped', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await store.commit(draft(a, [put(a, [1], { text: 'one' })]))
    await store.commit(draft(a, [patch(a, [1], { importance: 1 }, { expectedVersion: 1 })]))
    for (const onMismatch of ['skip', 'fail'] as const) {
      const stale = patch(a, [1], { importance: 2 }, { expectedVersion: 1 })
      const refused = await refusalOf(store.commit(draft(a, [stale], { onMismatch })))
      expect([refused.found, refused.version]).toEqual(['living', 2])
    }
    const absent = put(a, [2], { text: 'x' }, {}, { expectedVersion: 1 })
    expect((await refusalOf(store.commit(draft(a, [absent])))).version).toBe(0)
    expect((await store.get(a, [1]))?.importance).toBe(1)
  })

  it('MEM-9 keeps every state before, newest first, with who, when and why', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await store.commit(draft(a, [put(a, [1], { text: 'v1' })], { at: 1, author: 'ann' }))
    await store.commit(
      draft(a, [patch(a, [1], { importance: 4 })], { at: 2, action: 'update', reason: 'why' }),
    )
    await store.commit(draft(a, [patch(a, [1], { deletedAt: 3 })], { at: 3, action: 'delete' }))
    const versions = await store.versions(a, [1], 10)
    expect(
      versions.map((v) => [v.version, v.at, v.author, v.action, v.reason, v.importance, v.deleted]),
    ).toEqual([
      [3, 3, 'test', 'delete', null, 4, true],
      [2, 2, 'test', 'update', 'why', 4, false],
      [1, 1, 'ann', 'store', null, 0, false],
    ])
    expect((await store.versions(a, [1], 2)).map(({ version }) => version)).toEqual([3, 2])
    expect(await store.versions(a, [9], 2)).toEqual([])
    expect(await store.version(a, [1], 1)).toMatchObject({ text: 'v1', importance: 0, deletedAt: null })
    expect(await store.version(a, [1], 3)).toMatchObject({ text: 'v1', deletedAt: 3 })
    expect(await store.version(a, [1], 4)).toBeNull()
  })

  it('MEM-12 keeps counters that agree with a recount after random changes', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const random = seededRandom(11)
    const below = (n: number): number => Math.floor(random() * n)
    for (let i = 0; i < 120; i++) {
      const places = Array.from({ length: 1 + below(4) }, () => [below(12)])
      const text = 'x'.repeat(1 + below(40))
      const type = below(2) === 0 ? ('episodic' as const) : ('semantic' as const)
      const timestamp = below(4) === 0 ? null : below(1000)
      const mutations = places.map((place) => {
        const kind = below(5)
        if (kind < 2) return put(a, place, { text }, { type, timestamp, pinned: below(2) === 0 })
        if (kind === 2) return patch(a, place, { deletedAt: i })
        if (kind === 3) return patch(a, place, { deletedAt: null }, { when: 'binned' })
        return patch(a, place, { type, pinned: below(2) === 0, ...derived({ text }) }, { when: 'exists' })
      })
      await store.commit(draft(a, mutations, { onMismatch: 'skip', at: i }))
      if (i % 20 === 19) expect(await store.stats(a)).toMatchObject(await recount(store, a))
    }
    const { episodic, semantic, bin } = await recount(store, a)
    const record = (await store.namespaces()).find(({ name }) => name === a)
    expect([record?.living, record?.bin]).toEqual([episodic + semantic, bin])
    expect(bin).toBeGreaterThan(0)
  })

  it('MEM-12 lists links out and in whose other end lives, and counts an overwritten one once', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const link = (from: number, to: number, type: string, weight = 1) => ({
      from: [from],
      to: [to],
      type,
      weight,
      note: null,
    })
    const memories = [1, 2, 3].map((x) => put(a, [x], { text: `m${x}` }))
    const links = [link(1, 2, 'b'), link(1, 3, 'a'), link(2, 1, 'b'), link(1, 1, 'self'), link(1, 9, 'b')]
    const made = await store.commit(draft(a, memories, { links }))
    expect(made.change?.count).toBe(3 + 4)
    await store.commit(draft(a, [], { links: [link(1, 2, 'b', 5)] }))
    const seen = async (x: number, limit = 9) => {
      const found = await store.links(a, [x], limit)
      return (
        found && [
          found.total,
          ...found.links.map((l) => `${l.direction} ${l.type} ${l.memory.title} ${l.weight}`),
        ]
      )
    }
    expect(await seen(1)).toEqual([4, 'out a m3 1', 'out b m2 5', 'out self m1 1', 'in b m2 1'])
    expect(await seen(1, 1)).toEqual([4, 'out a m3 1'])
    expect(await seen(3)).toEqual([1, 'in a m1 1'])
    expect(await seen(9)).toBeNull()
    await store.commit(draft(a, [patch(a, [2], { deletedAt: 1 })]))
    expect(await seen(1)).toEqual([2, 'out a m3 1', 'out self m1 1'])
    await store.commit(draft(a, [patch(a, [2], { deletedAt: null }, { when: 'binned' })]))
    expect((await seen(1))?.[0]).toBe(4)
    expect((await store.stats(a)).links).toBe(4)
  })
}
