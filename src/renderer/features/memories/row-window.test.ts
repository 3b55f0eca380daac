import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contentTop,
  type Geometry,
  MAX_SCROLL_PX,
  rowOffset,
  rowWindow,
  scrollHeight,
  scrollRatio,
  scrollTopToShow,
} from './row-window.ts'

const geometry = fc.record({
  rows: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 20_000_000 })),
  rowHeight: fc.constantFrom(28, 36),
  // At 20,000,000 rows one scrolled pixel stands for 48: a table less high than that and two rows has no place for one.
  viewport: fc.integer({ min: 120, max: 2000 }),
})
const placed = fc.tuple(geometry, fc.double({ min: 0, max: 1, noNaN: true })).map(([table, share]) => {
  const furthest = Math.max(0, scrollHeight(table) - table.viewport)
  return { table, scrollTop: Math.round(share * furthest), furthest }
})
const million: Geometry = { rows: 1_000_000, rowHeight: 28, viewport: 700 }

describe('row window', () => {
  it('never asks a browser for more height than it takes', () => {
    fc.assert(fc.property(geometry, (table) => scrollHeight(table) <= MAX_SCROLL_PX))
    expect(scrollHeight(million)).toBe(MAX_SCROLL_PX)
  })

  it('leaves small tables alone', () => {
    const table = { rows: 100_000, rowHeight: 28, viewport: 700 }
    expect(scrollRatio(table)).toBe(1)
    expect(contentTop(table, 12_345)).toBe(12_345)
    expect(rowOffset(table, 12_345, 500)).toBe(14_000)
  })

  it('reaches the first and the last of 1,000,000 rows', () => {
    expect(rowWindow(million, 0).first).toBe(0)
    const bottom = MAX_SCROLL_PX - million.viewport
    expect(contentTop(million, bottom)).toBeCloseTo(28_000_000 - 700, 3)
    expect(rowWindow(million, bottom).last).toBe(1_000_000)
    const lastRowEnds = rowOffset(million, bottom, 999_999) + 28
    expect(lastRowEnds - bottom).toBeCloseTo(700, 3)
  })

  it('draws every row that can be seen, where it is seen, and not many more', () => {
    fc.assert(
      fc.property(placed, ({ table, scrollTop }) => {
        const { first, last } = rowWindow(table, scrollTop)
        const top = contentTop(table, scrollTop)
        const seenFirst = Math.floor(top / table.rowHeight)
        const seenLast = Math.min(table.rows, Math.ceil((top + table.viewport) / table.rowHeight))
        expect(first).toBeLessThanOrEqual(Math.min(seenFirst, table.rows))
        expect(last).toBeGreaterThanOrEqual(seenLast)
        expect(last - first).toBeLessThanOrEqual(table.viewport / table.rowHeight + 40)
        // The row under the upper edge is drawn at the upper edge.
        const edge = rowOffset(table, scrollTop, seenFirst) - scrollTop
        expect(edge).toBeLessThanOrEqual(0.001)
        expect(edge).toBeGreaterThan(-table.rowHeight - 0.001)
      }),
    )
  })

  it('brings any row whole into sight', () => {
    fc.assert(
      fc.property(
        placed,
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        ({ table, scrollTop, furthest }, share) => {
          fc.pre(table.rows > 0)
          const index = Math.floor(share * table.rows)
          const to = Math.min(furthest, Math.max(0, scrollTopToShow(table, scrollTop, index)))
          const top = rowOffset(table, to, index) - to
          // One scrolled pixel stands for `ratio` content pixels: no place is finer than that.
          expect(top).toBeGreaterThan(-0.01)
          expect(top + table.rowHeight).toBeLessThan(table.viewport + 0.01)
        },
      ),
    )
  })

  it('stays where it is when the row can be seen', () => {
    expect(scrollTopToShow(million, 5000, Math.ceil(contentTop(million, 5000) / 28) + 3)).toBe(5000)
  })
})
