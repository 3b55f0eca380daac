/** 0.75 quantile of the normal distribution: the MAD of normal data times 1 / 0.6745 is their standard deviation. */
const OF_MAD = 0.6745
/** Likewise for the mean absolute deviation: sqrt(2 / pi). */
const OF_MEAN = 0.7979

export interface Spread {
  readonly median: number
  /** Median absolute deviation; the mean one where more than half of the values are one and the same; 0 where all are. */
  readonly deviation: number
  /** Modified z-score (Iglewicz and Hoaglin 1993). */
  score(value: number): number
}

/** @param values one at least */
export const spreadOf = (values: readonly number[]): Spread => {
  const median = medianOf(values)
  const deviations = values.map((value) => Math.abs(value - median))
  const mad = medianOf(deviations)
  const mean = deviations.reduce((a, b) => a + b, 0) / deviations.length
  // What rounding leaves is no deviation.
  const [deviation, factor] = mad > 1e-9 ? [mad, OF_MAD] : mean > 1e-9 ? [mean, OF_MEAN] : [0, 0]
  return {
    median,
    deviation,
    score: (value) => (deviation === 0 ? 0 : (factor * (value - median)) / deviation),
  }
}

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}
