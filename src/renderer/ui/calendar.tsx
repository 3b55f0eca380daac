import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '#ui/icon-button'
import { wordsOf } from '../words/words.ts'
import styles from './calendar.module.css'
import {
  type CalendarDay,
  daysFrom,
  firstWeekday,
  isSameDay,
  monthsFrom,
  placeInWeek,
  weekdayNames,
  weeksOf,
} from './calendar-days.ts'

const t = wordsOf('ui')

interface CalendarProps {
  /** The day that is chosen; null where none is. */
  readonly value: CalendarDay | null
  readonly today: CalendarDay
  readonly onChoose: (day: CalendarDay) => void
  readonly locale: string
}

const dateOf = ({ year, month, day }: CalendarDay): Date => new Date(year, month, day)

/**
 * The days of a month. Arrows go from day to day and week to week, Home and End to the ends of the week, PageUp and
 * PageDown from month to month, with Shift from year to year; Enter chooses.
 */
export const Calendar = ({ value, today, onChoose, locale }: CalendarProps) => {
  const [at, setAt] = useState(value ?? today)
  const grid = useRef<HTMLTableElement>(null)
  const moved = useRef(true)
  const first = firstWeekday(locale)
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full' })
  const title = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day that keys went to
  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    grid.current?.querySelector<HTMLButtonElement>('button[tabindex="0"]')?.focus()
  }, [at])
  const go = (day: CalendarDay): void => {
    moved.current = true
    setAt(day)
  }
  const press = (event: KeyboardEvent): void => {
    const next = dayAfter(event, at, first)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    go(next)
  }
  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <IconButton
          icon={ChevronLeft}
          size="small"
          label={t('monthBefore')}
          onClick={() => setAt(monthsFrom(at, -1))}
        />
        <p className={styles.title} aria-live="polite">
          {title.format(dateOf(at))}
        </p>
        <IconButton
          icon={ChevronRight}
          size="small"
          label={t('monthAfter')}
          onClick={() => setAt(monthsFrom(at, 1))}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of days, as the pattern of the WAI has it */}
      <table ref={grid} role="grid" aria-label={title.format(dateOf(at))} onKeyDown={press}>
        <thead>
          <tr>
            {weekdayNames(first, locale).map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(at, first).map((week) => (
            <tr key={whole.format(dateOf(week[0] as CalendarDay))}>
              {week.map((day) => (
                <td key={day.day}>
                  <button
                    type="button"
                    tabIndex={isSameDay(day, at) ? 0 : -1}
                    className={styles.day}
                    data-other={day.month !== at.month || undefined}
                    aria-pressed={value !== null && isSameDay(day, value)}
                    aria-label={whole.format(dateOf(day))}
                    aria-current={isSameDay(day, today) ? 'date' : undefined}
                    onClick={() => onChoose(day)}
                  >
                    {day.day}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const dayAfter = (
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  at: CalendarDay,
  first: number,
): CalendarDay | null => {
  switch (key) {
    case 'ArrowLeft':
      return daysFrom(at, -1)
    case 'ArrowRight':
      return daysFrom(at, 1)
    case 'ArrowUp':
      return daysFrom(at, -7)
    case 'ArrowDown':
      return daysFrom(at, 7)
    case 'Home':
      return daysFrom(at, -placeInWeek(at, first))
    case 'End':
      return daysFrom(at, 6 - placeInWeek(at, first))
    case 'PageUp':
      return monthsFrom(at, shiftKey ? -12 : -1)
    case 'PageDown':
      return monthsFrom(at, shiftKey ? 12 : 1)
    default:
      return null
  }
}
