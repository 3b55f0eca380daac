import { describe, expect, it } from 'vitest'
import type { VectorBatch, VectorIndex } from '#engine/ports'
import { mulberry } from './random.ts'

export const DIMENSION = 16

export interface IndexUnderTest {
  readonly index: VectorIndex
  /** Resolves when all that was applied is where searches look. */
  settle(): Promise<void>
  /** How many searches were answered by what the suite is about. */
  answered(): number
  /** Closes it and opens it again over what it saved; left out where it saves nothing. */
  readonly reopen?: (() => Promise<VectorIndex>) | undefined
  dispose(): Promise<void>
}

/** Each test closes what it opened. */
const METHODS: Readonly<Record<Exclude<keyof VectorIndex, 'close'>, true>> = {
  apply: true,
  search: true,
  searchTraced: true,
  explain: true,
  walk: true,
  similarities: true,
  vectorOf: true,
  dropSpace: true,
  stats: true,
  health: true,
  nearest: true,
  openTrial: true,
  clear: true,
  saved: true,
  restore: true,
  save: true,
}

type Rows = Map<number, { readonly space: number; readonly vector: Float32Array }>

const unit = (random: () => number): Float32Array => {
  const vector = Float32Array.from({ length: DIMENSION }, () => random() - 0.5)
  const length = Math.hypot(...vector)
  return vector.map((x) => x / length)
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)

let seq = 0
const batchOf = (
  rows: readonly { readonly space: number; readonly key: number; readonly vector: Float32Array | null }[],
): VectorBatch => {
  const vectors = new Float32Array(rows.length * DIMENSION)
  for (const [i, { vector }] of rows.entries()) if (vector) vectors.set(vector, i * DIMENSION)
  return {
    spaces: Uint32Array.from(rows, ({ space }) => space),
    keys: Uint32Array.from(rows, ({ key }) => key),
    alive: Uint8Array.from(rows, ({ vector }) => Number(vector !== null)),
    vectors,
    cursor: { seq: ++seq, key: rows.at(-1)?.key ?? 0 },
    complete: true,
  }
}

