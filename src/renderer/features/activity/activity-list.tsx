import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { ActivityEntry } from '#contract/activity'
import { Badge } from '#ui/badge'
import { ContextMenu } from '#ui/context-menu'
import { classNames } from '../../ui/class-names.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './activity-list.module.css'
import { useActivityStore } from './activity-store.ts'
import { ACTION_WORDS, aboutWords, countWords, isPlaces, whenWords } from './activity-words.ts'
import { entryMenu } from './entry-menu.ts'

const t = wordsOf('activity')

const ROW_PX = 28
const OVERSCAN = 12

interface ActivityListProps {
  readonly rows: readonly ActivityEntry[]
  readonly hasMore: boolean
  readonly onEnd: () => void
  readonly onOpen: (entry: ActivityEntry) => void
}

const choose = (chosen: ActivityEntry | undefined): void => {
  if (chosen) useActivityStore.setState({ chosen })
}

/** Newest first. What comes pushes in at the top only where that is what is seen; else the rows stay where they are. */
export const ActivityList = ({ rows, hasMore, onEnd, onOpen }: ActivityListProps) => {
  const chosen = useActivityStore((state) => state.chosen)
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
  })
  const first = useRef(rows[0]?.id)
  useLayoutEffect(() => {
    const box = scroller.current
    const added = rows.findIndex(({ id }) => id === first.current)
    first.current = rows[0]?.id
    if (box && added > 0 && box.scrollTop > ROW_PX / 2) box.scrollTop += added * ROW_PX
  }, [rows])
  const items = virtual.getVirtualItems()
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - OVERSCAN
  useEffect(() => {
    if (isNearEnd && hasMore) onEnd()
  }, [isNearEnd, hasMore, onEnd])
  const press = (event: KeyboardEvent): void => {
    const at = rows.findIndex(({ id }) => id === chosen?.id)
    const next = NEXT[event.key]?.(at, rows.length)
    if (event.key === 'Enter' && chosen) onOpen(chosen)
    else if (next === undefined) return
    else {
      choose(rows[next])
      virtual.scrollToIndex(next)
    }
    event.preventDefault()
  }
  const rightClick = (event: MouseEvent): void => {
    const id = (event.target as HTMLElement).closest('[role="option"]')?.id
    choose(rows.find((row) => rowId(row.id) === id))
  }
  return (
    <ContextMenu items={chosen ? entryMenu(chosen) : []}>
      <div
        ref={scroller}
        className={styles.scroll}
        role="listbox"
        tabIndex={0}
        aria-label={t('activityNewestFirst')}
        aria-activedescendant={
          chosen && items.some(({ key }) => key === chosen.id) ? rowId(chosen.id) : undefined
        }
        onKeyDown={press}
        onContextMenu={rightClick}
      >
        <div className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start, key }) => {
            const entry = rows[index]
            return (
              entry && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys, as a listbox does
                <div
                  key={key}
                  id={rowId(entry.id)}
                  role="option"
                  aria-selected={entry.id === chosen?.id}
                  tabIndex={-1}
                  className={styles.row}
                  style={{ transform: `translateY(${start}px)` }}
                  onClick={() => choose(entry)}
                  onDoubleClick={() => onOpen(entry)}
                >
                  <Row entry={entry} now={now} />
                </div>
              )
            )
          })}
        </div>
      </div>
    </ContextMenu>
  )
}

const rowId = (id: string): string => `activity-${id}`

const NEXT: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, count) => Math.min(count - 1, at + 15),
  PageUp: (at) => Math.max(0, at - 15),
  Home: () => 0,
  End: (_, count) => count - 1,
}

const Row = ({ entry, now }: { readonly entry: ActivityEntry; readonly now: number }) => {
  const { label, tone } = ACTION_WORDS[entry.action]
  return (
    <>
      <time className={styles.time}>{whenWords(entry.at, now)}</time>
      <span className={styles.client} title={entry.client}>
        {entry.client}
      </span>
      <span className={styles.action}>
        <Badge tone={tone}>{label}</Badge>
      </span>
      <span className={classNames(styles.about, isPlaces(entry) && styles.places)} data-private>
        {aboutWords(entry)}
      </span>
      <span className={styles.count}>{countWords(entry)}</span>
      <span className={styles.took}>{entry.took !== null && formatDuration(entry.took)}</span>
    </>
  )
}
