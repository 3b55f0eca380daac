import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, type TestContext } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import { type Bench, draft, patch, put, vector } from './store-bench.ts'

/** Two programs with one database at the same time (MEM-13). */
export const togetherSuite = (bench: () => Bench): void => {
  const withOther = async (
    context: TestContext,
    work: (other: MemoryStore) => Promise<void>,
  ): Promise<void> => {
    const { another } = bench()
    if (another === undefined) return context.skip('a database in memory belongs to one program')
    const other = await another()
    await work(other)
    await other.close()
  }
  /** Until the other one has all, which may take no longer than a second. */
  const seen = async (other: MemoryStore): Promise<void> => {
    const [last, started] = [await bench().store.seq(), performance.now()]
    while ((await other.seq()) < last && performance.now() - started < 5000) await delay(20)
    expect(await other.seq()).toBe(last)
  }

  it('MEM-13 see what the other one writes: memories, words, vectors, links, names', async (context) => {
    await withOther(context, async (other) => {
      const { store } = bench()
      const a = await bench().namespace()
      const all = [1, 2, 3].map((x) => put(a, [x], { text: `zebra ${x}` }, {}, { vector: vector(x) }))
      const link = (from: number, to: number) => ({
        from: [from],
        to: [to],
        type: 'x',
        weight: 1,
        note: null,
      })
      await store.commit(draft(a, all, { links: [link(1, 2)] }))
      await seen(other)
      const state = async (of: MemoryStore, name: string) => ({
        memories: await of.memoriesAt(name, [[1], [2], [3]]),
        words: await of.keywords({ namespace: name, terms: ['zebra'], limit: 9 }),
        columns: await of.graphColumns(name),
        stats: await of.stats(name),
        history: await of.history({ namespace: name, whole: true, limit: 9, undos: true }),
        around: await of.neighbours({
          namespace: name,
          coordinate: [1],
          direction: 'both',
          depth: 2,
          limit: 9,
        }),
        names: await of.namespaces(),
      })
      expect(await state(other, a)).toEqual(await state(store, a))
      await store.commit(draft(a, [patch(a, [3], { deletedAt: 1 })], { links: [link(2, 1)] }))
      const b = bench().name()
      await store.renameNamespace(a, b, { at: 2, author: 'ann' })
      await seen(other)
      expect(await state(other, b)).toEqual(await state(store, b))
    })
  })

  it('MEM-8 write at once, each change once, with numbers one after the other', async (context) => {
    await withOther(context, async (other) => {
      const { store } = bench()
      const a = await bench().namespace()
      await seen(other)
      await expect.poll(async () => (await other.namespaces()).some(({ name }) => name === a)).toBe(true)
      const before = await store.seq()
      const write = async (of: MemoryStore, x: number, y: number) =>
        (await of.commit(draft(a, [put(a, [x, y], { text: `${x} ${y}` })]))).change?.seq as number
      const seqs = await Promise.all(
        Array.from({ length: 15 }, (_, y) => [write(store, 0, y), write(other, 1, y)]).flat(),
      )
      expect(seqs.toSorted((p, q) => p - q)).toEqual(Array.from({ length: 30 }, (_, i) => before + 1 + i))
      for (const one of [store, other]) {
        await expect.poll(async () => (await one.stats(a)).episodic, { timeout: 5000 }).toBe(30)
      }
    })
  })

  it('MEM-8 refuse a write over what the other one changed since', async (context) => {
    await withOther(context, async (other) => {
      const { store } = bench()
      const a = await bench().namespace()
      await store.commit(draft(a, [put(a, [1], { text: 'one' })]))
      await seen(other)
      const edit = (of: MemoryStore) =>
        of.commit(draft(a, [patch(a, [1], { importance: 5 }, { expectedVersion: 1 })]))
      const both = await Promise.allSettled([edit(store), edit(other)])
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { name: 'MutationRefused', version: 2 },
      })
    })
  })
}
