import { expect, it } from 'vitest'
import { type PaletteEntry, rankEntries } from './palette-entry.ts'

const entry = (title: string, keywords: readonly string[] = []): PaletteEntry => ({
  id: title,
  title,
  group: '',
  keywords,
  icon: undefined,
  shortcut: undefined,
  detail: undefined,
  run: () => {},
})

const entries = [
  entry('Switch between compact and comfortable rows', ['density']),
  entry('Use the dark theme', ['appearance']),
  entry('Compare with another namespace…'),
  entry('Copy coordinate'),
]
const best = (query: string): string | undefined => rankEntries(entries, query)[0]?.title

it.each([
  ['compare', 'Compare with another namespace…'],
  ['compact', 'Switch between compact and comfortable rows'],
  ['dens', 'Switch between compact and comfortable rows'],
  ['dark', 'Use the dark theme'],
  ['cop', 'Copy coordinate'],
  ['coor', 'Copy coordinate'],
])('%s means %s', (query, title) => expect(best(query)).toBe(title))

it('shows everything for nothing, and nothing for nonsense', () => {
  expect(rankEntries(entries, ' ')).toEqual(entries)
  expect(rankEntries(entries, 'xyzzy')).toEqual([])
})
