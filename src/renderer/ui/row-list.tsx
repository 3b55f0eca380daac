import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './row-list.module.css'

interface RowContent {
  readonly title: ReactNode
  /** The quiet line beneath it. */
  readonly about: ReactNode
  /** At the end of the row. */
  readonly facts: ReactNode
}

interface RowListProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => string | number
  /** Null for a row that is no more. */
  readonly content: (row: T) => RowContent | null
  readonly onOpen: (row: T) => void
}

const ROW = 44

/** Two-line rows, as many as there are: arrows, Home, End and pages walk, Enter or a click opens. */
export const RowList = <T,>({ label, rows, keyOf, content, onOpen }: RowListProps<T>) => {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const move = (to: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, to))
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const press = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    }[event.key]
    const row = rows[at]
    if (to !== undefined) move(to)
    else if (event.key === 'Enter' && row !== undefined) onOpen(row)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={rows[at] === undefined ? undefined : `${id}-${at}`}
      onKeyDown={press}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index] as T
          const shown = content(row)
          if (shown === null) return null
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the list
            // biome-ignore lint/a11y/useFocusableInteractive: likewise
            <div
              key={keyOf(row)}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className={classNames(styles.row, index === at && styles.active)}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setAt(index)
                onOpen(row)
              }}
            >
              <span className={styles.words}>
                <span className="truncate" data-private>
                  {shown.title}
                </span>
                <span className={classNames('truncate', styles.about)}>{shown.about}</span>
              </span>
              {shown.facts}
            </div>
          )
        })}
      </div>
    </div>
  )
}
