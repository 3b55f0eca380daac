import fc from 'fast-check'
import { Tooltip } from 'radix-ui'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { ChartSeries } from './chart-data.ts'
import { CHART_COLORS, CHART_FRAME } from './chart-data.ts'
import { placeAfter, rangeBetween } from './chart-keys.ts'
import { drawSeries } from './chart-paths.ts'
import { chartScale, extentOf, nearestTime } from './chart-scale.ts'
import { readoutWords } from './chart-words.ts'
import { TimeChart } from './time-chart.tsx'
import type { TimeChartProps } from './time-chart-props.ts'

const size = { width: 52 + 12 + 400, height: 10 + 22 + 100 }
const range = { from: 1_767_250_800, until: 1_767_250_800 + 3600 }
const format = (value: number): string => `${value} ms`
const seriesOf = (values: readonly (number | null)[], more: Partial<ChartSeries> = {}): ChartSeries => ({
  id: 'a',
  label: 'p50',
  color: CHART_COLORS[0],
  values,
  ...more,
})
const scaleOf = (extent: readonly [number, number]) =>
  chartScale({ range, size, extent, format, locale: 'en-GB' })

describe('scale', () => {
  it('leaves room between the labels of the times, however long the range is', () => {
    for (let minutes = 1; minutes < 45 * 24 * 60; minutes = Math.ceil(minutes * 1.3)) {
      for (const width of [360, 850, 1600]) {
        const { times } = chartScale({
          range: { from: 1_700_000_000, until: 1_700_000_000 + minutes * 60 },
          size: { width, height: 160 },
          extent: [0, 1],
          format: String,
          locale: 'en-US',
        })
        const apart = times.slice(1).map(({ at }, i) => at - (times[i]?.at ?? 0))
        expect(Math.min(...apart), `${minutes} minutes at ${width}`).toBeGreaterThan(70)
      }
    }
  })

  it('lays the range out from edge to edge, and finds times again', () => {
    const scale = scaleOf([0, 10])
    expect(scale.xOf(range.from)).toBe(CHART_FRAME.left)
    expect(scale.xOf(range.until)).toBe(size.width - CHART_FRAME.right)
    expect(scale.timeAt(scale.xOf(range.from + 900))).toBeCloseTo(range.from + 900, 3)
    expect(scale.timeAt(-50)).toBe(range.from)
    expect([scale.yOf(0), scale.yOf(10)]).toEqual([scale.bottom, scale.top])
  })

  it('names few and round values, and times in the words of a locale', () => {
    const { values, times } = scaleOf([0, 9.3])
    expect(values.map(({ label }) => label)).toEqual(['0 ms', '5 ms', '10 ms'])
    expect(times.length).toBeGreaterThan(2)
    for (const { label } of times) expect(label).toMatch(/^\d\d:\d\d$|^\d+ \w+$/)
  })

  it('has a height where all values are 0 or there are none', () => {
    const scale = scaleOf([0, 0])
    expect(scale.yOf(0)).toBe(scale.bottom)
    expect(Number.isFinite(scale.yOf(1))).toBe(true)
  })

  it('reaches as high as the highest sum of a stack, a rule, or a single line', () => {
    const both = [seriesOf([1, 4, null]), seriesOf([2, null, 3], { id: 'b' })]
    const none = { rules: [], bounds: {} }
    expect(extentOf(both, { isStack: true, ...none })).toEqual([0, 4])
    expect(extentOf([seriesOf([1, 4]), seriesOf([2, 3])], { isStack: true, ...none })).toEqual([0, 7])
    expect(extentOf(both, { isStack: false, ...none, rules: [9] })).toEqual([0, 9])
    expect(extentOf(both, { isStack: false, rules: [], bounds: { min: 0.5, max: 1 } })).toEqual([0.5, 1])
  })

  it('comes close to values that all lie near the top, and not closer than it is told', () => {
    const near = (...values: number[]) =>
      extentOf([seriesOf(values)], { isStack: false, rules: [], bounds: { max: 1, span: 0.05 } })
    expect(near(0.9, 0.95)[0]).toBeCloseTo(0.88, 9)
    expect(near(0.999, 1)).toEqual([0.95, 1])
    expect(near(0, 1)).toEqual([0, 1])
    expect(near()).toEqual([0.95, 1])
  })

  it('finds the nearest time as looking at all of them would', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }),
        fc.integer({ min: -10, max: 1010 }),
        (some, time) => {
          const times = some.sort((a, b) => a - b)
          const found = times[nearestTime(times, time) as number] as number
          const best = Math.min(...times.map((one) => Math.abs(one - time)))
          expect(Math.abs(found - time)).toBe(best)
        },
      ),
    )
    expect(nearestTime([], 5)).toBeNull()
  })
})

