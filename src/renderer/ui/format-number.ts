import { localNumbers } from './local-numbers.ts'

/** `118,004` */
export const formatCount = localNumbers({ maximumFractionDigits: 0 })

/** A share: `0.982` is `98%`, as the language writes it. */
export const formatPercent = localNumbers({ style: 'percent', maximumFractionDigits: 0 })

/** Of a cosine, in whole per cent; rounded down, so that 100 is said of what is the same only. */
export const percentAlike = (similarity: number): number =>
  Math.floor(Math.min(1, Math.max(0, similarity)) * 100 + 1e-3)

/** At most six figures: `0.25`, `1,030.5`. */
export const formatNumber = localNumbers({ maximumSignificantDigits: 6 })

const fixed = [0, 1, 2, 3, 4].map((digits) =>
  localNumbers({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
    signDisplay: 'negative',
  }),
)

/** As many decimals as are asked for, none to four, so that columns line up: `0.50`. */
export const formatFixed = (value: number, digits: 0 | 1 | 2 | 3 | 4): string =>
  fixed[digits]?.(value) ?? value.toFixed(digits)

/** Three decimals always: `0.970`. */
export const formatScore = (score: number): string => formatFixed(score, 3)

/** `1 memory`, `3 memories`. */
export const formatPlural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`
