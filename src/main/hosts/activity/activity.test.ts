import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ActivityEntry } from '#contract/activity'
import type { Observation } from '#engine/observe/observer'
import { Activity } from './activity.ts'
import { activityEntry, isWanted } from './activity-entry.ts'
import { auditFollow, auditPage } from './audit-pages.ts'

const never = new AbortController().signal
const NOW = 1_900_000_000
let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-activity-'))
  path = join(folder, 'audit.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

const recallLine = (i: number, more: object = {}): string =>
  `${JSON.stringify({
    action: 'recall',
    namespace: 'n',
    query: `query ${i}`,
    top_k: 5,
    result_count: 1,
    coords: [[i, 2]],
    took_ms: 1.5,
    user: i % 3 === 0 ? 'agent' : 'app',
    timestamp: NOW + i,
    seq: 1,
    ...more,
  })}\n`

const lines = (from: number, until: number, more: object = {}): string =>
  Array.from({ length: until - from }, (_, i) => recallLine(from + i, more)).join('')

const timesOf = (entries: readonly ActivityEntry[]): number[] => entries.map(({ at }) => at - NOW)

const allPages = async (filter: object = {}, limit = 50): Promise<ActivityEntry[]> => {
  const found: ActivityEntry[] = []
  for (let after: string | undefined; ; ) {
    const page = await auditPage(path, { ...filter, limit, ...(after !== undefined && { after }) }, never)
    found.push(...page.entries)
    if (page.next === null) return found
    after = page.next
  }
}

describe('pages of the audit log', () => {
  it('go back through all files, newest first, each line once, however long the pages', async () => {
    writeFileSync(path, lines(0, 700))
    renameSync(path, join(folder, 'audit-20260101-120000-000-0001-4711.jsonl'))
    writeFileSync(path, lines(700, 1500))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (limit) => {
        const found = await allPages({}, Math.max(20, limit))
        expect(timesOf(found)).toEqual(Array.from({ length: 1500 }, (_, i) => 1499 - i))
        expect(new Set(found.map(({ id }) => id)).size).toBe(1500)
      }),
      { numRuns: 5 },
    )
  })

  it('have what a memory was in, as one of a thousand, as a hit and as an end of a link, and no other place like it', async () => {
    const many = Array.from({ length: 1000 }, (_, i) => [i, 7])
    const about = [
      { action: 'decay', coords: undefined, coordinates: many },
      { coords: [[900, 7]] },
      { action: 'link', coords: undefined, coordinate: [1, 1], from: [1, 1], to: [900, 7], type: 'a' },
      { query: '900, 7', coords: [[1, 900, 7]] },
      { query: 'other', coords: [[900, 70]] },
    ]
    writeFileSync(path, about.map((more, i) => recallLine(i, more)).join(''))
    expect(timesOf(await allPages({ namespace: 'n', memory: [900, 7] }))).toEqual([2, 1, 0])
    expect(await allPages({ namespace: 'm', memory: [900, 7] })).toEqual([])
  })

  it('begin at a moment, found without reading what came after', async () => {
    writeFileSync(path, lines(0, 5000))
    const { entries } = await auditPage(path, { until: NOW + 1234.5, limit: 3 }, never)
    expect(timesOf(entries)).toEqual([1234, 1233, 1232])
  })

  it('begin at a moment among lines that are longer than what is read at once', async () => {
    const long = 'x'.repeat(150_000)
    const mixed = Array.from({ length: 60 }, (_, i) => recallLine(i, i % 3 === 0 ? { query: long } : {}))
    writeFileSync(path, mixed.join(''))
    for (const moment of [0, 17, 18, 19, 40, 58, 59, 99]) {
      const { entries } = await auditPage(path, { until: NOW + moment, limit: 2 }, never)
      const newest = Math.min(59, moment)
      expect(timesOf(entries), `${moment}`).toEqual([newest, newest - 1].filter((one) => one >= 0))
    }
  })

  it('hold what is asked for, with lines that are torn or longer than a piece left whole', async () => {
    const long = 'x'.repeat(200_000)
    writeFileSync(
      path,
      `\n${lines(0, 10)}{"action": "rec\n${recallLine(10, { query: long })}${lines(11, 14)}\n\n`,
    )
    expect(timesOf(await allPages())).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    expect(timesOf(await allPages({ client: 'agent' }))).toEqual([12, 9, 6, 3, 0])
    expect(timesOf(await allPages({ text: 'QUERY 7' }))).toEqual([7])
    expect(timesOf(await allPages({ actions: ['store'] }))).toEqual([])
    expect((await auditPage(join(folder, 'none.jsonl'), { limit: 5 }, never)).entries).toEqual([])
  })
})