describe('paths', () => {
  const times = [0, 1, 2, 3, 4].map((i) => range.from + i * 900)

  it('never draws across a gap, and shows what stands alone', () => {
    const [one] = drawSeries(times, [seriesOf([1, 2, null, 3, null])], scaleOf([0, 4]), false)
    expect(one?.stroke?.match(/M/g)).toHaveLength(2)
    expect(one?.alone).toEqual([{ x: 352, y: 35 }])
    expect(one?.fill).toBeNull()
  })

  it('fills a band between its edges and draws no line', () => {
    const band = seriesOf([4, 4, 4, 4, 4], { kind: 'band', low: [1, 1, null, 1, 1] })
    const [one] = drawSeries(times, [band], scaleOf([0, 4]), false)
    expect(one?.stroke).toBeNull()
    expect(one?.fill?.match(/Z/g)).toHaveLength(2)
  })

  it('lays a stack on what lies under it', () => {
    const stack = [seriesOf([1, 1, 1, 1, 1]), seriesOf([2, 2, 2, 2, 2], { id: 'b' })]
    const scale = scaleOf([0, 4])
    const [low, high] = drawSeries(times, stack, scale, true)
    expect(low?.stroke).toContain(`,${scale.yOf(1)}`)
    expect(high?.stroke).toContain(`,${scale.yOf(3)}`)
  })
})

describe('keys', () => {
  it('move the cursor and stop at the ends', () => {
    expect(placeAfter(null, 'ArrowLeft', 5)).toBe(3)
    expect(placeAfter(4, 'ArrowRight', 5)).toBe(4)
    expect(placeAfter(2, 'Home', 5)).toBe(0)
    expect(placeAfter(2, 'End', 5)).toBe(4)
    expect(placeAfter(2, 'PageDown', 50)).toBe(0)
    expect(placeAfter(2, 'a', 5)).toBeNull()
    expect(placeAfter(null, 'End', 0)).toBeNull()
  })

  it('draw a stretch out in either direction', () => {
    expect(rangeBetween(7, 3)).toEqual({ from: 3, until: 7 })
    expect(rangeBetween(3, 3)).toBeNull()
  })
})

describe('what is read', () => {
  const times = [range.from, range.from + 900]
  const chart = {
    title: 'Recall latency',
    times,
    series: [seriesOf([1, 2]), seriesOf([null, 5], { id: 'b', label: 'p95' })],
    range,
    format,
    locale: 'en-GB',
    cursor: null,
    onCursor: () => {},
  }

  it('says a moment in one sentence, with what happened then', () => {
    const marks = [{ at: range.from + 10, label: 'Rebuild' }]
    const words = readoutWords({ ...chart, marks }, 0)
    expect(words).toMatch(/^1 Jan, \d\d:\d\d:00: p50 1 ms, p95 unknown, Rebuild$/)
  })

  const htmlOf = (props: TimeChartProps): string =>
    renderToStaticMarkup(
      <Tooltip.Provider>
        <TimeChart {...props} />
      </Tooltip.Provider>,
    )

  it('shows the newest figures where nothing is pointed at, else those of the moment', () => {
    expect(htmlOf(chart)).toMatch(/p50 <b>2 ms<\/b>.*p95 <b>5 ms<\/b>/)
    const pointed = htmlOf({ ...chart, cursor: range.from + 3 })
    expect(pointed).toMatch(/p50 <b>1 ms<\/b>.*p95 <b>–<\/b>/)
  })

  it('is named, and offers its table', () => {
    const html = htmlOf(chart)
    expect(html).toContain('aria-label="Recall latency"')
    expect(html).toContain('aria-label="Recall latency as a table"')
  })
})
