import { describe, expect, it } from 'vitest'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, grow, indexOf, kernel, missedBy, rowsOf, times, unitVector } from './index.suite.ts'
import { batchOf, type Row } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

const dimension = 16

/** Trees that lose most of what they were built for. */
describe('shrinking', () => {
  const apply = (index: FractalIndex, rows: readonly Row[]): void => index.apply(batchOf(dimension, rows))
  const dead = (rows: readonly Row[]): Row[] => rows.map(({ key }) => ({ key }))

  it('IDX-3: a tree of too few goes, also while a list of it is being split', () => {
    const random = randomFrom(81)
    const make = clusters(dimension, { count: 10, spread: 0.5, random })
    const rows = rowsOf(times(2100, () => make()))
    const dense = rowsOf(
      times(400, () => make(3)),
      { from: 5000 },
    )
    const index = indexOf({ dimension, kernel, settings: { rebuildEnabled: false } }, rows)
    index.settle()
    const { lists } = index.health()[0]!.tree!
    apply(index, dense)
    while (index.health()[0]!.tree!.lists <= lists && index.step());
    for (let i = 0; i < 8; i++) index.step()
    apply(index, dead([...rows, ...dense.slice(300)]))
    apply(index, rows.slice(0, 20))
    while (index.step()) index.search({ space: 1, vector: make(), k: 5 })
    expect(index.health()[0]).toMatchObject({ vectors: 320, tree: null })
    apply(index, rows)
    grow(index)
    expect(missedBy(index, [...rows, ...dense.slice(0, 300)])).toEqual([])
  })

  it('IDX-3: what comes near groups that have become empty is found', () => {
    const random = randomFrom(82)
    const make = clusters(dimension, { count: 60, spread: 0.4, random })
    // Equal ones share a group.
    const same = unitVector(dimension, random)
    const rows = rowsOf([...times(1300, () => same), ...times(1500, () => make())])
    const index = indexOf({ dimension, kernel, widestLevel: 8, settings: { rebuildEnabled: false } }, rows)
    grow(index)
    index.configure({ profile: 'fast', beamWidth: 4 })
    index.settle()
    apply(index, dead(rows.slice(1300)))
    index.settle()
    expect(index.health()[0]!.vectors).toBe(1300)
    const late = rowsOf(
      times(300, () => make()),
      { from: 9000 },
    )
    for (const row of late) apply(index, [row])
    index.settle()
    expect(missedBy(index, late)).toEqual([])
    expect(index.search({ space: 1, vector: same, k: 5 }).keys).toHaveLength(5)
  })
})
