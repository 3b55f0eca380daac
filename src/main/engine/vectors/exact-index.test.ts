import { describe, expect, it } from 'vitest'
import { DimensionMismatch, ExactIndex } from './exact-index.ts'
import { batchOf, pairsOf, type Row, randomFrom, vectorOf } from './naive-index.suite.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

// A runtime without SIMD has one kernel to test.
const kernels = [plainKernel, ...[createSimdKernel()].filter((kernel) => kernel !== null)]

describe.each(kernels)('exact index, $name kernel', (kernel) => {
  const indexOf = (dimension: number, rows: readonly Row[] = []): ExactIndex => {
    const index = new ExactIndex({ dimension, kernel })
    index.apply(batchOf(dimension, rows))
    return index
  }

  it('IDX-3: finds a vector at once when it is new, changed, gone, and put back', () => {
    const index = indexOf(2, [{ key: 4, vector: [1, 0] }])
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

  it.each([2, 200])('REC-7: finds a memory once, even if it is allowed twice (%i rows)', (count) => {
    const index = indexOf(
      1,
      Array.from({ length: count }, (_, key) => ({ key, vector: [1 - key / count] })),
    )
    const allowed = Uint32Array.of(0, 0, 1, 1, 300)
    expect([...index.search({ space: 1, vector: Float32Array.of(1), k: 5, allowed }).keys]).toEqual([0, 1])
  })

  it('REC-8: is quiet about k of 0 or less, more than there is, and an empty space', () => {
    const index = indexOf(2, [{ key: 1, vector: [1, 0] }])
    const vector = Float32Array.of(1, 0)
    for (const k of [0, -3, Number.NaN]) expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual([])
    for (const k of [1.9, 1e9, Infinity])
      expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual([[1, 1]])
    expect(pairsOf(index.search({ space: 2, vector, k: 3 }))).toEqual([])
    expect(pairsOf(index.search({ space: 1, vector, k: 3, allowed: new Uint32Array(0) }))).toEqual([])
  })

  it('REC-8: scores 0 for a query of zeros and finds nothing for one with NaN', () => {
    const random = randomFrom(3)
    const rows = Array.from({ length: 300 }, (_, key) => ({ key, vector: vectorOf(3, 'even', random) }))
    const index = indexOf(3, rows.reverse())
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
    expect(pairsOf(index.search({ space: 1, vector: Float32Array.of(1, 0), k: 5 }))).toEqual([[2, 0]])
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
