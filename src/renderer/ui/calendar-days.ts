/** A day of a calendar. */
export interface CalendarDay {
  readonly year: number
  /** From 0 on, as `Date` has it. */
  readonly month: number
  readonly day: number
}

const DAYS = 7
const WEEKS = 6
const MONDAY = 1

export const dayOf = (seconds: number): CalendarDay => {
  const date = new Date(seconds * 1000)
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() }
}

export const isSameDay = (a: CalendarDay, b: CalendarDay): boolean =>
  a.year === b.year && a.month === b.month && a.day === b.day

/** So many days later; earlier where negative. */
export const daysFrom = ({ year, month, day }: CalendarDay, days: number): CalendarDay =>
  dayOf(new Date(year, month, day + days).getTime() / 1000)

/** The same day so many months later, or the last of a month that has no such day. */
export const monthsFrom = ({ year, month, day }: CalendarDay, months: number): CalendarDay => {
  const last = new Date(year, month + months + 1, 0)
  return { year: last.getFullYear(), month: last.getMonth(), day: Math.min(day, last.getDate()) }
}

/** Epoch seconds of a day at the time of day of a moment, or at its beginning. */
export const atTimeOf = ({ year, month, day }: CalendarDay, seconds: number | null): number => {
  const date = new Date(year, month, day)
  if (seconds === null) return date.getTime() / 1000
  const old = new Date(seconds * 1000)
  date.setHours(old.getHours(), old.getMinutes(), old.getSeconds())
  return date.getTime() / 1000
}

interface WithWeekInfo {
  getWeekInfo?(): { readonly firstDay: number }
  readonly weekInfo?: { readonly firstDay: number }
}

/** Of the week, 0 is Sunday. */
export const firstWeekday = (locale: string | undefined): number => {
  const info = new Intl.Locale(
    locale ?? new Intl.DateTimeFormat().resolvedOptions().locale,
  ) as unknown as WithWeekInfo
  return (info.getWeekInfo?.() ?? info.weekInfo ?? { firstDay: MONDAY }).firstDay % DAYS
}

/** Which day of a week one is that begins with `first`. */
export const placeInWeek = ({ year, month, day }: CalendarDay, first: number): number =>
  (new Date(year, month, day).getDay() - first + DAYS) % DAYS

/** The weeks that a month is shown in: always six, so that nothing moves from one to the next. */
export const weeksOf = (
  { year, month }: Pick<CalendarDay, 'year' | 'month'>,
  first: number,
): CalendarDay[][] => {
  const begin = { year, month, day: 1 }
  const lead = placeInWeek(begin, first)
  return Array.from({ length: WEEKS }, (_, week) =>
    Array.from({ length: DAYS }, (__, day) => daysFrom(begin, week * DAYS + day - lead)),
  )
}

/** Names of the days of a week, in its order: short to see, whole to hear. */
export const weekdayNames = (
  first: number,
  locale: string | undefined,
): { readonly short: string; readonly long: string }[] => {
  const [short, long] = (['short', 'long'] as const).map(
    (weekday) => new Intl.DateTimeFormat(locale, { weekday }),
  ) as [Intl.DateTimeFormat, Intl.DateTimeFormat]
  // The first of January 2023 was a Sunday.
  return Array.from({ length: DAYS }, (_, i) => new Date(2023, 0, 1 + ((first + i) % DAYS))).map((date) => ({
    short: short.format(date),
    long: long.format(date),
  }))
}
