// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row

import { memo } from 'react'
import type { MemoryRow as Row } from '#contract/memory'
import { classNames } from '../../ui/class-names.ts'
import type { Column } from './columns.ts'
import { MemoryCell } from './memory-cell.tsx'
import styles from './memory-row.module.css'

interface MemoryRowProps {
  readonly index: number
  /** Undefined while its page is on the way. */
  readonly row: Row | undefined
  readonly columns: readonly Column[]
  readonly selected: boolean
  /** Its box is ticked. */
  readonly marked: boolean
  readonly active: boolean
  readonly editing: boolean
  /** Epoch seconds, for relative times. */
  readonly now: number
  readonly onImportance: (row: Row, importance: number) => void
  readonly onEndEdit: () => void
}

/** Clicks are heard by the table: a row that stays the same is not drawn again. */
export const MemoryRow = memo((props: MemoryRowProps) => {
  const { index, row, columns, selected, marked, active, editing, now, onImportance, onEndEdit } = props
  return (
    <div
      role="row"
      id={`memory-row-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-cursor={active || undefined}
      className={classNames(styles.row, selected && styles.selected, active && styles.active)}
    >
      <div role="gridcell" className={styles.check} data-part="check">
        <span className={styles.box} data-checked={marked || undefined} aria-hidden />
      </div>
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          className={classNames(styles.cell, column.right && styles.right)}
          data-part={column.id}
        >
          {row ? (
            <MemoryCell
              column={column.id}
              row={row}
              now={now}
              editing={editing}
              onImportance={onImportance}
              onEndEdit={onEndEdit}
            />
          ) : (
            <span
              className={styles.skeleton}
              style={{ width: column.id === 'title' ? `${45 + ((index * 37 + place) % 40)}%` : '60%' }}
            />
          )}
        </div>
      ))}
    </div>
  )
})
MemoryRow.displayName = 'MemoryRow'
