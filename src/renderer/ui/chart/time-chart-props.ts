import type { ChartMark, ChartRule, ChartSeries, TimeRange, ValueBounds } from './chart-data.ts'

export interface TimeChartProps {
  readonly title: string
  /** When each value was; in order. */
  readonly times: readonly number[]
  readonly series: readonly ChartSeries[]
  readonly range: TimeRange
  readonly format: (value: number) => string
  /** Values on top of each other; by default each is a line of its own. */
  readonly isStack?: boolean
  readonly marks?: readonly ChartMark[]
  readonly rules?: readonly ChartRule[]
  readonly bounds?: ValueBounds
  /** Of the plot alone, in pixels. */
  readonly height?: number
  /** The moment under the crosshair, which charts under each other share. */
  readonly cursor: number | null
  readonly onCursor: (time: number | null) => void
  /** A stretch was drawn out; null: back to the whole. */
  readonly onBrush?: (range: TimeRange | null) => void
  /** A moment was clicked, or Enter pressed on it. */
  readonly onOpen?: (time: number) => void
  readonly isLoading?: boolean
  /** Why there is nothing to see. */
  readonly empty?: string
  /** How times are written; by default as the reader's system does. */
  readonly locale?: string
}
