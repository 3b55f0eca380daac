/** Epoch seconds. */
export interface TimeRange {
  readonly from: number
  readonly until: number
}

/** One line of a chart: a value for each time, null where nothing is known. */
export interface ChartSeries {
  readonly id: string
  readonly label: string
  /** A colour of the tokens: `var(--chart-1)`. */
  readonly color: string
  readonly values: readonly (number | null)[]
  /** `band` fills from `low` up to its values and draws no line; `dashed` is a line of less weight. */
  readonly kind?: 'line' | 'dashed' | 'band'
  /** The lower edge of a band. */
  readonly low?: readonly (number | null)[]
}

/** Something that happened: a line across the chart with a name. */
export interface ChartMark {
  readonly at: number
  readonly label: string
}

/** A value to hold a series against: a target, an alert. */
export interface ChartRule {
  readonly value: number
  readonly label: string
  readonly tone: 'good' | 'warning' | 'error'
}

/** Where the values of a chart end, where that is not told by them. */
export interface ValueBounds {
  readonly min?: number
  readonly max?: number
  /** Begins just below the least value in place of 0, but shows so much up to `max` at least. */
  readonly span?: number
}

export interface ChartSize {
  readonly width: number
  readonly height: number
}

/** Room around the plot; the left is the same in all charts, so that those under each other line up. */
export const CHART_FRAME = { left: 52, right: 12, top: 10, bottom: 22 } as const

/** The colours that lines take in order: each has three to one on the ground, and any two differ for every kind of sight. */
export const CHART_COLORS = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
] as const
