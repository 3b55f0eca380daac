import { formatBytes } from '../../ui/format-bytes.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { localNumbers } from '../../ui/local-numbers.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('metrics')

const compact = localNumbers({ notation: 'compact', maximumSignificantDigits: 3 })
const upToThree = localNumbers({ minimumFractionDigits: 2, maximumFractionDigits: 3 })
const upToOne = localNumbers({ maximumFractionDigits: 1 })
const MILLION = 1e6

/** A rate a second as so many a minute: `0.5`, `12`, `1.2K`. */
export const aMinute = (rate: number): string => compact(rate * 60)

export const count = (value: number): string => (value < MILLION ? formatNumber(value) : compact(value))

/** Seconds: `180 µs`, `1.2 ms`. */
export const time = (seconds: number): string =>
  seconds > 0 && seconds < 0.000_95
    ? t('microseconds', { value: Math.round(seconds * 1_000_000) })
    : formatDuration(seconds * 1000)

export const bytes = (value: number): string => formatBytes(value)

/** A share of one processor. */
export const percent = (share: number): string => t('percentValue', { value: upToOne(share * 100) })

export const recall = (value: number): string => upToThree(value)
