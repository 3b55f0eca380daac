import { expect, it } from 'vitest'
import { formatDateTime } from './format-time.ts'
import { parseTime } from './parse-time.ts'

const at = (...parts: [number, number, number, number?, number?, number?]): number =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0).getTime() / 1000
const NOW = at(2026, 3, 5, 14, 7, 31)

it('reads what the app writes', () => {
  const now = Math.floor(Date.now() / 1000)
  expect(parseTime(formatDateTime(now))).toBe(now)
})

it.each([
  ['1700000000.25', 1_700_000_000.25],
  ['-5', -5],
  ['2026-02-31', null],
  ['2026-03-05 25:00', null],
  ['2026-03-05 12:60', null],
  ['31.4.2026', null],
  ['soon', null],
  ['5', 5],
  ['ma 5 2026', null],
  ['', null],
  ['   ', null],
  ['2026-03-05', at(2026, 3, 5)],
  ['2026-3-5 9:05', at(2026, 3, 5, 9, 5)],
  ['2026/03/05T14:07:31', NOW],
  ['2026-03-05T13:00:00Z', Date.UTC(2026, 2, 5, 13) / 1000],
  ['5.3.2026 14:07', at(2026, 3, 5, 14, 7)],
  ['3/5/2026, 2:07 pm', at(2026, 3, 5, 14, 7)],
  ['5 March 2026', at(2026, 3, 5)],
  ['Mar 5, 2026 12:00 am', at(2026, 3, 5)],
  ['5 mar', at(2026, 3, 5)],
  ['9:30', at(2026, 3, 5, 9, 30)],
  ['now', NOW],
  ['yesterday', at(2026, 3, 4)],
  ['Yesterday 23:15', at(2026, 3, 4, 23, 15)],
  ['2 h ago', NOW - 7200],
  ['3d', NOW - 3 * 86_400],
  ['-15 min', NOW - 900],
  ['in 2 weeks', NOW + 14 * 86_400],
])('reads %j as %j', (typed, expected) =>
  expect(parseTime(typed, { now: NOW, locale: 'en-US' })).toBe(expected),
)

it('reads what stands in another order, and other names of months, as the locale has them', () => {
  expect(parseTime('5/3/2026', { locale: 'en-GB' })).toBe(at(2026, 3, 5))
  expect(parseTime('5. März 2026', { locale: 'de' })).toBe(at(2026, 3, 5))
  expect(parseTime('5 mai 2026', { locale: 'fr' })).toBe(at(2026, 5, 5))
})
