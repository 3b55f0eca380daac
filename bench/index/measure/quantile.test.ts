import { expect, it } from 'vitest'
import { median, quantile } from './quantile.ts'

const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)

it('takes the value at the rank', () => {
  expect(quantile(hundred, 0.5)).toBe(50)
  expect(quantile(hundred, 0.99)).toBe(99)
  expect(quantile(hundred, 1)).toBe(100)
  expect(quantile(hundred, 0)).toBe(1)
  expect(quantile([7], 0.99)).toBe(7)
})

it('sorts by number and leaves its argument alone', () => {
  const values = [10, 9, 1]
  expect(median(values)).toBe(9)
  expect(values).toEqual([10, 9, 1])
})

it('refuses to make one up', () => {
  expect(() => median([])).toThrow(RangeError)
})
