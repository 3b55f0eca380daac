import { describe, expect, it } from 'vitest'
import { loadLayout, saveLayout } from './column-storage.ts'
import {
  COLUMN_IDS,
  DEFAULT_LAYOUT,
  gridTemplate,
  visibleColumns,
  withMoved,
  withShifted,
  withToggled,
  withWidth,
} from './columns.ts'

const createStore = (saved?: string) => {
  const values = new Map(saved === undefined ? [] : [['soma.memories.columns', saved]])
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
}
const shown = (layout = DEFAULT_LAYOUT) => visibleColumns(layout).map(({ id }) => id)

describe('columns', () => {
  it('moves a column to where another stands, either way', () => {
    expect(shown(withMoved(DEFAULT_LAYOUT, 'type', 'coordinate')).slice(0, 3)).toEqual([
      'type',
      'coordinate',
      'title',
    ])
    expect(shown(withMoved(DEFAULT_LAYOUT, 'coordinate', 'type')).slice(0, 3)).toEqual([
      'title',
      'type',
      'coordinate',
    ])
    expect(withMoved(DEFAULT_LAYOUT, 'type', 'type')).toBe(DEFAULT_LAYOUT)
  })

  it('shifts past hidden neighbours and stops at the edge', () => {
    const layout = withShifted(DEFAULT_LAYOUT, 'bytes', 'left')
    expect(shown(layout).indexOf('bytes')).toBe(shown().indexOf('updated'))
    expect(withShifted(DEFAULT_LAYOUT, 'coordinate', 'left')).toBe(DEFAULT_LAYOUT)
  })

  it('hides all but the last', () => {
    const one = COLUMN_IDS.filter((id) => id !== 'created').reduce(withToggled, DEFAULT_LAYOUT)
    expect(shown(one)).toHaveLength(1)
    expect(shown(withToggled(one, 'title'))).toContain('title')
  })

  it('keeps widths within reason', () => {
    expect(visibleColumns(withWidth(DEFAULT_LAYOUT, 'title', 3))[1]!.width).toBe(120)
    expect(gridTemplate(visibleColumns(DEFAULT_LAYOUT)).startsWith('176px minmax(268px, 1fr) 96px')).toBe(
      true,
    )
  })

  it('is remembered, and nonsense is not', () => {
    const store = createStore()
    const layout = withWidth(
      withToggled(withMoved(DEFAULT_LAYOUT, 'bytes', 'coordinate'), 'type'),
      'time',
      150,
    )
    saveLayout(store, layout)
    expect(loadLayout(store)).toEqual(layout)
    expect(loadLayout(createStore('{'))).toBe(DEFAULT_LAYOUT)
    const odd = loadLayout(
      createStore('{"version":1,"order":["title","nope","title"],"hidden":[7],"widths":{"time":-4}}'),
    )
    expect(odd.order[0]).toBe('title')
    expect(odd.order).toHaveLength(COLUMN_IDS.length)
    expect(odd.widths).toEqual({})
  })
})
