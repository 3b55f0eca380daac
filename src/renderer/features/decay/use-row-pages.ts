import { type UseQueryResult, useQueries } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef, useState } from 'react'

const PAGE_SIZE = 100
const OVERSCAN = 8

interface RowPage<T> {
  readonly total: number
  readonly rows: readonly T[]
}

interface RowPagesInput<T> {
  readonly scroller: RefObject<HTMLElement | null>
  readonly rowHeight: number
  readonly page: (range: { readonly offset: number; readonly limit: number }) => {
    readonly queryKey: readonly unknown[]
    readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<RowPage<T>>
  }
}

/** The rows in sight of a list that is read page by page. What stood at a place stands there until the answer comes. */
export const useRowPages = <T>({ scroller, rowHeight, page }: RowPagesInput<T>) => {
  const [total, setTotal] = useState<number>()
  const kept = useRef<ReadonlyMap<number, RowPage<T>>>(new Map())
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  })
  const items = virtual.getVirtualItems()
  const wanted = [...new Set([0, ...items.map(({ index }) => Math.floor(index / PAGE_SIZE))])]
  const results: UseQueryResult<RowPage<T>>[] = useQueries({
    queries: wanted.map((number) => ({
      ...page({ offset: number * PAGE_SIZE, limit: PAGE_SIZE }),
      placeholderData: () => kept.current.get(number),
    })),
  })
  const pages = new Map(wanted.map((number, i) => [number, results[i]?.data]))
  const known = pages.get(0)?.total
  if (known !== undefined && known !== total) setTotal(known)
  useEffect(() => {
    kept.current = new Map(
      wanted.flatMap((number, i) => (results[i]?.data ? [[number, results[i].data]] : [])),
    )
  })
  return {
    total,
    items,
    height: virtual.getTotalSize(),
    scrollToIndex: virtual.scrollToIndex,
    error: results.find(({ error }) => error)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error) void result.refetch()
    },
    rowAt: (index: number): T | undefined =>
      pages.get(Math.floor(index / PAGE_SIZE))?.rows[index % PAGE_SIZE],
  }
}
