import { describe, expect, it } from 'vitest'
import { grow, indexOf, kernels, missedBy, rowsOf, times, unitVector } from './index.suite.ts'
import { batchOf, NaiveIndex, pairsOf, vectorOf } from './naive-index.suite.ts'
import { exactBelow } from './plan.ts'
import { randomFrom } from './random.ts'

/** Contents that are out of the ordinary. */
describe.each(kernels)('shapes of an index, $name kernel', (kernel) => {
  it.each([1, 3, 100, 300])('REC-8: takes vectors of %i numbers, with and without a tree', (dimension) => {
    const random = randomFrom(dimension)
    const rows = rowsOf(times(exactBelow + 200, () => unitVector(dimension, random)))
    const oracle = new NaiveIndex(dimension)
    const index = indexOf({ dimension, kernel })
    for (const part of [rows.slice(0, 1), rows.slice(1, exactBelow - 1), rows.slice(exactBelow - 1)]) {
      index.apply(batchOf(dimension, part))
      oracle.apply(part)
      grow(index)
      for (let i = 0; i < 5; i++) {
        const vector = unitVector(dimension, random)
        const found = index.search({ space: 1, vector, k: 7, exact: true })
        expect(pairsOf(found)).toEqual(oracle.search(1, vector, 7))
        const fast = index.search({ space: 1, vector, k: 7 })
        expect(fast.keys).toHaveLength(found.keys.length)
        expect(oracle.isSound(1, vector, fast)).toBe(true)
      }
    }
    expect(index.health()[0]!.tree).not.toBeNull()
    // Of one number, half of the vectors are equal, and the other half is their opposite.
    expect(missedBy(index, rows.slice(0, 300))).toEqual([])
    for (const { key, vector } of rows.slice(0, 50)) expect(index.vectorOf(1, key)).toEqual(vector)
  })

  it.each([undefined, 8])(
    'REC-8: 5,000 equal vectors are ordered by key and not split for ever (%s)',
    (widestLevel) => {
      const random = randomFrom(6)
      const same = unitVector(16, random)
      const index = indexOf({ dimension: 16, kernel, ...(widestLevel && { widestLevel }) })
      index.apply(
        batchOf(
          16,
          times(5000, (key) => ({ key, vector: same })),
        ),
      )
      grow(index)
      let steps = 0
      while (index.step() && steps < 100_000) steps += 1
      expect(steps).toBeLessThan(100_000)
      const exact = index.search({ space: 1, vector: same, k: 9, exact: true })
      expect([...exact.keys]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
      const found = index.search({ space: 1, vector: same, k: 9 })
      expect(found.scores).toEqual(exact.scores)
      expect([...found.keys]).toEqual([...new Set(found.keys)].sort((a, b) => a - b))
      const { tree } = index.health()[0]!
      expect(tree!.longest).toBeLessThanOrEqual(200)
      // And one that differs is still found, and more of them still come in, one by one.
      const other = unitVector(16, random)
      index.apply(batchOf(16, [{ key: 7000, vector: other }]))
      for (let key = 7001; key < 7300; key++) {
        index.apply(batchOf(16, [{ key, vector: same }]))
        index.settle()
      }
      expect([...index.search({ space: 1, vector: other, k: 1 }).keys]).toEqual([7000])
      index.apply(
        batchOf(
          16,
          times(5000, (key) => ({ key })),
        ),
      )
      index.settle()
      expect([...index.search({ space: 1, vector: same, k: 3 }).keys]).toEqual([7001, 7002, 7003])
    },
  )

  it.each(['whole', 'near', 'sparse', 'outliers', 'tiny'])(
    'REC-8: a tree of odd vectors (%s) answers in full',
    (maker) => {
      const random = randomFrom(8)
      const rows = rowsOf(times(2500, () => vectorOf(12, maker, random)))
      const oracle = new NaiveIndex(12)
      const index = indexOf({ dimension: 12, kernel })
      for (const part of [rows.slice(0, 2100), rows.slice(2100)]) {
        index.apply(batchOf(12, part))
        oracle.apply(part)
        grow(index)
      }
      for (let i = 0; i < 10; i++) {
        for (const vector of [unitVector(12, random), vectorOf(12, maker, random)]) {
          const exact = index.search({ space: 1, vector, k: 9, exact: true })
          expect(pairsOf(exact)).toEqual(oracle.search(1, vector, 9))
          const found = index.search({ space: 1, vector, k: 9 })
          expect(found.keys).toHaveLength(9)
          expect(oracle.isSound(1, vector, found)).toBe(true)
        }
      }
    },
  )

  it('REC-8: refuses rows that are no numbers and keeps the tree in order', () => {
    const random = randomFrom(9)
    const rows = rowsOf(times(2100, () => unitVector(8, random)))
    const index = indexOf({ dimension: 8, kernel }, rows)
    grow(index)
    const bad = [Number.NaN, Infinity, -Infinity].map((value, i) => ({
      key: i,
      vector: Float32Array.of(0, value, 0, 0, 0, 0, 0, 0),
    }))
    index.apply(batchOf(8, bad))
    expect(index.stats().vectors).toBe(2097)
    for (const { key, vector } of rows.slice(0, 3)) {
      expect(index.vectorOf(1, key)).toBeNull()
      expect(index.search({ space: 1, vector: vector as Float32Array, k: 10 }).keys).not.toContain(key)
    }
    expect(missedBy(index, rows.slice(3))).toEqual([])
  })
})
