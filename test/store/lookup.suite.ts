import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seededRandom } from '../../bench/seeded-random.ts'
import { filters, item } from './filter-arbitraries.ts'
import { type Item, matches } from './naive-filter.ts'
import { type Bench, draft, patch, put } from './store-bench.ts'

const link = (from: number, to: number, weight: number) => ({
  ...{ from: [from], to: [to], type: 'x', weight, note: null },
})

/** What recall, the gate and the doctor look up in a store. */
export const lookupSuite = (bench: () => Bench): void => {
  const filled = async (count: number): Promise<string> => {
    const name = await bench().namespace()
    const all = Array.from({ length: count }, (_, x) => put(name, [x], { text: `m${x}` }))
    await bench().store.commit(draft(name, all))
    return name
  }
  const keysOf = async (name: string, places: readonly number[]): Promise<Uint32Array> => {
    const keys = await Promise.all(places.map((x) => bench().store.keyOf(name, [x])))
    return Uint32Array.from(keys, (key) => key as number)
  }

  it('gives what lies at many places as it gives each alone', async () => {
    const { store } = bench()
    const a = await filled(3)
    await store.commit(draft(a, [put(a, [0], { text: 'again' }), patch(a, [1], { deletedAt: 5 })]))
    const places = [[2], [9], [1], [0], [0, 0], [2]]
    const alone = await Promise.all(places.map((place) => store.get(a, place)))
    expect(alone.map((memory) => memory?.text)).toEqual(['m2', undefined, 'm1', 'again', undefined, 'm2'])
    expect(await store.memoriesAt(a, places)).toEqual(alone)
    expect(await store.memoriesAt(a, [])).toEqual([])
    await expect(store.memoriesAt(bench().name(), places)).rejects.toMatchObject({
      code: 'namespace/not-found',
    })
  })

  it('REC-2 gives importance and time of memories in the order of the keys', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const set = { importance: 7.5, timestamp: 5 }
    await store.commit(draft(a, [put(a, [0], { text: 'dated' }, set)], { at: 3000 }))
    await store.commit(draft(a, [put(a, [1], { text: 'not' }, { importance: -2 })], { at: 4000 }))
    const { importance, time } = await store.attributes(await keysOf(a, [1, 0, 1]))
    expect([[...importance], [...time]]).toEqual([
      [-2, 7.5, -2],
      [4000, 5, 4000],
    ])
  })

  it('MEM-7 tells in which namespaces a memory lives at a place', async () => {
    const { store } = bench()
    const place = [4711.5, bench().name().length]
    const names = [await bench().namespace(), await bench().namespace(), await bench().namespace()]
    for (const name of names) await store.commit(draft(name, [put(name, place, { text: 'here' })]))
    await store.commit(draft(names[1] as string, [patch(names[1] as string, place, { deletedAt: 1 })]))
    expect((await store.namespacesWith(place)).toSorted()).toEqual([names[0], names[2]].toSorted())
    expect(await store.namespacesWith([...place, 1])).toEqual([])
  })

  it('REC-3 lets through what a naive reading lets through, on random payloads', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const items = fc
      .sample(item, { seed: 6, numRuns: 40 })
      .map((one, i): Item => ({ ...one, coordinate: [i, ...one.coordinate] }))
    const keys: number[] = []
    for (const { payload, created, coordinate, ...set } of items) {
      await store.commit(draft(a, [put(a, coordinate, payload, set)], { at: created }))
      keys.push((await store.keyOf(a, coordinate)) as number)
    }
    const property = fc.asyncProperty(filters(items), async (filter) => {
      const wanted = items.flatMap((one, i) => (matches(one, filter) ? [keys[i] as number] : []))
      expect([...(await store.matching(a, filter))]).toEqual(wanted)
    })
    await fc.assert(property, { seed: 6, numRuns: 120 })
  })

  it('GATE-3 keeps what the gate said with the version that it let through, newest first', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    for (const n of [1, 2, 3]) {
      const gate = n === 2 ? {} : { gate: `{"n":${n}}` }
      await store.commit(draft(a, [put(a, [1], { text: `t${n}` }, {}, gate)]))
    }
    expect(await store.gateRecords(a, [1])).toEqual([
      { version: 3, record: '{"n":3}' },
      { version: 1, record: '{"n":1}' },
    ])
    expect(await store.gateRecords(a, [2])).toEqual([])
  })

  it('LNK-1 tells of many links whether they are there, and whether their ends are', async () => {
    const { store } = bench()
    const a = await filled(4)
    await store.commit(draft(a, [], { links: [link(0, 1, 2), link(0, 3, 1)] }))
    await store.commit(draft(a, [patch(a, [3], { deletedAt: 1 })]))
    const at = (from: number, to: number) => ({ from: [from], to: [to], type: 'x' })
    expect(await store.linksAt(a, [at(1, 0), at(0, 1), at(0, 3), at(0, 9)])).toEqual([
      null,
      { weight: 2, note: null, createdAt: 1000 },
      'no-end',
      'no-end',
    ])
  })

  it('REC-4 gives the heaviest links around memories, each once', async () => {
    const { store } = bench()
    const a = await filled(12)
    const random = seededRandom(4)
    const pick = (): number => Math.floor(random() * 12)
    const links = Array.from({ length: 60 }, (_, i) => link(pick(), pick(), i + random()))
    await store.commit(draft(a, [], { links }))
    await store.commit(draft(a, [patch(a, [11], { deletedAt: 1 })]))
    // One between the same two is made only once, with the last weight.
    const own = [...new Map(links.map((one) => [`${one.from}-${one.to}`, one])).values()]
    const living = own.filter(({ from, to }) => from[0] !== 11 && to[0] !== 11)
    const places = Array.from({ length: 11 }, (_, x) => x)
    const keys = await keysOf(a, places)
    for (const most of [1, 3, 100]) {
      for (const asked of [[0], [3, 7], places]) {
        const { from, to, weight } = await store.linksAround(await keysOf(a, asked), most)
        const found = [...weight].map(
          (w, i) => `${keys.indexOf(from[i] ?? 0)}-${keys.indexOf(to[i] ?? 0)} ${w}`,
        )
        const wanted = asked.flatMap((x) =>
          living
            .filter((one) => one.from[0] === x || one.to[0] === x)
            .toSorted((p, q) => q.weight - p.weight)
            .slice(0, most)
            .map((one) => `${one.from}-${one.to} ${one.weight}`),
        )
        expect(found.toSorted()).toEqual([...new Set(wanted)].toSorted())
      }
    }
  })

  it('MEM-13 has another state of its data after each change, and only then', async () => {
    const { store } = bench()
    const a = await filled(2)
    const states = [await store.stateOfData()]
    await store.page({
      ...{ namespace: a, bin: false, offset: 0, limit: 9 },
      sort: { by: 'coordinate', direction: 'asc' },
    })
    expect(await store.stateOfData()).toBe(states[0])
    const step = async (work: Promise<unknown>): Promise<void> => {
      await work
      states.push(await store.stateOfData())
    }
    await step(store.commit(draft(a, [patch(a, [1], { importance: 3 })])))
    await step(store.commit(draft(a, [], { links: [link(0, 1, 1)] })))
    await step(store.createNamespace(bench().name(), { at: 1, note: '', suggestions: [], author: 'test' }))
    expect(new Set(states).size).toBe(states.length)
  })

  it('STO-6 finds nothing to mend in what nobody damaged, and changes nothing then', async () => {
    const { store } = bench()
    const a = await filled(5)
    await store.commit(draft(a, [patch(a, [1], { deletedAt: 1 })]))
    const before = [await store.seq(), await store.stats(a)]
    expect(await store.mend()).toBe(0)
    expect([await store.seq(), await store.stats(a)]).toEqual(before)
  })

  it('STO-6 writes rows again as they are, for who keeps them too, and is asked for nothing without a change', async () => {
    const { store } = bench()
    const a = await filled(3)
    const { space } = await store.space(a)
    const [key] = await keysOf(a, [1])
    const state = async () => [
      await store.seq(),
      await store.stats(a),
      await store.memoriesAt(a, [[0], [1], [2]]),
    ]
    const before = await state()
    const by = { at: 5, author: 'doctor' }
    expect(await store.settleRows({ take: [], giveBack: [], ...by })).toBe(0)
    const row = { table: 'memories', key: [key as number], space, right: 'here' } as const
    expect(await store.settleRows({ take: [], giveBack: [row], ...by })).toBe(1)
    expect(await state()).toEqual(before)
    expect(await store.mend()).toBe(0)
  })
}
