import { ChevronRight, Plus, Trash2 } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { InlineEdit } from './inline-edit.tsx'
import { isContainer, type JsonRow } from './json-rows.ts'
import styles from './json-tree-row.module.css'

const t = wordsOf('ui')

export type EditPart = 'key' | 'value'

interface JsonTreeRowProps {
  readonly row: JsonRow
  readonly active: boolean
  readonly editing: EditPart | null
  readonly writable: boolean
  readonly onActivate: () => void
  readonly onFold: () => void
  readonly onEdit: (part: EditPart) => void
  readonly onCommit: (part: EditPart, typed: string) => void
  readonly onCancel: () => void
  readonly onRemove: () => void
  readonly onAdd: () => void
}

/** The text inside a string literal; what cannot be read is shown as it stands. */
const unquoted = (literal: string): string => {
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal
  }
}

const summary = ({ kind, size }: JsonRow): string =>
  kind === 'array' ? t('countItems', { count: size }) : t('countFields', { count: size })

/** Texts longer than this get lines of their own under the key. */
const LONG = 60

export const JsonTreeRow = (props: JsonTreeRowProps) => {
  const { row, active, editing, writable, onCommit, onCancel, onEdit } = props
  const container = isContainer(row)
  const shown = row.kind === 'string' ? unquoted(row.literal) : row.literal
  const long = row.kind === 'string' && (shown.length > LONG || shown.includes('\n'))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the tree, which holds the focus
    // biome-ignore lint/a11y/useFocusableInteractive: likewise
    <div
      id={`json-${row.id}`}
      role="treeitem"
      aria-level={Math.max(1, row.depth)}
      aria-selected={active}
      aria-expanded={container ? row.open : undefined}
      className={classNames(styles.row, active && styles.active, long && styles.long)}
      style={{ paddingLeft: 8 + Math.max(0, row.depth - 1) * 16 }}
      onClick={props.onActivate}
    >
      <span className={styles.twist}>
        {container && (
          <button
            type="button"
            tabIndex={-1}
            className={styles.fold}
            aria-label={row.open ? t('fold') : t('unfold')}
            onClick={props.onFold}
          >
            <ChevronRight size={14} aria-hidden data-open={row.open || undefined} />
          </button>
        )}
      </span>
      {row.name !== null &&
        (editing === 'key' ? (
          <InlineEdit
            label={t('key')}
            value={row.name}
            onCommit={(text) => onCommit('key', text)}
            onCancel={onCancel}
          />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={classNames('mono', row.inArray ? styles.index : styles.key)}
            onDoubleClick={() => onEdit('key')}
          >
            {row.name}
          </button>
        ))}
      {container && (
        <button type="button" tabIndex={-1} className={styles.summary} onClick={props.onFold}>
          {summary(row)}
        </button>
      )}
      {!container &&
        (editing === 'value' ? (
          <InlineEdit
            label={t('valueOfName', { name: row.name ?? t('thePayload') })}
            value={shown}
            multiline={row.kind === 'string'}
            onCommit={(text) => onCommit('value', text)}
            onCancel={onCancel}
          />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={classNames(styles.value, styles[row.kind], row.kind !== 'string' && 'mono')}
            data-private
            data-writable={writable || undefined}
            onDoubleClick={() => onEdit('value')}
          >
            {shown === '' ? <span className={styles.empty}>{t('emptyText')}</span> : shown}
          </button>
        ))}
      {writable && !editing && (
        <span className={styles.actions}>
          {container && (
            <IconButton
              size="small"
              icon={Plus}
              label={t('addInside')}
              shortcut="+"
              tabIndex={-1}
              onClick={props.onAdd}
            />
          )}
          {row.place.length > 0 && (
            <IconButton
              size="small"
              icon={Trash2}
              label={t('remove')}
              shortcut="Delete"
              tabIndex={-1}
              onClick={props.onRemove}
            />
          )}
        </span>
      )}
    </div>
  )
}
