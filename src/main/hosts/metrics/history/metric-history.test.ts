import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MetricHistory as MetricValues } from '#contract/metrics'
import type { Observation } from '#engine/observe/observer'
import { SECONDS } from '../metrics.ts'
import { between, type Increments, joined, quantile } from './increments.ts'
import { RINGS } from './metric-file.ts'
import { MetricHistory } from './metric-history.ts'
import { type ReadMetric, readTotals } from './read-totals.ts'

const never = new AbortController().signal
const START = 1_900_000_000
const BOUNDS = [1, 2, 4]

let folder = ''
let now = START
const warnings: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-metrics-'))
  now = START
  warnings.splice(0)
})
afterEach(() => rmSync(folder, { recursive: true }))

const counted = (stored: number, more: Partial<Increments> = {}): Increments => ({
  counters: stored > 0 ? { stored } : {},
  histograms: {},
  gauges: {},
  ...more,
})

const openHistory = (process = 'app') => {
  let next = counted(0)
  const history = new MetricHistory({
    file: join(folder, 'metrics.sqlite'),
    process,
    increments: async () => {
      const taken = next
      next = counted(0)
      return taken
    },
    bounds: BOUNDS,
    now: () => now,
    log: { warn: (message) => warnings.push(message) },
  })
  return {
    history,
    /** Ten seconds go by, in which this happens. */
    pass: async (what: Increments, seconds = 10) => {
      next = what
      now += seconds
      await history.tick()
    },
    last: (seconds: number) => history.read({ from: now - seconds, until: now, points: 3000 }, never),
  }
}

/** How many there were, of rates; the newest stretch is not over yet. */
const totalOf = ({ times, step, values }: MetricValues): number =>
  values.stored.reduce<number>(
    (sum, rate, i) => sum + (rate ?? 0) * Math.min(step, now - (times[i] as number)),
    0,
  )

describe('history of metrics', () => {
  it('keeps the last hour ten seconds apart, as rates, and what nobody measured as unknown', async () => {
    const { history, pass, last } = openHistory()
    await pass(counted(20))
    await pass(counted(5))
    now += 30
    await pass(counted(10))
    const found = await last(3600)
    expect(found.step).toBe(10)
    expect(found.values.stored.slice(-6)).toEqual([2, 0.5, null, null, null, 1])
    expect(found.values.recallP50.every((value) => value === null)).toBe(true)
    expect(found.times.at(-1)).toBe(now - 10)
    await history.close()
  })

  it('counts the same at every resolution, over a restart', async () => {
    const first = openHistory()
    for (let i = 0; i < 30; i++) await first.pass(counted(i))
    await first.history.close()
    const { history, pass, last } = openHistory()
    for (let i = 0; i < 30; i++) await pass(counted(1))
    const all = (29 * 30) / 2 + 30
    const hour = await last(3600)
    expect(totalOf(hour)).toBeCloseTo(all, 6)
    const day = await last(86_400)
    expect(day.step).toBe(60)
    expect(totalOf(day)).toBeCloseTo(all, 6)
    const month = await last(30 * 86_400)
    expect(month.step).toBe(900)
    expect(month.times.length).toBeLessThanOrEqual(2881)
    expect(month.since).toBe(Math.floor(START / 900) * 900)
    await history.close()
  })

  it('adds up processes of one data folder, and names them', async () => {
    const app = openHistory('app')
    const agent = openHistory('mcp')
    const memory = (bytes: number) => ({
      gauges: { memory: { last: bytes, most: bytes }, vectors: { last: 7, most: 7 } },
    })
    await app.pass(counted(10, memory(100)))
    now -= 10
    await agent.pass(counted(20, memory(50)))
    const { values, processes } = await app.last(60)
    expect(values.stored.at(-1)).toBe(3)
    expect(values.memory.at(-1)).toBe(150)
    expect(values.vectors.at(-1)).toBe(7)
    expect(processes).toEqual(['app', 'mcp'])
    await Promise.all([app.history.close(), agent.history.close()])
  })

  it('puts neighbours together until they are as few as wanted, and loses nothing by that', async () => {
    const { history, pass, last } = openHistory()
    for (let i = 0; i < 100; i++) await pass(counted(i % 7, { gauges: { lag: { last: 0, most: i } } }))
    const few = await history.read({ from: now - 3600, until: now, points: 30 }, never)
    expect(few.step).toBe(120)
    expect(few.times.length).toBeLessThanOrEqual(31)
    expect(totalOf(few)).toBeCloseTo(totalOf(await last(3600)), 6)
    expect(few.values.lag.at(-1)).toBe(99)
    await history.close()
  })

  it('is bounded on disk: what is older than its ring is let go', async () => {
    const { history, pass } = openHistory()
    for (let i = 0; i < 200; i++) await pass(counted(1), 900)
    await history.close()
    const db = new Database(join(folder, 'metrics.sqlite'))
    const kept = db
      .prepare<[], { step: number; n: number }>('SELECT step, count(*) AS n FROM samples GROUP BY step')
      .all()
    db.close()
    const most = RINGS.map(({ step, keep }) => ({ step, most: Math.floor(keep / 900) + 2 }))
    expect(kept.map(({ step }) => step)).toEqual(most.map(({ step }) => step))
    for (const [i, { n }] of kept.entries()) expect(n).toBeLessThanOrEqual(most[i]!.most)
  })

  it('gives percentiles that are Prometheus’ own, from what several processes measured together', async () => {
    const { history, pass, last } = openHistory()
    await pass(counted(0, { histograms: { recall: [8, 2, 0, 0] } }))
    const { values } = await last(60)
    expect(values.recallP50.at(-1)).toBeCloseTo(5 / 8, 9)
    expect(values.recallP95.at(-1)).toBeCloseTo(1 + 1.5 / 2, 9)
    await history.close()
  })

  it('marks rebuilds, imports once, settings by name and the embedder', async () => {
    const { history, pass, last } = openHistory()
    const change = (action: string, artefacts: object[] = []): Observation =>
      ({
        is: 'change',
        draft: { at: now, namespace: 'n', author: 'ann', action, artefacts },
        committed: { change: { seq: 1 } },
      }) as unknown as Observation
    history.note(change('import'))
    now += 5
    history.note(change('import'))
    history.note(change('update', [{ kind: 'setting', id: 'recall.weights.vector' }]))
    history.note(change('store'))
    await pass(counted(0, { counters: { rebuilds: 1 } }))
    const { marks } = await last(60)
    expect(marks.map(({ kind, label, author }) => [kind, label, author])).toEqual([
      ['import', 'Import', 'ann'],
      ['settings', 'Settings: recall.weights.vector', 'ann'],
      ['rebuild', 'Index rebuilt', ''],
    ])
    await history.close()
  })

  it('begins anew where its file is damaged, and leaves that of a newer program alone', async () => {
    writeFileSync(join(folder, 'metrics.sqlite'), 'not a database'.repeat(500))
    const damaged = openHistory()
    await damaged.pass(counted(10))
    expect((await damaged.last(60)).values.stored.at(-1)).toBe(1)
    await damaged.history.close()

    const db = new Database(join(folder, 'metrics.sqlite'))
    db.pragma('user_version = 99')
    db.close()
    const newer = openHistory()
    await newer.pass(counted(10))
    const found = await newer.last(60)
    expect(found.values.stored.at(-1)).toBe(1)
    expect(found.problem).toContain('newer version')
    expect(warnings).toHaveLength(1)
    await newer.history.close()
    const untouched = new Database(join(folder, 'metrics.sqlite'))
    expect(untouched.pragma('user_version', { simple: true })).toBe(99)
    untouched.close()
  })

  it('keeps what could not be written, for the next look', async () => {
    const { history, pass, last } = openHistory()
    const other = new Database(join(folder, 'metrics.sqlite'))
    other.exec('BEGIN EXCLUSIVE')
    await pass(counted(10))
    expect(warnings).toHaveLength(1)
    other.exec('COMMIT')
    other.close()
    await pass(counted(10))
    expect(totalOf(await last(60))).toBeCloseTo(20, 6)
    await history.close()
  })
})

