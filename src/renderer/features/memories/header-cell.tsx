// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: the button inside has the focus
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { DragEvent, HTMLAttributes, PointerEvent, Ref, RefObject } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { wordsOf } from '../../words/words.ts'
import {
  type Column,
  type ColumnId,
  type ColumnLayout,
  columnOf,
  gridTemplate,
  withMoved,
  withWidth,
} from './columns.ts'
import type { Sort } from './memories-store.ts'
import styles from './table-header.module.css'

const t = wordsOf('memories')

interface HeaderCellProps extends Omit<HTMLAttributes<HTMLDivElement>, 'onDrop'> {
  readonly column: Column
  readonly columns: readonly Column[]
  readonly layout: ColumnLayout
  readonly direction: 'asc' | 'desc' | null
  readonly table: RefObject<HTMLElement | null>
  readonly onSort: (sort: Sort) => void
  readonly onLayout: (layout: ColumnLayout) => void
  readonly ref?: Ref<HTMLDivElement>
}

const DRAG = 'text/x-soma-column'

/** The boxes of the rows stand before the columns. */
const CHECK_WIDTH = '38px'
export const tableTemplate = (columns: readonly Column[]): string => `${CHECK_WIDTH} ${gridTemplate(columns)}`

export const HeaderCell = (props: HeaderCellProps) => {
  const { column, columns, layout, direction, table, onSort, onLayout, ...rest } = props
  const { id, label, sort: by } = column

  const clicked = () => {
    if (!by) return
    onSort({ by, direction: direction === null ? column.first : direction === 'asc' ? 'desc' : 'asc' })
  }
  const drop = (event: DragEvent) => {
    const dragged = event.dataTransfer.getData(DRAG) as ColumnId
    if (!layout.order.includes(dragged)) return
    event.preventDefault()
    onLayout(withMoved(layout, dragged, id))
  }
  // Widths change in the style alone while the hand is down; one render when it lets go.
  const resize = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const grip = event.currentTarget
    const start = event.clientX
    const from = grip.parentElement?.offsetWidth ?? column.width
    grip.setPointerCapture(event.pointerId)
    let next = layout
    const move = ({ clientX }: globalThis.PointerEvent) => {
      next = withWidth(layout, id, from + clientX - start)
      const widths = columns.map((one) => ({ ...one, width: next.widths[one.id] ?? one.width }))
      table.current?.style.setProperty('--columns', tableTemplate(widths))
    }
    const end = () => {
      grip.removeEventListener('pointermove', move)
      onLayout(next)
    }
    grip.addEventListener('pointermove', move)
    grip.addEventListener('lostpointercapture', end, { once: true })
  }
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown
  return (
    <div
      {...rest}
      role="columnheader"
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      className={classNames(styles.cell, column.right && styles.right)}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAG) && event.preventDefault()}
      onDrop={drop}
    >
      <button
        type="button"
        className={styles.label}
        draggable
        aria-disabled={!by}
        title={by ? t('sortByLabel', { label: label.toLowerCase() }) : label}
        onClick={clicked}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG, id)
          event.dataTransfer.effectAllowed = 'move'
        }}
      >
        <span className="truncate">{label}</span>
        {direction && <Arrow size={12} aria-hidden />}
      </button>
      <span
        className={styles.grip}
        aria-hidden
        onPointerDown={resize}
        onDoubleClick={() => onLayout(withWidth(layout, id, columnOf(id).width))}
      />
    </div>
  )
}
