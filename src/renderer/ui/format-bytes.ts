import { formatFixed } from './format-number.ts'

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB']

/** `842 B`, `1.2 kB`, `34 MB`: powers of 1000, one decimal below ten. */
export const formatBytes = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${formatFixed(value, unit > 0 && value < 9.95 ? 1 : 0)} ${UNITS[unit]}`
}