/** What every vector index does, whoever answers (STO-1): held against comparing with all. */
export const vectorIndexSuite = (name: string, open: () => Promise<IndexUnderTest>): void => {
  describe(`vector index: ${name}`, () => {
    const asked = new Set<string>()
    const watched = (index: VectorIndex): VectorIndex =>
      new Proxy(index, {
        get: (target, name) => {
          asked.add(String(name))
          return Reflect.get(target, name)
        },
      })
    const opened = async () => {
      const bare = await open()
      const under = { ...bare, index: watched(bare.index) }
      const rows: Rows = new Map()
      const put = async (
        ...changes: readonly { key: number; space?: number; vector: Float32Array | null }[]
      ) => {
        await under.index.apply(batchOf(changes.map((change) => ({ space: 1, ...change }))))
        for (const { key, space = 1, vector } of changes) {
          if (vector === null) rows.delete(key)
          else rows.set(key, { space, vector })
        }
        await under.settle()
      }
      /** Keys of a namespace, nearest first. */
      const naive = (vector: Float32Array, space = 1) =>
        [...rows]
          .filter(([, row]) => row.space === space)
          .map(([key, row]) => ({ key, score: dot(row.vector, vector) }))
          .sort((a, b) => b.score - a.score || a.key - b.key)
      const ask = async (vector: Float32Array, k: number, allowed?: Uint32Array, space = 1) => {
        const query = { space, vector, k, exact: true, isRecall: true }
        const filter = { is: 'importance', min: 0 } as const
        const found = await under.index.search({ ...query, ...(allowed && { allowed, filter }) })
        const wanted = naive(vector, space)
          .filter(({ key }) => allowed === undefined || allowed.includes(key))
          .slice(0, k)
        expect([...found.keys]).toEqual(wanted.map(({ key }) => key))
        for (const [i, { score }] of wanted.entries()) expect(found.scores[i]).toBeCloseTo(score, 5)
      }
      return { ...under, put, ask, naive }
    }
    const some = (count: number, random: () => number) =>
      Array.from({ length: count }, (_, i) => ({ key: i + 1, space: 1 + (i % 2), vector: unit(random) }))

    it('IDX-5 gives the nearest, best first, of each namespace its own', async () => {
      const { put, ask, answered, dispose } = await opened()
      const random = mulberry(1)
      await put(
        ...Array.from({ length: 60 }, (_, i) => ({ key: i + 1, space: 1 + (i % 2), vector: unit(random) })),
      )
      for (let i = 0; i < 10; i++) await ask(unit(random), 7, undefined, 1 + (i % 2))
      await ask(unit(random), 100)
      expect(answered()).toBe(11)
      await dispose()
    })

    it('IDX-3 finds a changed one at its new vector only, a deleted one not, and one that came back', async () => {
      const { put, ask, dispose } = await opened()
      const random = mulberry(2)
      const [a, b, c, d] = Array.from({ length: 4 }, () => unit(random)) as [
        Float32Array,
        Float32Array,
        Float32Array,
        Float32Array,
      ]
      await put({ key: 1, vector: a }, { key: 2, vector: b }, { key: 3, vector: c })
      await put({ key: 1, vector: d })
      await ask(a, 3)
      await put({ key: 2, vector: null }, { key: 9, vector: null })
      await ask(b, 3)
      await put({ key: 2, vector: b })
      await ask(b, 1)
      await dispose()
    })

    it('IDX-6 gives k of those that are allowed, where there are so many', async () => {
      const { put, ask, dispose } = await opened()
      const random = mulberry(3)
      await put(...Array.from({ length: 50 }, (_, i) => ({ key: i + 1, vector: unit(random) })))
      await ask(unit(random), 5, Uint32Array.of(3, 17, 20, 41, 44, 50))
      await ask(unit(random), 5, Uint32Array.of(33))
      await ask(unit(random), 5, new Uint32Array())
      await dispose()
    })

    it('REC-7 breaks ties by key, and is quiet where there is nothing', async () => {
      const { put, ask, dispose } = await opened()
      const same = unit(mulberry(4))
      await ask(same, 5)
      await put(...[5, 3, 9, 1].map((key) => ({ key, vector: same })))
      await ask(same, 10)
      await ask(same, 2)
      await ask(same, 0)
      await ask(same, 3, undefined, 77)
      await dispose()
    })

    it('IDX-3 is right after each of 300 random changes', async () => {
      const { put, ask, dispose } = await opened()
      const random = mulberry(5)
      for (let i = 0; i < 60; i++) {
        const changes = Array.from({ length: 5 }, () => 1 + Math.floor(random() * 40))
        await put(
          ...[...new Set(changes)].map((key) => ({ key, vector: random() < 0.3 ? null : unit(random) })),
        )
        if (i % 6 === 0) await ask(unit(random), 8)
      }
      await dispose()
    }, 20_000)

    it('IDX-3 has the vector of each memory, and its cosine to others', async () => {
      const { index, put, naive, dispose } = await opened()
      const random = mulberry(6)
      const rows = some(20, random)
      await put(...rows)
      await put({ key: 3, vector: null })
      const kept = await index.vectorOf(1, 1)
      expect(kept && dot(kept, rows[0]?.vector as Float32Array)).toBeCloseTo(1, 5)
      for (const nothing of [index.vectorOf(1, 3), index.vectorOf(1, 2), index.vectorOf(9, 1)]) {
        expect(await nothing).toBeNull()
      }
      const query = unit(random)
      const near = naive(query)
      const keys = Uint32Array.from([...near.map(({ key }) => key), 3, 2, 99])
      const cosines = [...(await index.similarities(1, query, keys))]
      for (const [i, { score }] of near.entries()) expect(cosines[i]).toBeCloseTo(score, 5)
      expect(cosines.slice(near.length)).toEqual([Number.NaN, Number.NaN, Number.NaN])
      await dispose()
    })

    it('IDX-8 REC-5 traces a search that gives the same, and explains each memory by its true place', async () => {
      const { index, put, naive, dispose } = await opened()
      const random = mulberry(7)
      await put(...some(40, random))
      const query = { space: 1, vector: unit(random), k: 5, exact: true }
      const near = naive(query.vector)
      const traced = await index.searchTraced(query)
      expect([...traced.keys]).toEqual(near.slice(0, 5).map(({ key }) => key))
      expect(traced.trace).toMatchObject({ path: 'exact', compared: 20 })
      for (const [place, { key, score }] of near.entries()) {
        const explained = await index.explain(query, key)
        expect(explained).toMatchObject({ rank: place + 1, isFound: place < 5 })
        expect(explained?.similarity).toBeCloseTo(score, 5)
      }
      expect(await index.explain(query, 999)).toBeNull()
      await dispose()
    })

    it('QUAL-1 gives the nearest to many vectors in one job', async () => {
      const { index, put, naive, dispose } = await opened()
      const random = mulberry(8)
      await put(...some(40, random))
      const queries = Array.from({ length: 6 }, () => unit(random))
      const all = Float32Array.from(queries.flatMap((query) => [...query]))
      const found = await index.nearest(2, all, 4)
      expect(found.map(({ keys }) => [...keys])).toEqual(
        queries.map((query) =>
          naive(query, 2)
            .slice(0, 4)
            .map(({ key }) => key),
        ),
      )
      await dispose()
    })

    it('IDX-8 counts what it has, and shows the lists and the way of a search', async () => {
      const { index, put, naive, dispose } = await opened()
      const random = mulberry(9)
      await put(...some(30, random))
      await put({ key: 5, vector: null })
      expect(await index.stats()).toMatchObject({ vectors: 29, isBuilding: false })
      expect([(await index.health(1)).vectors, (await index.health(2)).vectors]).toEqual([14, 15])
      const vector = unit(random)
      const keys = naive(vector).map(({ key }) => key)
      const { search, ...walk } = await index.walk(1, { vector, k: 3 })
      // So few are compared one by one, without lists.
      expect([walk.count, walk.keys.length, walk.lists.length]).toEqual([0, 0, 0])
      expect(search).toMatchObject({ path: 'exact', compared: 14 })
      expect([...(search?.truth ?? [])]).toEqual(keys.slice(0, 3))
      expect([...(search?.found ?? [])]).toEqual(keys.slice(0, 3))
      expect((await index.walk(1, null)).search).toBeNull()
      await dispose()
    })

    it('MEM-7 drops one namespace and leaves the other; MEM-8 begins anew with nothing', async () => {
      const { index, put, ask, settle, naive, dispose } = await opened()
      const random = mulberry(10)
      await put(...some(30, random))
      await index.dropSpace(1)
      expect(await index.stats()).toMatchObject({ vectors: 15 })
      expect(await index.vectorOf(1, 1)).toBeNull()
      const query = unit(random)
      await settle()
      await ask(query, 5, undefined, 2)
      const gone = { space: 1, vector: query, k: 5, exact: true }
      expect((await index.search(gone)).keys).toHaveLength(0)
      const before = naive(query, 2).length
      await index.clear()
      expect([before, await index.stats()]).toMatchObject([15, { vectors: 0 }])
      expect((await index.search({ ...gone, space: 2 })).keys).toHaveLength(0)
      await put({ key: 1, space: 2, vector: query })
      expect([...(await index.search({ ...gone, space: 2 })).keys]).toEqual([1])
      await dispose()
    })

    it('QUAL-3 gives a copy to try settings on, which stays as it was', async () => {
      const { index, put, naive, dispose } = await opened()
      const random = mulberry(11)
      await put(...some(40, random))
      const trial = await index.openTrial(1)
      const query = unit(random)
      const before = naive(query)
        .slice(0, 6)
        .map(({ key }) => key)
      await put({ key: before[0] as number, vector: null })
      const answers = async () => (await trial.nearest(query, 6)).map(({ keys }) => [...keys])
      expect(await answers()).toEqual([before])
      expect((await trial.health()).vectors).toBe(20)
      await trial.rebuild('auto')
      expect(await answers()).toEqual([before])
      expect((await index.health(1)).vectors).toBe(19)
      await trial.close()
      await dispose()
    })

    it('IDX-7 opens again with what it saved, or with nothing where it saves nothing', async () => {
      const { index, put, reopen, naive, dispose } = await opened()
      const random = mulberry(12)
      await put(...some(40, random))
      const mark = { embedder: 'e', cursor: { seq: 7, key: 3 }, stamp: '7 store' }
      await index.save(mark)
      if (reopen === undefined) {
        expect([await index.saved(), await index.restore()]).toEqual([null, false])
        return dispose()
      }
      await index.close()
      const again = watched(await reopen())
      expect(await again.saved()).toEqual(mark)
      expect(await again.restore()).toBe(true)
      const vector = unit(random)
      const { keys } = await again.search({ space: 1, vector, k: 6, exact: true })
      expect([...keys]).toEqual(
        naive(vector)
          .slice(0, 6)
          .map(({ key }) => key),
      )
      await again.close()
      await dispose()
    })

    it('STO-1 was asked every method of the port', () => {
      expect(Object.keys(METHODS).filter((name) => !asked.has(name))).toEqual([])
    })
  })
}
