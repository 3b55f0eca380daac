import { CalendarDays } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#ui/button'
import { Calendar } from '#ui/calendar'
import { Field, type FieldProps } from '#ui/field'
import { IconButton } from '#ui/icon-button'
import { Popover } from '#ui/popover'
import { currentLocale, regionalLocale } from '../words/locale.ts'
import { wordsOf } from '../words/words.ts'
import { atTimeOf, type CalendarDay, dayOf } from './calendar-days.ts'
import own from './date-field.module.css'
import styles from './field.module.css'
import { formatDateTime } from './format-time.ts'
import { parseTime } from './parse-time.ts'

interface DateFieldProps extends Omit<FieldProps, 'error' | 'hint'> {
  /** Epoch seconds; null is no moment, NaN one that was typed and not understood. */
  readonly value: number | null
  readonly onChange: (seconds: number | null) => void
  readonly placeholder?: string
}

const EXAMPLE = '2026-03-05 14:07'
const t = wordsOf('ui')

const textOf = (seconds: number | null): string =>
  seconds === null || Number.isNaN(seconds) ? '' : formatDateTime(seconds)

/** The first figures of a year are no seconds since 1970 yet. */
const UNFINISHED = /^\s*-?\d{1,8}\s*$/

const meantBy = (text: string, locale: string): number | null =>
  UNFINISHED.test(text) ? null : parseTime(text, { locale })

/** A moment, typed as people write one, or chosen in a calendar. What was typed becomes what the app writes on leaving. */
export const DateField = ({ label, hideLabel = false, value, onChange, ...rest }: DateFieldProps) => {
  const { placeholder = EXAMPLE } = rest
  const locale = regionalLocale(currentLocale())
  const [typed, setTyped] = useState(textOf(value))
  const [isOpen, setOpen] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  // What came from elsewhere is shown; what is being typed stays as it is.
  const mine = useRef(value)
  useEffect(() => {
    if (Object.is(mine.current, value)) return
    mine.current = value
    setTyped(textOf(value))
  }, [value])
  const set = (seconds: number | null): void => {
    mine.current = seconds
    onChange(seconds)
  }
  const type = (text: string): void => {
    setTyped(text)
    const seconds = text.trim() === '' ? null : (meantBy(text, locale) ?? Number.NaN)
    if (!Object.is(seconds, value)) set(seconds)
  }
  const take = (seconds: number | null): void => {
    setTyped(textOf(seconds))
    set(seconds)
    setOpen(false)
    input.current?.focus()
  }
  const known = value === null || Number.isNaN(value) ? null : value
  const isWrong = typed.trim() !== '' && meantBy(typed, locale) === null
  return (
    <Field
      label={label}
      hideLabel={hideLabel}
      {...(!hideLabel && { error: isWrong ? t('writeADayADay') : null })}
    >
      {(control) => (
        <div className={styles.box}>
          <input
            autoComplete="off"
            spellCheck={false}
            {...control}
            ref={input}
            className={own.input}
            placeholder={placeholder}
            aria-invalid={isWrong || undefined}
            title={isWrong ? t('writeADayADay') : undefined}
            value={typed}
            onChange={(event) => type(event.target.value)}
            onBlur={() => known !== null && setTyped(textOf(known))}
          />
          <Popover
            label={t('labelChooseADay', { label })}
            align="end"
            open={isOpen}
            onOpenChange={setOpen}
            trigger={<IconButton icon={CalendarDays} size="small" label={t('labelChooseADay', { label })} />}
          >
            <Calendar
              value={known === null ? null : dayOf(known)}
              today={dayOf(Date.now() / 1000)}
              locale={locale}
              onChoose={(day: CalendarDay) => take(atTimeOf(day, known))}
            />
            <div className={own.buttons}>
              <Button size="small" variant="plain" disabled={typed === ''} onClick={() => take(null)}>
                {t('clear')}
              </Button>
              <Button size="small" onClick={() => take(Math.floor(Date.now() / 1000))}>
                {t('now')}
              </Button>
            </div>
          </Popover>
        </div>
      )}
    </Field>
  )
}
