/** The value that a share of the others does not exceed, by nearest rank. */
export const quantile = (values: readonly number[], share: number): number => {
  if (values.length === 0) throw new RangeError('There is no quantile of no values.')
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
