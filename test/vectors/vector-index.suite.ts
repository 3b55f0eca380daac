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
  dispose(): Promise<void>
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
    const opened = async () => {
      const under = await open()
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
      const ask = async (vector: Float32Array, k: number, allowed?: Uint32Array, space = 1) => {
        const query = { space, vector, k, exact: true, isRecall: true }
        const filter = { is: 'importance', min: 0 } as const
        const found = await under.index.search({ ...query, ...(allowed && { allowed, filter }) })
        const wanted = [...rows]
          .filter(([key, row]) => row.space === space && (allowed === undefined || allowed.includes(key)))
          .map(([key, row]) => ({ key, score: dot(row.vector, vector) }))
          .sort((a, b) => b.score - a.score || a.key - b.key)
          .slice(0, k)
        expect([...found.keys]).toEqual(wanted.map(({ key }) => key))
        for (const [i, { score }] of wanted.entries()) expect(found.scores[i]).toBeCloseTo(score, 5)
      }
      return { ...under, put, ask }
    }

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
  })
}
