const FIRST = 0.5
const LONGEST = 30

/**
 * Seconds before the next try: doubled each time, and spread by chance so that many computers do not come back all at once.
 * @param chance from 0 up to 1
 */
export const pauseAfter = (failures: number, chance: number): number =>
  Math.min(LONGEST, FIRST * 2 ** (failures - 1)) * (0.5 + chance / 2)
