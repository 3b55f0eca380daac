import type { DecayForecast } from '#contract/decay'
import { formatDate, formatMinute } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('decay')

/** A stretch of time in epoch seconds. */
export interface Stretch {
  readonly from: number
  readonly until: number
}

/** How far ahead the axis reaches; `all`: to the last thing that happens. */
export type Reach = 'day' | 'week' | 'month' | 'year' | 'all'

const DAY = 86_400
const DAYS: Readonly<Record<Exclude<Reach, 'all'>, number>> = { day: 1, week: 7, month: 30, year: 365 }

/** Where the axis ends; null leaves it to the forecast. */
export const endOf = (reach: Reach, now: number): number | null =>
  reach === 'all' ? null : now + DAYS[reach] * DAY

export const clampTo = ({ from, until }: Stretch, moment: number): number =>
  Math.min(until, Math.max(from, moment))

/** 0 to 1. */
export const shareOf = (stretch: Stretch, moment: number): number => {
  const length = stretch.until - stretch.from
  return length > 0 ? (clampTo(stretch, moment) - stretch.from) / length : 0
}

export const momentAt = (stretch: Stretch, share: number): number =>
  clampTo(stretch, stretch.from + share * (stretch.until - stretch.from))

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  PageUp: 0.1,
  PageDown: -0.1,
}

/** Where a key moves the date to; null for keys that do not move it. */
export const momentAfter = (stretch: Stretch, moment: number, key: string): number | null => {
  if (key === 'Home') return stretch.from
  if (key === 'End') return stretch.until
  const by = STEPS[key]
  return by === undefined ? null : momentAt(stretch, shareOf(stretch, moment) + by)
}

/** `2027-03-12`; with the time of day where the whole axis is less than a fortnight. */
export const dateWords = (moment: number, { from, until }: Stretch): string =>
  until - from < 14 * DAY ? `${formatDate(moment)} ${formatMinute(moment)}` : formatDate(moment)

/** `214 decay, 12 evicted, 3 reduced`; `nothing happens` where all are 0. */
export const countWords = ({ decay, evict, reduce }: DecayForecast['counts']): string => {
  const said = [
    decay > 0 && t('countDecay', { count: decay }),
    evict > 0 && t('countEvicted', { count: evict }),
    reduce > 0 && t('countReduced', { count: reduce }),
  ].filter((part) => part !== false)
  return said.length === 0 ? t('nothingHappens') : said.join(', ')
}
