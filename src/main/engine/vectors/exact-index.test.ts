import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScoredKeys, VectorBatch } from '#engine/ports'
import { DimensionMismatch, ExactIndex } from './exact-index.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

// A runtime without SIMD has one kernel to test.
const kernels = [plainKernel, ...[createSimdKernel()].filter((kernel) => kernel !== null)]

interface Row {
  readonly space?: number
  readonly key: number
  /** None for a dead one. */
  readonly vector?: ArrayLike<number>
}

const batchOf = (dimension: number, rows: readonly Row[]): VectorBatch => {
  const vectors = new Float32Array(rows.length * dimension)
  for (const [i, { vector }] of rows.entries()) vectors.set(vector ?? [], i * dimension)
  return {
    spaces: Uint32Array.from(rows, ({ space }) => space ?? 1),
    keys: Uint32Array.from(rows, ({ key }) => key),
    alive: Uint8Array.from(rows, ({ vector }) => (vector ? 1 : 0)),
    vectors,
    cursor: { seq: 0, key: 0 },
    complete: true,
  }
}

/** What the index has to answer, in the plainest way: all scores, all sorted. */
class Oracle {
  readonly spaces = new Map<number, Map<number, Float32Array>>()

  apply(rows: readonly Row[]): void {
    for (const { space = 1, key, vector } of rows) {
      const known = this.spaces.get(space) ?? new Map<number, Float32Array>()
      if (vector) known.set(key, Float32Array.from(vector))
      else known.delete(key)
      this.spaces.set(space, known)
    }
  }

  search(space: number, query: Float32Array, k: number, allowed?: Uint32Array): [number, number][] {
    const admitted = allowed && new Set(allowed)
    return [...(this.spaces.get(space) ?? [])]
      .filter(([key]) => admitted?.has(key) ?? true)
      .map(([key, vector]): [number, number] => [key, dot(query, vector)])
      .sort(([keyA, a], [keyB, b]) => b - a || keyA - keyB)
      .slice(0, k)
  }
}

/** In the order of additions that the kernels promise. */
const dot = (query: Float32Array, vector: Float32Array): number => {
  const s = [0, 0, 0, 0, 0, 0, 0, 0]
  query.forEach((value, i) => {
    s[i % 8]! += value * vector[i]!
  })
  return s[0]! + s[4]! + (s[2]! + s[6]!) + (s[1]! + s[5]! + (s[3]! + s[7]!))
}

const pairs = ({ keys, scores }: ScoredKeys): [number, number][] =>
  Array.from(keys, (key, i): [number, number] => [key, scores[i]!])

