import { expect, it } from 'vitest'
import { rankPairs } from './rank-agreement.ts'
import { shiftLines, shiftPath } from './shift-lines.ts'

const pairs = rankPairs({ left: [...'xyz'], right: [...'zxw'] })

it('joins the two rows of a memory, and says which way it went', () => {
  expect(shiftLines(pairs, { rowHeight: 10, top: 0, bottom: 100 })).toEqual([
    { id: 'x', from: 5, to: 15, kind: 'down' },
    { id: 'z', from: 25, to: 5, kind: 'up' },
  ])
})

it('draws what is seen, also lines that only pass through', () => {
  const ids = (top: number, bottom: number) =>
    shiftLines(pairs, { rowHeight: 10, top, bottom }).map(({ id }) => id)
  expect(ids(16, 20)).toEqual(['z'])
  expect(ids(30, 40)).toEqual([])
})

it('leaves out the longest of too many', () => {
  const left = Array.from({ length: 1000 }, (_, index) => String(index))
  const lines = shiftLines(rankPairs({ left, right: left.toReversed() }), {
    rowHeight: 1,
    top: 0,
    bottom: 1000,
  })
  expect(lines).toHaveLength(300)
  expect(Math.max(...lines.map(({ from, to }) => Math.abs(from - to)))).toBeLessThan(310)
})

it('begins and ends level', () => {
  expect(shiftPath({ from: 5, to: 25 }, 40)).toBe('M0 5C20 5 20 25 40 25')
})
