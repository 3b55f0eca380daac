import { expect, it } from 'vitest'
import { centred, columnSpans, cutSpan, ribbon } from './funnel-shapes.ts'

it('puts a share in the middle of where it belongs', () => {
  expect(centred(0.5)).toEqual([25, 75])
  expect(centred(1, [50, 100])).toEqual([50, 100])
  expect(centred(0)).toEqual([49.5, 50.5])
})

it('lays columns side by side up to both edges', () => {
  expect(columnSpans([1, 1], 2)).toEqual([
    [0, 49],
    [51, 100],
  ])
  expect(columnSpans([1, 1.3, 0.9], 2).at(-1)![1]).toBeCloseTo(100)
  expect(columnSpans([3], 2)).toEqual([[0, 100]])
})

it('cuts a span by amounts, and nothing into nothing', () => {
  expect(cutSpan([10, 50], [1, 3])).toEqual([
    [10, 20],
    [20, 50],
  ])
  expect(cutSpan([10, 50], [0, 0])).toEqual([
    [10, 10],
    [10, 10],
  ])
})

it('draws a closed ribbon', () => {
  expect(ribbon([0, 10], [20, 30], 8)).toBe('M0 0C0 4 20 4 20 8L30 8C30 4 10 4 10 0Z')
})
