import { area, line } from 'd3-shape'
import type { ChartSeries } from './chart-data.ts'
import type { ChartScale } from './chart-scale.ts'

type Values = readonly (number | null)[]

export interface DrawnSeries {
  readonly id: string
  readonly color: string
  readonly stroke: string | null
  readonly isDashed: boolean
  readonly fill: string | null
  /** Values with a gap on both sides, which no line shows. */
  readonly alone: readonly { readonly x: number; readonly y: number }[]
}

/** Paths of all series; a gap is where nothing is known, never a line across it. */
export const drawSeries = (
  times: readonly number[],
  series: readonly ChartSeries[],
  scale: ChartScale,
  isStack: boolean,
): readonly DrawnSeries[] =>
  isStack ? stacked(times, series, scale) : series.map((one) => drawn(times, one, scale))

const drawn = (times: readonly number[], series: ChartSeries, scale: ChartScale): DrawnSeries => {
  const { id, color, values, kind = 'line', low = [] } = series
  const isBand = kind === 'band'
  return {
    id,
    color,
    stroke: isBand ? null : lineThrough(times, values, scale),
    isDashed: kind === 'dashed',
    fill: isBand ? areaBetween(times, { low, high: values }, scale) : null,
    alone: isBand ? [] : pointsAlone(times, values, scale),
  }
}

/** One on top of the other, in their order. */
const stacked = (
  times: readonly number[],
  series: readonly ChartSeries[],
  scale: ChartScale,
): DrawnSeries[] => {
  let low: Values = times.map(() => 0)
  return series.map(({ id, color, values }) => {
    const under = low
    const high = times.map((_, i) => {
      const value = values[i] ?? null
      return value === null ? null : (under[i] ?? 0) + value
    })
    low = high.map((value, i) => value ?? under[i] ?? 0)
    return {
      id,
      color,
      stroke: lineThrough(times, high, scale),
      isDashed: false,
      fill: areaBetween(times, { low: under, high }, scale),
      alone: pointsAlone(times, high, scale),
    }
  })
}

const isKnown = (values: Values, i: number): boolean => (values[i] ?? null) !== null

const lineThrough = (times: readonly number[], values: Values, { xOf, yOf }: ChartScale): string | null =>
  line<number>()
    .defined((_, i) => isKnown(values, i))
    .x((time) => round(xOf(time)))
    .y((_, i) => round(yOf(values[i] ?? 0)))(times)

const areaBetween = (
  times: readonly number[],
  { low, high }: { readonly low: Values; readonly high: Values },
  { xOf, yOf }: ChartScale,
): string | null =>
  area<number>()
    .defined((_, i) => isKnown(high, i) && isKnown(low, i))
    .x((time) => round(xOf(time)))
    .y0((_, i) => round(yOf(low[i] ?? 0)))
    .y1((_, i) => round(yOf(high[i] ?? 0)))(times)

const pointsAlone = (times: readonly number[], values: Values, { xOf, yOf }: ChartScale) =>
  times.flatMap((time, i) =>
    isKnown(values, i) && !isKnown(values, i - 1) && !isKnown(values, i + 1)
      ? [{ x: round(xOf(time)), y: round(yOf(values[i] ?? 0)) }]
      : [],
  )

/** A tenth of a pixel is finer than anybody sees, and a path of thousands of points is half as long. */
const round = (pixels: number): number => Math.round(pixels * 10) / 10
