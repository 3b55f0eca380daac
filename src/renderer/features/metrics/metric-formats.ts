import { formatBytes } from '../../ui/format-bytes.ts'
import { formatDuration } from '../../ui/format-duration.ts'

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })

/** A rate a second as so many a minute: `0.5`, `12`, `1.2K`. */
export const aMinute = (rate: number): string => compact.format(rate * 60)

export const count = (value: number): string => compact.format(value)

/** Seconds: `180 µs`, `1.2 ms`. */
export const time = (seconds: number): string =>
  seconds > 0 && seconds < 0.000_95 ? `${Math.round(seconds * 1_000_000)} µs` : formatDuration(seconds * 1000)

export const bytes = (value: number): string => formatBytes(value)

/** A share of one processor. */
export const percent = (share: number): string => `${compact.format(share * 100)} %`

export const recall = (value: number): string => value.toFixed(3).replace(/(\.\d)0+$/, '$1')
