const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const general = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })

/** `118,004` */
export const formatCount = (count: number): string => whole.format(count)

/** At most six figures: `0.25`, `1,030.5`. */
export const formatNumber = (value: number): string => general.format(value)

/** Three decimals always, so that columns of scores line up: `0.970`. */
export const formatScore = (score: number): string => score.toFixed(3)

/** `1 memory`, `3 memories`. */
export const formatPlural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`
