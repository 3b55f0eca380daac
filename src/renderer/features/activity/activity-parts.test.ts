import { beforeEach, expect, it } from 'vitest'
import type { ActivityEntry } from '#contract/activity'
import { rowsOf } from './activity-rows.ts'
import { isNarrowed, noteClients, useActivityStore } from './activity-store.ts'
import { aboutWords, countWords, isPlaces, whenWords } from './activity-words.ts'
import { loadSince, startRecording, stopRecording, useRecordings } from './recordings.ts'

const entry = (more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id: '1-0',
  at: 1_900_000_000,
  action: 'store',
  change: null,
  namespace: 'n',
  client: 'app',
  seq: 1,
  query: null,
  k: null,
  took: null,
  count: 1,
  coordinates: [[1, 2]],
  links: [],
  names: [],
  ...more,
})

beforeEach(() => useActivityStore.setState(useActivityStore.getInitialState()))

it('says what it was about in one line', () => {
  expect(aboutWords(entry())).toBe('(1, 2)')
  const many = Array.from({ length: 20 }, (_, i) => [i])
  expect(isPlaces(entry())).toBe(true)
  expect(isPlaces(entry({ action: 'recall', query: 'cookies' }))).toBe(false)
  expect(aboutWords(entry({ coordinates: many, count: 1030 }))).toBe('(0), (1), (2) and 1027 more')
  expect(aboutWords(entry({ coordinates: [], count: 3 }))).toBe('3 memories')
  expect(aboutWords(entry({ action: 'recall', query: 'cookies' }))).toBe('cookies')
  expect(aboutWords(entry({ action: 'recall', query: null }))).toContain('hash')
  expect(aboutWords(entry({ action: 'config', names: ['recall.touch'], coordinates: [] }))).toBe(
    'Recalls count as use (recall.touch)',
  )
  expect(aboutWords(entry({ action: 'config', names: ['recording'], coordinates: [] }))).toBe('a recording')
  const link = { from: [1], to: [2], type: 'related' }
  expect(aboutWords(entry({ action: 'link', links: [link] }))).toBe('(1) to (2), related')
  expect(aboutWords(entry({ action: 'config', change: 'namespace-create', coordinates: [], count: 0 }))).toBe(
    'namespace n created',
  )
  const foreign = entry({ action: 'config', change: '__proto__', coordinates: [], count: 0 })
  expect(aboutWords(foreign)).toBe('__proto__')
  expect([countWords(entry()), countWords(entry({ action: 'recall', count: 1 }))]).toEqual(['', '1 hit'])
})

it('says the day only where it is another one than today', () => {
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 41, 7).getTime() / 1000
  expect(whenWords(at(30, 9), at(30, 22))).toBe('09:41:07')
  expect(whenWords(at(29, 23), at(30, 0))).toBe('2026-11-29 23:41:07')
})

it('has each entry once where the stream and the log overlap', () => {
  const at = (...ids: string[]) => ids.map((id) => entry({ id }))
  const ids = rowsOf(at('5', '4'), [at('4', '3'), at('2')]).map(({ id }) => id)
  expect(ids).toEqual(['5', '4', '3', '2'])
})

it('knows whom it has seen, and whether anything is left out', () => {
  noteClients([entry({ client: 'cli' }), entry({ client: 'app' }), entry({ client: 'cli' })])
  expect(useActivityStore.getState().clients).toEqual(['app', 'cli'])
  expect(isNarrowed(useActivityStore.getState())).toBe(false)
  expect(isNarrowed({ ...useActivityStore.getState(), text: 'x' })).toBe(true)
})

it('knows since when is recorded, over a reload too, and takes what it does not understand for nothing', () => {
  expect(stopRecording()).toBeNull()
  startRecording(40)
  expect(useRecordings.getState().since).toBe(40)
  expect([stopRecording(), useRecordings.getState().since]).toEqual([40, null])
  const kept = (text: string | null) => loadSince({ getItem: () => text })
  expect([kept('7.5'), kept(null), kept('soon')]).toEqual([7.5, null, null])
})
