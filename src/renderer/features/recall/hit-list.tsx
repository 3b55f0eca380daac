// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Hit, RecallResult } from '#contract/recall'
import { ContextMenu } from '#ui/context-menu'
import { coordinateKey } from '../../workspace/location.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import styles from './hit-list.module.css'
import { HitRow } from './hit-row.tsx'
import type { RankChange } from './rank-change.ts'
import { useHitMenu } from './use-hit-menu.ts'
import { useRankMotion } from './use-rank-motion.ts'

interface HitListProps {
  readonly namespace: string
  readonly result: RecallResult
  readonly changes: ReadonlyMap<string, RankChange>
  readonly sameWords: boolean
  readonly expanded: ReadonlySet<string>
  /** The answer on screen belongs to an earlier question. */
  readonly stale: boolean
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly onExpand: (hit: Hit) => void
  readonly onOpen: (hit: Hit) => void
  /** Back to the box: Escape, or up from the first row. */
  readonly onLeave: () => void
}

/** Moves the focus and lets the inspector, where it is open, follow. */
const focusRow = (list: HTMLElement | null, hits: readonly Hit[], index: number): void => {
  const hit = hits[index]
  if (!hit) return
  const row = list?.querySelectorAll<HTMLElement>('[data-id]')[index]
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
  workspace.getState().select([hit.memory.coordinate])
}

export const focusFirstHit = (list: HTMLElement | null, hits: readonly Hit[]): void => focusRow(list, hits, 0)

export const HitList = (props: HitListProps) => {
  const { namespace, result, changes, sameWords, expanded, stale, listRef, onExpand, onOpen, onLeave } = props
  const { hits, weights } = result
  const at = useWorkspace((w) => (w.at ? coordinateKey(w.at) : null))
  const [menuHit, setMenuHit] = useState<Hit | null>(null)
  const items = useHitMenu(namespace, menuHit, onOpen)
  const activeIndex = hits.findIndex(({ memory }) => coordinateKey(memory.coordinate) === at)
  useRankMotion(
    listRef,
    useMemo(() => hits.map(({ memory }) => memory.id), [hits]),
    sameWords,
  )
  // Rows compare their props, so what they get must not be new each time.
  const latest = useRef({ onExpand, onOpen })
  latest.current = { onExpand, onOpen }
  const expand = useCallback((hit: Hit) => latest.current.onExpand(hit), [])
  const open = useCallback((hit: Hit) => latest.current.onOpen(hit), [])

  const press = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')
    const index = hits.findIndex(({ memory }) => memory.id === row?.dataset.id)
    const hit = hits[index]
    if (event.ctrlKey || event.metaKey || event.altKey || !hit) return
    const page = 5
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: Math.min(hits.length - 1, index + page),
      PageUp: Math.max(0, index - page),
      Home: 0,
      End: hits.length - 1,
    }[event.key]
    if (to === -1 || event.key === 'Escape') onLeave()
    else if (to !== undefined) focusRow(listRef.current, hits, to)
    else if (event.key === 'Enter') onOpen(hit)
    else if (event.key === ' ') onExpand(hit)
    else if (event.key === 'ArrowRight' && !expanded.has(hit.memory.id)) onExpand(hit)
    else if (event.key === 'ArrowLeft' && expanded.has(hit.memory.id)) onExpand(hit)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const rightClick = (event: MouseEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id
    setMenuHit(hits.find(({ memory }) => memory.id === id) ?? null)
  }

  return (
    <ContextMenu items={items}>
      <div
        ref={listRef}
        role="grid"
        aria-label="Results"
        aria-rowcount={hits.length}
        className={styles.list}
        data-stale={stale || undefined}
        onKeyDown={press}
        onContextMenu={rightClick}
      >
        {hits.map((hit, index) => (
          <HitRow
            key={hit.memory.id}
            hit={hit}
            weights={weights}
            change={changes.get(hit.memory.id)}
            active={index === activeIndex}
            reachable={index === Math.max(0, activeIndex)}
            expanded={expanded.has(hit.memory.id)}
            onOpen={open}
            onExpand={expand}
          />
        ))}
      </div>
    </ContextMenu>
  )
}
