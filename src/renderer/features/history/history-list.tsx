import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { FilterX, History } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { HistoryScope } from '../../api/queries/changes.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import { changeRequests, takeChangeRequest } from '../../workspace/change-request.ts'
import { groupByDay } from './group-by-day.ts'
import styles from './history-panel.module.css'
import { HistoryRow } from './history-row.tsx'
import { useHistoryStore } from './history-store.ts'

const t = wordsOf('history')

const ROW_PX = 48
const DAY_PX = 28
const OVERSCAN = 8
const PAGE = 100

interface HistoryListProps {
  readonly scope: HistoryScope
  readonly readOnly: boolean
}

/** Deeper than that a change is not looked for; it can be scrolled to. */
const MOST_PAGES = 30

interface Looking {
  readonly isMore: boolean
  readonly fetchNextPage: () => unknown
  readonly show: (index: number, how: { readonly align: 'center' }) => void
}

/** Reads on until the change is there that somebody came for, and brings it into sight. */
const useWantedChange = (
  items: ReturnType<typeof groupByDay>,
  { isMore, fetchNextPage, show }: Looking,
): void => {
  const wanted = changeRequests((state) => state.seq)
  useEffect(() => {
    if (wanted === null || items.length === 0) return
    const index = items.findIndex((item) => item.kind === 'line' && item.line.seq === wanted)
    if (index < 0 && isMore && items.length < MOST_PAGES * PAGE) fetchNextPage()
    if (index < 0) return
    show(index, { align: 'center' })
    takeChangeRequest()
  }, [wanted, items, isMore, fetchNextPage, show])
}

export const HistoryList = ({ scope, readOnly }: HistoryListProps) => {
  const { author, kind, open } = useHistoryStore()
  const filter = { ...scope, ...(author !== null && { author }), ...(kind !== null && { kind }) }
  const list = useInfiniteQuery(useSomaQueries().changes.history(filter))
  const now = useNow()
  const pages = list.data?.pages
  const items = useMemo(() => groupByDay(pages?.flatMap(({ lines }) => lines) ?? [], now), [pages, now])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'day' ? DAY_PX : ROW_PX),
    getItemKey: (index) => keyOf(items[index], index),
    overscan: OVERSCAN,
  })
  const rows = virtual.getVirtualItems()
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= items.length - OVERSCAN
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])

  useWantedChange(items, {
    isMore: hasNextPage && !isFetchingNextPage,
    fetchNextPage,
    show: virtual.scrollToIndex,
  })

  if (list.error && !pages) {
    const retry = (): void => void list.refetch()
    return <ErrorState error={list.error} title={t('theHistoryCouldNotBe')} onRetry={retry} />
  }
  if (!pages) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={6} height={40} label={t('loadingTheHistory')} />
      </div>
    )
  }
  if (items.length === 0) return <Nothing isFiltered={author !== null || kind !== null} />
  const present = pages[0]?.present ?? null
  return (
    <div ref={scroller} className={styles.scroll}>
      <ul
        className={styles.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t('changesNewestFirst')}
        onKeyDown={walk}
      >
        {rows.map(({ index, start, key }) => {
          const item = items[index]
          if (!item) return null
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              {item.kind === 'day' ? (
                <h3 className={styles.day}>{item.day}</h3>
              ) : (
                <HistoryRow
                  line={item.line}
                  isPresent={item.line.seq === present}
                  isOpen={open === item.line.seq}
                  showNamespace={scope.namespace === undefined}
                  readOnly={readOnly}
                />
              )}
            </li>
          )
        })}
      </ul>
      {!hasNextPage && <Beginning readOnly={readOnly} />}
    </div>
  )
}

const keyOf = (item: ReturnType<typeof groupByDay>[number] | undefined, index: number): string | number => {
  if (item === undefined) return index
  return item.kind === 'day' ? item.day : item.line.seq
}

/** Arrows walk from change to change. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-change]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  rows[at + step]?.focus()
}

const Nothing = ({ isFiltered }: { readonly isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState
      icon={FilterX}
      title={t('noChangeIsLikeThat')}
      action={
        <Button onClick={() => useHistoryStore.setState({ author: null, kind: null })}>{t('showAll')}</Button>
      }
    />
  ) : (
    <EmptyState icon={History} title={t('nothingWasChangedYet')} detail={t('everyChangeOfMemoriesLinks')} />
  )

const Beginning = ({ readOnly }: { readonly readOnly: boolean }) => (
  <div className={styles.beginning}>
    <span>{t('theBeginning2')}</span>
    <Button
      size="small"
      variant="plain"
      disabled={readOnly}
      onClick={() => useHistoryStore.setState({ target: 'start' })}
    >
      {t('goToTheBeginning')}
    </Button>
  </div>
)
