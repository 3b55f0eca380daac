// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is

import { type CSSProperties, type MouseEvent, type RefObject, useCallback, useState } from 'react'
import type { MemoryRow as Row } from '#contract/memory'
import { ContextMenu } from '#ui/context-menu'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import type { Column, ColumnLayout } from './columns.ts'
import { tableTemplate } from './header-cell.tsx'
import type { TableView } from './memories-store.ts'
import { MemoryRow } from './memory-row.tsx'
import styles from './memory-table.module.css'
import type { SelectionActions } from './selection-actions.ts'
import { TableHeader } from './table-header.tsx'
import type { MemoryPages } from './use-memory-pages.ts'
import type { RowScroll } from './use-row-window.ts'
import { useTableKeys } from './use-table-keys.ts'
import { useTableMenu } from './use-table-menu.ts'
import type { TableSelection } from './use-table-selection.ts'

const t = wordsOf('memories')

interface MemoryTableProps {
  readonly namespace: string
  readonly view: TableView
  readonly pages: MemoryPages
  readonly scroll: RowScroll
  readonly selection: TableSelection
  readonly actions: SelectionActions
  readonly columns: readonly Column[]
  readonly layout: ColumnLayout
  readonly readOnly: boolean
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rowsRef: RefObject<HTMLDivElement | null>
  readonly onChange: (part: Partial<TableView>) => void
  readonly onLayout: (layout: ColumnLayout) => void
}

const place = (event: MouseEvent) => {
  const target = event.target as HTMLElement
  const index = target.closest<HTMLElement>('[data-index]')?.dataset.index
  const part = target.closest<HTMLElement>('[data-part]')?.dataset.part
  return { index: index === undefined ? null : Number(index), part }
}

export const MemoryTable = (props: MemoryTableProps) => {
  const { namespace, view, pages, scroll, selection, actions, columns, layout, readOnly } = props
  const { scroller, rowsRef, onChange, onLayout } = props
  const mutations = useMemoryMutations()
  const now = useNow()
  const [editing, setEditing] = useState<string | null>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const { first, last } = scroll.window
  const total = pages.total ?? 0
  const chosen = useWorkspace((w) => w.selection)
  const canEdit = !readOnly && !view.bin

  const open = (index: number) => {
    const row = pages.rowAt(index)
    if (row) workspace.getState().openMemory(row.coordinate)
  }
  const edit = (index: number) => {
    const row = pages.rowAt(index)
    if (row && canEdit) setEditing(row.id)
  }
  const remove = () => {
    if (!canEdit || selection.keys.size === 0) return
    // One after the other can be thrown away with the same key: the next row takes the place.
    const next =
      selection.keys.size === 1 && selection.cursor !== null ? pages.rowAt(selection.cursor + 1) : undefined
    const leave = (): void => workspace.getState().select(next ? [next.coordinate] : [])
    const removing = actions.remove()
    // Many may be asked about first, and stay chosen if they stay.
    if (selection.keys.size === 1) leave()
    else void removing.then(({ ok }) => ok && leave())
  }
  const endEdit = useCallback(() => {
    setEditing(null)
    scroller.current?.focus()
  }, [scroller])
  const setImportance = useCallback(
    (row: Row, importance: number) =>
      void mutations.update({ namespace, coordinate: row.coordinate, importance }),
    [mutations, namespace],
  )
  const press = useTableKeys({
    selection,
    total,
    perPage: scroll.perPage,
    onOpen: open,
    onRemove: remove,
    onEdit: edit,
  })

  const click = (event: MouseEvent) => {
    const { index, part } = place(event)
    if (index === null) return
    const row = pages.rowAt(index)
    if (part === 'pinned' && row && canEdit && (event.target as HTMLElement).closest('button')) {
      void mutations.update({ namespace, coordinate: row.coordinate, pinned: !row.pinned })
    } else if (event.shiftKey) selection.moveTo(index, { extend: true })
    else if (event.ctrlKey || event.metaKey) selection.toggle(index)
    else if (part === 'check') selection.toggle(index, { byBox: true })
    else selection.moveTo(index)
  }
  const doubleClick = (event: MouseEvent) => {
    const { index, part } = place(event)
    if (index === null) return
    const row = pages.rowAt(index)
    if (part === 'importance') edit(index)
    else if (part === 'type' && row && canEdit) {
      const type = row.type === 'episodic' ? 'semantic' : 'episodic'
      void mutations.update({ namespace, coordinate: row.coordinate, type })
    } else open(index)
  }
  const rightClick = (event: MouseEvent) => {
    const { index } = place(event)
    const row = index === null ? undefined : pages.rowAt(index)
    if (index !== null && row && !selection.keys.has(coordinateKey(row.coordinate))) selection.moveTo(index)
  }
  const openChosen = () => {
    const { at, openMemory } = workspace.getState()
    if (at) openMemory(at)
  }
  const items = useTableMenu({ actions, chosen: isMenuOpen ? chosen : [], canEdit, onOpen: openChosen })

  return (
    <ContextMenu items={items} onOpenChange={setMenuOpen}>
      <div
        ref={scroller}
        role="grid"
        aria-label={t('memories')}
        aria-rowcount={total + 1}
        aria-multiselectable
        aria-activedescendant={
          selection.cursor !== null && selection.cursor >= first && selection.cursor < last
            ? `memory-row-${selection.cursor}`
            : undefined
        }
        tabIndex={0}
        className={styles.table}
        style={{ '--columns': tableTemplate(columns) } as CSSProperties}
        onKeyDown={press}
        onClick={click}
        onDoubleClick={doubleClick}
        onContextMenu={rightClick}
      >
        <TableHeader
          columns={columns}
          layout={layout}
          sort={view.sort}
          bin={view.bin}
          table={scroller}
          checked={selection.isMarked ? (selection.keys.size >= total ? true : 'indeterminate') : false}
          onCheck={(all) => (all ? void selection.selectAll() : selection.clear())}
          onSort={(sort) => onChange({ sort })}
          onLayout={onLayout}
        />
        <div role="rowgroup" className={styles.space} style={{ height: scroll.height }}>
          <div ref={rowsRef} role="presentation" className={styles.rows}>
            {Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
              const index = first + offset
              const row = pages.rowAt(index)
              const key = row && coordinateKey(row.coordinate)
              return (
                <MemoryRow
                  key={index}
                  index={index}
                  row={row}
                  columns={columns}
                  selected={key !== undefined && selection.keys.has(key)}
                  marked={selection.isMarked && key !== undefined && selection.keys.has(key)}
                  active={index === selection.cursor && (key === undefined || key === selection.open)}
                  editing={row !== undefined && row.id === editing}
                  now={now}
                  onImportance={setImportance}
                  onEndEdit={endEdit}
                />
              )
            })}
          </div>
        </div>
      </div>
    </ContextMenu>
  )
}
