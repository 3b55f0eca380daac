import type { TuningPoint } from '#contract/tuning'

/** Room around the plot for its axes. */
export const FRAME = { left: 52, right: 20, top: 20, bottom: 40 } as const

export interface PlotSize {
  readonly width: number
  readonly height: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

interface Tick {
  readonly at: number
  readonly label: string
}

export interface ParetoScale {
  /** Pixels from the upper left corner. */
  readonly placeOf: (point: Pick<TuningPoint, 'p95' | 'recall10'>) => Place
  readonly yOf: (recall: number) => number
  readonly times: readonly Tick[]
  readonly recalls: readonly Tick[]
}

const TIME_STEPS = [1, 2, 5]
const RECALL_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2]
const MOST_RECALL_TICKS = 7

/** Time on a logarithmic scale, as settings lie apart by factors; recall from the least that was found, or the target, to 1. */
export const paretoScale = (
  points: readonly Pick<TuningPoint, 'p95' | 'recall10'>[],
  target: number,
  { width, height }: PlotSize,
): ParetoScale => {
  const times = points.map(({ p95 }) => Math.max(1e-4, p95.value))
  const [fastest, slowest] = [Math.min(...times) / 1.15, Math.max(...times) * 1.15]
  const least = Math.min(target, ...points.map(({ recall10 }) => recall10.value))
  const bottom = Math.max(0, least - (1 - least) * 0.12)
  const inner = { width: width - FRAME.left - FRAME.right, height: height - FRAME.top - FRAME.bottom }
  const xOf = (time: number): number =>
    FRAME.left + (Math.log(Math.max(1e-4, time) / fastest) / Math.log(slowest / fastest)) * inner.width
  const yOf = (recall: number): number => FRAME.top + ((1 - recall) / (1 - bottom || 1)) * inner.height
  return {
    placeOf: ({ p95, recall10 }) => ({ x: xOf(p95.value), y: yOf(recall10.value) }),
    yOf,
    times: timeTicks(fastest, slowest).map((time) => ({ at: xOf(time), label: timeLabel(time) })),
    recalls: recallTicks(bottom).map(({ value, digits }) => ({
      at: yOf(value),
      label: value.toFixed(digits),
    })),
  }
}

const timeTicks = (from: number, to: number): number[] => {
  const ticks: number[] = []
  for (let decade = 10 ** Math.floor(Math.log10(from)); decade <= to; decade *= 10) {
    for (const step of TIME_STEPS) if (decade * step >= from && decade * step <= to) ticks.push(decade * step)
  }
  return ticks
}

const timeLabel = (time: number): string => `${Number(time.toPrecision(2))} ms`

const recallTicks = (bottom: number): { value: number; digits: number }[] => {
  const step = RECALL_STEPS.find((one) => (1 - bottom) / one <= MOST_RECALL_TICKS) ?? 0.2
  const digits = step < 0.01 ? 3 : 2
  const count = Math.floor((1 - bottom) / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, i) => ({ value: 1 - i * step, digits }))
}

/** The frontier as a line that goes up in steps: what so much time buys at most. */
export const stepsThrough = (places: readonly Place[]): string =>
  places.map(({ x, y }, i) => (i === 0 ? `M${x},${y}` : `H${x}V${y}`)).join('')

/** Pixels from one place of a line to the next where a text is held against it. */
const ALONG = 14

/** Places on that line, close enough that nothing lies over it unseen. */
export const alongSteps = (places: readonly Place[]): readonly Place[] =>
  places.flatMap((to, i) => {
    const from = places[i - 1]
    if (!from) return []
    const corner = { x: to.x, y: from.y }
    return [...between(from, corner), ...between(corner, to)]
  })

const between = (from: Place, to: Place): readonly Place[] => {
  const count = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / ALONG)
  return Array.from({ length: count }, (_, i) => ({
    x: from.x + ((to.x - from.x) * i) / count,
    y: from.y + ((to.y - from.y) * i) / count,
  }))
}
