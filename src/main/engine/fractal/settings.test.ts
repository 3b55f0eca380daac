import { describe, expect, it } from 'vitest'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, grow, indexOf, kernel, rowsOf, times } from './index.suite.ts'
import { batchOf } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'
import type { IndexSettings } from './search-settings.ts'

const dimension = 8
const count = 2400

describe('index settings', () => {
  const random = randomFrom(61)
  const make = clusters(dimension, { count: 20, spread: 0.8, random })
  const rows = rowsOf(times(count, () => make()))
  let seconds = 0

  const made = (settings: Partial<IndexSettings> = {}): FractalIndex => {
    seconds = 1e9
    const index = indexOf({ dimension, kernel, settings, now: () => seconds }, rows)
    grow(index)
    finish(index)
    return index
  }
  /** Calibration alone would take longer than all the rest. */
  const finish = (index: FractalIndex): void => {
    index.configure({ profile: 'fast' })
    index.settle()
  }
  const treeOf = (index: FractalIndex) => index.health()[0]!.tree!
  const scannedBy = (index: FractalIndex, settings = {}): number =>
    index.searchTraced({ space: 1, vector: make(), k: 5, settings }, () => 0).trace.levels.at(-1)!
      .listsScanned
  const change = (index: FractalIndex, changes: number): void => {
    index.apply(
      batchOf(
        dimension,
        times(changes, (key) => ({ key, vector: make() })),
      ),
    )
    index.settle()
  }

  it('IDX-1: by default there are about three times the square root of the rows of lists', () => {
    const { lists, levels } = treeOf(made())
    expect(levels).toBe(1)
    expect(lists).toBeGreaterThan(120)
    expect(lists).toBeLessThan(170)
  })

  it('IDX-2: as many lists as centroids are asked for, from the next build on', () => {
    const index = made({ centroids: 40 })
    expect(treeOf(index).lists).toBeGreaterThan(30)
    expect(treeOf(index).lists).toBeLessThan(60)
    index.configure({ centroids: 300 })
    index.settle()
    expect(treeOf(index).lists).toBeLessThan(60)
    seconds += 1e6
    change(index, 500)
    expect(treeOf(index).lists).toBeGreaterThan(200)
    const one = made({ centroids: 1 })
    // A single list would be too long.
    expect(treeOf(one).longest).toBeLessThanOrEqual(200)
  })

  it('IDX-2: beamWidth and maxCandidates are used as they are set, and a query may say otherwise', () => {
    const index = made({ beamWidth: 3, maxCandidates: 70 })
    expect(treeOf(index).settings).toMatchObject({ beam: 3, candidates: 70 })
    expect(scannedBy(index)).toBe(3)
    expect(scannedBy(index, { beam: 9 })).toBe(9)
    index.configure({ beamWidth: 'auto', maxCandidates: 'auto' })
    expect(treeOf(index).settings.candidates).toBeGreaterThanOrEqual(40)
    index.configure({ beamWidth: 11 })
    expect(scannedBy(index)).toBe(11)
    const kept = (candidates: number): number =>
      index.searchTraced(
        { space: 1, vector: make(), k: 1, settings: { beam: 50, candidates, slack: 9 } },
        () => 0,
      ).trace.settings!.candidates
    expect([kept(40), kept(400)]).toEqual([40, 400])
  })

  it('IDX-2: profiles scan more, the more they promise', () => {
    const index = made()
    const widths = (['fast', 'balanced', 'high_recall'] as const).map((profile) => {
      index.configure({ profile })
      index.settle()
      return treeOf(index).settings.beam
    })
    expect(widths).toEqual([...widths].sort((a, b) => a - b))
    expect(widths[2]).toBeGreaterThan(widths[0]!)
  })

  it('IDX-2: a tree is built anew after so much change, and not before so much time', () => {
    const index = made({ rebuildSizeDelta: 0.2, rebuildIntervalSeconds: 100 })
    expect(index.stats().builds).toBe(1)
    seconds += 1000
    change(index, 400)
    expect(index.stats().builds).toBe(1)
    change(index, 200)
    expect(index.stats().builds).toBe(2)
    expect(treeOf(index)).toMatchObject({ changes: 0, builtRows: count })
    seconds += 99
    change(index, 600)
    expect(index.stats().builds).toBe(2)
    seconds += 1
    index.settle()
    expect(index.stats().builds).toBe(3)
  })

  it('IDX-2: what has doubled or halved is built anew without waiting', () => {
    const index = made({ rebuildSizeDelta: 1e9, rebuildIntervalSeconds: 1e9 })
    index.apply(
      batchOf(
        dimension,
        rowsOf(
          times(count + 1, () => make()),
          { from: count },
        ),
      ),
    )
    index.settle()
    expect(index.stats().builds).toBe(2)
    index.apply(
      batchOf(
        dimension,
        times(count + 10, (key) => ({ key })),
      ),
    )
    index.settle()
    expect(index.stats().builds).toBe(3)
  })

  it('IDX-2: with rebuildEnabled off only the first tree is built, and changes are found all the same', () => {
    const index = made({ rebuildEnabled: false, rebuildSizeDelta: 0, rebuildIntervalSeconds: 0 })
    const more = rowsOf(
      times(count * 2, () => make()),
      { from: count },
    )
    index.apply(batchOf(dimension, more))
    index.settle()
    expect(index.stats().builds).toBe(1)
    expect(treeOf(index).longest).toBeLessThanOrEqual(128)
    index.configure({ rebuildEnabled: true })
    index.settle()
    expect(index.stats().builds).toBe(2)
  })

  it('IDX-2: a batch that is not the last of many builds nothing yet', () => {
    const index = indexOf({ dimension, kernel })
    index.apply({ ...batchOf(dimension, rows), complete: false })
    expect(index.step()).toBe(false)
    index.apply(batchOf(dimension, []))
    expect(index.step()).toBe(true)
  })
})
