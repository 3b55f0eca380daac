import { Columns3, FileInput, FileOutput, Plus } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { SearchField } from '#ui/search-field'
import { FilterBar } from '../../filters/filter-bar.tsx'
import { toFilter } from '../../filters/filter-set.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { type ColumnLayout, DEFAULT_LAYOUT } from './columns.ts'
import { useDuplicatesStore } from './duplicates-store.ts'
import styles from './memories-screen.module.css'
import type { TableView } from './memories-store.ts'
import { columnItems } from './table-header.tsx'
import { WhichMemories } from './which-memories.tsx'

const t = wordsOf('memories')

interface MemoriesToolbarProps {
  readonly view: TableView
  readonly layout: ColumnLayout
  /** How many match, and how many there are. */
  readonly matching: number | undefined
  readonly living: number | undefined
  readonly inBin: number | undefined
  readonly readOnly: boolean
  readonly onChange: (part: Partial<TableView>) => void
  readonly onLayout: (layout: ColumnLayout) => void
  readonly onNew: () => void
  readonly onIntoTable: () => void
}

export const MemoriesToolbar = (props: MemoriesToolbarProps) => {
  const { view, layout, matching, living, inBin, readOnly, onChange, onLayout, onNew, onIntoTable } = props
  const namespace = useWorkspace((w) => w.namespace) ?? ''
  const all = view.bin ? inBin : living
  const exportThem = (): void => {
    const { selection } = workspace.getState()
    const found = view.bin ? null : foundIn(view)
    openOverlay({ kind: 'export', namespace, selection, ...(found && { found }) })
  }
  return (
    <header className={styles.toolbar}>
      <div className={styles.line}>
        <div className={styles.search}>
          <SearchField
            label={t('searchTheMemories')}
            placeholder={t('searchWordsInTextAnd')}
            shortcut="/"
            isPrivate
            value={view.search}
            onChange={(search) => onChange({ search })}
            onSubmit={onIntoTable}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return
              event.preventDefault()
              onIntoTable()
            }}
          />
        </div>
        <WhichMemories
          shown={view.bin ? 'bin' : 'living'}
          inBin={inBin}
          onChange={(next) => {
            if (next === 'duplicates') useDuplicatesStore.getState().show(true)
            else onChange({ bin: next === 'bin' })
          }}
        />
        <IconButton
          icon={FileInput}
          label={t('importAFile2')}
          disabled={readOnly}
          onClick={() => openOverlay({ kind: 'import', namespace })}
        />
        <IconButton icon={FileOutput} label={t('exportMemories')} onClick={exportThem} />
        <Menu
          align="end"
          trigger={<IconButton icon={Columns3} label={t('columns')} />}
          items={[
            ...columnItems(layout, onLayout),
            { kind: 'line', id: 'line' },
            { id: 'reset', label: t('backToDefault'), run: () => onLayout(DEFAULT_LAYOUT) },
          ]}
        />
        <Button variant="primary" icon={Plus} disabled={readOnly} onClick={onNew}>
          {t('newMemory2')}
        </Button>
      </div>
      <div className={styles.line}>
        <FilterBar value={view.filter} onChange={(filter) => onChange({ filter })} />
        <p className={styles.counts} role="status">
          <Counts matching={matching} all={all} bin={view.bin} />
        </p>
      </div>
    </header>
  )
}

/** What the table is narrowed to, or null where it shows all. */
const foundIn = ({ filter, search }: TableView) => {
  const condition = toFilter(filter)
  const words = search.trim()
  if (condition === undefined && words === '') return null
  return { ...(condition && { filter: condition }), ...(words && { search: words }) }
}

interface CountsProps {
  readonly matching: number | undefined
  readonly all: number | undefined
  readonly bin: boolean
}

const Counts = ({ matching, all, bin }: CountsProps) => {
  if (matching === undefined) return null
  const where = bin ? t('inTheBin') : matching === 1 && all === 1 ? t('memoryWord') : t('memoriesWord')
  if (all === undefined || matching === all) {
    return (
      <>
        <b>{formatCount(matching)}</b> {where}
      </>
    )
  }
  return (
    <>
      {t.rich('matchingOfAllWhere', {
        matching: <b>{formatCount(matching)}</b>,
        all: formatCount(all),
        where,
      })}
    </>
  )
}
