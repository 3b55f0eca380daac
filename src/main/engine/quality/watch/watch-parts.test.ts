import { describe, expect, it } from 'vitest'
import type { WatchPoint } from '#contract/quality'
import { randomFrom } from '../../fractal/random.ts'
import { RecallTraffic } from './recall-traffic.ts'
import { type AskedQuery, Reservoir } from './reservoir.ts'
import { nextAlert } from './watch-alert.ts'
import type { WatchedQuery } from './watch-ports.ts'
import { readRow, rowOf, thinned } from './watch-series.ts'

const DAY = 24 * 3600
const pointAt = (at: number, value = 0.9, queries = 100): WatchPoint => {
  const estimate = { value, low: value - 0.02, high: value + 0.02 }
  const figures = { recall1: estimate, recall5: estimate, recall10: estimate, lowest10: value }
  return { from: at, at, queries, ...figures, p50: 1, p95: 2, vectors: 5000, beamWidth: 4, maxCandidates: 60 }
}

describe('the series of the watch', () => {
  it('QUAL-1 stays small: minutes for two days, hours for a month, days for two years, and nothing is counted twice', () => {
    let rows: { key: number; at: number; state: string }[] = []
    let key = 0
    const add = (row: { at: number; state: string }): void => void rows.push({ key: key++, ...row })
    const step = 3600
    const end = 2.2 * 365 * DAY
    // Hourly, with a bad day of twenty.
    for (let now = 0; now <= end; now += step) {
      add(rowOf({ is: 'point', ...pointAt(now, now % (20 * DAY) < DAY ? 0.5 : 0.9) }))
      if (now % (10 * DAY) !== 0 && now < end - step) continue
      const { add: more, drop } = thinned(rows, now)
      const gone = new Set(drop)
      rows = rows.filter((row) => !gone.has(row.key))
      for (const row of more) add(row)
      rows.sort((a, b) => a.at - b.at)
    }
    expect(rows.length).toBeLessThan(48 + 31 * 24 + 730 + 40)
    expect(rows.length).toBeGreaterThan(1400)
    const points = rows.map((row) => readRow(row) as WatchPoint)
    for (const [i, point] of points.entries()) {
      expect(point.from).toBeLessThanOrEqual(point.at)
      if (i > 0) expect(point.from).toBeGreaterThan(points[i - 1]!.at)
    }
    // A bad day can be seen for two years.
    expect(points.filter(({ lowest10 }) => lowest10 === 0.5).length).toBeGreaterThan(30)
  })

  it('a point that stands for many weighs them by their queries', () => {
    const now = 100 * DAY
    const rows = [
      { key: 1, ...rowOf({ is: 'point', ...pointAt(10 * DAY, 0.8, 300) }) },
      { key: 2, ...rowOf({ is: 'point', ...pointAt(10 * DAY + 600, 0.9, 100) }) },
    ]
    const { add, drop } = thinned(rows, now)
    expect(drop).toEqual([1, 2])
    const [drawn] = add.map((row) => readRow(row) as WatchPoint)
    expect(drawn).toMatchObject({ from: 10 * DAY, at: 10 * DAY + 600, queries: 200, lowest10: 0.8 })
    expect(drawn!.recall10.value).toBeCloseTo(0.825, 9)
  })
})

describe('the alert', () => {
  it('QUAL-1 does not flap where recall wavers around the target', () => {
    const random = randomFrom(3)
    let alert: ReturnType<typeof nextAlert>['alert'] = null
    const turns: string[] = []
    for (let i = 0; i < 500; i++) {
      const step = nextAlert(alert, pointAt(i, 0.9 + (random() - 0.5) * 0.03), 0.9)
      alert = step.alert
      if (step.turn !== null) turns.push(step.turn)
    }
    expect(turns).toEqual([])
    expect(nextAlert(null, pointAt(1, 0.85), 0.9).turn).toBe('raised')
    expect(nextAlert(null, pointAt(1, 0.85, 19), 0.9).turn).toBeNull()
  })
})

describe('the reservoir', () => {
  it('QUAL-1 is a sample in which what was asked a week earlier counts half', async () => {
    const seed = 9
    const random = randomFrom(seed)
    const time = { now: 1_700_000_000 }
    const kept: WatchedQuery[] = []
    const store = {
      keepWatched: async (
        ...[, , { queries }]: Parameters<ConstructorParameters<typeof Reservoir>[0]['store']['keepWatched']>
      ) => void kept.push(...queries),
    }
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const settings = { isOn: true, size: 200, keepsText: true }
    const reservoir = new Reservoir({ store, clock: { now: () => time.now }, log, random, settings })
    const asked = (text: string, n: number): AskedQuery => ({
      ...{ namespace: 'n', author: 'a', embedder: 'e', text },
      vector: Float32Array.of(n, 1),
    })
    const each = 4000
    for (const week of [0, 1]) {
      time.now += 7 * DAY
      for (let i = 0; i < each; i++) {
        reservoir.note(asked(`${week} ${i}`, week * each + i))
        if (i % 200 === 199) await reservoir.flush(true)
      }
    }
    await reservoir.flush(true)
    expect(kept).toHaveLength(2 * each)
    const sample = kept.sort((a, b) => a.priority - b.priority).slice(0, 900)
    const older = sample.filter(({ text }) => text?.startsWith('0 ')).length
    expect(older / sample.length, `seed ${seed}`).toBeGreaterThan(0.28)
    expect(older / sample.length, `seed ${seed}`).toBeLessThan(0.39)
    expect(new Set(kept.map(({ id }) => id)).size).toBe(2 * each)
  })
})

describe('traffic', () => {
  it('QUAL-1 waits while somebody is answered, and a second after; without any rest it goes between two', async () => {
    const time = { now: 0 }
    const traffic = new RecallTraffic(() => time.now)
    const { signal } = new AbortController()
    let looks = 0
    let end = (): void => {}
    const recall = traffic.during(
      () =>
        new Promise<void>((resolve) => {
          end = resolve
        }),
    )
    await traffic.rest(async () => {
      looks += 1
      time.now += 250
      if (looks === 4) {
        end()
        await recall
      }
    }, signal)
    // Four while it was answered, and four more until a second had passed.
    expect(looks).toBe(8)
    // Somebody asks at every look.
    looks = 0
    await traffic.during(async () => {})
    await traffic.rest(async () => {
      looks += 1
      time.now += 250
      await traffic.during(async () => {})
    }, signal)
    expect(looks).toBeGreaterThan(30)
    expect(looks).toBeLessThan(50)
  })

  it('QUAL-1 tells when somebody begins to be answered and when nobody is any more, and lets a search wait for that moment', async () => {
    const turns: boolean[] = []
    const traffic = new RecallTraffic(
      () => 0,
      (isBusy) => turns.push(isBusy),
    )
    const { signal } = new AbortController()
    const ends: (() => void)[] = []
    const recall = () => traffic.during(() => new Promise<void>((resolve) => ends.push(resolve)))
    const both = [recall(), recall()]
    expect(turns).toEqual([true])
    let waited = 0
    await traffic.moment(async () => {
      waited += 1
      ends.pop()?.()
      await Promise.resolve()
      await Promise.resolve()
    }, signal)
    await Promise.all(both)
    expect([waited, turns]).toEqual([2, [true, false]])
    // One that never ends holds nothing up for good.
    void recall()
    let looks = 0
    await traffic.moment(async () => void looks++, signal)
    expect(looks).toBe(100)
  })
})
