import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grow, indexOf, variants } from './index.suite.ts'
import { batchOf, makers, NaiveIndex, pairsOf, vectorOf } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

describe.each(variants)('exact answers, $name', ({ kernel, formOf }) => {
  it("IDX-3, IDX-5, REC-7: are the oracle's after any order of puts, removals and drops", () => {
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
        const index = indexOf({ dimension, kernel, ...formOf(dimension) })
        const oracle = new NaiveIndex(dimension)
        for (const { rows, drop, query, k, allowed } of steps) {
          const batch = rows.map(({ vector, ...rest }) => (vector ? { ...rest, vector } : rest))
          index.apply(batchOf(dimension, batch))
          oracle.apply(batch)
          if (drop !== null) {
            index.dropSpace(drop)
            oracle.drop(drop)
          }
          const vector = Float32Array.from(query)
          const keys = allowed ? { allowed: Uint32Array.from(allowed).sort() } : {}
          for (const space of [1, 2, 3]) {
            const found = pairsOf(index.search({ space, vector, k, ...keys }))
            expect(found).toEqual(oracle.search(space, vector, k, keys.allowed))
          }
        }
        expect(index.stats().vectors).toBe(oracle.size)
      }),
      { numRuns: 60 },
    )
  })

  it.each(Object.keys(makers))('IDX-5, IDX-6: leave none of the best out among many rows (%s)', (maker) => {
    const property = fc.property(
      fc.record({
        seed: fc.integer(),
        dimension: fc.constantFrom(1, 2, 3, 16, 33, 100),
        count: fc.integer({ min: 1, max: 1500 }),
        k: fc.integer({ min: 1, max: 40 }),
        share: fc.constantFrom(0.01, 0.1, 0.2, 0.6, 1),
        // Keys close together, and all over uint32.
        stride: fc.constantFrom(3, 2_000_003),
        queries: fc.constantFrom(maker, 'even', 'tiny'),
      }),
      ({ seed, dimension, count, k, share, stride, queries }) => {
        const random = randomFrom(seed)
        const rows = Array.from({ length: count }, (_, i) => ({
          key: stride * i,
          vector: vectorOf(dimension, maker, random),
        }))
        const index = indexOf({ dimension, kernel, ...formOf(dimension) }, rows)
        const oracle = new NaiveIndex(dimension)
        oracle.apply(rows)
        const vector = vectorOf(dimension, queries, random)
        expect(pairsOf(index.search({ space: 1, vector, k }))).toEqual(oracle.search(1, vector, k))
        const allowed = Uint32Array.from(
          rows.filter(() => random() < share).flatMap(({ key }) => [key, key + 1]),
        )
        expect(pairsOf(index.search({ space: 1, vector, k, allowed }))).toEqual(
          oracle.search(1, vector, k, allowed),
        )
      },
    )
    fc.assert(property, { numRuns: 25 })
  })

  it('IDX-5: hold for queries that are too much for float32, or next to nothing in it', () => {
    const dimension = 16
    for (const [maker, lengths] of [
      ['whole', [3e38, 1e38, 1e37, 1e-44]],
      ['even', [1e-45, 3e-45, 1e-44, 1e-43, 1e-40]],
    ] as const) {
      const random = randomFrom(13)
      const rows = Array.from({ length: 700 }, (_, key) => ({
        key,
        vector: vectorOf(dimension, maker, random),
      }))
      const index = indexOf({ dimension, kernel, ...formOf(dimension) }, rows)
      const oracle = new NaiveIndex(dimension)
      oracle.apply(rows)
      for (const length of lengths) {
        for (let i = 0; i < 10; i++) {
          const vector = Float32Array.from({ length: dimension }, () => (random() < 0.5 ? length : -length))
          const found = index.search({ space: 1, vector, k: 6 })
          expect(pairsOf(found)).toEqual(oracle.search(1, vector, 6))
        }
      }
    }
  })

  it('IDX-5: hold where a sum goes beyond float32 and comes back', () => {
    const vector = new Float32Array(16).fill(3e38)
    const back = { key: 1, vector: [1, -1, -1, 0, 1, 0, 0, 0] }
    const index = indexOf({ dimension: 16, kernel, ...formOf(16) }, [
      back,
      { key: 2, vector: [1] },
      { key: 3, vector: [0] },
    ])
    const found = index.search({ space: 1, vector, k: 1 })
    expect(pairsOf(found)).toEqual([[2, Math.fround(3e38)]])
  })

  it('IDX-5: are given below 2,000 rows whatever the settings, and above where exact ones are asked for', () => {
    const dimension = 8
    const random = randomFrom(12)
    const rows = Array.from({ length: 1999 }, (_, key) => ({
      key,
      vector: vectorOf(dimension, 'even', random),
    }))
    const settings = { profile: 'fast', beamWidth: 1, maxCandidates: 1 } as const
    const index = indexOf({ dimension, kernel, ...formOf(dimension), settings }, rows)
    const oracle = new NaiveIndex(dimension)
    oracle.apply(rows)
    index.settle()
    expect(index.health()[0]!.tree).toBeNull()
    const queries = Array.from({ length: 40 }, () => vectorOf(dimension, 'even', random))
    const agrees = (how: { readonly exact?: boolean }): boolean =>
      queries.every((vector) =>
        oracle.isBest(1, vector, 10, index.search({ space: 1, vector, k: 10, ...how })),
      )
    expect(agrees({})).toBe(true)
    const more = [{ key: 5000, vector: vectorOf(dimension, 'even', random) }]
    index.apply(batchOf(dimension, more))
    oracle.apply(more)
    grow(index)
    expect(index.health()[0]!.tree).not.toBeNull()
    expect(agrees({ exact: true })).toBe(true)
    expect(agrees({})).toBe(false)
    index.configure({ isExact: true })
    expect(agrees({})).toBe(true)
  })
})
