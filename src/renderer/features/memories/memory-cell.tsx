import { Pin } from 'lucide-react'
import type { MemoryRow } from '#contract/memory'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TypeBadge } from '#ui/type-badge'
import { cutTitle } from '../../ui/cut-title.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { formatAgo, formatDateTime } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'
import type { ColumnId } from './columns.ts'
import { ImportanceEdit } from './importance-edit.tsx'
import styles from './memory-row.module.css'

const t = wordsOf('memories')

interface MemoryCellProps {
  readonly column: ColumnId
  readonly row: MemoryRow
  readonly now: number
  readonly editing: boolean
  readonly onImportance: (row: MemoryRow, importance: number) => void
  readonly onEndEdit: () => void
}

// A plain title, not a tooltip component: hundreds of these are made and thrown away while the table scrolls.
const Time = ({ seconds, now }: { readonly seconds: number | null; readonly now: number }) =>
  seconds === null ? (
    <span className={styles.none}>–</span>
  ) : (
    <time className="tabular" title={formatDateTime(seconds)}>
      {formatAgo(seconds, now)}
    </time>
  )

export const MemoryCell = ({ column, row, now, editing, onImportance, onEndEdit }: MemoryCellProps) => {
  switch (column) {
    case 'coordinate':
      return <CoordinateLabel coordinate={row.coordinate} />
    case 'title':
      return row.title === '' ? (
        <span className={styles.none}>{t('untitled')}</span>
      ) : (
        <span title={row.title} data-private>
          {cutTitle(row.title)}
        </span>
      )
    case 'type':
      return <TypeBadge type={row.type} />
    case 'importance':
      return editing ? (
        <ImportanceEdit row={row} onCommit={onImportance} onEnd={onEndEdit} />
      ) : (
        <span className="mono">{formatNumber(row.importance)}</span>
      )
    case 'time':
      return <Time seconds={row.timestamp} now={now} />
    case 'updated':
      return <Time seconds={row.deletedAt ?? row.updatedAt} now={now} />
    case 'created':
      return <Time seconds={row.createdAt} now={now} />
    case 'bytes':
      return <span className="mono">{formatBytes(row.bytes)}</span>
    case 'version':
      return <span className="mono">{row.version}</span>
    case 'pinned':
      return (
        <button
          type="button"
          tabIndex={-1}
          className={styles.pin}
          aria-label={row.pinned ? t('unpin') : t('pin')}
          aria-pressed={row.pinned}
          disabled={row.deletedAt !== null}
        >
          <Pin size={14} aria-hidden />
        </button>
      )
  }
}
