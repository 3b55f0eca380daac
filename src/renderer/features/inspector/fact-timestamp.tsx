import { useState } from 'react'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { TextField } from '#ui/text-field'
import { formatAgo, formatDateTime } from '../../ui/format-time.ts'
import { parseTime } from '../../ui/parse-time.ts'
import { useNow } from '../../ui/use-now.ts'
import styles from './fact-button.module.css'

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
      label="Time"
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
            seconds === null ? 'Time: none. Change' : `Time: ${formatAgo(seconds, now)}, ${start}. Change`
          }
        >
          {seconds === null ? <span className={styles.none}>none</span> : formatAgo(seconds, now)}
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
          label="When it happened"
          value={typed}
          onChange={setTyped}
          mono
          placeholder="2026-03-05 14:07:31"
          hint="Local day and time, or epoch seconds."
          error={typed !== '' && parsed === null ? 'Write a day and a time, or epoch seconds.' : null}
        />
        <div className={styles.buttons}>
          <Button size="small" variant="plain" disabled={seconds === null} onClick={() => set(null)}>
            Remove
          </Button>
          <Button size="small" variant="primary" submit disabled={parsed === null}>
            Set
          </Button>
        </div>
      </form>
    </Popover>
  )
}
