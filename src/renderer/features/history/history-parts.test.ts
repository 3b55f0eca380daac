import { expect, it } from 'vitest'
import type { HistoryLine } from '#contract/history'
import { groupByDay } from './group-by-day.ts'
import { countsText, touchedText } from './history-words.ts'

const line = (values: Partial<HistoryLine>): HistoryLine => ({
  seq: 1,
  namespace: 'n',
  at: 0,
  author: 'app',
  action: 'store',
  summary: '',
  count: 1,
  undoes: null,
  undoneBy: null,
  import: null,
  memories: 0,
  links: 0,
  others: 0,
  kinds: [],
  state: 'applied',
  settledBy: null,
  ...values,
})

it('puts changes under their local days', () => {
  const noon = new Date(2026, 2, 5, 12).getTime() / 1000
  const times = [noon, noon - 3600, noon - 86_400, noon - 3 * 86_400]
  const items = groupByDay(
    times.map((at, i) => line({ at, seq: 9 - i })),
    noon,
  )
  const told = items.map((item) => (item.kind === 'day' ? item.day : item.line.seq))
  expect(told).toEqual(['Today', 9, 8, 'Yesterday', 7, '2026-03-02', 6])
  expect(groupByDay([], noon)).toEqual([])
})

it('names what a change touched', () => {
  expect(countsText(line({ memories: 3, links: 1 }))).toBe('3 memories, 1 link')
  expect(countsText(line({ others: 2, kinds: ['settings'] }))).toBe('2 settings')
  expect(countsText(line({ memories: 1, others: 2, kinds: ['memories', 'gate', 'queries'] }))).toBe(
    '1 memory, 2 other things',
  )
  expect(countsText(line({ action: 'purge', count: 5 }))).toBe('5 memories')
  expect(countsText(line({}))).toBe('')
  expect(touchedText({ memories: 2, links: 1, others: 0 })).toBe('2 memories and 1 link')
  expect(touchedText({ memories: 2, links: 0, others: 1 })).toBe('2 memories, 0 links and 1 setting or query')
})
