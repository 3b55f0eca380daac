import { expect, it } from 'vitest'
import { differenceWords, isClear, trendPath, trendPoints } from './trend.ts'

const frame = { width: 100, height: 20, inset: 2 }

it('lays runs out from the oldest to the newest, one alone at the end', () => {
  expect(trendPoints([0, 0.5, 1], frame)).toEqual([
    { x: 2, y: 18 },
    { x: 50, y: 10 },
    { x: 98, y: 2 },
  ])
  expect(trendPoints([1], frame)).toEqual([{ x: 98, y: 2 }])
  expect(trendPoints([], frame)).toEqual([])
})

it('draws one line through them', () => {
  expect(trendPath(trendPoints([0, 1], frame))).toBe('M2 18L98 2')
})

it('QUAL-4 says a difference with its interval, and whether it is more than chance', () => {
  expect(differenceWords({ mean: 0.041, low: -0.009, high: 0.07 })).toBe('+0.04 (−0.01 to +0.07)')
  expect(isClear({ low: -0.01, high: 0.07 })).toBe(false)
  expect(isClear({ low: 0.01, high: 0.07 })).toBe(true)
  expect(isClear({ low: -0.2, high: -0.1 })).toBe(true)
})
