import { expect, it } from 'vitest'
import type { MetricHistory, MetricName } from '#contract/metrics'
import { firstMeasured, METRIC_GROUPS, seriesOf } from './metric-charts.ts'
import { aMinute, percent, recall, time } from './metric-formats.ts'
import { useMetricsStore, zoomTo } from './metrics-store.ts'

const charts = METRIC_GROUPS.flatMap(({ charts }) => charts)
const valuesOf = (known: Partial<Record<MetricName, readonly (number | null)[]>>) =>
  new Proxy(known, {
    get: (all, name: MetricName) => all[name] ?? [null, null],
  }) as unknown as MetricHistory['values']

it('shows each chart once, with no colour twice but for a band and its line', () => {
  expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length)
  for (const { id, lines } of charts) {
    const own = lines.filter(({ kind }) => kind !== 'band').map(({ color }) => color)
    expect(new Set(own).size, id).toBe(own.length)
  }
})

it('makes lines and the band between two percentiles', () => {
  const latency = charts.find(({ id }) => id === 'recall-latency')!
  const series = seriesOf(latency, valuesOf({ recallP50: [1, 2], recallP95: [3, 4] }))
  expect(series[0]).toMatchObject({ kind: 'band', low: [1, 2], values: [3, 4] })
  expect(series.map(({ label }) => label)).toEqual(['p50–p95', 'p50', 'p95', 'p99'])
})

it('knows whether there is anything to see, and from when on', () => {
  expect(firstMeasured([10, 20], valuesOf({}))).toBeNull()
  expect(firstMeasured([10, 20], valuesOf({ outbox: [null, 0] }))).toBe(20)
  expect(firstMeasured([10, 20], valuesOf({ outbox: [null, 0], cpu: [1, 1] }))).toBe(10)
})

it('writes figures shortly, with their unit', () => {
  expect([aMinute(0), aMinute(0.5), aMinute(25)]).toEqual(['0', '30', '1.5K'])
  expect([time(0), time(0.000_18), time(0.0012), time(2)]).toEqual(['0 ms', '180 µs', '1.2 ms', '2.0 s'])
  expect([percent(0.031), recall(0.987), recall(1)]).toEqual(['3.1%', '0.987', '1.00'])
})

it('never shows less than a minute', () => {
  zoomTo({ from: 100, until: 110 })
  expect(useMetricsStore.getState().zoom).toEqual({ from: 75, until: 135 })
  zoomTo(null)
  expect(useMetricsStore.getState().zoom).toBeNull()
})
