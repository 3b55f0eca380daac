import { useVirtualizer } from '@tanstack/react-virtual'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { wordsOf } from '../words/words.ts'
import { Button } from './button.tsx'
import {
  appendTo,
  type JsonPlace,
  literalOf,
  parseJson,
  removeAt,
  renameKey,
  setLiteral,
} from './json-edits.ts'
import { isContainer, type JsonRow, placeId, rowsOf } from './json-rows.ts'
import styles from './json-tree.module.css'
import { type EditPart, JsonTreeRow } from './json-tree-row.tsx'
import { LiveKeysProvider, OWN_KEYS } from './live-keys.ts'

const t = wordsOf('ui')

interface JsonTreeProps {
  readonly label: string
  /** Valid JSON text. */
  readonly text: string
  /** Gives the whole text with one edit made in it. Without it the tree is for reading. */
  readonly onChange?: (text: string) => void
}

interface Editing {
  readonly id: string
  readonly part: EditPart
}

const freshKey = (rows: readonly JsonRow[], parent: JsonPlace): string => {
  const taken = new Set(
    rows.filter((row) => placeId(row.place.slice(0, -1)) === placeId(parent)).map((row) => row.name),
  )
  let key = 'key'
  for (let n = 2; taken.has(key); n += 1) key = `key${n}`
  return key
}

/** Arrows move and fold, Enter edits the value, F2 the key, Delete removes, + adds. */
export const JsonTree = ({ label, text, onChange }: JsonTreeProps) => {
  const scroller = useRef<HTMLDivElement>(null)
  const tree = useRef<HTMLDivElement>(null)
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [activeId, setActiveId] = useState<string | null>(null)
  const [editing, setEditing] = useState<Editing | null>(null)
  const root = useMemo(() => parseJson(text), [text])
  const rows = useMemo(() => rowsOf(text, root, folds), [text, root, folds])
  const active = Math.max(
    0,
    rows.findIndex((row) => row.id === activeId),
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 12,
  })

  const focusTree = (): void => tree.current?.focus({ preventScroll: true })
  const fold = (row: JsonRow, open: boolean): void => setFolds(new Map(folds).set(row.id, open))
  const moveTo = (index: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    setActiveId(row.id)
    virtual.scrollToIndex(rows.indexOf(row))
  }
  const remove = (row: JsonRow): void => {
    if (row.place.length > 0) onChange?.(removeAt(text, row.place))
  }
  const add = (parent: JsonPlace, intoArray: boolean, index: number): void => {
    const id = placeId([...parent, index])
    onChange?.(
      appendTo(text, parent, intoArray ? { literal: '""' } : { key: freshKey(rows, parent), literal: '""' }),
    )
    setFolds(new Map(folds).set(placeId(parent), true))
    setActiveId(id)
    setEditing({ id, part: intoArray ? 'value' : 'key' })
  }
  const commit = (row: JsonRow, part: EditPart, typed: string): void => {
    setEditing(null)
    focusTree()
    if (part === 'key') {
      if (typed !== row.name) onChange?.(renameKey(text, row.place, typed))
      return
    }
    const literal = row.kind === 'string' ? JSON.stringify(typed) : literalOf(typed)
    if (literal !== row.literal) onChange?.(setLiteral(text, row.place, literal))
  }
  const startEdit = (row: JsonRow, part: EditPart): void => {
    if (!onChange || (part === 'key' && (row.inArray || row.name === null))) return
    if (part === 'value' && isContainer(row)) return
    setActiveId(row.id)
    setEditing({ id: row.id, part })
  }
  const open = (row: JsonRow): void => {
    if (!isContainer(row)) startEdit(row, 'value')
    else fold(row, !row.open)
  }
  const outward = (row: JsonRow): void => {
    if (row.open && isContainer(row)) fold(row, false)
    else moveTo(rows.findIndex((one) => one.id === placeId(row.place.slice(0, -1))))
  }
  const inward = (row: JsonRow): void => {
    if (row.open || !isContainer(row)) moveTo(active + 1)
    else fold(row, true)
  }
  const addInside = (row: JsonRow): void => {
    if (isContainer(row) && onChange) add(row.place, row.kind === 'array', row.size)
  }
  /** True where the key means something here. */
  const act = (row: JsonRow, key: string): boolean => {
    if (key === 'ArrowDown') moveTo(active + 1)
    else if (key === 'ArrowUp') moveTo(active - 1)
    else if (key === 'Home') moveTo(0)
    else if (key === 'End') moveTo(rows.length - 1)
    else if (key === 'ArrowRight') inward(row)
    else if (key === 'ArrowLeft') outward(row)
    else if (key === 'Enter') open(row)
    else if (key === 'F2') startEdit(row, 'key')
    else if (key === 'Delete') remove(row)
    else if (key === '+') addInside(row)
    else return false
    return true
  }
  const press = (event: KeyboardEvent): void => {
    const row = rows[active]
    if (!row || editing || event.target !== tree.current) return
    if (event.ctrlKey || event.metaKey || event.altKey || !act(row, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <LiveKeysProvider value={OWN_KEYS}>
      <div ref={scroller} className={styles.scroller}>
        <div
          ref={tree}
          className={styles.tree}
          role="tree"
          aria-label={label}
          tabIndex={0}
          aria-activedescendant={rows[active] ? `json-${rows[active].id}` : undefined}
          style={{ height: virtual.getTotalSize() }}
          onKeyDown={press}
        >
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="none"
                className={styles.slot}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <JsonTreeRow
                  row={row}
                  active={item.index === active}
                  editing={editing?.id === row.id ? editing.part : null}
                  writable={onChange !== undefined}
                  onActivate={() => {
                    setActiveId(row.id)
                    if (!editing) focusTree()
                  }}
                  onFold={() => fold(row, !row.open)}
                  onEdit={(part) => startEdit(row, part)}
                  onCommit={(part, typed) => commit(row, part, typed)}
                  onCancel={() => {
                    setEditing(null)
                    focusTree()
                  }}
                  onRemove={() => remove(row)}
                  onAdd={() => addInside(row)}
                />
              </div>
            )
          })}
        </div>
        {onChange && isContainer({ kind: root.type as JsonRow['kind'] }) && (
          <div className={styles.add}>
            <Button
              variant="plain"
              size="small"
              icon={Plus}
              onClick={() => add([], root.type === 'array', root.children?.length ?? 0)}
            >
              {root.type === 'array' ? t('addItem') : t('addField')}
            </Button>
          </div>
        )}
      </div>
    </LiveKeysProvider>
  )
}
