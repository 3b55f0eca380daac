import { create } from 'zustand'
import type { SortColumn } from '#contract/memories'
import { EMPTY_FILTER, type FilterSet } from '../../filters/filter-set.ts'
import { loadLayout, saveLayout } from './column-storage.ts'
import type { ColumnLayout } from './columns.ts'

export interface Sort {
  readonly by: SortColumn
  readonly direction: 'asc' | 'desc'
}

/** What the table of a namespace shows and where it stands, while the window is open. */
export interface TableView {
  readonly search: string
  readonly filter: FilterSet
  readonly sort: Sort
  readonly bin: boolean
}

const NEW_VIEW: TableView = {
  search: '',
  filter: EMPTY_FILTER,
  sort: { by: 'updated', direction: 'desc' },
  bin: false,
}

interface MemoriesState {
  readonly views: ReadonlyMap<string, TableView>
  readonly layout: ColumnLayout
  /** The dialog for a new memory is open. */
  readonly creating: boolean
  change(namespace: string, part: Partial<TableView>): void
  setLayout(layout: ColumnLayout): void
  setCreating(creating: boolean): void
}

export const useMemoriesStore = create<MemoriesState>((set, get) => ({
  views: new Map(),
  layout: loadLayout(localStorage),
  creating: false,
  change: (namespace, part) => {
    const { views } = get()
    set({ views: new Map(views).set(namespace, { ...(views.get(namespace) ?? NEW_VIEW), ...part }) })
  },
  setLayout: (layout) => {
    saveLayout(localStorage, layout)
    set({ layout })
  },
  setCreating: (creating) => set({ creating }),
}))

export const useTableView = (namespace: string): TableView =>
  useMemoriesStore((state) => state.views.get(namespace) ?? NEW_VIEW)

/** Scrolled pixels by namespace: no component follows them, so they are no state. */
export const scrollTops = new Map<string, number>()
