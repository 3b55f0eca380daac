import { describe, expect, it } from 'vitest'
import type { FractalIndex } from './fractal-index.ts'
import { clusters, grow, indexOf, kernel, rowsOf, times } from './index.suite.ts'
import { batchOf, type Row } from './naive-index.suite.ts'
import { randomFrom } from './random.ts'

const dimension = 32

describe('memory of an index', () => {
  const random = randomFrom(91)
  const make = clusters(dimension, { count: 30, spread: 0.8, random })
  const apply = (index: FractalIndex, rows: readonly Row[]): void => index.apply(batchOf(dimension, rows))
  const settings = { profile: 'fast', beamWidth: 8 } as const

  /** Bytes after each of so many rounds. */
  const bytesOf = (index: FractalIndex, rounds: number, round: (i: number) => void): number[] =>
    times(rounds, (i) => {
      round(i)
      return index.stats().bytes
    })

  it('IDX-3: room of removed rows is used again, with and without a tree', () => {
    for (const count of [1500, 2500]) {
      const index = indexOf({ dimension, kernel, settings: { ...settings, rebuildEnabled: false } })
      apply(index, rowsOf(times(count, () => make())))
      if (count > 2000) index.settle()
      const bytes = bytesOf(index, 60, (i) => {
        apply(
          index,
          times(100, (j) => ({ key: ((i * 100 + j) * 7) % count })),
        )
        apply(
          index,
          times(100, (j) => ({ key: ((i * 100 + j) * 7) % count, vector: make() })),
        )
        while (index.stats().builds > 0 && index.step());
      })
      expect(bytes.at(-1)).toBeLessThanOrEqual(bytes[20]! * 1.02)
    }
  })

  it('IDX-3: room of trees is used again by those that follow', () => {
    const index = indexOf({ dimension, kernel, settings: { ...settings, rebuildSizeDelta: 0.05 } })
    apply(index, rowsOf(times(2400, () => make())))
    grow(index)
    const bytes = bytesOf(index, 10, (i) => {
      apply(
        index,
        times(200, (j) => ({ key: ((i * 200 + j) * 7) % 2400, vector: make() })),
      )
      const { builds } = index.stats()
      for (let steps = 0; index.stats().builds === builds && steps < 9_000; steps++) index.step()
    })
    expect(index.stats().builds).toBeGreaterThan(9)
    expect(bytes.at(-1)).toBeLessThanOrEqual(bytes[5]! * 1.02)
  }, 60_000)

  it('IDX-3: room of dropped spaces is used again, also where a build was on its way', () => {
    const index = indexOf({ dimension, kernel, settings })
    const rows = times(2100, () => make())
    const bytes = bytesOf(index, 16, (i) => {
      apply(index, rowsOf(rows, { space: i }))
      for (let steps = (i % 4) * 150; steps > 0 && index.step(); steps--);
      index.dropSpace(i)
    })
    expect(index.stats().vectors).toBe(0)
    expect(bytes.at(-1)).toBeLessThanOrEqual(bytes[7]! * 1.02)
  })

  it('IDX-3: room of a tree that was just followed by another is used again when its space is dropped', () => {
    const index = indexOf({ dimension, kernel, settings: { ...settings, centroids: 30 } })
    const rows = times(2010, () => make())
    const bytes = bytesOf(index, 7, (i) => {
      apply(index, rowsOf(rows, { space: i }))
      grow(index)
      apply(index, rowsOf(rows.slice(0, 400), { space: i }))
      const { changes } = index.health()[0]!.tree!
      for (let steps = 0; index.health()[0]!.tree!.changes >= changes && steps < 20_000; steps++) index.step()
      index.dropSpace(i)
    })
    expect(bytes.at(-1)).toBeLessThanOrEqual(bytes[3]! * 1.02)
  }, 60_000)
})
