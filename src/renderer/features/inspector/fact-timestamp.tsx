import { useState } from 'react'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { TextField } from '#ui/text-field'
import { formatAgo, formatDateTime } from '../../ui/format-time.ts'
import { parseTime } from '../../ui/parse-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './fact-button.module.css'

const t = wordsOf('inspector')

interface FactTimestampProps {
  readonly seconds: number | null
  readonly writable: boolean
  readonly onChange: (seconds: number | null) => void
}

export const FactTimestamp = ({ seconds, writable, onChange }: FactTimestampProps) => {
  const now = useNow()
  const start = seconds === null ? '' : formatDateTime(seconds)
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState(start)
  const parsed = parseTime(typed)
  const set = (value: number | null): void => {
    setOpen(false)
    if (value !== seconds) onChange(value)
  }
  return (
    <Popover
      label={t('time')}
      open={open}
      onOpenChange={(shown) => {
        setOpen(shown)
        setTyped(start)
      }}
      trigger={
        <button
          type="button"
          className={styles.value}
          disabled={!writable}
          aria-label={
            seconds === null
              ? t('timeNoneChange')
              : t('timeSecondsStartChange', { seconds: formatAgo(seconds, now), start })
          }
        >
          {seconds === null ? <span className={styles.none}>{t('none')}</span> : formatAgo(seconds, now)}
        </button>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          // Untouched text has lost the fraction of the second that is stored.
          if (typed === start) setOpen(false)
          else if (parsed !== null) set(parsed)
        }}
      >
        <TextField
          label={t('whenItHappened')}
          value={typed}
          onChange={setTyped}
          mono
          placeholder="2026-03-05 14:07:31"
          hint={t('localDayAndTimeOr')}
          error={typed !== '' && parsed === null ? t('writeADayAndA') : null}
        />
        <div className={styles.buttons}>
          <Button size="small" variant="plain" disabled={seconds === null} onClick={() => set(null)}>
            {t('remove')}
          </Button>
          <Button size="small" variant="primary" submit disabled={parsed === null}>
            {t('set')}
          </Button>
        </div>
      </form>
    </Popover>
  )
}
