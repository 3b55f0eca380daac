// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Hit, RecallResult } from '#contract/recall'
import { ContextMenu } from '#ui/context-menu'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { hitHandle } from './hit-handle.ts'
import styles from './hit-list.module.css'
import { HitRow } from './hit-row.tsx'
import type { RankChange } from './rank-change.ts'
import type { RecallDraft } from './recall-store.ts'
import { useHitMenu } from './use-hit-menu.ts'
import { useRankMotion } from './use-rank-motion.ts'

const t = wordsOf('recall')

interface HitListProps {
  readonly namespace: string
  readonly result: RecallResult
  readonly changes: ReadonlyMap<string, RankChange>
  readonly sameWords: boolean
  readonly draft: Pick<RecallDraft, 'expanded' | 'sought'>
  /** Ids of memories that the golden set expects of this query; null where nothing can be starred. */
  readonly starred: ReadonlySet<string> | null
  /** The answer on screen belongs to an earlier question. */
  readonly stale: boolean
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly onExpand: (hit: Hit) => void
  readonly onOpen: (hit: Hit) => void
  readonly onStar: (hit: Hit) => void
  /** Back to the box: Escape, or up from the first row. */
  readonly onLeave: () => void
}

/** About the height of a row, so that results land where their places were held. */
export const ROW_PX = 81
/** Rows that are drawn beyond what is seen: enough that a screenful of keys always meets a row. */
const OVERSCAN = 3
const PAGE = 5

/** As wide as the longest place, so that titles begin on one line. */
const placeColumn = (hits: number): CSSProperties =>
  ({ '--place': `${Math.max(28, 8 * String(hits).length)}px` }) as CSSProperties

