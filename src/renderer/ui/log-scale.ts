/** Places of a slider. */
export const LAST_STEP = 100

export interface LogScale {
  /** The least that is not 0, and the most that a slider reaches. */
  readonly least: number
  readonly most: number
}

/** Where a value stands on a slider whose first place is 0 and whose others are each the same factor apart. */
export const stepOf = ({ least, most }: LogScale, value: number): number => {
  if (value <= 0) return 0
  const share = Math.log(value / least) / Math.log(most / least)
  return Math.min(LAST_STEP, Math.max(1, Math.round(1 + share * (LAST_STEP - 1))))
}

/** The value of a place, in two figures. */
export const valueAt = ({ least, most }: LogScale, step: number): number =>
  step <= 0
    ? 0
    : Number((least * (most / least) ** ((Math.min(step, LAST_STEP) - 1) / (LAST_STEP - 1))).toPrecision(2))
