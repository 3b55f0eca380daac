import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ExactIndex } from './exact-index.ts'
import { batchOf, makers, NaiveIndex, pairsOf, type Row, randomFrom, vectorOf } from './naive-index.suite.ts'
import { plainKernel } from './plain-kernel.ts'
import { createSimdKernel } from './simd-kernel.ts'

// A runtime without SIMD has one kernel to test.
const kernels = [plainKernel, ...[createSimdKernel()].filter((kernel) => kernel !== null)]

describe.each(kernels)('exact search, $name kernel', (kernel) => {
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
        const oracle = new NaiveIndex()
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
            const found = pairsOf(index.search({ space, vector, k, ...keys }))
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
        dimension: fc.constantFrom(1, 2, 3, 16, 33, 100),
        count: fc.integer({ min: 1, max: 1500 }),
        k: fc.integer({ min: 1, max: 40 }),
        share: fc.constantFrom(0.01, 0.1, 0.2, 0.6, 1),
        // Keys close together, and all over uint32.
        stride: fc.constantFrom(3, 2_000_003),
      }),
      ({ seed, dimension, count, k, share, stride }) => {
        const random = randomFrom(seed)
        const rows = Array.from({ length: count }, (_, i) => ({
          key: stride * i,
          vector: vectorOf(dimension, maker, random),
        }))
        const index = indexOf(dimension, rows)
        const oracle = new NaiveIndex()
        oracle.apply(rows)
        const vector = vectorOf(dimension, random() < 0.5 ? maker : 'even', random)
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
})