const rowOf = (list: HTMLElement | null, id: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`) ?? null

export const HitList = (props: HitListProps) => {
  const { namespace, result, changes, sameWords, draft, starred, stale, scroller, listRef } = props
  const { expanded, sought } = draft
  const { hits, weights } = result
  const at = useWorkspace((w) => (w.at ? coordinateKey(w.at) : null))
  const [menuHit, setMenuHit] = useState<Hit | null>(null)
  const keys = useMemo(() => hits.map(({ memory }) => coordinateKey(memory.coordinate)), [hits])
  const ids = useMemo(() => hits.map(({ memory }) => memory.id), [hits])
  const activeIndex = at === null ? -1 : keys.indexOf(at)
  const soughtKey = sought && coordinateKey(sought)

  const virtual = useVirtualizer({
    count: hits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => ids[index] ?? index,
    overscan: OVERSCAN,
  })
  const rows = virtual.getVirtualItems()
  const top = rows[0]?.start ?? 0
  useRankMotion(listRef, ids, top, sameWords)

  // Rows compare their props, so what they get must not be new each time.
  const latest = useRef(props)
  latest.current = props
  const expand = useCallback((hit: Hit) => latest.current.onExpand(hit), [])
  const open = useCallback((hit: Hit) => latest.current.onOpen(hit), [])
  const star = useCallback((hit: Hit) => latest.current.onStar(hit), [])

  // A row that is not drawn yet gets the focus once it is.
  const wanted = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (wanted.current === null) return
    const row = rowOf(listRef.current, wanted.current)
    if (!row) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })
  const { scrollToIndex } = virtual
  const focusHit = useCallback(
    (index: number) => {
      const hit = latest.current.result.hits[index]
      if (!hit) return
      const row = rowOf(listRef.current, hit.memory.id)
      if (row) {
        row.focus({ preventScroll: true })
        row.scrollIntoView({ block: 'nearest' })
      } else {
        wanted.current = hit.memory.id
        scrollToIndex(index, { align: 'auto' })
      }
      // The inspector, where it is open, follows.
      workspace.getState().select([hit.memory.coordinate])
    },
    [listRef, scrollToIndex],
  )

  // Another question is another list: it is read from the top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is what changes
  useLayoutEffect(() => {
    if (!sameWords) scroller.current?.scrollTo({ top: 0 })
  }, [result, sameWords, scroller])

  // What was let in is shown at once, wherever in the list it stands.
  const soughtIndex = soughtKey === null ? -1 : keys.indexOf(soughtKey)
  useEffect(() => {
    if (soughtIndex >= 0) scrollToIndex(soughtIndex, { align: 'center' })
  }, [soughtIndex, scrollToIndex])

  useHitHandle({ latest, listRef, focusHit })
  const items = useHitMenu({ namespace, hit: menuHit, starred, onOpen: open, onStar: star })

  const press = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')
    const index = ids.indexOf(row?.dataset.id ?? '')
    const hit = hits[index]
    if (event.ctrlKey || event.metaKey || event.altKey || !hit) return
    const to = {
      PageDown: Math.min(hits.length - 1, index + PAGE),
      PageUp: Math.max(0, index - PAGE),
      Home: 0,
      End: hits.length - 1,
    }[event.key]
    if ((event.key === 'ArrowUp' && index === 0) || event.key === 'Escape') latest.current.onLeave()
    else if (to !== undefined) focusHit(to)
    else if (event.key === 'ArrowRight' && !expanded.has(hit.memory.id)) expand(hit)
    else if (event.key === 'ArrowLeft' && expanded.has(hit.memory.id)) expand(hit)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const rightClick = (event: MouseEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id
    const hit = hits.find(({ memory }) => memory.id === id) ?? null
    setMenuHit(hit)
    // The keys that the menu tells are those of the memory that is chosen.
    if (hit) workspace.getState().select([hit.memory.coordinate])
  }

  return (
    <ContextMenu items={items}>
      <div
        ref={listRef}
        role="grid"
        aria-label={t('results')}
        aria-rowcount={hits.length}
        className={styles.list}
        style={{ height: virtual.getTotalSize(), ...placeColumn(hits.length) }}
        data-stale={stale || undefined}
        onKeyDown={press}
        onContextMenu={rightClick}
      >
        <div role="presentation" className={styles.rows} style={{ transform: `translateY(${top}px)` }}>
          {rows.map(({ index }) => {
            const hit = hits[index]
            if (!hit) return null
            const { id } = hit.memory
            return (
              <HitRow
                key={id}
                index={index}
                measure={virtual.measureElement}
                hit={hit}
                weights={weights}
                change={changes.get(id)}
                active={index === activeIndex}
                reachable={index === Math.max(0, activeIndex)}
                expanded={expanded.has(id)}
                sought={keys[index] === soughtKey}
                starred={starred === null ? null : starred.has(id)}
                onOpen={open}
                onExpand={expand}
                onStar={star}
              />
            )
          })}
        </div>
      </div>
    </ContextMenu>
  )
}

interface HandleParts {
  readonly latest: RefObject<HitListProps>
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly focusHit: (index: number) => void
}

/** Lends the list to the commands of the screen while it is there. */
const useHitHandle = ({ latest, listRef, focusHit }: HandleParts): void => {
  useEffect(() => {
    const focused = () => document.activeElement?.closest<HTMLElement>('[data-id]') ?? null
    const index = () => {
      const { hits } = latest.current.result
      const row = focused()
      if (row && listRef.current?.contains(row)) {
        return hits.findIndex(({ memory }) => memory.id === row.dataset.id)
      }
      const { at } = workspace.getState()
      const key = at && coordinateKey(at)
      return hits.findIndex(({ memory }) => coordinateKey(memory.coordinate) === key)
    }
    hitHandle.now = {
      current: () => latest.current.result.hits[index()] ?? null,
      all: () => latest.current.result.hits,
      hasFocus: () => listRef.current?.contains(focused()) ?? false,
      move: (by) => focusHit(index() + by),
      toFirst: () => focusHit(0),
      open: (hit) => latest.current.onOpen(hit),
      expand: (hit) => latest.current.onExpand(hit),
      star: (hit) => latest.current.onStar(hit),
    }
    return () => {
      hitHandle.now = null
    }
  }, [latest, listRef, focusHit])
}
