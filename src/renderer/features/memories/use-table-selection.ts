import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useSomaQueries } from '../../api/client-context.tsx'
import { type Coordinate, coordinateKey, sameCoordinate } from '../../workspace/location.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { slicesOf } from './page-range.ts'
import { keysOf, rangeFrom, toggled } from './selection.ts'
import type { MemoryPages } from './use-memory-pages.ts'
import type { RowScroll } from './use-row-window.ts'

export interface TableSelection {
  readonly keys: ReadonlySet<string>
  /** Memories were marked, one at least, and not only opened: their boxes are ticked and the bar is there. */
  readonly isMarked: boolean
  /** The open memory, which need not be among the rows. */
  readonly open: string | null
  /** Row of the open memory, or the one the keyboard stands on while its page is on the way. */
  readonly cursor: number | null
  readonly moveTo: (index: number, how?: { readonly extend: boolean }) => void
  /** In or out. By its box, what is only open is let go first. */
  readonly toggle: (index: number, how?: { readonly byBox: boolean }) => void
  readonly selectAll: () => Promise<void>
  readonly clear: () => void
}

/** Which rows are chosen. Chosen are memories, not row numbers: sorting, filtering and new data do not change it. */
export const useTableSelection = (pages: MemoryPages, scroll: RowScroll): TableSelection => {
  const selection = useWorkspace((w) => w.selection)
  const at = useWorkspace((w) => w.at)
  const queries = useSomaQueries()
  const queryClient = useQueryClient()
  const [standsOn, setStandsOn] = useState<number | null>(null)
  const [marked, setMarked] = useState<string | null>(null)
  const anchor = useRef<number | null>(null)
  const wanted = useRef<number | null>(null)
  const asked = useRef(0)
  const { rowAt, indexOf, question } = pages
  const total = pages.total ?? 0

  const keys = useMemo(() => keysOf(selection), [selection])
  // One that was marked stays so while it is the one that is chosen.
  const [only] = keys
  const isMarked = keys.size > 1 || (keys.size === 1 && only === marked)
  const atCursor = standsOn === null ? undefined : rowAt(standsOn)
  const isThere = at !== null && atCursor !== undefined && sameCoordinate(atCursor.coordinate, at)
  // New data may have moved the open memory: it is looked for among the rows at hand.
  const cursor =
    isThere || wanted.current !== null ? standsOn : at === null ? standsOn : (indexOf(at) ?? standsOn)

  // A row that was walked to before its page came is chosen when it comes.
  useEffect(() => {
    const row = wanted.current === null ? undefined : rowAt(wanted.current)
    if (!row) return
    wanted.current = null
    workspace.getState().select([row.coordinate])
  }, [rowAt])

  const read = async (from: number, to: number): Promise<readonly Coordinate[]> => {
    const near = Array.from({ length: Math.min(to - from + 1, 400) }, (_, index) => rowAt(from + index))
    if (near.length === to - from + 1 && near.every((row) => row !== undefined)) {
      return near.map((row) => row.coordinate)
    }
    const found: Coordinate[] = []
    for (const slice of slicesOf(from, to)) {
      const page = await queryClient.fetchQuery({
        ...queries.memory.page({ ...question, ...slice }),
        gcTime: 0,
      })
      found.push(...page.rows.map(({ coordinate }) => coordinate))
    }
    return found
  }

  const extendTo = async (index: number): Promise<void> => {
    asked.current += 1
    const mine = asked.current
    const start = anchor.current ?? cursor ?? index
    anchor.current = start
    const { from, to } = rangeFrom(start, index)
    const coordinates = await read(from, to)
    // A later key press has its own range.
    if (mine !== asked.current) return
    workspace.getState().select(coordinates, (index >= start ? coordinates.at(-1) : coordinates[0]) ?? null)
  }

  return {
    keys,
    isMarked,
    open: at && coordinateKey(at),
    cursor,
    moveTo: (index, { extend } = { extend: false }) => {
      const to = Math.max(0, Math.min(total - 1, index))
      if (total === 0) return
      setStandsOn(to)
      setMarked(null)
      scroll.showRow(to)
      if (extend) {
        void extendTo(to)
        return
      }
      asked.current += 1
      anchor.current = to
      const row = rowAt(to)
      wanted.current = row ? null : to
      if (row) workspace.getState().select([row.coordinate])
    },
    toggle: (index, { byBox } = { byBox: false }) => {
      const row = rowAt(index)
      if (!row) return
      anchor.current = index
      setStandsOn(index)
      const next = toggled(byBox && !isMarked ? [] : selection, row.coordinate)
      const isIn = next.some((one) => coordinateKey(one) === coordinateKey(row.coordinate))
      setMarked(next.length === 1 && next[0] ? coordinateKey(next[0]) : null)
      workspace.getState().select(next, isIn ? row.coordinate : (next.at(-1) ?? null))
    },
    selectAll: async () => {
      if (total === 0) return
      const { from, to } = rangeFrom(0, total - 1)
      const coordinates = await read(from, to)
      anchor.current = 0
      setMarked(coordinates.length === 1 && coordinates[0] ? coordinateKey(coordinates[0]) : null)
      workspace.getState().select(coordinates, at)
    },
    clear: () => {
      setMarked(null)
      workspace.getState().select(at === null ? [] : [at], at)
    },
  }
}