const randomFrom = (seed: number): (() => number) => {
  let state = seed
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Small whole numbers give many ties; others give rows that differ by less than their codes can tell. */
const makers: Record<string, (random: () => number) => number> = {
  whole: (random) => Math.floor(random() * 5) - 2,
  even: (random) => random() - 0.5,
  near: (random) => 0.3 + random() * 1e-4,
  sparse: (random) => (random() < 0.9 ? 0 : random() - 0.5),
  outliers: (random) => (random() < 0.02 ? 50 : 0.1) * (random() - 0.5),
  tiny: (random) => (random() - 0.5) * 1e-38,
}

const vectorOf = (dimension: number, maker: string, random: () => number): Float32Array =>
  Float32Array.from({ length: dimension }, () => makers[maker]!(random))

describe.each(kernels)('exact index, $name kernel', (kernel) => {
  const indexOf = (dimension: number, rows: readonly Row[] = []): ExactIndex => {
    const index = new ExactIndex({ dimension, kernel })
    index.apply(batchOf(dimension, rows))
    return index
  }

  it('IDX-3, REC-7: answers as the oracle does after any order of puts, removals and drops', () => {
    const dimension = 5
    const row = fc.record({
      space: fc.integer({ min: 1, max: 3 }),
      key: fc.oneof(fc.integer({ min: 0, max: 150 }), fc.constant(2 ** 32 - 1)),
      vector: fc.option(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 5, maxLength: 5 }), {
        nil: undefined,
        freq: 3,
      }),
    })
    const step = fc.record({
      rows: fc.array(row, { maxLength: 120 }),
      drop: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 5 }),
      query: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 5, maxLength: 5 }),
      k: fc.integer({ min: 0, max: 12 }),
      allowed: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 160 }))),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8, size: 'max' }), (steps) => {
        const index = indexOf(dimension)
        const oracle = new Oracle()
        for (const { rows, drop, query, k, allowed } of steps) {
          const batch = rows.map(({ vector, ...rest }) => (vector ? { ...rest, vector } : rest))
          index.apply(batchOf(dimension, batch))
          oracle.apply(batch)
          if (drop !== null) {
            index.dropSpace(drop)
            oracle.spaces.delete(drop)
          }
          const vector = Float32Array.from(query)
          const keys = allowed ? { allowed: Uint32Array.from(allowed).sort() } : {}
          for (const space of [1, 2, 3]) {
            const found = pairs(index.search({ space, vector, k, ...keys }))
            expect(found).toEqual(oracle.search(space, vector, k, keys.allowed))
          }
        }
        const living = [...oracle.spaces.values()].reduce((sum, space) => sum + space.size, 0)
        expect(index.stats().vectors).toBe(living)
      }),
      { numRuns: 60 },
    )
  })

  it.each(Object.keys(makers))('IDX-5, IDX-6: leaves none of the best out among many rows (%s)', (maker) => {
    const property = fc.property(
      fc.record({
        seed: fc.integer(),
        dimension: fc.constantFrom(1, 7, 16, 33, 100),
        count: fc.integer({ min: 1, max: 1500 }),
        k: fc.integer({ min: 1, max: 40 }),
        share: fc.constantFrom(0.01, 0.1, 0.2, 0.6, 1),
      }),
      ({ seed, dimension, count, k, share }) => {
        const random = randomFrom(seed)
        const rows = Array.from({ length: count }, (_, i) => ({
          key: 3 * i,
          vector: vectorOf(dimension, maker, random),
        }))
        const index = indexOf(dimension, rows)
        const oracle = new Oracle()
        oracle.apply(rows)
        const vector = vectorOf(dimension, random() < 0.5 ? maker : 'even', random)
        expect(pairs(index.search({ space: 1, vector, k }))).toEqual(oracle.search(1, vector, k))
        const allowed = Uint32Array.from(
          rows.filter(() => random() < share).flatMap(({ key }) => [key, key + 1]),
        )
        expect(pairs(index.search({ space: 1, vector, k, allowed }))).toEqual(
          oracle.search(1, vector, k, allowed),
        )
      },
    )
    fc.assert(property, { numRuns: 25 })
  })

  it('IDX-9: answers do not depend on the way to the same content', () => {
    const random = randomFrom(7)
    const rows = Array.from({ length: 900 }, (_, key) => ({ key, vector: vectorOf(24, 'even', random) }))
    const straight = indexOf(24, rows)
    const winding = indexOf(24, [
      ...rows,
      ...rows.map(({ key }) => ({ key: key + 5000, vector: rows[0]!.vector })),
    ])
    winding.apply(
      batchOf(
        24,
        rows.map(({ key }) => ({ key: key + 5000 })),
      ),
    )
    winding.apply(
      batchOf(
        24,
        rows.slice(0, 500).map(({ key }) => ({ key })),
      ),
    )
    winding.apply(batchOf(24, rows.slice(0, 500).reverse()))
    for (let i = 0; i < 20; i++) {
      const query = { space: 1, vector: vectorOf(24, 'even', random), k: 25 }
      expect(winding.search(query)).toEqual(straight.search(query))
    }
  })

  it('IDX-3: finds a vector at once when it is new, changed, gone, and put back', () => {
    const index = indexOf(2, [{ key: 4, vector: [1, 0] }])
    const find = (): [number, number][] =>
      pairs(index.search({ space: 1, vector: Float32Array.of(1, 0), k: 9 }))
    expect(find()).toEqual([[4, 1]])
    index.apply(batchOf(2, [{ key: 4, vector: [0, 1] }]))
    expect(find()).toEqual([[4, 0]])
    index.apply(batchOf(2, [{ key: 4 }]))
    expect(find()).toEqual([])
    index.apply(batchOf(2, [{ key: 4, vector: [0.5, 0] }, { key: 4 }, { key: 4, vector: [0.25, 0] }]))
    expect(find()).toEqual([[4, 0.25]])
  })

  it('IDX-3: gives memory back after large removals and keeps what is left', () => {
    const random = randomFrom(11)
    const rows = Array.from({ length: 20_000 }, (_, key) => ({
      space: 1 + (key % 3),
      key,
      vector: vectorOf(256, 'even', random),
    }))
    const index = indexOf(256, rows)
    const full = index.stats()
    expect(full.vectors).toBe(20_000)
    index.apply(
      batchOf(
        256,
        rows.filter(({ key }) => key % 10 !== 0).map(({ space, key }) => ({ space, key })),
      ),
    )
    expect(index.stats().vectors).toBe(2000)
    expect(index.stats().bytes).toBeLessThan(full.bytes / 3)
    for (const { space, key, vector } of rows) {
      expect(index.vectorOf(space, key)).toEqual(key % 10 === 0 ? vector : null)
    }
    index.dropSpace(1)
    index.dropSpace(2)
    index.dropSpace(3)
    expect(index.stats().vectors).toBe(0)
    expect(index.stats().bytes).toBeLessThan(17 * 2 ** 20)
  })

  it('REC-7: breaks ties by key, however the rows came in', () => {
    const keys = [9, 2, 700, 4, 31, 5, 1, 88]
    const index = indexOf(
      3,
      keys.map((key) => ({ key, vector: [0.5, 0.5, 0] })),
    )
    const found = index.search({ space: 1, vector: Float32Array.of(1, 0, 0), k: 4 })
    expect([...found.keys]).toEqual([1, 2, 4, 5])
    expect([...found.scores]).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it('REC-7: finds a memory once, even if it is allowed twice', () => {
    const index = indexOf(1, [
      { key: 1, vector: [1] },
      { key: 2, vector: [0.5] },
    ])
    const allowed = Uint32Array.of(1, 1, 2, 2, 3)
    expect([...index.search({ space: 1, vector: Float32Array.of(1), k: 5, allowed }).keys]).toEqual([1, 2])
  })

  it('REC-8: is quiet about k of 0 or less, more than there is, and an empty space', () => {
    const index = indexOf(2, [{ key: 1, vector: [1, 0] }])
    const vector = Float32Array.of(1, 0)
    for (const k of [0, -3, Number.NaN]) expect(pairs(index.search({ space: 1, vector, k }))).toEqual([])
    for (const k of [1.9, 1e9, Infinity])
      expect(pairs(index.search({ space: 1, vector, k }))).toEqual([[1, 1]])
    expect(pairs(index.search({ space: 2, vector, k: 3 }))).toEqual([])
    expect(pairs(index.search({ space: 1, vector, k: 3, allowed: new Uint32Array(0) }))).toEqual([])
  })

  it('REC-8: scores 0 for a query of zeros and finds nothing for one with NaN', () => {
    const random = randomFrom(3)
    const rows = Array.from({ length: 300 }, (_, key) => ({ key, vector: vectorOf(3, 'even', random) }))
    const index = indexOf(3, rows.reverse())
    const zeros = index.search({ space: 1, vector: new Float32Array(3), k: 3 })
    expect(pairs(zeros)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ])
    for (const bad of [Number.NaN, Infinity]) {
      const vector = Float32Array.of(1, bad, 0)
      expect(pairs(index.search({ space: 1, vector, k: 3 }))).toEqual([])
      expect(index.similarities(1, vector, Uint32Array.of(1))).toEqual(Float64Array.of(Number.NaN))
    }
  })

  it('IDX-3: a vector with NaN takes the place of the old one by leaving none', () => {
    const index = indexOf(2, [
      { key: 1, vector: [1, 0] },
      { key: 2, vector: [0, 1] },
    ])
    index.apply(
      batchOf(2, [
        { key: 1, vector: [Number.NaN, 0] },
        { key: 3, vector: [Infinity, 0] },
      ]),
    )
    expect(pairs(index.search({ space: 1, vector: Float32Array.of(1, 0), k: 5 }))).toEqual([[2, 0]])
    expect(index.stats().vectors).toBe(1)
  })

  it('gives back vectors bit by bit and scores of given keys', () => {
    const index = indexOf(3, [{ key: 8, vector: [0.1, -0.2, 1e-40] }])
    expect(index.vectorOf(1, 8)).toEqual(Float32Array.of(0.1, -0.2, 1e-40))
    expect(index.vectorOf(1, 9)).toBeNull()
    expect(index.vectorOf(2, 8)).toBeNull()
    const vector = Float32Array.of(1, 0, 0)
    const found = index.similarities(1, vector, Uint32Array.of(9, 8, 8))
    expect(found).toEqual(Float64Array.of(Number.NaN, Math.fround(0.1), Math.fround(0.1)))
    expect(index.similarities(2, vector, Uint32Array.of(8))).toEqual(Float64Array.of(Number.NaN))
  })

  it('refuses another dimension, before anything is applied', () => {
    const index = indexOf(2, [{ key: 1, vector: [1, 0] }])
    const batch = { ...batchOf(2, [{ key: 1 }, { key: 2, vector: [1, 1] }]), vectors: new Float32Array(6) }
    expect(() => index.apply(batch)).toThrow(DimensionMismatch)
    expect(index.stats().vectors).toBe(1)
    const query = { space: 1, vector: new Float32Array(3), k: 1 }
    expect(() => index.search(query)).toThrow(DimensionMismatch)
    expect(() => index.similarities(1, query.vector, Uint32Array.of(1))).toThrow(DimensionMismatch)
  })

  it('takes a batch of the dead, which has no vectors', () => {
    const index = indexOf(2, [{ key: 1, vector: [1, 0] }])
    index.apply({
      ...batchOf(2, [{ key: 1 }, { key: 7 }, { space: 5, key: 1 }]),
      vectors: new Float32Array(0),
    })
    expect(index.stats().vectors).toBe(0)
  })

  it('forgets everything when it is closed', () => {
    const index = indexOf(2, [{ key: 1, vector: [1, 0] }])
    index.close()
    expect(index.stats().vectors).toBe(0)
  })
})
