import { currentLocale, type Locale } from '../words/locale.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('ui')

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** English has no order of a date that all its readers share: Swedish writes the one that sorts, `2026-03-05`. */
const DATES: Readonly<Record<Locale, string>> = { en: 'sv', de: 'de', 'zh-CN': 'zh-CN' }

const dayOptions = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
const timeOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

const dates = (options: Intl.DateTimeFormatOptions): ((seconds: number) => string) => {
  const made = new Map<Locale, Intl.DateTimeFormat>()
  return (seconds) => {
    const locale = currentLocale()
    const format = made.get(locale) ?? new Intl.DateTimeFormat(DATES[locale], options)
    made.set(locale, format)
    return format.format(seconds * 1000)
  }
}

/** Local day: `2026-03-05`, `05.03.2026`, `2026/03/05`. */
export const formatDate = dates(dayOptions)

/** Local day and time: `2026-03-05 14:07:31`. */
export const formatDateTime = dates({ ...dayOptions, ...timeOptions })

/** Local time of day: `14:07`. */
export const formatMinute = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** Local time of day to the second: `14:07:31`. */
export const formatClock = dates(timeOptions)

/** `just now`, `4 min ago`, `in 3 h`, `12 d ago`; beyond four weeks the day itself says more. */
export const formatAgo = (seconds: number, now: number): string => {
  const away = Math.abs(now - seconds)
  if (away < MINUTE) return t('justNow')
  if (away >= 28 * DAY) return formatDate(seconds)
  const text =
    away < HOUR
      ? t('minutes', { value: Math.floor(away / MINUTE) })
      : away < DAY
        ? t('hours', { value: Math.floor(away / HOUR) })
        : t('days', { value: Math.floor(away / DAY) })
  return seconds > now ? t('inTime', { text }) : t('timeAgo', { text })
}
