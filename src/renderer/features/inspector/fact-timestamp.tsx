import { useState } from 'react'
import { Button } from '#ui/button'
import { DateField } from '#ui/date-field'
import { Popover } from '#ui/popover'
import { formatAgo, formatDateTime } from '../../ui/format-time.ts'
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
  const [draft, setDraft] = useState(seconds)
  const isReadable = draft !== null && !Number.isNaN(draft)
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
        setDraft(seconds)
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
          if (isReadable) set(draft)
        }}
      >
        <DateField label={t('whenItHappened')} value={draft} onChange={setDraft} />
        <div className={styles.buttons}>
          <Button size="small" variant="plain" disabled={seconds === null} onClick={() => set(null)}>
            {t('remove')}
          </Button>
          <Button size="small" variant="primary" submit disabled={!isReadable}>
            {t('set')}
          </Button>
        </div>
      </form>
    </Popover>
  )
}
