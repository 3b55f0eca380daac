/** A table of rows of one height, seen through a window. All figures are CSS pixels. */
export interface Geometry {
  readonly rows: number
  readonly rowHeight: number
  /** Height in which rows show. */
  readonly viewport: number
}

/** Rows that are drawn: `first` to before `last`. */
export interface RowWindow {
  readonly first: number
  readonly last: number
}

/** Browsers draw nothing beyond about 33,000,000 px; half of it leaves room for zoom. */
export const MAX_SCROLL_PX = 15_000_000

/** Rows drawn beyond either edge, so that a flick of the wheel meets rows that are there. */
const OVERSCAN = 10
/** The window moves in steps of so many rows: most scroll events draw nothing. */
const STEP = 8

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value))

const contentHeight = ({ rows, rowHeight }: Geometry): number => rows * rowHeight

/** Height of the element that is scrolled: that of the content, or the most a browser takes. */
export const scrollHeight = (geometry: Geometry): number => Math.min(contentHeight(geometry), MAX_SCROLL_PX)

/** Content pixels that pass for one scrolled pixel; 1 below the limit. Both ends meet exactly. */
export const scrollRatio = (geometry: Geometry): number => {
  const height = contentHeight(geometry)
  if (height <= MAX_SCROLL_PX) return 1
  return (height - geometry.viewport) / (MAX_SCROLL_PX - geometry.viewport)
}

/** Where the window's upper edge stands in the content. */
export const contentTop = (geometry: Geometry, scrollTop: number): number =>
  clamp(scrollTop * scrollRatio(geometry), 0, Math.max(0, contentHeight(geometry) - geometry.viewport))

export const rowWindow = (geometry: Geometry, scrollTop: number): RowWindow => {
  const top = contentTop(geometry, scrollTop)
  const first = Math.floor((top / geometry.rowHeight - OVERSCAN) / STEP) * STEP
  const last = Math.ceil(((top + geometry.viewport) / geometry.rowHeight + OVERSCAN) / STEP) * STEP
  return { first: clamp(first, 0, geometry.rows), last: clamp(last, 0, geometry.rows) }
}

/** Where a row stands inside the scrolled element while it is scrolled to `scrollTop`. */
export const rowOffset = (geometry: Geometry, scrollTop: number, index: number): number =>
  index * geometry.rowHeight + (scrollTop - contentTop(geometry, scrollTop))

/** The nearest place to scroll to where the row can be seen whole; where it can be already, the present one. */
export const scrollTopToShow = (geometry: Geometry, scrollTop: number, index: number): number => {
  const { rowHeight, viewport } = geometry
  const ratio = scrollRatio(geometry)
  const top = contentTop(geometry, scrollTop)
  const row = index * rowHeight
  if (row < top) return Math.floor(row / ratio)
  if (row + rowHeight > top + viewport) return Math.ceil((row + rowHeight - viewport) / ratio)
  return scrollTop
}

/** Rows that fit: what Page Down moves by. */
export const rowsPerPage = ({ viewport, rowHeight }: Geometry): number =>
  Math.max(1, Math.floor(viewport / rowHeight) - 1)
