import { expect, it } from 'vitest'
import type { WatchedQuery } from '#engine/quality/watch/watch-ports'
import { seededRandom } from '../../bench/seeded-random.ts'
import type { Bench } from './store-bench.ts'

const query = (id: string, priority: number, text: string | null = `asked ${id}`): WatchedQuery => ({
  ...{ id, priority, text },
  at: priority * 10,
  vector: Float32Array.of(priority, 0.5, -1),
})

/** What the watch of recall keeps in a store. */
export const watchSuite = (bench: () => Bench): void => {
  it('QUAL-1 keeps the queries of the smallest priority, each once, whoever brings them', async () => {
    const { store } = bench()
    const [a, b] = [await bench().namespace(), await bench().namespace()]
    const random = seededRandom(3)
    const naive = new Map<string, number>()
    for (let round = 0; round < 6; round++) {
      const queries = Array.from({ length: 7 }, () => query(`q${Math.floor(random() * 30)}`, random()))
      for (const { id, priority } of queries) naive.set(id, Math.min(priority, naive.get(id) ?? 1))
      await store.keepWatched(a, 'e', { queries, keep: 8 })
      // What was let go does not come back by itself.
      const kept = [...naive].sort((x, y) => x[1] - y[1]).slice(0, 8)
      naive.clear()
      for (const [id, priority] of kept) naive.set(id, priority)
    }
    const found = await store.watched(a, 'e')
    expect(found.map(({ id, priority }) => [id, priority])).toEqual([...naive])
    expect(found.every(({ vector }) => vector.length === 3 && vector[1] === 0.5)).toBe(true)
    expect(await store.watched(b, 'e')).toEqual([])
    expect(await store.watchedNamespaces()).toContain(a)
    expect(await store.watchedNamespaces()).not.toContain(b)
  })

  it('QUAL-1 lets queries of another embedder go, and texts alone where they are not to be kept', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    await store.keepWatched(a, 'old', { queries: [query('x', 1)], keep: 5 })
    await store.keepWatched(a, 'new', { queries: [query('y', 2), query('z', 3, null)], keep: 5 })
    expect(await store.watched(a, 'old')).toEqual([])
    expect(await store.dropWatchedTexts()).toBeGreaterThanOrEqual(1)
    expect((await store.watched(a, 'new')).map(({ id, text }) => [id, text])).toEqual([
      ['y', null],
      ['z', null],
    ])
  })

  it('QUAL-1 writes, thins and forgets what was measured', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    expect(await store.watchState(a)).toBeNull()
    const row = (at: number) => ({ at, state: JSON.stringify({ at }) })
    await store.writeWatch(a, { add: [row(3), row(1), row(2)], drop: [], state: '{"n":1}' })
    const rows = await store.watchRows(a)
    expect(rows.map(({ at }) => at)).toEqual([1, 2, 3])
    await store.writeWatch(a, { add: [row(4)], drop: [rows[0]!.key], state: '{"n":2}' })
    expect((await store.watchRows(a)).map(({ state }) => state)).toEqual(['{"at":2}', '{"at":3}', '{"at":4}'])
    expect(await store.watchState(a)).toBe('{"n":2}')
    await store.keepWatched(a, 'e', { queries: [query('x', 1)], keep: 5 })
    expect(await store.clearWatch(a, 'queries')).toBe(1)
    expect([await store.watchState(a), (await store.watchRows(a)).length]).toEqual([null, 3])
    expect(await store.clearWatch(a, 'all')).toBe(0)
    expect(await store.watchRows(a)).toEqual([])
    await expect(store.watchRows('nowhere')).rejects.toMatchObject({ code: 'namespace/not-found' })
  })
}
