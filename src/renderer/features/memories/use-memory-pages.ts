import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Page } from '#contract/memories'
import type { MemoryRow } from '#contract/memory'
import { useSomaQueries } from '../../api/client-context.tsx'
import { toFilter } from '../../filters/filter-set.ts'
import { type Coordinate, sameCoordinate } from '../../workspace/location.ts'
import type { TableView } from './memories-store.ts'
import { isJump, PAGE_SIZE, pagesOf } from './page-range.ts'
import type { RowWindow } from './row-window.ts'

/** While the scroll bar is dragged, pages are only asked for where it rests this long. */
const REST_MS = 60
/** Pages scrolled away are forgotten soon: a walk through 1,000,000 rows must not fill the memory. */
const PAGE_GC_MS = 60_000

export type PageQuestion = Parameters<ReturnType<typeof useSomaQueries>['memory']['page']>[0]

export interface MemoryPages {
  /** How many match; undefined before the first answer. */
  readonly total: number | undefined
  readonly rowAt: (index: number) => MemoryRow | undefined
  readonly indexOf: (coordinate: Coordinate) => number | null
  readonly error: unknown
  readonly retry: () => void
  /** Rows on screen answer an earlier question. */
  readonly stale: boolean
  readonly question: PageQuestion
}

/** Follows the window at once while it scrolls, and after a rest when it jumps. */
const useWantedPages = (window: RowWindow): readonly number[] => {
  const now = pagesOf(window)
  const key = now.join(',')
  const [asked, setAsked] = useState(now)
  const jumped = isJump(asked, now)
  if (!jumped && key !== asked.join(',')) setAsked(now)
  useEffect(() => {
    if (!jumped) return
    const timer = setTimeout(() => setAsked(key.split(',').map(Number)), REST_MS)
    return () => clearTimeout(timer)
  }, [jumped, key])
  return jumped ? asked : now
}

const useQuestion = (namespace: string, { search, filter, sort, bin }: TableView): PageQuestion =>
  useMemo(() => {
    const condition = toFilter(filter)
    const words = search.trim()
    return { namespace, sort, bin, ...(condition && { filter: condition }), ...(words && { search: words }) }
  }, [namespace, search, filter, sort, bin])

/** The rows of a window out of pages that SQL sorted, filtered and searched. */
export const useMemoryPages = (namespace: string, view: TableView, window: RowWindow): MemoryPages => {
  const queries = useSomaQueries()
  const question = useQuestion(namespace, view)
  const pages = useWantedPages(window)
  // What stood at the same place before stands there until the answer to a new question comes: no flicker.
  const last = useRef<{ bin: boolean; pages: ReadonlyMap<number, Page> }>({ bin: view.bin, pages: new Map() })
  const kept = last.current.bin === view.bin ? last.current.pages : new Map<number, Page>()

  const results = useQueries({
    queries: pages.map((page) => ({
      ...queries.memory.page({ ...question, offset: page * PAGE_SIZE, limit: PAGE_SIZE }),
      gcTime: PAGE_GC_MS,
      placeholderData: () => kept.get(page),
    })),
    combine: combinePages,
  })
  const { byOffset, stale, error, retry } = results
  useEffect(() => {
    if (!stale && byOffset.size > 0) {
      last.current = {
        bin: view.bin,
        pages: new Map([...byOffset].map(([offset, page]) => [offset / PAGE_SIZE, page])),
      }
    }
  }, [byOffset, stale, view.bin])

  const newest = [...byOffset.values()].reduce<Page | undefined>(
    (best, page) => (best && best.seq >= page.seq ? best : page),
    undefined,
  )
  // A jump leaves no page of the window in sight for a moment; the number of rows must not drop to nothing.
  const total = newest?.total ?? [...kept.values()][0]?.total

  return useMemo(
    () => ({
      total,
      question,
      error,
      retry,
      stale,
      rowAt: (index) => {
        const offset = Math.floor(index / PAGE_SIZE) * PAGE_SIZE
        return byOffset.get(offset)?.rows[index - offset]
      },
      indexOf: (coordinate) => {
        for (const [offset, { rows }] of byOffset) {
          const at = rows.findIndex((row) => sameCoordinate(row.coordinate, coordinate))
          if (at >= 0) return offset + at
        }
        return null
      },
    }),
    [total, question, error, retry, stale, byOffset],
  )
}

const combinePages = (results: UseQueryResult<Page>[]) => ({
  byOffset: new Map(results.flatMap(({ data }) => (data ? [[data.offset, data] as const] : []))),
  stale: results.some(({ isPlaceholderData }) => isPlaceholderData),
  error: results.find(({ error }) => error)?.error ?? null,
  retry: () => {
    for (const result of results) if (result.error) void result.refetch()
  },
})
