// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: the button inside has the focus

import type { RefObject } from 'react'
import { Checkbox } from '#ui/checkbox'
import { ContextMenu } from '#ui/context-menu'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { type Column, type ColumnLayout, columnOf, withShifted, withToggled } from './columns.ts'
import { HeaderCell } from './header-cell.tsx'
import type { Sort } from './memories-store.ts'
import styles from './table-header.module.css'

const t = wordsOf('memories')

interface TableHeaderProps {
  readonly columns: readonly Column[]
  readonly layout: ColumnLayout
  readonly sort: Sort
  readonly bin: boolean
  /** Carries the widths as `--columns` while one is dragged. */
  readonly table: RefObject<HTMLElement | null>
  /** Whether all rows are chosen, or some. */
  readonly checked: boolean | 'indeterminate'
  readonly onCheck: (checked: boolean) => void
  readonly onSort: (sort: Sort) => void
  readonly onLayout: (layout: ColumnLayout) => void
}

/** A check for each column; the menu of the header and that of the toolbar. */
export const columnItems = (
  layout: ColumnLayout,
  onLayout: (layout: ColumnLayout) => void,
): readonly MenuItem[] =>
  layout.order.map((id) => ({
    kind: 'check',
    id,
    label: columnOf(id).label,
    checked: !layout.hidden.includes(id),
    run: () => onLayout(withToggled(layout, id)),
  }))

export const TableHeader = (props: TableHeaderProps) => {
  const { columns, layout, sort, bin, table, checked, onCheck, onSort, onLayout } = props
  return (
    <div role="row" aria-rowindex={1} className={styles.header}>
      <div role="columnheader" className={styles.check}>
        <Checkbox label={t('selectAllThatMatch')} hideLabel checked={checked} onChange={onCheck} />
      </div>
      {columns.map((column) => (
        <ContextMenu
          key={column.id}
          items={[
            ...sortItems(column, onSort),
            {
              id: 'left',
              label: t('moveLeft'),
              run: () => onLayout(withShifted(layout, column.id, 'left')),
            },
            {
              id: 'right',
              label: t('moveRight'),
              run: () => onLayout(withShifted(layout, column.id, 'right')),
            },
            {
              id: 'hide',
              label: t('hideLabel', { label: column.label }),
              run: () => onLayout(withToggled(layout, column.id)),
            },
            { kind: 'submenu', id: 'columns', label: t('columns'), items: columnItems(layout, onLayout) },
          ]}
        >
          <HeaderCell
            column={bin && column.id === 'updated' ? { ...column, label: t('deleted') } : column}
            columns={columns}
            layout={layout}
            direction={sort.by === column.sort ? sort.direction : null}
            table={table}
            onSort={onSort}
            onLayout={onLayout}
          />
        </ContextMenu>
      ))}
    </div>
  )
}

const sortItems = ({ sort: by }: Column, onSort: (sort: Sort) => void): readonly MenuItem[] => {
  if (!by) return []
  return [
    { id: 'asc', label: t('sortAscending'), run: () => onSort({ by, direction: 'asc' }) },
    { id: 'desc', label: t('sortDescending'), run: () => onSort({ by, direction: 'desc' }) },
    { kind: 'line', id: 'line' },
  ]
}
