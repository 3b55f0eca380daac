import { describe, expect, it } from 'vitest'
import type { KeptMap } from '#engine/ports'
import { type Bench, draft, patch, put } from './store-bench.ts'

export const keptMap = (keys: readonly number[], madeAt = 1): KeptMap => ({
  madeAt,
  explained: 0.25,
  of: keys.length,
  keys: Uint32Array.from(keys),
  xy: Float32Array.from(keys.flatMap((key) => [key, -key / 2])),
  topics: Uint8Array.from(keys, (key) => key % 64),
  laidOut: new Uint8Array(keys.length).fill(1),
  outliers: null,
  plane: Float32Array.of(0.5, -1, 2),
})

export const mapSuite = (bench: () => Bench): void => {
  describe('maps', () => {
    const about = { embedder: 'e1', method: 'pca' } as const

    it('are kept for each embedder and method, and follow a new name', async () => {
      const { store } = bench()
      const a = await bench().namespace()
      expect(await store.keptMap(a, 'e1', 'pca')).toBeNull()
      await store.keepMap(a, about, keptMap([1, 2, 300]))
      await store.keepMap(a, about, keptMap([1, 2, 301], 2))
      const umap = { ...keptMap([7]), outliers: Float32Array.of(Number.NaN) }
      await store.keepMap(a, { embedder: 'e1', method: 'umap' }, umap)
      const b = bench().name()
      await store.renameNamespace(a, b, { at: 1, author: 't' })
      expect(await store.keptMap(b, 'e1', 'pca')).toEqual(keptMap([1, 2, 301], 2))
      expect(await store.keptMap(b, 'e1', 'umap')).toEqual(umap)
      expect(await store.keptMap(b, 'e2', 'pca')).toBeNull()
      await expect(store.keptMap(a, 'e1', 'pca')).rejects.toMatchObject({ code: 'namespace/not-found' })
    })

    it('are forgotten, the oldest first, where there are too many', async () => {
      const { store } = bench()
      const a = await bench().namespace()
      for (let i = 0; i < 30; i++) {
        await store.keepMap(a, { embedder: `e${i}`, method: 'pca' }, keptMap([i], 1000 + i))
      }
      const kept = await Promise.all(
        Array.from({ length: 30 }, (_, i) => store.keptMap(a, `e${i}`, 'pca').then((map) => map !== null)),
      )
      expect(kept.lastIndexOf(false)).toBe(5)
      expect(kept.filter(Boolean)).toHaveLength(24)
    })

    it('show what lives of the memories that they are of', async () => {
      const { store } = bench()
      const [a, b] = [await bench().namespace(), await bench().namespace()]
      await store.commit(
        draft(a, [put(a, [1, 2], {}), put(a, [3], {}, { type: 'semantic' }), put(a, [4], {})]),
      )
      await store.commit(draft(b, [put(b, [1], {})]))
      await store.commit(draft(a, [patch(a, [4], { deletedAt: 1 })]))
      const keyIn = async (namespace: string, at: number[]) => (await store.keyOf(namespace, at)) as number
      const [first, second, gone, foreign] = [
        await keyIn(a, [1, 2]),
        await keyIn(a, [3]),
        (await keyIn(a, [3])) + 1,
        await keyIn(b, [1]),
      ]
      const rows = await store.mapRows(a, Uint32Array.of(first, second, gone, foreign))
      expect(rows.keys).toEqual(Uint32Array.of(first, second))
      expect([...rows.coordinates]).toEqual([1, 2, 3])
      expect([...rows.arity]).toEqual([2, 1])
    })
  })
}
