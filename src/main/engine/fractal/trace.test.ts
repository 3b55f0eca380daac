import { describe, expect, it } from 'vitest'
import { clusters, indexOf, kernels, rowsOf, times } from './index.suite.ts'
import { batchOf } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

const dimension = 16

describe.each(kernels)('traces, $name kernel', (kernel) => {
  const random = randomFrom(101)
  const make = clusters(dimension, { count: 30, spread: 0.8, random })
  const rows = rowsOf(times(2400, () => make()))
  const settings = { profile: 'fast' } as const
  const flat = indexOf({ dimension, kernel, settings }, rows)
  const deep = indexOf({ dimension, kernel, settings, widestLevel: 8 }, rows)
  for (const index of [flat, deep]) index.settle()
  /** Half a millisecond passes each time it is looked at. */
  const clock = (): (() => number) => {
    let now = 1000
    return () => (now += 0.5)
  }
  const vector = make()

  it('IDX-8: tells of each level what was scanned, scored and kept, the root first', () => {
    const { lists } = flat.health()[0]!.tree!
    const query = { space: 1, vector, k: 5, settings: { beam: 6, candidates: 80 } }
    const { trace, keys } = flat.searchTraced(query, clock())
    expect(trace).toMatchObject({ path: 'tree', settings: { beam: 6, candidates: 80 }, compared: 0 })
    const [root, leaves] = trace.levels as [(typeof trace.levels)[0], (typeof trace.levels)[0]]
    expect(trace.levels).toHaveLength(2)
    expect(root).toMatchObject({ kind: 'centroids', listsScanned: 1, scored: lists, kept: 6 })
    expect(leaves).toMatchObject({ kind: 'rows', listsScanned: 6 })
    expect(leaves.scored).toBeGreaterThan(50)
    expect(leaves.scored).toBeLessThan(2400)
    // A few more than k, of which float64 scores choose.
    expect(leaves.kept).toBe(11)
    for (const { best, kept } of trace.levels) {
      expect(best).toHaveLength(kept)
      expect(best.map(({ score }) => score)).toEqual(best.map(({ score }) => score).sort((a, b) => b - a))
    }
    expect(leaves.best.map(({ id }) => id)).toEqual(expect.arrayContaining([...keys]))
  })

  it('IDX-8: no more lists are scanned than there are, and there is a level more where there are groups', () => {
    for (const beam of [1, 7, 100_000]) {
      for (const index of [flat, deep]) {
        const { lists, levels } = index.health()[0]!.tree!
        const { trace } = index.searchTraced({ space: 1, vector, k: 5, settings: { beam } }, clock())
        expect(trace.levels).toHaveLength(levels + 1)
        const [first, ...others] = trace.levels
        expect(first!.listsScanned).toBe(1)
        const scanned = Math.min(beam, lists)
        expect(others.at(-1)!.listsScanned).toBe(Math.min(scanned, trace.levels.at(-2)!.kept))
        // The narrowest of them leads to few lists, and all of them to all of the rows, twice.
        if (beam > lists) expect(others.at(-1)!.scored).toBeGreaterThan(2400)
        else expect(others.at(-1)!.listsScanned).toBe(beam)
      }
    }
  })

  it('IDX-8: lists are left out whose centroid scores less than a share of what the best one does', () => {
    const listsAt = (share?: number) => {
      const settings = { beam: 40, ...(share !== undefined && { share }) }
      const { trace } = flat.searchTraced({ space: 1, vector, k: 5, settings }, clock())
      return { ranked: trace.levels[0]!.best, scanned: trace.levels[1]!.listsScanned }
    }
    expect(listsAt().scanned).toBe(40)
    expect(listsAt(0).scanned).toBe(40)
    expect(listsAt(1).scanned).toBe(1)
    for (const share of [0.3, 0.6, 0.9]) {
      const { ranked, scanned } = listsAt(share)
      expect(scanned).toBe(
        ranked.filter(({ score }) => score >= Math.fround(ranked[0]!.score * share)).length,
      )
      expect(scanned).toBeLessThan(40)
    }
  })

  it('IDX-8: stages follow the search, and take the time between two looks at the clock', () => {
    const { trace } = flat.searchTraced({ space: 1, vector, k: 5 }, clock())
    expect(trace.stages.map(({ stage }) => stage)).toEqual([
      'prepare',
      'level 1: table',
      'level 1: scan',
      'level 1: score',
      'rows: table',
      'rows: scan',
      'rows: re-rank',
      'answer',
    ])
    for (const { microseconds } of trace.stages) expect(microseconds).toBe(500)
    const two = deep.searchTraced({ space: 1, vector, k: 5 }, clock()).trace.stages
    expect(two.map(({ stage }) => stage)).toContain('level 2: scan')
  })

  it('IDX-8: what was compared one by one is told as such', () => {
    const few = Uint32Array.of(1, 2, 3)
    for (const [query, compared] of [
      [{ exact: true }, 2400],
      [{ allowed: few }, 3],
      [{ k: 2400 }, 2400],
    ] as const) {
      const { trace } = flat.searchTraced({ space: 1, vector, k: 5, ...query }, clock())
      expect(trace).toMatchObject({ path: 'exact', compared })
      expect(trace.stages.at(-1)!.stage).toBe('exact')
    }
    expect(flat.searchTraced({ space: 9, vector, k: 5 }, clock())).toMatchObject({
      keys: new Uint32Array(0),
      trace: { levels: [], compared: 0, stages: [] },
    })
  })

  it('IDX-8: an answer is the same with and without', () => {
    deep.apply(
      batchOf(
        dimension,
        rowsOf(
          times(150, () => make()),
          { from: 5000 },
        ),
      ),
    )
    const allowed = Uint32Array.from(rows.flatMap(({ key }) => (key % 7 > 0 ? [key] : [])))
    for (let i = 0; i < 60; i++) {
      const query = { space: 1, vector: make(), k: 1 + (i % 15), ...(i % 3 === 0 && { allowed }) }
      for (const index of [flat, deep]) {
        const { keys, scores } = index.searchTraced(query, clock())
        expect({ keys, scores }).toEqual(index.search(query))
      }
    }
  })
})
