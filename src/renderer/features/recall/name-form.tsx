import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '#ui/button'
import { TextField } from '#ui/text-field'
import { describeError } from '../../api/describe-error.ts'
import styles from './name-form.module.css'

interface NameFormProps {
  readonly label: string
  readonly start: string
  readonly action: string
  /** Gives the error where the name was not taken. */
  readonly onName: (name: string) => Promise<unknown>
  /** Before the button, for the error that was given. */
  readonly remedy?: (error: unknown, name: string) => ReactNode
}

/** One name and what it is for. */
export const NameForm = ({ label, start, action, onName, remedy }: NameFormProps) => {
  const [name, setName] = useState(start)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const trimmed = name.trim()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (trimmed === '' || busy) return
    setBusy(true)
    setError(await onName(trimmed))
    setBusy(false)
  }
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        label={label}
        value={name}
        maxLength={100}
        autoFocus
        error={error === null ? null : describeError(error).sentence}
        onChange={(next) => {
          setName(next)
          setError(null)
        }}
      />
      <div className={styles.foot}>
        {error !== null && remedy?.(error, trimmed)}
        <Button variant="primary" size="small" submit disabled={trimmed === ''} busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  )
}
