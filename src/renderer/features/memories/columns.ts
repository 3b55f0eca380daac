import type { SortColumn } from '#contract/memories'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('memories')

export const COLUMN_IDS = [
  'coordinate',
  'title',
  'type',
  'importance',
  'pinned',
  'time',
  'updated',
  'created',
  'bytes',
  'version',
] as const
export type ColumnId = (typeof COLUMN_IDS)[number]

export interface Column {
  readonly id: ColumnId
  readonly label: string
  readonly sort?: SortColumn
  /** Order that a first click gives: what is wanted first of numbers and times is the greatest. */
  readonly first: 'asc' | 'desc'
  readonly width: number
  readonly min: number
  readonly right?: boolean
}

const COLUMNS: { readonly [Id in ColumnId]: Omit<Column, 'id'> } = {
  coordinate: {
    get label() {
      return t('coordinate')
    },
    sort: 'coordinate',
    first: 'asc',
    width: 176,
    min: 72,
  },
  title: {
    get label() {
      return t('title')
    },
    sort: 'title',
    first: 'asc',
    width: 268,
    min: 120,
  },
  type: {
    get label() {
      return t('type')
    },
    sort: 'type',
    first: 'asc',
    width: 96,
    min: 40,
  },
  importance: {
    get label() {
      return t('importance')
    },
    sort: 'importance',
    first: 'desc',
    width: 104,
    min: 56,
    right: true,
  },
  time: {
    get label() {
      return t('time')
    },
    sort: 'timestamp',
    first: 'desc',
    width: 96,
    min: 64,
  },
  updated: {
    get label() {
      return t('updated')
    },
    sort: 'updated',
    first: 'desc',
    width: 96,
    min: 64,
  },
  created: {
    get label() {
      return t('created')
    },
    sort: 'created',
    first: 'desc',
    width: 96,
    min: 64,
  },
  bytes: {
    get label() {
      return t('size')
    },
    sort: 'bytes',
    first: 'desc',
    width: 80,
    min: 52,
    right: true,
  },
  pinned: {
    get label() {
      return t('pin2')
    },
    first: 'desc',
    width: 48,
    min: 40,
  },
  version: {
    get label() {
      return t('version')
    },
    first: 'desc',
    width: 72,
    min: 48,
    right: true,
  },
}

export const columnOf = (id: ColumnId): Column => ({ id, ...COLUMNS[id] })

export interface ColumnLayout {
  /** Every column, in order; the hidden ones keep their place. */
  readonly order: readonly ColumnId[]
  readonly hidden: readonly ColumnId[]
  /** Pixels, where they were changed. */
  readonly widths: Readonly<Partial<Record<ColumnId, number>>>
}

export const DEFAULT_LAYOUT: ColumnLayout = { order: COLUMN_IDS, hidden: ['created'], widths: {} }

export const visibleColumns = ({ order, hidden, widths }: ColumnLayout): readonly Column[] =>
  order
    .filter((id) => !hidden.includes(id))
    .map((id) => ({ ...columnOf(id), width: widths[id] ?? columnOf(id).width }))

/** The last one cannot be hidden: a table without columns cannot be brought back by its header. */
export const withToggled = (layout: ColumnLayout, id: ColumnId): ColumnLayout => {
  if (layout.hidden.includes(id)) return { ...layout, hidden: layout.hidden.filter((other) => other !== id) }
  return layout.hidden.length === COLUMN_IDS.length - 1
    ? layout
    : { ...layout, hidden: [...layout.hidden, id] }
}

export const withWidth = (layout: ColumnLayout, id: ColumnId, width: number): ColumnLayout => ({
  ...layout,
  widths: { ...layout.widths, [id]: Math.round(Math.max(columnOf(id).min, Math.min(1200, width))) },
})

/** Puts a column to where another stands; that one and those between give way. */
export const withMoved = (layout: ColumnLayout, id: ColumnId, to: ColumnId): ColumnLayout => {
  const from = layout.order.indexOf(id)
  const at = layout.order.indexOf(to)
  const others = layout.order.filter((other) => other !== id)
  const target = others.indexOf(to) + (from < at ? 1 : 0)
  return id === to ? layout : { ...layout, order: [...others.slice(0, target), id, ...others.slice(target)] }
}

/** To the next visible place on that side. */
export const withShifted = (layout: ColumnLayout, id: ColumnId, side: 'left' | 'right'): ColumnLayout => {
  const shown = layout.order.filter((other) => !layout.hidden.includes(other))
  const neighbour = shown[shown.indexOf(id) + (side === 'left' ? -1 : 1)]
  return neighbour === undefined ? layout : withMoved(layout, id, neighbour)
}

/** Widths as a grid: the title takes what is left over. */
export const gridTemplate = (columns: readonly Column[]): string =>
  columns.map(({ id, width }) => (id === 'title' ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ')
