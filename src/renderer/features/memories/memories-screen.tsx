import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { wordsOf } from '../../words/words.ts'
import { toast, useWorkspace } from '../../workspace/use-workspace.ts'
import { BulkBar } from './bulk-bar.tsx'
import { visibleColumns } from './columns.ts'
import { useDuplicatesStore } from './duplicates-store.ts'
import { DuplicatesView, useMergeRequests } from './duplicates-view.tsx'
import { memoriesCommands, tableHandle } from './memories-commands.ts'
import { MemoriesEmpty } from './memories-empty.tsx'
import styles from './memories-screen.module.css'
import { scrollTops, type TableView, useMemoriesStore, useTableView } from './memories-store.ts'
import { MemoriesToolbar } from './memories-toolbar.tsx'
import { MemoryTable } from './memory-table.tsx'
import { NewMemoryDialog } from './new-memory-dialog.tsx'
import { createSelectionActions } from './selection-actions.ts'
import { useMemoryPages } from './use-memory-pages.ts'
import { useRowWindow } from './use-row-window.ts'
import { useTableSelection } from './use-table-selection.ts'

const t = wordsOf('memories')

const ROW_HEIGHTS = { compact: 28, comfortable: 36 } as const
/** Header and its line, as in table-header.module.css. */
const HEADER_HEIGHT = 28

export const MemoriesScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(memoriesCommands)
  return namespace === null ? null : <View key={namespace} namespace={namespace} />
}

/** The table, or the workbench for duplicates in its place. */
const View = ({ namespace }: { readonly namespace: string }) => {
  const isShown = useDuplicatesStore((state) => state.isShown)
  useMergeRequests(namespace)
  if (!isShown) return <Memories namespace={namespace} />
  return (
    <section className={styles.screen} aria-label={t('duplicates')}>
      <DuplicatesView namespace={namespace} />
    </section>
  )
}

const Memories = ({ namespace }: { readonly namespace: string }) => {
  const view = useTableView(namespace)
  const { layout, setLayout, creating, setCreating } = useMemoriesStore()
  const density = useWorkspace((w) => w.preferences.density)
  const chosen = useWorkspace((w) => w.selection)
  const queries = useSomaQueries()
  const mutations = useMemoryMutations()
  const here = useQuery(queries.namespaces.list()).data?.find(({ name }) => name === namespace)
  const readOnly = useReadOnly()
  const scroller = useRef<HTMLDivElement>(null)
  const rowsRef = useRef<HTMLDivElement>(null)
  const [rows, setRows] = useState(0)

  const scroll = useRowWindow({
    scroller,
    rowsRef,
    rows,
    rowHeight: ROW_HEIGHTS[density],
    headerHeight: HEADER_HEIGHT,
    startAt: scrollTops.get(namespace) ?? 0,
    onScrolled: (top) => scrollTops.set(namespace, top),
  })
  const pages = useMemoryPages(namespace, view, scroll.window)
  if (pages.total !== undefined && pages.total !== rows) setRows(pages.total)
  const selection = useTableSelection(pages, scroll)
  const actions = useMemo(
    () => createSelectionActions({ namespace, selection: chosen, mutations, toast }),
    [namespace, chosen, mutations],
  )
  const columns = useMemo(() => visibleColumns(layout), [layout])

  const { toTop } = scroll
  const change = useCallback(
    (part: Partial<TableView>) => {
      useMemoriesStore.getState().change(namespace, part)
      toTop()
    },
    [namespace, toTop],
  )
  const { selectAll } = selection
  useEffect(() => {
    tableHandle.selectAll = selectAll
    return () => {
      tableHandle.selectAll = null
    }
  }, [selectAll])

  const intoTable = () => {
    scroller.current?.focus()
    if (selection.cursor === null) selection.moveTo(0)
  }
  const nothing = pages.total === 0 && !pages.stale
  return (
    <section className={styles.screen} aria-label={t('memories')}>
      <MemoriesToolbar
        view={view}
        layout={layout}
        matching={pages.total}
        living={here?.memories}
        inBin={here?.bin}
        readOnly={readOnly}
        onChange={change}
        onLayout={setLayout}
        onNew={() => setCreating(true)}
        onIntoTable={intoTable}
      />
      {nothing || pages.error ? (
        <MemoriesEmpty
          view={view}
          error={pages.error}
          readOnly={readOnly}
          onRetry={pages.retry}
          onChange={change}
          onNew={() => setCreating(true)}
        />
      ) : (
        <MemoryTable
          namespace={namespace}
          view={view}
          pages={pages}
          scroll={scroll}
          selection={selection}
          actions={actions}
          columns={columns}
          layout={layout}
          readOnly={readOnly}
          scroller={scroller}
          rowsRef={rowsRef}
          onChange={change}
          onLayout={setLayout}
        />
      )}
      {selection.isMarked && (
        <BulkBar
          count={chosen.length}
          total={pages.total ?? 0}
          bin={view.bin}
          readOnly={readOnly}
          actions={actions}
          onClear={selection.clear}
        />
      )}
      {creating && <NewMemoryDialog namespace={namespace} onClose={() => setCreating(false)} />}
    </section>
  )
}
