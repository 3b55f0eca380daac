import { describe, expect, it } from 'vitest'
import { clusters, grow, indexOf, variants, recallOf, rowsOf, times, unitVector } from './index.suite.ts'
import { batchOf, NaiveIndex, pairsOf } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

const dimension = 16

describe.each(variants)('filters, $name', ({ kernel, formOf }) => {
  const random = randomFrom(41)
  const make = clusters(dimension, { count: 40, spread: 0.8, random })
  const rows = rowsOf(times(6000, () => make()))
  const oracle = new NaiveIndex(dimension)
  oracle.apply(rows)
  const index = indexOf({ dimension, kernel, ...formOf(dimension) }, rows)
  grow(index)
  const queries = times(60, () => make())

  const allowedOf = (admits: (key: number) => boolean): Uint32Array =>
    Uint32Array.from(rows.filter(({ key }) => admits(key)).map(({ key }) => key))

  it('IDX-6: one match among 20,000 is found with k = 5, and it alone', () => {
    const many = indexOf(
      { dimension, kernel, ...formOf(dimension) },
      rowsOf(times(20_000, () => unitVector(dimension, random))),
    )
    if (kernel.name === 'simd') grow(many)
    const allowed = Uint32Array.of(12_345)
    for (const vector of queries.slice(0, 10)) {
      const found = many.search({ space: 1, vector, k: 5, allowed })
      expect([...found.keys]).toEqual([12_345])
    }
  })

  it('IDX-6: of a half, five are found, as well as of all', () => {
    const allowed = allowedOf((key) => key % 2 === 0)
    for (const vector of queries) {
      const found = index.search({ space: 1, vector, k: 5, allowed })
      expect(found.keys).toHaveLength(5)
      expect(found.keys.every((key) => key % 2 === 0)).toBe(true)
    }
    const without = recallOf(index, queries, { k: 5 })
    expect(recallOf(index, queries, { k: 5, allowed })).toBeGreaterThan(without - 0.01)
    expect(without).toBeGreaterThan(0.9)
  })

  it('IDX-6: an empty filter and one of strangers find nothing', () => {
    const [vector] = queries as [Float32Array]
    for (const allowed of [[], [6000, 7000, 2 ** 32 - 1]]) {
      const found = index.search({ space: 1, vector, k: 5, allowed: Uint32Array.from(allowed) })
      expect(found.keys).toHaveLength(0)
    }
  })

  it('IDX-6: strangers do no harm, and fewer matches than k all come back', () => {
    const [vector] = queries as [Float32Array]
    const few = Uint32Array.of(3, 500, 5999, 6000, 9_000_000)
    const found = index.search({ space: 1, vector, k: 50, allowed: few })
    expect(pairsOf(found)).toEqual(oracle.search(1, vector, 50, few))
    const most = Uint32Array.from([...allowedOf((key) => key > 100), 6000, 6001])
    const all = index.search({ space: 1, vector, k: 6000, allowed: most })
    expect(pairsOf(all)).toEqual(oracle.search(1, vector, 6000, most))
  })

  it('IDX-6: a filter far from the query is followed to where its matches are', () => {
    // All that match lie together, and the query lies elsewhere.
    const [far] = queries as [Float32Array]
    const order = oracle.search(1, far, 6000).map(([key]) => key)
    const allowed = Uint32Array.from(order.slice(-2500)).sort()
    const vector = far
    const found = index.search({ space: 1, vector, k: 10, allowed })
    const wanted = oracle.search(1, vector, 10, allowed)
    expect(found.keys).toHaveLength(10)
    expect(found.keys.every((key) => allowed.includes(key))).toBe(true)
    expect(found.scores[0]).toBeLessThanOrEqual(wanted[0]![1])
  })

  it('IDX-6: random filters give k hits where k match, all of them allowed, also while rows wait', () => {
    // More than a batch may plant at once.
    const late = rowsOf(
      times(300, () => make()),
      { from: 10_000 },
    )
    const busy = indexOf(
      { dimension, kernel, ...formOf(dimension), settings: { rebuildEnabled: false } },
      rows,
    )
    grow(busy)
    busy.apply(batchOf(dimension, late))
    expect(busy.health()[0]!.tree!.waiting).toBeGreaterThan(200)
    const both = new NaiveIndex(dimension)
    both.apply(rows)
    both.apply(late)
    for (let i = 0; i < 150; i++) {
      const share = [0.0005, 0.01, 0.3, 0.5, 0.9, 1][i % 6]!
      const allowed = Uint32Array.from(
        [...rows, ...late].filter(() => random() < share).flatMap(({ key }) => (i % 2 ? [key, key] : [key])),
      )
      const admitted = new Set(allowed)
      const vector = i % 5 === 0 ? (late[i]!.vector as Float32Array) : make()
      const k = 1 + Math.floor(random() * 20)
      const found = busy.search({ space: 1, vector, k, allowed })
      expect(found.keys).toHaveLength(Math.min(k, admitted.size))
      expect(found.keys.every((key) => admitted.has(key))).toBe(true)
      expect(both.isSound(1, vector, found)).toBe(true)
      const exact = busy.search({ space: 1, vector, k, allowed, exact: true })
      expect(pairsOf(exact)).toEqual(both.search(1, vector, k, allowed))
      if (exact.scores[0]! > 0.999_999) expect(found.keys[0]).toBe(exact.keys[0])
    }
  })

  it('IDX-6: one filter after another, and the same one after a change, answer for themselves', () => {
    const busy = indexOf(
      { dimension, kernel, ...formOf(dimension), settings: { rebuildEnabled: false } },
      rows,
    )
    grow(busy)
    const [vector] = queries as [Float32Array]
    const allowed = allowedOf((key) => key % 2 === 0)
    const find = (): Uint32Array => busy.search({ space: 1, vector, k: 8, allowed }).keys
    const first = find()
    expect(find()).toEqual(first)
    // What was the best goes, and something better comes.
    busy.apply(batchOf(dimension, [{ key: first[0]! }]))
    expect([...find()].slice(0, 7)).toEqual([...first].slice(1))
    busy.apply(batchOf(dimension, [{ key: first[0]!, vector }]))
    expect(find()[0]).toBe(first[0])
    expect([...find()].slice(1)).toEqual([...first].slice(1))
    // Rows move to other lists, and a removed row's place is taken by one that is not allowed.
    busy.apply(batchOf(dimension, [{ key: first[0]! }, { key: 9001, vector }]))
    busy.settle()
    expect(find()).not.toContain(9001)
    const odd = allowedOf((key) => key % 2 === 1)
    const found = busy.search({ space: 1, vector, k: 8, allowed: odd }).keys
    expect(found.every((key) => key % 2 === 1)).toBe(true)
  })

  it('IDX-6: the room of a filter is given back as it was taken', () => {
    const allowed = allowedOf((key) => key % 2 === 1)
    const [vector] = queries as [Float32Array]
    const search = (): void => void index.search({ space: 1, vector, k: 5, allowed })
    for (let i = 0; i < 5; i++) search()
    const { bytes } = index.stats()
    for (let i = 0; i < 100; i++) search()
    expect(index.stats().bytes).toBe(bytes)
    for (const { key, vector: stored } of rows) expect(index.vectorOf(1, key)).toEqual(stored)
  })
})