describe('increments', () => {
  it('add up in any grouping', () => {
    const some = fc.record({
      counters: fc.dictionary(fc.constantFrom('a', 'b'), fc.nat(9)),
      histograms: fc.dictionary(fc.constantFrom('h'), fc.array(fc.nat(9), { minLength: 3, maxLength: 3 })),
      gauges: fc.dictionary(
        fc.constantFrom('g'),
        fc.nat(9).map((n) => ({ last: n, most: n })),
      ),
    })
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(joined(joined(a, b), c)).toEqual(joined(a, joined(b, c)))
      }),
    )
  })

  it('find a percentile where sorting all values would, as exactly as buckets can', () => {
    const value = fc.double({ min: 0.000_01, max: 9.9, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (values, share) => {
          const buckets = new Array<number>(SECONDS.length + 1).fill(0)
          const placeOf = (one: number): number => {
            const found = SECONDS.findIndex((bound) => one <= bound)
            return found < 0 ? SECONDS.length : found
          }
          for (const one of values) buckets[placeOf(one)]! += 1
          const exact = values.sort((a, b) => a - b)[
            Math.max(0, Math.ceil(share * values.length) - 1)
          ] as number
          const found = quantile(share, buckets, SECONDS) as number
          expect(placeOf(found)).toBe(placeOf(exact))
        },
      ),
    )
  })

  it('are what was counted since the look before', () => {
    const totals = (stored: number, buckets: number[]) => ({
      counters: { stored },
      histograms: { recall: buckets },
      gauges: { lag: 3 },
    })
    expect(between(totals(4, [1, 2]), totals(9, [1, 5]))).toEqual({
      counters: { stored: 5 },
      histograms: { recall: [0, 3] },
      gauges: { lag: { last: 3, most: 3 } },
    })
    expect(between(totals(4, [1, 2]), totals(4, [1, 2])).counters).toEqual({})
  })
})

it('reads prom-client’s metrics: series of one kind as one, buckets taken apart, polling left out', () => {
  const bucket = (le: number | string, value: number, labels: object = {}) => ({
    value,
    labels: { le, ...labels },
    metricName: 'x_bucket',
  })
  const metrics: ReadMetric[] = [
    {
      name: 'soma_memory_store_total',
      values: [
        { value: 3, labels: { namespace: 'a', result: 'stored' } },
        { value: 4, labels: { namespace: 'b', result: 'stored' } },
        { value: 1, labels: { namespace: 'b', result: 'skipped' } },
      ],
    },
    {
      name: 'soma_store_call_latency_seconds',
      values: [
        bucket(1, 1, { store: 'memories', call: 'commit' }),
        bucket(2, 3, { store: 'memories', call: 'commit' }),
        bucket('+Inf', 3, { store: 'memories', call: 'commit' }),
        bucket(1, 100, { store: 'memories', call: 'seq' }),
        bucket('+Inf', 100, { store: 'memories', call: 'seq' }),
      ],
    },
    { name: 'soma_nodejs_eventloop_lag_max_seconds', values: [{ value: 0.035, labels: {} }] },
  ]
  const { counters, histograms, gauges } = readTotals(metrics)
  expect(counters).toMatchObject({ stored: 7, skipped: 1, refused: 0 })
  expect(histograms['memories']).toEqual([1, 2, 0])
  expect(gauges['lag']).toBeCloseTo(0.025, 9)
})
