import { COLUMN_IDS, type ColumnId, type ColumnLayout, DEFAULT_LAYOUT } from './columns.ts'

const KEY = 'soma.memories.columns'
const VERSION = 1

interface LayoutStore {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const isColumn = (value: unknown): value is ColumnId => COLUMN_IDS.includes(value as ColumnId)
const listOf = (value: unknown): readonly ColumnId[] => (Array.isArray(value) ? value.filter(isColumn) : [])

const widthsOf = (value: unknown): ColumnLayout['widths'] => {
  if (typeof value !== 'object' || value === null) return {}
  const usable = Object.entries(value).filter(
    ([id, width]) => isColumn(id) && typeof width === 'number' && width >= 40 && width <= 1200,
  )
  return Object.fromEntries(usable)
}

/** What is still understood; columns that came with a newer version stand at the end. */
export const loadLayout = (store: LayoutStore): ColumnLayout => {
  try {
    const saved = JSON.parse(store.getItem(KEY) ?? 'null') as Record<string, unknown> | null
    if (!saved || saved.version !== VERSION) return DEFAULT_LAYOUT
    const known = [...new Set(listOf(saved.order))]
    const order = [...known, ...COLUMN_IDS.filter((id) => !known.includes(id))]
    const hidden = listOf(saved.hidden)
    return hidden.length >= COLUMN_IDS.length
      ? DEFAULT_LAYOUT
      : { order, hidden, widths: widthsOf(saved.widths) }
  } catch {
    return DEFAULT_LAYOUT
  }
}

export const saveLayout = (store: LayoutStore, layout: ColumnLayout): void => {
  try {
    store.setItem(KEY, JSON.stringify({ version: VERSION, ...layout }))
  } catch {
    // A full store costs the widths, nothing else.
  }
}
