import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import styles from './inline-edit.module.css'

interface InlineEditProps {
  readonly label: string
  readonly value: string
  /** Enter makes a new line with Shift; without it Enter always ends. */
  readonly multiline?: boolean
  readonly onCommit: (value: string) => void
  readonly onCancel: () => void
}

/** Edits in place, as large as its text. Enter or leaving keeps, Escape throws away. */
export const InlineEdit = ({ label, value, multiline = false, onCommit, onCancel }: InlineEditProps) => {
  const [typed, setTyped] = useState(value)
  const field = useRef<HTMLTextAreaElement>(null)
  const done = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  const end = (keep: boolean): void => {
    if (done.current) return
    done.current = true
    if (keep) onCommit(typed)
    else onCancel()
  }
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') end(false)
    if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
      event.preventDefault()
      end(true)
    }
  }
  return (
    <textarea
      ref={field}
      rows={1}
      aria-label={label}
      className={styles.edit}
      spellCheck={false}
      value={typed}
      onChange={(event) =>
        setTyped(multiline ? event.target.value : event.target.value.replaceAll('\n', ' '))
      }
      onKeyDown={press}
      onBlur={() => end(true)}
    />
  )
}
