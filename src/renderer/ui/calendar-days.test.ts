import { describe, expect, it } from 'vitest'
import {
  atTimeOf,
  daysFrom,
  firstWeekday,
  isSameDay,
  monthsFrom,
  placeInWeek,
  weekdayNames,
  weeksOf,
} from './calendar-days.ts'

const day = (year: number, month: number, date: number) => ({ year, month: month - 1, day: date })

describe('days of a calendar', () => {
  it('shows every day of any month once, in six weeks of seven days one after the other', () => {
    for (let month = 0; month < 36; month++) {
      const at = monthsFrom(day(2024, 1, 1), month)
      for (const first of [0, 1, 6]) {
        const weeks = weeksOf(at, first)
        const days = weeks.flat()
        expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7])
        expect(placeInWeek(days[0]!, first)).toBe(0)
        const own = days.filter((one) => one.month === at.month && one.year === at.year)
        expect(own.map((one) => one.day)).toEqual(
          Array.from({ length: new Date(at.year, at.month + 1, 0).getDate() }, (_, i) => i + 1),
        )
        for (const [i, one] of days.entries()) if (i > 0) expect(one).toEqual(daysFrom(days[i - 1]!, 1))
      }
    }
  })

  it('goes from month to month without leaving one out, also from the 31st', () => {
    expect(monthsFrom(day(2026, 1, 31), 1)).toEqual(day(2026, 2, 28))
    expect(monthsFrom(day(2028, 2, 29), 12)).toEqual(day(2029, 2, 28))
    expect(monthsFrom(day(2026, 1, 15), -1)).toEqual(day(2025, 12, 15))
  })

  it('keeps the time of day where another day is chosen', () => {
    const old = new Date(2026, 2, 5, 14, 7, 31).getTime() / 1000
    expect(atTimeOf(day(2026, 4, 1), old)).toBe(new Date(2026, 3, 1, 14, 7, 31).getTime() / 1000)
    expect(atTimeOf(day(2026, 4, 1), null)).toBe(new Date(2026, 3, 1).getTime() / 1000)
    expect(isSameDay(day(2026, 4, 1), day(2026, 4, 1))).toBe(true)
  })

  it('begins weeks as the locale does, with its names', () => {
    expect([firstWeekday('en-US'), firstWeekday('de-DE')]).toEqual([0, 1])
    expect([0, 1, 5, 6]).toContain(firstWeekday(undefined))
    expect(weekdayNames(1, 'de-DE').map(({ short }) => short)).toEqual([
      'Mo',
      'Di',
      'Mi',
      'Do',
      'Fr',
      'Sa',
      'So',
    ])
    expect(weekdayNames(0, 'en-US')[0]).toEqual({ short: 'Sun', long: 'Sunday' })
  })
})