describe('following the audit log', () => {
  it('tells what any process writes from now on, over a file that is put aside', async () => {
    writeFileSync(path, lines(0, 5))
    const stop = new AbortController()
    let looks = 0
    const wait = async (): Promise<void> => {
      looks++
      if (looks === 1) appendFileSync(path, lines(5, 7))
      if (looks === 2) {
        appendFileSync(path, recallLine(7).slice(0, 40))
      }
      if (looks === 3) {
        appendFileSync(path, recallLine(7).slice(40))
        renameSync(path, join(folder, 'aside.jsonl'))
        writeFileSync(path, lines(8, 10))
      }
      if (looks > 4) stop.abort()
    }
    const told: ActivityEntry[] = []
    for await (const some of auditFollow(path, { wait, signal: stop.signal })) told.push(...some)
    expect(timesOf(told)).toEqual([5, 6, 7, 8, 9])
    // The same names as on a page.
    const page = await allPages()
    expect(page.map(({ id }) => id)).toEqual(
      told
        .slice(-2)
        .map(({ id }) => id)
        .reverse(),
    )
  })
})

describe('without an audit log', () => {
  const purge = (at: number, author = 'ann'): Observation => ({
    is: 'purge',
    namespace: 'n',
    author,
    at,
    count: 2,
  })
  const open = () => {
    const audit = { enabled: false, path }
    const stop = new AbortController()
    const activity = new Activity({ audit: () => audit, wait: () => Promise.resolve() })
    return { audit, stop, activity }
  }

  it('remembers what this process did and what the journal says of others, up to a bound', async () => {
    const { activity } = open()
    for (let i = 0; i < 5000; i++) activity.note(purge(NOW + i))
    const change = {
      seq: 9,
      namespace: 'n',
      at: NOW + 5000,
      author: 'agent',
      action: 'delete',
      summary: '',
      count: 3,
    }
    activity.note({ is: 'others-change', change: { ...change, undoes: null, undoneBy: null }, memories: 3 })
    const { entries, next, from } = await activity.page({ limit: 2 }, never)
    expect(from).toBe('memory')
    expect(entries.map(({ client, action, count, at }) => [client, action, count, at - NOW])).toEqual([
      ['agent', 'forget', 3, 5000],
      ['ann', 'forget', 2, 4999],
    ])
    let pages = 1
    for (let after = next; after !== null; pages++) {
      const page = await activity.page({ limit: 500, after }, never)
      after = page.next
    }
    expect(pages).toBeLessThanOrEqual(6)
  })

  it('tells it live, and goes over to the log when that is switched on', async () => {
    const { audit, activity, stop } = open()
    const told = activity.follow({ client: 'ann' }, stop.signal)
    const first = told.next()
    await Promise.resolve()
    activity.note(purge(NOW, 'ben'))
    activity.note(purge(NOW + 1))
    expect(timesOf((await first).value?.entries ?? [])).toEqual([1])
    stop.abort()
    expect((await told.next()).done).toBe(true)
    audit.enabled = true
    activity.note(purge(NOW + 2))
    audit.enabled = false
    expect(timesOf((await activity.page({ limit: 5 }, never)).entries)).toEqual([1, 0])
  })
})

it('reads lines of each kind, and none that is no line', () => {
  const base = { namespace: 'n', user: 'ann', timestamp: NOW, seq: 3 }
  const read = (line: object) => activityEntry('1-0', { ...base, ...line } as never)
  expect(read({ action: 'store', coordinate: [1, 2] })).toMatchObject({
    count: 1,
    coordinates: [[1, 2]],
    query: null,
  })
  expect(read({ action: 'store', coordinates: Array.from({ length: 30 }, (_, i) => [i]) })).toMatchObject({
    count: 30,
    coordinates: { length: 20 },
  })
  expect(
    read({ action: 'link', coordinate: [1], from: [1], to: [2], type: 'related', weight: 1 }),
  ).toMatchObject({
    links: [{ from: [1], to: [2], type: 'related' }],
  })
  expect(read({ action: 'config', settings: ['recall.touch'] })).toMatchObject({ names: ['recall.touch'] })
  expect(read({ action: 'recall', query_hash: 'abc', coords: [] })).toMatchObject({ query: null, count: 0 })
  expect(read({ action: 'dance' })).toBeNull()
})

it('counts what is of the whole database to every namespace', () => {
  const entry = activityEntry('1-0', {
    action: 'config',
    namespace: '',
    user: 'app',
    timestamp: NOW,
    seq: null,
  })!
  expect(isWanted(entry, { namespace: 'n' })).toBe(true)
  expect(isWanted({ ...entry, namespace: 'm' }, { namespace: 'n' })).toBe(false)
})
