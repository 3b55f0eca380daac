import { expect, it } from 'vitest'
import { type ArtefactMutation, ArtefactRefused } from '#engine/artefact-ports'
import { type Bench, draft, put } from './store-bench.ts'

const mutation = (
  kind: ArtefactMutation['kind'],
  id: string,
  state: object | null,
  seen: number | null,
): ArtefactMutation => ({ kind, id, state: state === null ? null : JSON.stringify(state), seen })

/** Artefacts of a store: what is made beside memories. */
export const artefactSuite = (bench: () => Bench): void => {
  const change = async (namespace: string, ...artefacts: ArtefactMutation[]): Promise<number> => {
    const committed = await bench().store.commit(draft(namespace, [], { artefacts }))
    return committed.change?.seq as number
  }
  const refusalOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'taken',
      (error: unknown) => (error instanceof ArtefactRefused ? error.why : String(error)),
    )

  it('MEM-8 are written with memories in one change, or not at all', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const memory = put(a, [1], { text: 'one' })
    const saved = mutation('saved-query', 'q', { name: 'mine' }, null)
    const both = await store.commit(draft(a, [memory], { artefacts: [saved] }))
    expect([both.change?.count, both.artefacts]).toEqual([2, ['saved-query']])
    const seq = both.change?.seq as number
    expect(await store.artefacts(a, { kind: 'saved-query' })).toEqual([
      { kind: 'saved-query', id: 'q', state: '{"name":"mine"}', seq, parts: 0 },
    ])
    const stale = { ...saved, state: '{"name":"other"}' }
    const refused = store.commit(draft(a, [put(a, [2], { text: 'two' })], { artefacts: [stale] }))
    expect(await refusalOf(refused)).toBe('changed')
    expect([await store.get(a, [2]), await store.seq()]).toEqual([null, seq])
    expect(await store.commit(draft(a, [], { artefacts: [{ ...saved, seen: seq }] }))).toEqual({
      change: null,
      ids: [],
      outcomes: [],
      artefacts: [],
      links: 0,
      living: 0,
    })
  })

  it('MEM-13 stand in what a change touched, as memories and links do, for who did not make it', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const before = await store.seq()
    const saved = mutation('saved-query', 'q', { name: 'seen' }, null)
    const link = { from: [1], to: [2], type: 'x', weight: 1, note: null }
    const [one, two] = [put(a, [1], { text: 'one' }), put(a, [2], { text: 'two' })]
    const made = await store.commit(draft(a, [one, two], { artefacts: [saved], links: [link] }))
    const again = await store.commit(draft(a, [put(a, [2], { text: 'two again' })]))
    const effects = await store.effectsAfter(before, 9)
    expect(effects.map(({ change }) => change)).toEqual([made.change, again.change])
    expect(effects.map(({ ids }) => ids.toSorted())).toEqual([[one.id, two.id].toSorted(), [two.id]])
    expect(effects.map(({ links, artefacts }) => [links, artefacts])).toEqual([
      [1, ['saved-query']],
      [0, []],
    ])
    expect(await store.effectsAfter(before, 1)).toHaveLength(1)
    expect(await store.effectsAfter(await store.seq(), 9)).toEqual([])
  })

  it('MEM-10 have one of a name, and no part without its whole', async () => {
    const a = await bench().namespace()
    const set = await change(a, mutation('golden-set', 's', { name: 'x' }, null))
    const refused = (...artefacts: ArtefactMutation[]) => refusalOf(change(a, ...artefacts))
    expect(await refused(mutation('golden-set', 't', { name: 'x' }, null))).toBe('name-taken')
    expect(await refused(mutation('golden-entry', 'e', { partOf: 'nothing' }, null))).toBe('part-of-nothing')
    const entry = await change(a, mutation('golden-entry', 'e', { partOf: 's', query: 'q' }, null))
    expect(await refused(mutation('golden-set', 's', null, set))).toBe('has-parts')
    // Another kind and another namespace have names of their own.
    await change(a, mutation('saved-query', 'q', { name: 'x' }, null))
    await change(await bench().namespace(), mutation('golden-set', 's', { name: 'x' }, null))
    // A whole and its parts go together in any order.
    await change(a, mutation('golden-set', 's', null, set), mutation('golden-entry', 'e', null, entry))
    expect(await bench().store.artefacts(a, { kind: 'golden-entry', partOf: 's' })).toEqual([])
  })

  it('are found by id, by name, and by what they are part of, in the order they were made', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await change(a, mutation('golden-set', 's', { name: 'x', createdAt: 1 }, null))
    const entries = ['z', 'y', 'w'].map((id, i) =>
      mutation('golden-entry', id, { partOf: 's', createdAt: id === 'w' ? 1 : 2, i }, null),
    )
    await change(a, ...entries)
    const ids = async (query: Parameters<typeof store.artefacts>[1]) =>
      (await store.artefacts(a, query)).map(({ id }) => id)
    expect(await ids({ kind: 'golden-entry', partOf: 's' })).toEqual(['w', 'z', 'y'])
    expect(await ids({ kind: 'golden-entry', id: 'y' })).toEqual(['y'])
    expect(await ids({ kind: 'golden-set', name: 'x' })).toEqual(['s'])
    expect(await ids({ kind: 'golden-set', name: "x' OR 1" })).toEqual([])
    expect((await store.artefacts(a, { kind: 'golden-set' }))[0]?.parts).toBe(3)
    await expect(store.artefacts(bench().name(), { kind: 'golden-set' })).rejects.toMatchObject({
      code: 'namespace/not-found',
    })
  })

  it('GATE-3 are kept up to a number where a change says so: the oldest go with their history, and are counted', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const skip = (id: string, createdAt: number) => ({
      ...mutation('gate-skip', id, { createdAt, author: 'x', payload: '{"code":1}', reason: null }, null),
      keep: 2,
    })
    const first = await change(a, skip('p', 1), skip('q', 3))
    await change(a, mutation('saved-query', 's', { name: 's', createdAt: 0 }, null))
    await change(a, skip('r', 2))
    const ids = async (page: { offset?: number; limit?: number } = {}) =>
      (await store.artefacts(a, { kind: 'gate-skip', newestFirst: true, ...page })).map(({ id }) => id)
    expect(await ids()).toEqual(['q', 'r'])
    expect(await ids({ offset: 1, limit: 1 })).toEqual(['r'])
    expect(await store.artefactTally(a, 'gate-skip')).toEqual({ kept: 2, dropped: 1 })
    expect(await store.artefactTally(a, 'saved-query')).toEqual({ kept: 1, dropped: 0 })
    expect((await store.undoPlan(first)).artefacts.map(({ id }) => id)).toEqual(['q'])
    // More at once than there is room for: the newest of them stay.
    await change(a, skip('t', 4), skip('u', 5), skip('v', 6))
    expect(await ids()).toEqual(['v', 'u'])
    expect(await store.artefactTally(a, 'gate-skip')).toEqual({ kept: 2, dropped: 4 })
    expect(await store.artefactTally(await bench().namespace(), 'gate-skip')).toEqual({ kept: 0, dropped: 0 })
    await store.removeNamespace(a)
  })

  it('show what lies at places, living, binned or nothing', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const memories = [put(a, [1], { text: 'one' }), put(a, [2], { text: 'two' }, { deletedAt: 5 })]
    await store.commit(draft(a, memories))
    const rows = await store.rowsAt(a, [[2], [3], [1], [1, 0]])
    expect(rows.map((row) => row && [row.title, row.deletedAt])).toEqual([
      ['two', 5],
      null,
      ['one', null],
      null,
    ])
  })

  it('QUAL-2 keep runs up to a number, and of the newest all results', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const keep = (n: number, set = 's') =>
      store.keepGoldenRun(a, set, { summary: `{"n":${n}}`, results: `[${n}]`, keep: 3 })
    const other = await keep(9, 'other')
    const numbers: number[] = []
    for (let n = 0; n < 5; n++) numbers.push(await keep(n))
    expect(await store.goldenRuns(a, 's')).toEqual(
      [4, 3, 2].map((n) => ({ run: numbers[n], summary: `{"n":${n}}` })),
    )
    expect(await store.lastGoldenRun(a, 's')).toEqual({ run: numbers[4], summary: '{"n":4}', results: '[4]' })
    expect((await store.lastGoldenRun(a, 'other'))?.run).toBe(other)
    expect(await store.lastGoldenRun(a, 'none')).toBeNull()
  })
}
