const MINUTE = 60
const DAY = 86_400
const UNITS: Readonly<Record<string, number>> = { s: 1, m: MINUTE, h: 60 * MINUTE, d: DAY, w: 7 * DAY }

const NUMBER = /^-?\d+(?:\.\d+)?$/
/** With a `Z` or `+02:00` behind it, it is not local. */
const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i
const CLOCK = /(?:^|[T\s,]+)(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(am|pm)?$/i
const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const YEAR_LAST = /^(\d{1,2})([-/.])\s*(\d{1,2})[-/.]\s*(\d{4})$/
const NAMED = /^(?:(\d{1,2})\.?\s+)?(\p{L}+)\.?(?:\s+(\d{1,2})(?!\d))?,?(?:\s+(\d{4}))?$/u
const AGO =
  /^(-|in\s+)?(\d+(?:\.\d+)?)\s*(?:(s)(?:ec(?:ond)?s?)?|(m)(?:in(?:ute)?s?)?|(h)(?:(?:ou)?rs?)?|(d)(?:ays?)?|(w)(?:eeks?)?)(\s+ago)?$/i
const DAYS: Readonly<Record<string, number>> = { today: 0, yesterday: -1, tomorrow: 1 }

interface Day {
  readonly year: number
  /** From 1 on. */
  readonly month: number
  readonly day: number
}

interface Where {
  /** Epoch seconds. */
  readonly now?: number
  /** Decides whether 3/5/2026 is in March or in May. */
  readonly locale?: string | undefined
}

/**
 * Epoch seconds of a moment as people write it, local: `2026-03-05 14:07:31` as the app does, a day alone (its beginning),
 * a time alone (today), `5 March 2026`, `3/5/2026` in the order of the locale, `5.3.2026`, `yesterday 9:00`, `2 h ago`, or
 * a plain number of seconds. Null for the rest, and for a day that there is not.
 */
export const parseTime = (typed: string, { now = Date.now() / 1000, locale }: Where = {}): number | null => {
  const text = typed.trim()
  if (NUMBER.test(text)) return Number(text)
  if (/^now$/i.test(text)) return now
  if (ZONED.test(text)) return new Date(text.replace(' ', 'T')).getTime() / 1000
  const ago = AGO.exec(text)
  if (ago) return away(ago, now)
  const clock = CLOCK.exec(text)
  const rest = (clock ? text.slice(0, clock.index) : text).trim()
  if (rest === '' && !clock) return null
  const day = dayOf(rest, { now, locale })
  const seconds = clock ? secondsOf(clock) : 0
  return day === null || seconds === null ? null : momentOf(day, seconds)
}

const away = (match: RegExpExecArray, now: number): number => {
  const [, before, count, ...units] = match
  const unit = units.find((one) => one !== undefined) ?? 's'
  const isLater = /^in/i.test(before ?? '')
  const seconds = Number(count) * (UNITS[unit.toLowerCase()] as number)
  return isLater ? now + seconds : now - seconds
}

const secondsOf = ([, hours, minutes, seconds = '0', half]: RegExpExecArray): number | null => {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (m >= 60 || s >= 60 || (half ? h < 1 || h > 12 : h >= 24)) return null
  const hour = half ? (h % 12) + (/pm/i.test(half) ? 12 : 0) : h
  return hour * 3600 + m * 60 + s
}

const dayOf = (text: string, where: { now: number; locale: string | undefined }): Day | null => {
  const today = new Date(where.now * 1000)
  const shift = text === '' ? 0 : DAYS[text.toLowerCase()]
  if (shift !== undefined) {
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() + shift)
    return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() }
  }
  const first = YEAR_FIRST.exec(text)
  if (first) return { year: Number(first[1]), month: Number(first[2]), day: Number(first[3]) }
  const last = YEAR_LAST.exec(text)
  if (last) {
    const [a, b, year] = [Number(last[1]), Number(last[3]), Number(last[4])]
    const isDayFirst = last[2] === '.' || isDayBeforeMonth(where.locale)
    return isDayFirst ? { year, month: b, day: a } : { year, month: a, day: b }
  }
  const named = NAMED.exec(text)
  if (!named) return null
  const [, before, name = '', behind, year] = named
  const month = monthOf(name, where.locale)
  const day = before ?? behind
  if (month === null || day === undefined) return null
  return { year: year === undefined ? today.getFullYear() : Number(year), month, day: Number(day) }
}

const isDayBeforeMonth = (locale: string | undefined): boolean => {
  const parts = new Intl.DateTimeFormat(locale, { dateStyle: 'short' }).formatToParts(0)
  return parts.findIndex(({ type }) => type === 'day') < parts.findIndex(({ type }) => type === 'month')
}

/** By three letters or more of its name, in English or as the locale has it. */
const monthOf = (name: string, locale: string | undefined): number | null => {
  const start = name.toLowerCase()
  if (start.length < 3) return null
  for (const language of ['en', locale]) {
    const words = new Intl.DateTimeFormat(language, { month: 'long' })
    for (let month = 1; month <= 12; month++) {
      if (
        words
          .format(new Date(2000, month - 1, 1))
          .toLowerCase()
          .startsWith(start)
      )
        return month
    }
  }
  return null
}

/** `2026-02-31` would roll over into March; a person who typed it meant something else. */
const momentOf = ({ year, month, day }: Day, seconds: number): number | null => {
  const date = new Date(year, month - 1, day)
  if (date.getMonth() !== month - 1 || date.getDate() !== day) return null
  date.setHours(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60))
  return date.getTime() / 1000 + (seconds % 60)
}
