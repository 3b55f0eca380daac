import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isJump, PAGE_SIZE, pagesOf, slicesOf } from './page-range.ts'

describe('page range', () => {
  it('covers every row of a window and no page more', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.integer({ min: 1, max: 200 }), (first, rows) => {
        const pages = pagesOf({ first, last: first + rows })
        expect(pages[0]! * PAGE_SIZE).toBeLessThanOrEqual(first)
        expect((pages[0]! + 1) * PAGE_SIZE).toBeGreaterThan(first)
        expect((pages.at(-1)! + 1) * PAGE_SIZE).toBeGreaterThanOrEqual(first + rows)
        expect(pages.at(-1)! * PAGE_SIZE).toBeLessThan(first + rows)
      }),
    )
  })

  it('asks for the first page before it knows of any row', () => {
    expect(pagesOf({ first: 0, last: 0 })).toEqual([0])
  })

  it('tells a jump from scrolling', () => {
    expect(isJump([3, 4], [4, 5])).toBe(false)
    expect(isJump([3, 4], [5])).toBe(false)
    expect(isJump([3, 4], [6])).toBe(true)
    expect(isJump([30], [2])).toBe(true)
  })

  it('cuts a range into calls without gap or overlap', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(3000), (from, more) => {
        const slices = slicesOf(from, from + more)
        expect(slices.reduce((sum, { limit }) => sum + limit, 0)).toBe(more + 1)
        let next = from
        for (const { offset, limit } of slices) {
          expect(offset).toBe(next)
          expect(limit).toBeLessThanOrEqual(500)
          next += limit
        }
      }),
    )
  })
})
