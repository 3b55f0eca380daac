import { expect, it } from 'vitest'
import { chooseSetting } from './choose-setting.ts'

const settings = [
  { recall: 0.89, qps: 900 },
  { recall: 0.95, qps: 300 },
  { recall: 0.96, qps: 400 },
  { recall: 0.99, qps: 100 },
]

it('takes the fastest that reaches the recall, though it overshoots', () => {
  expect(chooseSetting(settings, 0.5)).toBe(0)
  expect(chooseSetting(settings, 0.9)).toBe(2)
  expect(chooseSetting(settings, 0.95)).toBe(2)
  expect(chooseSetting(settings, 0.99)).toBe(3)
})

it('takes none where none reaches it', () => {
  expect(chooseSetting(settings, 0.995)).toBeUndefined()
  expect(chooseSetting([], 0.5)).toBeUndefined()
})
