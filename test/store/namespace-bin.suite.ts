import { expect, it } from 'vitest'
import { type Bench, draft, EMBEDDER, everyRow, patch, put, recount, vector } from './store-bench.ts'

const BY = { at: 5000, author: 'ann' }

/** Namespaces that were deleted and can come back. */
export const namespaceBinSuite = (bench: () => Bench): void => {
  /** Two that live and are linked, one in the bin. */
  const filled = async (): Promise<string> => {
    const { store } = bench()
    const a = await bench().namespace()
    const all = [1, 2, 3].map((x) => put(a, [x], { text: `zebra ${x}` }, {}, { vector: vector(x) }))
    const link = { from: [1], to: [2], type: 'x', weight: 1, note: 'why' }
    await store.commit(draft(a, all, { links: [link] }))
    await store.commit(draft(a, [patch(a, [3], { deletedAt: 1 })]))
    return a
  }
  const stateOf = async (a: string) => {
    const { store } = bench()
    return {
      memories: await store.memoriesAt(a, [[1], [2], [3]]),
      links: await store.linksAfter(a, 0, 9),
      words: [...(await store.keywords({ namespace: a, terms: ['zebra'], limit: 9 })).keys],
      stats: await store.stats(a),
    }
  }

  it('MEM-9 are found nowhere, and come back as they were, with links, words and vectors', async () => {
    const { store } = bench()
    const a = await filled()
    const [before, { space }] = [await stateOf(a), await store.space(a)]
    const { change, binned } = await store.binNamespace(a, BY)
    expect([binned, change?.action, change?.author]).toEqual([2, 'namespace-delete', 'ann'])
    const seq = change?.seq as number
    await expect(store.stats(a)).rejects.toMatchObject({ code: 'namespace/not-found' })
    await expect(store.binNamespace(a, BY)).rejects.toMatchObject({ code: 'namespace/not-found' })
    expect((await store.namespaces()).map(({ name }) => name)).not.toContain(a)
    expect(await store.namespacesWith([1])).not.toContain(a)
    const binnedNow = (await store.binnedNamespaces()).find((one) => one.seq === seq)
    expect(binnedNow).toEqual({ name: a, memories: 2, at: BY.at, author: 'ann', seq })
    const feed = await store.vectorsAfter({ seq: seq - 1, key: 1e9 }, EMBEDDER, 9)
    expect([[...feed.spaces], [...feed.alive]]).toEqual([
      [space, space],
      [0, 0],
    ])

    const plan = await store.undoPlan(seq)
    expect([plan.namespace, plan.steps, plan.artefacts.map(({ kind }) => kind)]).toEqual([
      a,
      [],
      ['namespace'],
    ])
    const undoes = { seq, summary: 'Undid it', action: 'undo' } as const
    const back = await store.unbinNamespace({ at: 6000, author: 'bob', undoes })
    expect(back.change).toMatchObject({ undoes: seq, author: 'bob', action: 'undo', summary: 'Undid it' })
    const after = await stateOf(a)
    const bare = (state: typeof before) =>
      state.memories.map(
        (memory) => memory && [memory.id, memory.payload, memory.deletedAt, memory.createdAt],
      )
    expect(bare(after)).toEqual(bare(before))
    expect([after.links, after.words]).toEqual([before.links, before.words])
    expect((await store.space(a)).space).toBe(space)
    expect(after.stats).toMatchObject(await recount(store, a))
    expect((await store.binnedNamespaces()).filter((one) => one.name === a)).toEqual([])
    expect((await store.coverage(EMBEDDER)).covered).toBeGreaterThanOrEqual(2)
  })

  it('MEM-9 give their name away, and do not come back where another has it', async () => {
    const { store } = bench()
    const a = await filled()
    const first = (await store.binNamespace(a, BY)).change?.seq as number
    await store.createNamespace(a, { at: 1, note: '', suggestions: [] })
    await store.commit(draft(a, [put(a, [1], { text: 'of the second' })]))
    const undoes = { seq: first, summary: 'Undid it', action: 'undo' } as const
    await expect(store.unbinNamespace({ ...BY, undoes })).rejects.toMatchObject({ code: 'namespace/exists' })
    const second = (await store.binNamespace(a, BY)).change?.seq as number
    const own = (await store.binnedNamespaces()).filter(({ name }) => name === a)
    expect(own.map(({ seq, memories }) => [seq, memories])).toEqual([
      [second, 1],
      [first, 2],
    ])
    await store.unbinNamespace({ ...BY, undoes })
    expect((await everyRow(store, a, false)).rows.map(({ title }) => title)).toEqual(['zebra 1', 'zebra 2'])
  })

  it('MEM-9 go for good when they are purged, by number and name', async () => {
    const { store } = bench()
    const a = await filled()
    const { space } = await store.space(a)
    const seq = (await store.binNamespace(a, BY)).change?.seq as number
    await expect(store.purgeNamespace(seq, bench().name())).rejects.toMatchObject({
      code: 'namespace/not-found',
    })
    expect(await store.purgeNamespace(seq, a)).toMatchObject({ space, purged: 3 })
    const undoes = { seq, summary: 'Undid it', action: 'undo' } as const
    for (const gone of [store.purgeNamespace(seq, a), store.unbinNamespace({ ...BY, undoes })]) {
      await expect(gone).rejects.toMatchObject({ code: 'namespace/not-found' })
    }
    expect((await store.binnedNamespaces()).filter((one) => one.seq === seq)).toEqual([])
    expect((await store.undoPlan(seq)).namespace).toBe('')
  })
}
