import { expect, it } from 'vitest'
import { formatDateTime } from '../../ui/format-time.ts'
import { parseTime } from './parse-time.ts'

it('reads what the app writes', () => {
  const now = Math.floor(Date.now() / 1000)
  expect(parseTime(formatDateTime(now))).toBe(now)
})

it.each([
  ['1700000000.25', 1_700_000_000.25],
  ['-5', -5],
  ['2026-02-31', null],
  ['2026-03-05 25:00', null],
  ['yesterday', null],
  ['', null],
])('reads %j as %j', (typed, expected) => expect(parseTime(typed)).toBe(expected))

it('reads a day alone as its beginning', () => {
  expect(parseTime('2026-03-05')).toBe(new Date(2026, 2, 5).getTime() / 1000)
})
