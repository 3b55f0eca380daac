import { bisectCenter } from 'd3-array'
import { type ScaleTime, scaleLinear, scaleTime } from 'd3-scale'
import { currentLocale, regionalLocale } from '../../words/locale.ts'
import {
  CHART_FRAME,
  type ChartSeries,
  type ChartSize,
  type TimeRange,
  type ValueBounds,
} from './chart-data.ts'

interface Tick {
  readonly at: number
  readonly label: string
}

export interface ChartScale {
  readonly xOf: (time: number) => number
  readonly yOf: (value: number) => number
  readonly timeAt: (x: number) => number
  readonly times: readonly Tick[]
  readonly values: readonly Tick[]
  readonly top: number
  readonly bottom: number
}

interface ScaleOptions {
  readonly range: TimeRange
  readonly size: ChartSize
  /** The least and the greatest value that is drawn. */
  readonly extent: readonly [least: number, most: number]
  readonly format: (value: number) => string
  readonly locale?: string | undefined
}

/** Pixels that a label of each axis needs. */
const TIME_LABEL = 90
const VALUE_LABEL = 34

export const chartScale = ({ range, size, extent, format, locale }: ScaleOptions): ChartScale => {
  const [left, right] = [CHART_FRAME.left, Math.max(CHART_FRAME.left + 1, size.width - CHART_FRAME.right)]
  const [top, bottom] = [CHART_FRAME.top, Math.max(CHART_FRAME.top + 1, size.height - CHART_FRAME.bottom)]
  const x = scaleTime([new Date(range.from * 1000), new Date(range.until * 1000)], [left, right])
  const [least, most] = extent
  const wanted = Math.max(2, Math.floor((bottom - top) / VALUE_LABEL))
  const y = scaleLinear([least, most > least ? most : least + 1], [bottom, top]).nice(wanted)
  const times = spacedTicks(x, (right - left) / TIME_LABEL)
  const labelOf = timeLabels(times, locale)
  return {
    xOf: (time) => x(new Date(time * 1000)),
    yOf: (value) => y(value),
    timeAt: (pixel) => x.invert(Math.min(right, Math.max(left, pixel))).getTime() / 1000,
    times: times.map((date) => ({ at: x(date), label: labelOf(date) })),
    values: y.ticks(wanted).map((value) => ({ at: y(value), label: format(value) })),
    top,
    bottom,
  }
}

/** Pixels from label to label, at least. */
const leastApart = (step: number): number => (step < MINUTE ? 84 : 72)
const MINUTE = 60_000

/** The scale takes a number of ticks for a hint, and may give twice as many. */
const spacedTicks = (x: ScaleTime<number, number>, most: number): Date[] => {
  let times: Date[] = []
  for (let wanted = Math.max(2, Math.floor(most)); wanted > 0; wanted--) {
    times = x.ticks(wanted)
    const [first, second] = times
    if (!first || !second) break
    if (x(second) - x(first) >= leastApart(second.getTime() - first.getTime())) break
  }
  return times
}

const DAY = 86_400_000

/** Times of day as the reader's locale writes them, and the day where one begins. */
const timeLabels = (
  ticks: readonly Date[],
  locale = regionalLocale(currentLocale()),
): ((date: Date) => string) => {
  const step = ticks.length > 1 ? (ticks[1] as Date).getTime() - (ticks[0] as Date).getTime() : 0
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(step > 0 && step < MINUTE && { second: '2-digit' as const }),
  })
  const beginsDay = (date: Date): boolean => date.getHours() === 0 && date.getMinutes() === 0
  return (date) => (step >= DAY || (beginsDay(date) && date.getSeconds() === 0) ? day : time).format(date)
}

/** Of what lies above it, the share that is left free below the least value. */
const BELOW_LEAST = 0.2

/** What there is to see: from 0, or from what the bounds say, up to the highest value. */
export const extentOf = (
  series: readonly ChartSeries[],
  {
    isStack,
    rules,
    bounds,
  }: { readonly isStack: boolean; readonly rules: readonly number[]; readonly bounds: ValueBounds },
): readonly [number, number] => {
  let most = Math.max(0, ...rules)
  let least = Number.POSITIVE_INFINITY
  const sums: number[] = []
  for (const { values } of series) {
    for (const [i, value] of values.entries()) {
      if (value === null) continue
      sums[i] = (isStack ? (sums[i] ?? 0) : 0) + value
      most = Math.max(most, sums[i])
      least = Math.min(least, sums[i])
    }
  }
  const top = bounds.max ?? most
  const { span } = bounds
  if (span === undefined) return [bounds.min ?? 0, top]
  return [Math.max(0, Math.min(top - span, least - (top - least) * BELOW_LEAST)), top]
}

/** The place of the time that lies nearest. */
export const nearestTime = (times: readonly number[], time: number): number | null =>
  times.length === 0 ? null : bisectCenter(times as number[], time)
