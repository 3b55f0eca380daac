import { describe, expect, it } from 'vitest'
import { DimensionMismatch, FractalIndex } from './fractal-index.ts'
import { grow, indexOf, kernels, missedBy, rowsOf, times, unitVector } from './index.suite.ts'
import { batchOf, NaiveIndex, pairsOf, type Row } from './naive-index.suite.ts'
import { exactBelow } from './plan.ts'
import { randomFrom } from './random.ts'

describe.each(kernels)('fractal index, $name kernel', (kernel) => {
  const made = (dimension: number, rows: readonly Row[] = []): FractalIndex =>
    indexOf({ dimension, kernel }, rows)

  it('IDX-3: finds a vector at once when it is new, changed, gone, and put back', () => {
    const index = made(2, [{ key: 4, vector: [1, 0] }])
    const find = (): [number, number][] =>
      pairsOf(index.search({ space: 1, vector: Float32Array.of(1, 0), k: 9 }))
    expect(find()).toEqual([[4, 1]])
    index.apply(batchOf(2, [{ key: 4, vector: [0, 1] }]))
    expect(find()).toEqual([[4, 0]])
    index.apply(batchOf(2, [{ key: 4 }]))
    expect(find()).toEqual([])
    index.apply(batchOf(2, [{ key: 4, vector: [0.5, 0] }, { key: 4 }, { key: 4, vector: [0.25, 0] }]))
    expect(find()).toEqual([[4, 0.25]])
  })

  it('IDX-3: a vector with NaN takes the place of the old one by leaving none', () => {
    const index = made(2, [
      { key: 1, vector: [1, 0] },
      { key: 2, vector: [0, 1] },
    ])
    index.apply(
      batchOf(2, [
        { key: 1, vector: [Number.NaN, 0] },
        { key: 3, vector: [Infinity, 0] },
      ]),
    )
    expect(pairsOf(index.search({ space: 1, vector: Float32Array.of(1, 0), k: 5 }))).toEqual([[2, 0]])
    expect(index.stats().vectors).toBe(1)
    index.apply(batchOf(2, [{ key: 2, vector: [Number.NaN, 0] }]))
    expect(index.health()).toEqual([])
  })

  it('REC-7: breaks ties by key, however the rows came in', () => {
    const keys = [9, 2, 700, 4, 2 ** 32 - 1, 31, 5, 1, 88]
    const index = made(
      3,
      keys.map((key) => ({ key, vector: [0.5, 0.5, 0] })),
    )
    const found = index.search({ space: 1, vector: Float32Array.of(1, 0, 0), k: 4 })
    expect([...found.keys]).toEqual([1, 2, 4, 5])
    expect([...found.scores]).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it('REC-7: a tree too breaks ties by key, and knows the largest key there is', () => {
    const random = randomFrom(5)
    const rows = rowsOf(times(exactBelow, () => unitVector(16, random)))
    const { vector } = rows[77]!
    const keys = [2 ** 32 - 1, 9000, 5000]
    const index = made(16, [...rows, ...keys.map((key) => ({ key, vector: vector! }))])
    grow(index)
    const query = { space: 1, vector: vector as Float32Array, k: 4 }
    expect([...index.search(query).keys]).toEqual([77, 5000, 9000, 2 ** 32 - 1])
    const allowed = Uint32Array.of(2 ** 32 - 1)
    expect([...index.search({ ...query, allowed }).keys]).toEqual([2 ** 32 - 1])
    expect(missedBy(index, rows)).toEqual([])
  })

  it.each([2, 200])('REC-7: finds a memory once, even if it is allowed twice (%i rows)', (count) => {
    const index = made(
      1,
      times(count, (key) => ({ key, vector: [1 - key / count] })),
    )
    const allowed = Uint32Array.of(0, 0, 1, 1, 300)
    expect([...index.search({ space: 1, vector: Float32Array.of(1), k: 5, allowed }).keys]).toEqual([0, 1])
  })

  it('REC-8: is quiet about k of 0 or less, more than there is, and an empty space', () => {
    const index = made(2, [{ key: 1, vector: [1, 0] }])
    const vector = Float32Array.of(1, 0)
    for (const k of [0, -3, Number.NaN]) expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual([])
    for (const k of [1.9, 1e9, Infinity])
      expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual([[1, 1]])
    expect(pairsOf(index.search({ space: 2, vector, k: 3 }))).toEqual([])
    expect(pairsOf(index.search({ space: 1, vector, k: 3, allowed: new Uint32Array(0) }))).toEqual([])
  })

  it('REC-8: scores 0 for a query of zeros and finds nothing for one with NaN', () => {
    const random = randomFrom(3)
    const rows = rowsOf(times(300, () => unitVector(3, random)))
    const index = made(3, rows.reverse())
    const zeros = index.search({ space: 1, vector: new Float32Array(3), k: 3 })
    expect(pairsOf(zeros)).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ])
    for (const bad of [Number.NaN, Infinity]) {
      const vector = Float32Array.of(1, bad, 0)
      expect(pairsOf(index.search({ space: 1, vector, k: 3 }))).toEqual([])
      expect(index.similarities(1, vector, Uint32Array.of(1))).toEqual(Float64Array.of(Number.NaN))
    }
  })

  it('REC-8: a tree too is quiet about every k and every query', () => {
    const random = randomFrom(4)
    const rows = rowsOf(times(2100, () => unitVector(8, random)))
    const oracle = new NaiveIndex(8)
    oracle.apply(rows)
    const index = made(8, rows.toReversed())
    grow(index)
    const vector = unitVector(8, random)
    for (const k of [0, -3, Number.NaN]) expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual([])
    for (const k of [2100, 1e9, Infinity]) {
      expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual(oracle.search(1, vector, k))
    }
    const odd = [0, 1e-40, 1e38].map((length) => new Float32Array(8).fill(length))
    for (const query of odd) {
      expect(pairsOf(index.search({ space: 1, vector: query, k: 3 }))).toEqual(oracle.search(1, query, 3))
    }
    for (const bad of [Number.NaN, Infinity]) {
      expect(pairsOf(index.search({ space: 1, vector: vector.map(() => bad), k: 3 }))).toEqual([])
    }
    for (const settings of [{ beam: 1e9 }, { candidates: 1e9 }, { beam: 0 }, { candidates: 0 }]) {
      expect(index.search({ space: 1, vector, k: 3, settings }).keys).toHaveLength(3)
    }
  })

  it('gives back vectors bit by bit and scores of given keys', () => {
    const index = made(3, [{ key: 8, vector: [0.1, -0.2, 1e-40] }])
    expect(index.vectorOf(1, 8)).toEqual(Float32Array.of(0.1, -0.2, 1e-40))
    expect(index.vectorOf(1, 9)).toBeNull()
    expect(index.vectorOf(2, 8)).toBeNull()
    const vector = Float32Array.of(1, 0, 0)
    const found = index.similarities(1, vector, Uint32Array.of(9, 8, 8))
    expect(found).toEqual(Float64Array.of(Number.NaN, Math.fround(0.1), Math.fround(0.1)))
    expect(index.similarities(2, vector, Uint32Array.of(8))).toEqual(Float64Array.of(Number.NaN))
  })

  it('refuses another dimension, before anything is applied', () => {
    const index = made(2, [{ key: 1, vector: [1, 0] }])
    const batch = { ...batchOf(2, [{ key: 1 }, { key: 2, vector: [1, 1] }]), vectors: new Float32Array(6) }
    expect(() => index.apply(batch)).toThrow(DimensionMismatch)
    expect(() => index.apply({ ...batch, alive: new Uint8Array(1) })).toThrow(RangeError)
    expect(index.stats().vectors).toBe(1)
    const query = { space: 1, vector: new Float32Array(3), k: 1 }
    expect(() => index.search(query)).toThrow(DimensionMismatch)
    expect(() => index.searchTraced(query, () => 0)).toThrow(DimensionMismatch)
    expect(() => index.similarities(1, query.vector, Uint32Array.of(1))).toThrow(DimensionMismatch)
    for (const dimension of [0, -1, 1.5, Number.NaN]) {
      expect(() => new FractalIndex({ dimension, kernel })).toThrow(RangeError)
    }
  })

  it('takes a batch of the dead, which has no vectors', () => {
    const index = made(2, [{ key: 1, vector: [1, 0] }])
    index.apply({
      ...batchOf(2, [{ key: 1 }, { key: 7 }, { space: 5, key: 1 }]),
      vectors: new Float32Array(0),
    })
    expect(index.stats().vectors).toBe(0)
  })

  it('forgets everything when it is closed', () => {
    const index = made(2, [{ key: 1, vector: [1, 0] }])
    index.close()
    expect(index.stats().vectors).toBe(0)
    index.dropSpace(1)
  })
})
