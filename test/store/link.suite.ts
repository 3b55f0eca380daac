import { expect, it } from 'vitest'
import type { LinkDraft, LinkRemoval, PathQuery } from '#engine/ports'
import { type Bench, draft, patch, put } from './store-bench.ts'

const link = (from: number, to: number, set: Partial<LinkDraft> = {}): LinkDraft => ({
  from: [from],
  to: [to],
  type: 'x',
  weight: 1,
  note: null,
  ...set,
})
const removal = (from: number, to: number, set: Partial<LinkRemoval> = {}): LinkRemoval => ({
  from: [from],
  to: [to],
  type: 'x',
  isRemoved: true,
  ...set,
})

/** Links of a store, and walks along them. */
export const linkSuite = (bench: () => Bench): void => {
  const five = async (...links: (LinkDraft | LinkRemoval)[]): Promise<string> => {
    const name = await bench().namespace()
    const memories = [1, 2, 3, 4, 5].map((x) => put(name, [x], { text: `m${x}` }))
    await bench().store.commit(draft(name, memories, { links }))
    return name
  }
  const change = (namespace: string, links: (LinkDraft | LinkRemoval)[], extra = {}) =>
    bench().store.commit(draft(namespace, [], { links, ...extra }))
  const titles = async (keys: Iterable<number>): Promise<string[]> =>
    (await bench().store.rows(Uint32Array.from(keys))).map(({ row }) => row.title)
  const around = async (namespace: string, x: number, query = {}) => {
    const base = { namespace, coordinate: [x], direction: 'out', depth: 1, limit: 10 } as const
    const { total, keys, hops } = await bench().store.neighbours({ ...base, ...query })
    return [total, (await titles(keys)).map((title, i) => `${title} ${hops[i]}`).join(' ')]
  }
  const paths = async (namespace: string, from: number, to: number, query: Partial<PathQuery> = {}) => {
    const base = { namespace, from: [from], to: [to], direction: 'out', by: 'weight', k: 1 } as const
    const found = await bench().store.paths({ ...base, withoutTypes: [], without: [], ...query })
    return Promise.all(
      found.map(async ({ cost, keys, links }) => {
        const types = links.map(({ type, note }) => type + (note ?? ''))
        return `${(await titles(keys)).join('-')} ${types.join('-')} ${cost}`
      }),
    )
  }

  it('LNK-1 are made, updated and removed, each as it was seen; several types join one pair', async () => {
    const { store } = bench()
    const a = await five(link(1, 2), link(1, 2, { type: 'y' }), link(3, 3))
    const place = { from: [1], to: [2], type: 'x' }
    const first = await store.link(a, place)
    expect(first).toMatchObject({ weight: 1, note: null, createdAt: 1000 })
    const updated = await change(a, [link(1, 2, { weight: 2, note: 'why', seen: first?.seq ?? 0 })], {
      at: 2000,
    })
    expect([updated.links, updated.change?.count]).toEqual([1, 1])
    const seq = updated.change?.seq
    expect(await store.link(a, place)).toEqual({ weight: 2, note: 'why', createdAt: 1000, seq })
    expect((await change(a, [link(1, 2, { weight: 2, note: 'why' })])).change).toBeNull()
    const stale = [link(1, 2, { weight: 3, seen: 1 }), removal(1, 2, { seen: null })]
    for (const one of stale) await expect(change(a, [one])).rejects.toMatchObject({ name: 'LinkRefused' })
    expect(await store.seq()).toBe(seq)
    expect((await change(a, [removal(1, 2), removal(1, 2), removal(4, 5)])).links).toBe(1)
    expect(await store.link(a, place)).toBeNull()
    expect((await store.stats(a)).links).toBe(2)
    for (const nowhere of [[9], [1, 0]]) {
      const asked = store.link(a, { ...place, to: nowhere })
      await expect(asked).rejects.toMatchObject({ code: 'memory/not-found', data: { coordinate: nowhere } })
    }
  })

  it('MEM-9 MEM-10 leave what they were behind, for undo', async () => {
    const { store } = bench()
    const a = await five(link(1, 2, { note: 'first' }))
    const made = await store.seq()
    const updated = (await change(a, [link(1, 2, { weight: 2 }), link(1, 2, { weight: 3 })])).change
      ?.seq as number
    expect((await store.undoPlan(updated)).links).toEqual([
      {
        ...{ from: [1], to: [2], type: 'x' },
        ...{ before: { weight: 1, note: 'first', createdAt: 1000 }, present: updated, lastSeq: updated },
      },
    ])
    expect((await store.undoPlan(made)).links).toMatchObject([{ before: null, lastSeq: updated }])
    const removed = (await change(a, [removal(1, 2)])).change?.seq as number
    expect((await store.undoPlan(removed)).links).toMatchObject([
      { before: { weight: 3, note: null }, present: null, lastSeq: removed },
    ])
    expect((await store.undoPlan(updated)).links).toMatchObject([{ present: null, lastSeq: removed }])
  })

  it('LNK-2 gives neighbours by direction, type, depth and limit, nearest and heaviest first', async () => {
    const a = await five(
      link(1, 2),
      link(1, 3, { weight: 2 }),
      link(3, 4, { type: 'y' }),
      link(5, 1),
      link(1, 1),
    )
    expect(await around(a, 1)).toEqual([2, 'm3 1 m2 1'])
    expect(await around(a, 1, { limit: 1 })).toEqual([2, 'm3 1'])
    expect(await around(a, 1, { direction: 'in' })).toEqual([1, 'm5 1'])
    expect(await around(a, 1, { direction: 'both', depth: 2 })).toEqual([4, 'm3 1 m2 1 m5 1 m4 2'])
    expect(await around(a, 1, { types: ['x'], depth: 5 })).toEqual([2, 'm3 1 m2 1'])
    expect(await around(a, 4)).toEqual([0, ''])
    await expect(around(a, 9)).rejects.toMatchObject({ code: 'memory/not-found' })
    await expect(around(bench().name(), 1)).rejects.toMatchObject({ code: 'namespace/not-found' })
  })

  it('LNK-3 gives the best paths by weight or hops, and none where none is', async () => {
    const a = await five(
      link(1, 2, { weight: 4, note: '!' }),
      link(2, 3, { weight: 4 }),
      link(1, 3),
      link(1, 3, { type: 'y', weight: 0.5 }),
      link(4, 3),
    )
    expect(await paths(a, 1, 3)).toEqual(['m1-m2-m3 x!-x 0.5'])
    expect(await paths(a, 1, 3, { by: 'hops' })).toEqual(['m1-m3 x 1'])
    expect(await paths(a, 1, 3, { k: 5 })).toEqual(['m1-m2-m3 x!-x 0.5', 'm1-m3 x 1'])
    expect(await paths(a, 1, 3, { types: ['y'] })).toEqual(['m1-m3 y 2'])
    expect(await paths(a, 1, 3, { withoutTypes: ['x'] })).toEqual(['m1-m3 y 2'])
    expect(await paths(a, 1, 3, { without: [[2]] })).toEqual(['m1-m3 x 1'])
    expect(await paths(a, 1, 3, { without: [[3]] })).toEqual([])
    expect(await paths(a, 3, 1)).toEqual([])
    expect(await paths(a, 3, 1, { direction: 'in' })).toEqual(['m3-m2-m1 x-x! 0.5'])
    expect(await paths(a, 1, 4, { direction: 'both', by: 'hops' })).toEqual(['m1-m3-m4 x-x 2'])
    expect(await paths(a, 5, 5)).toEqual(['m5  0'])
    expect(await paths(a, 1, 5)).toEqual([])
    await expect(paths(a, 1, 9)).rejects.toMatchObject({ code: 'memory/not-found' })
  })

  it('MEM-13 follows each change at once, the bin too', async () => {
    const { store } = bench()
    const a = await five(link(1, 2), link(2, 3))
    const b = await five(link(1, 5))
    expect(await paths(a, 1, 3)).toEqual(['m1-m2-m3 x-x 2'])
    await change(a, [link(1, 3, { weight: 0.1 })])
    expect(await paths(a, 1, 3, { by: 'hops' })).toEqual(['m1-m3 x 1'])
    await store.commit(draft(a, [patch(a, [2], { deletedAt: 5 })]))
    expect(await paths(a, 1, 3)).toEqual(['m1-m3 x 10'])
    await expect(paths(a, 1, 2)).rejects.toMatchObject({ code: 'memory/not-found' })
    expect(await around(a, 1, { depth: 2 })).toEqual([1, 'm3 1'])
    await store.commit(draft(a, [patch(a, [2], { deletedAt: null }, { when: 'binned' })]))
    await change(a, [removal(1, 3)])
    expect(await paths(a, 1, 3, { by: 'hops' })).toEqual(['m1-m2-m3 x-x 2'])
    await store.commit(draft(a, [patch(a, [2], { importance: 3 })]))
    expect(await around(a, 1, { depth: 2 })).toEqual([2, 'm2 1 m3 2'])
    expect(await around(b, 1)).toEqual([1, 'm5 1'])
  })
}
