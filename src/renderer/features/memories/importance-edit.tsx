import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { MemoryRow } from '#contract/memory'
import styles from './memory-row.module.css'

interface ImportanceEditProps {
  readonly row: MemoryRow
  readonly onCommit: (row: MemoryRow, importance: number) => void
  readonly onEnd: () => void
}

/** What is no number stays typed and is marked; only Escape throws it away. */
export const ImportanceEdit = ({ row, onCommit, onEnd }: ImportanceEditProps) => {
  const [typed, setTyped] = useState(String(row.importance))
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const value = Number(typed)
  const usable = typed.trim() !== '' && Number.isFinite(value)

  const commit = () => {
    if (!usable) return
    if (value !== row.importance) onCommit(row, value)
    onEnd()
  }
  const press = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') {
      event.preventDefault()
      onEnd()
    }
  }
  return (
    <input
      ref={field}
      className={styles.edit}
      inputMode="decimal"
      aria-label="Importance"
      aria-invalid={!usable || undefined}
      title={usable ? undefined : 'Importance is a number'}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={press}
      onBlur={commit}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}
