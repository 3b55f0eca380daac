import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { MemoryRow } from '#contract/memory'
import { wordsOf } from '../../words/words.ts'
import styles from './memory-row.module.css'

const t = wordsOf('memories')

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
  // Taking the field away blurs it: what has ended must not end again.
  const ended = useRef(false)
  const value = Number(typed)
  const usable = typed.trim() !== '' && Number.isFinite(value)

  const end = () => {
    ended.current = true
    onEnd()
  }
  const commit = () => {
    if (!usable || ended.current) return
    if (value !== row.importance) onCommit(row, value)
    end()
  }
  const press = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') {
      event.preventDefault()
      end()
    }
  }
  return (
    <input
      ref={field}
      className={styles.edit}
      inputMode="decimal"
      aria-label={t('importance')}
      aria-invalid={!usable || undefined}
      title={usable ? undefined : t('importanceIsANumber')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={press}
      onBlur={commit}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}
