import { describe, expect, it } from 'vitest'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, indexOf, kernel, missedBy, recallOf, rowsOf, times, unitVector } from './index.suite.ts'
import { randomFrom } from './random.ts'
import { targetOf } from './search-settings.ts'

const dimension = 32

/** Rows and queries that are not among them, of the same clusters. */
const dataOf = (seed: number, rows: number, queries: number): [Float32Array[], Float32Array[]] => {
  const random = randomFrom(seed)
  const make = clusters(dimension, { count: 60, spread: 1.4, random })
  return [times(rows, () => make()), times(queries, () => make())]
}

describe('recall', () => {
  const [vectors, queries] = dataOf(51, 6000, 300)

  const settled = (widestLevel: number | undefined): FractalIndex => {
    const index = indexOf({ dimension, kernel, ...(widestLevel && { widestLevel }) }, rowsOf(vectors))
    index.settle()
    return index
  }

  it.each([
    [1, undefined],
    [2, 8],
  ])(
    'IDX-1, IDX-2: with %i levels, profiles reach their targets, and wider beams find no less',
    (levels, widest) => {
      const index = settled(widest)
      const { tree } = index.health()[0]!
      expect(tree).toMatchObject({ levels, isCalibrated: true, waiting: 0, builtRows: vectors.length })
      expect(missedBy(index, rowsOf(vectors.slice(0, 1000)))).toEqual([])

      const costs: number[] = []
      for (const profile of ['fast', 'balanced', 'high_recall'] as const) {
        index.configure({ profile })
        index.settle()
        const { beam, candidates } = index.health()[0]!.tree!.settings
        costs.push(beam * candidates)
        // Three hundred queries tell it to within a hundredth.
        expect(recallOf(index, queries)).toBeGreaterThan(targetOf[profile] - 0.015)
      }
      expect(costs).toEqual([...costs].sort((a, b) => a - b))
      expect(costs[0]).toBeLessThan(costs[2]!)

      const beams = [1, 2, 4, 8, 16, 32, 64, 128, 256]
      const recalls = beams.map((beam) => recallOf(index, queries, { beam }))
      for (const [i, recall] of recalls.entries())
        if (i > 0) expect(recall).toBeGreaterThanOrEqual(recalls[i - 1]!)
      expect(recalls[0]).toBeLessThan(0.9)
      expect(recalls.at(-1)).toBeGreaterThan(0.98)
    },
    60_000,
  )

  it('IDX-2: what was asked lately calibrates the profile, though it is not like the rows', () => {
    const random = randomFrom(53)
    // Rows are all but alike in their clusters, and questions are like none of them.
    const make = clusters(dimension, { count: 200, spread: 0.3, random })
    const rows = rowsOf(times(6000, () => make()))
    const asked = times(300, () => unitVector(dimension, random))
    const index = indexOf({ dimension, kernel }, rows)
    index.settle()
    const settings = () => index.health()[0]!.tree!.settings
    const before = settings()
    expect(recallOf(index, asked)).toBeLessThan(targetOf.balanced - 0.1)
    const ask = (isRecall: boolean): void => {
      for (const vector of asked.slice(0, 120)) index.search({ space: 1, vector, k: 10, isRecall })
      index.settle()
    }
    ask(false)
    expect(settings()).toEqual(before)
    ask(true)
    // On questions that did not calibrate it.
    expect(recallOf(index, asked.slice(120))).toBeGreaterThan(targetOf.balanced - 0.015)
    const after = settings()
    ask(true)
    expect(settings()).toEqual(after)
  }, 60_000)

  it('IDX-2: rows that are equal stand in for each other, and ask for no wider beam', () => {
    const [copied] = dataOf(52, 100, 0)
    const rows = rowsOf(times(3000, (i) => copied[i % copied.length]!))
    const index = indexOf({ dimension, kernel }, rows)
    index.settle()
    const { tree } = index.health()[0]!
    expect(tree).toMatchObject({ isCalibrated: true })
    // Thirty rows of each: which ten of them the exact answer names is chance.
    expect(tree!.settings.beam).toBeLessThanOrEqual(4)
    expect(tree!.settings.candidates).toBeLessThanOrEqual(130)
    expect(recallOf(index, copied)).toBeGreaterThanOrEqual(targetOf.balanced)
  })
})
