import { describe, expect, it } from 'vitest'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, indexOf, kernels, rowsOf, times } from './index.suite.ts'
import { plainKernel } from './kernel/plain-kernel.ts'
import { batchOf, type Row } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'
import { compactParts } from './row-file.suite.ts'

const dimension = 20
const settings = { profile: 'fast' } as const

/** What is done to all of them, in the same order, with some steps in between. */
function* operations(seed: number): Generator<readonly Row[]> {
  const random = randomFrom(seed)
  const make = clusters(dimension, { count: 20, spread: 0.9, random })
  yield rowsOf(times(2200, () => make()))
  for (let i = 0; i < 120; i++) {
    yield times(1 + Math.floor(random() * 60), () => {
      const key = Math.floor(random() * 2600)
      return random() < 0.3 ? { key } : { key, vector: make(i < 60 ? 3 : undefined) }
    })
  }
}

/** Does it all to each of them. @returns the same questions' answers on the way */
const walk = (indexes: readonly FractalIndex[]): unknown[][] => {
  const answers: unknown[][] = indexes.map(() => [])
  const random = randomFrom(5)
  const make = clusters(dimension, { count: 20, spread: 0.9, random: randomFrom(111) })
  for (const rows of operations(111)) {
    const steps = Math.floor(random() * 300)
    const queries = times(4, () => make())
    for (const [i, index] of indexes.entries()) {
      index.apply(batchOf(dimension, rows))
      for (let step = 0; step < steps; step++) index.step()
      for (const vector of queries) answers[i]!.push(index.search({ space: 1, vector, k: 10 }))
      answers[i]!.push(index.stats(), index.health())
    }
  }
  return answers
}

describe('same answers', () => {
  it.each(kernels)('IDX-9: come from the same data, seed and order of operations, $name kernel', (kernel) => {
    const [one, other] = walk(times(2, () => indexOf({ dimension, kernel, settings, seed: 7 })))
    expect(one).toEqual(other)
    const trees = one!.flatMap((answer) => (Array.isArray(answer) ? answer : []))
    expect(trees.filter(({ tree }) => tree?.isCalibrated).length).toBeGreaterThan(10)
  })

  it('IDX-9: come from either kernel, to the last bit, with either number of levels', (ctx) => {
    if (kernels.length < 2) ctx.skip('no SIMD here')
    for (const widestLevel of [2048, 8]) {
      const [one, other] = walk(
        kernels.map((kernel) => indexOf({ dimension, kernel, settings, widestLevel })),
      )
      expect(one).toEqual(other)
    }
  }, 60_000)

  it('IDX-9: come from either kernel where rows are packed', (ctx) => {
    if (kernels.length < 2) ctx.skip('no SIMD here')
    const [one, other] = walk(
      kernels.map((kernel) => {
        const compact = compactParts(dimension)
        return indexOf({ dimension, kernel, settings, widestLevel: 8, compact })
      }),
    )
    expect(one).toEqual(other)
  }, 60_000)

  it('IDX-9: another seed makes another tree', () => {
    const shapes = [1, 2].map((seed) => {
      const index = indexOf({ dimension, kernel: kernels[0] ?? plainKernel, settings, seed })
      const [rows] = operations(1)
      index.apply(batchOf(dimension, rows!))
      index.settle()
      return index.health()[0]!.tree
    })
    expect(shapes[0]).not.toEqual(shapes[1])
  })

  it('IDX-9: exact ones do not depend on the way to the same content', () => {
    const random = randomFrom(7)
    const make = clusters(24, { count: 20, spread: 1, random })
    const rows = rowsOf(times(900, () => make()))
    for (const kernel of kernels) {
      const straight = indexOf({ dimension: 24, kernel }, rows)
      const winding = indexOf({ dimension: 24, kernel }, rows)
      const dead = (all: readonly Row[], offset = 0): Row[] => all.map(({ key }) => ({ key: key + offset }))
      winding.apply(
        batchOf(
          24,
          rows.map(({ key }) => ({ key: key + 5000, vector: rows[0]!.vector! })),
        ),
      )
      for (const part of [dead(rows, 5000), dead(rows.slice(0, 500)), rows.slice(0, 500).reverse()]) {
        winding.apply(batchOf(24, part))
      }
      for (let i = 0; i < 20; i++) {
        const query = { space: 1, vector: make(), k: 25 }
        expect(winding.search(query)).toEqual(straight.search(query))
      }
    }
  })
})
