import { expect, it } from 'vitest'
import { memoryId } from '#engine/memory/coordinate'
import { type Bench, draft, EMBEDDER, everyRow, patch, put, recount, vector } from './store-bench.ts'

const link = (from: number, to: number) => ({ from: [from], to: [to], type: 'x', weight: 2, note: 'n' })
const START = { seq: 0, key: 0 }

/** MEM-7 of a store. */
export const namespaceSuite = (bench: () => Bench): void => {
  const filled = async (): Promise<string> => {
    const { store } = bench()
    const a = await bench().namespace()
    const memories = [1, 2, 3].map((x) => put(a, [x], { text: `zebra ${x}` }, {}, { vector: vector(x) }))
    await store.commit(draft(a, memories, { links: [link(1, 2), link(2, 3)] }))
    await store.commit(draft(a, [patch(a, [3], { deletedAt: 7 })]))
    await store.commit(draft(a, [patch(a, [1], { importance: 4 })]))
    return a
  }
  const vectors = async (a: string): Promise<Map<number, number[]>> => {
    const { store } = bench()
    const { space } = await store.space(a)
    const { keys, spaces, alive, vectors } = await store.vectorsAfter(START, EMBEDDER, 100_000)
    const found = new Map<number, number[]>()
    keys.forEach((key, i) => {
      if (spaces[i] === space && alive[i] === 1) found.set(key, [...vectors.subarray(i * 4, i * 4 + 4)])
    })
    return found
  }

  it('LIFE-1 keep the axes of places by embedder, the first that came, through a change of name', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    expect(await store.placeAxes(a, 'e1')).toBeNull()
    expect(await store.keepPlaceAxes(a, 'e1', '[1]')).toBe('[1]')
    expect(await store.keepPlaceAxes(a, 'e1', '[2]')).toBe('[1]')
    expect(await store.keepPlaceAxes(a, 'e2', '[3]')).toBe('[3]')
    const b = bench().name()
    await store.renameNamespace(a, b, { at: 1, author: 't' })
    expect([await store.placeAxes(b, 'e1'), await store.placeAxes(b, 'e2')]).toEqual(['[1]', '[3]'])
    await expect(store.placeAxes(a, 'e1')).rejects.toMatchObject({ code: 'namespace/not-found' })
  })

  it('REC-1 keep what they found out about themselves by embedder, the last of it, through a change of name', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    expect(await store.selfTest(a, 'e1')).toBeNull()
    await store.keepSelfTest(a, 'e1', '{"n":1}')
    await store.keepSelfTest(a, 'e1', '{"n":2}')
    await store.keepSelfTest(a, 'e2', '{"n":3}')
    const b = bench().name()
    await store.renameNamespace(a, b, { at: 1, author: 't' })
    expect([await store.selfTest(b, 'e1'), await store.selfTest(b, 'e2')]).toEqual(['{"n":2}', '{"n":3}'])
    await expect(store.selfTest(a, 'e1')).rejects.toMatchObject({ code: 'namespace/not-found' })
  })

  it('MEM-7 are made and listed once, with note and suggestions', async () => {
    const { store } = bench()
    const name = bench().name()
    const seq = await store.seq()
    await store.createNamespace(name, { at: 5, note: 'about', suggestions: ['try "this"'] })
    expect(await store.seq()).toBe(seq)
    const again = store.createNamespace(name, { at: 6, note: '', suggestions: [] })
    await expect(again).rejects.toMatchObject({ code: 'namespace/exists', data: { namespace: name } })
    expect((await store.namespaces()).filter((one) => one.name === name)).toEqual([
      { name, createdAt: 5, note: 'about', suggestions: ['try "this"'], living: 0, bin: 0 },
    ])
  })

  it('MEM-7 that are not there are refused by name, whatever is asked', async () => {
    const { store } = bench()
    const name = bench().name()
    const sort = { by: 'title', direction: 'asc' } as const
    const asked = [
      () => store.get(name, [1]),
      () => store.page({ namespace: name, sort, bin: false, offset: 0, limit: 1 }),
      () => store.stats(name),
      () => store.commit(draft(name, [put(name, [1], { text: 'x' })])),
      () => store.keywords({ namespace: name, terms: ['x'], limit: 1 }),
      () => store.renameNamespace(name, bench().name(), { at: 1, author: 't' }),
      () => store.copyNamespace(name, bench().name(), { at: 1, author: 't' }),
      () => store.removeNamespace(name),
    ]
    for (const ask of asked) {
      await expect(ask()).rejects.toMatchObject({ code: 'namespace/not-found', data: { namespace: name } })
    }
  })

  it('MEM-7 MEM-2 get new ids with a new name, and everything else stays', async () => {
    const { store } = bench()
    const a = await filled()
    const [stats, before, vectorsBefore] = [
      await store.stats(a),
      await everyRow(store, a, false),
      await vectors(a),
    ]
    const [key, versions] = [await store.keyOf(a, [1]), await store.versions(a, [1], 9)]
    const taken = await bench().namespace()
    await expect(store.renameNamespace(a, taken, { at: 1, author: 't' })).rejects.toMatchObject({
      code: 'namespace/exists',
    })
    const b = bench().name()
    await store.renameNamespace(a, b, { at: 50, author: 't' })
    await expect(store.get(a, [1])).rejects.toMatchObject({ code: 'namespace/not-found' })
    const after = await everyRow(store, b, false)
    expect(after.rows).toEqual(before.rows.map((row) => ({ ...row, id: memoryId(b, row.coordinate) })))
    expect((await store.get(b, [3]))?.id).toBe(memoryId(b, [3]))
    expect([await store.stats(b), await vectors(b)]).toEqual([stats, vectorsBefore])
    expect([await store.keyOf(b, [1]), await store.versions(b, [1], 9)]).toEqual([key, versions])
    expect((await store.keywords({ namespace: b, terms: ['zebra'], limit: 9 })).keys.length).toBe(2)
    const journal = await store.changes({ namespace: b, limit: 9 })
    expect(journal.map(({ action, namespace }) => [action, namespace])).toEqual([
      ['rename', b],
      ['store', b],
      ['store', b],
      ['store', b],
    ])
    const put2 = await store.commit(draft(b, [put(b, [1], { text: 'again' })]))
    expect(put2.outcomes).toEqual([{ is: 'done', version: 3, created: false }])
  })

  it('MEM-7 are copied with their living, the links between them and their vectors', async () => {
    const { store } = bench()
    const a = await filled()
    const b = bench().name()
    expect((await store.copyNamespace(a, b, { at: 60, author: 'ann' })).copied).toBe(2)
    const [from, to] = [await everyRow(store, a, false), await everyRow(store, b, false)]
    const seq = await store.seq()
    expect(to.rows).toEqual(
      from.rows.map((row) => ({ ...row, id: memoryId(b, row.coordinate), version: 1, seq })),
    )
    const [vectorsOfA, vectorsOfB] = [await vectors(a), await vectors(b)]
    for (const { coordinate } of from.rows) {
      const [keyInA, keyInB] = [await store.keyOf(a, coordinate), await store.keyOf(b, coordinate)]
      expect(vectorsOfB.get(keyInB as number)).toEqual(vectorsOfA.get(keyInA as number))
    }
    expect([vectorsOfA.size, vectorsOfB.size]).toEqual([2, 2])
    expect((await store.links(b, [1], 9))?.links.map((l) => [l.type, l.weight, l.note])).toEqual([
      ['x', 2, 'n'],
    ])
    expect(await store.stats(b)).toMatchObject({ ...(await recount(store, b)), links: 1, versions: 0 })
    const scores = async (name: string) =>
      (await store.keywords({ namespace: name, terms: ['1'], limit: 9 })).scores
    expect(await scores(b)).toEqual(await scores(a))
    expect(await store.compareNamespaces(a, b, 9)).toMatchObject({
      onlyLeft: 0,
      onlyRight: 0,
      different: 0,
      equal: 2,
    })
  })

  it('MEM-7 are compared place by place', async () => {
    const { store } = bench()
    const [a, b] = [await bench().namespace(), await bench().namespace()]
    const texts = (name: string, list: readonly (readonly [number[], string])[]) =>
      store.commit(
        draft(
          name,
          list.map(([place, text]) => put(name, place, { text })),
        ),
      )
    await texts(a, [
      [[1], 'same'],
      [[2], 'red'],
      [[3], 'left'],
      [[4, 0], 'axes'],
      [[5], 'binned there'],
    ])
    await texts(b, [
      [[1], 'same'],
      [[2], 'blue'],
      [[4], 'axes'],
      [[5], 'binned there'],
    ])
    await store.commit(draft(b, [patch(b, [5], { deletedAt: 1 })]))
    const found = await store.compareNamespaces(a, b, 9)
    expect({
      ...found,
      differences: found.differences.map((d) => `${d.kind} ${d.coordinate} ${d.title}`),
    }).toEqual({
      onlyLeft: 3,
      onlyRight: 1,
      different: 1,
      equal: 1,
      differences: [
        'different 2 red',
        'only-left 3 left',
        'only-left 4,0 axes',
        'only-left 5 binned there',
        'only-right 4 axes',
      ],
    })
    expect((await store.compareNamespaces(a, b, 2)).differences.length).toBe(2)
  })

  it('MEM-7 leave nothing behind when they are removed, nor for one of the same name', async () => {
    const { store } = bench()
    const a = await filled()
    const key = (await store.keyOf(a, [1])) as number
    const [{ space }, seq] = [await store.space(a), await store.seq()]
    await store.keywordScores(a, ['zebra'], Uint32Array.of(key))
    expect(await store.removeNamespace(a)).toBe(3)
    await expect(store.get(a, [1])).rejects.toMatchObject({ code: 'namespace/not-found' })
    expect(await store.rows(Uint32Array.of(key))).toEqual([])
    expect(
      (await store.withoutVector(EMBEDDER, { seq: 0, key: 0 }, 10_000)).some((row) => row.space === space),
    ).toBe(false)
    expect((await store.vectorsAfter(START, EMBEDDER, 100_000)).spaces.includes(space)).toBe(false)
    expect((await store.undoPlan(seq)).namespace).toBe('')
    await store.createNamespace(a, { at: 1, note: '', suggestions: [] })
    expect((await store.space(a)).space).toBeGreaterThan(space)
    expect(await everyRow(store, a, false)).toEqual({ total: 0, rows: [] })
    expect(await everyRow(store, a, true)).toEqual({ total: 0, rows: [] })
    expect((await store.keywords({ namespace: a, terms: ['zebra'], limit: 9 })).keys.length).toBe(0)
    const made = await store.commit(draft(a, [put(a, [1], { text: 'new' })]))
    expect(made.outcomes).toEqual([{ is: 'done', version: 1, created: true }])
    expect(await store.links(a, [1], 9)).toEqual({ total: 0, links: [] })
    expect(await store.keyOf(a, [1])).toBeGreaterThan(key)
  })
}
