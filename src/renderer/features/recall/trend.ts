import { formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('recall')

export interface TrendPoint {
  readonly x: number
  readonly y: number
}

interface Frame {
  readonly width: number
  readonly height: number
  /** Room left on all sides, so that dots are whole. */
  readonly inset: number
}

/** Values from 0 to 1, oldest first, laid out from left to right; one alone stands at the right end, where it is now. */
export const trendPoints = (
  values: readonly number[],
  { width, height, inset }: Frame,
): readonly TrendPoint[] => {
  const step = values.length > 1 ? (width - 2 * inset) / (values.length - 1) : 0
  const from = values.length > 1 ? inset : width - inset
  return values.map((value, index) => ({
    x: from + index * step,
    y: inset + (1 - Math.min(1, Math.max(0, value))) * (height - 2 * inset),
  }))
}

export const trendPath = (points: readonly TrendPoint[]): string =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')

/** `+0.04 (0.01 to 0.07)`: a difference with its 95% interval. */
export const differenceWords = ({
  mean,
  low,
  high,
}: {
  readonly mean: number
  readonly low: number
  readonly high: number
}): string => {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${formatFixed(Math.abs(value), 2)}`
  return t('meanLowToHigh', { mean: signed(mean), low: signed(low), high: signed(high) })
}

/** Whether a difference is more than chance: its interval leaves out nothing at all. */
export const isClear = ({ low, high }: { readonly low: number; readonly high: number }): boolean =>
  low > 0 || high < 0
