// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef } from 'react'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { CompareRow, type Standing } from './compare-row.tsx'
import styles from './compare-view.module.css'
import { ShiftDrawing } from './shift-drawing.tsx'
import type { Comparison } from './use-comparison.ts'

const t = wordsOf('recall')

interface CompareListsProps {
  readonly comparison: Comparison
  readonly stale: boolean
  /** The memory under the pointer or the keyboard: lit on both sides. */
  readonly lit: string | null
  readonly onLit: (id: string | null) => void
}

type SideName = 'left' | 'right'
const SIDES: readonly SideName[] = ['left', 'right']

const ROW_PX = 52
const OVERSCAN = 6

/** Both lists in one scroll, row beside row, with the lines between them. Arrows walk a list and cross to the other. */
export const CompareLists = ({ comparison, stale, lit, onLit }: CompareListsProps) => {
  const { pairs } = comparison
  const scroller = useRef<HTMLDivElement>(null)
  const at = useWorkspace((w) => (w.at ? coordinateKey(w.at) : null))
  const places = useMemo(() => new Map(pairs.map((pair) => [pair.id, pair])), [pairs])
  const count = Math.max(comparison.left.hits.length, comparison.right.hits.length)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  })
  const rows = virtual.getVirtualItems()
  const top = rows[0]?.start ?? 0
  const bottom = rows.at(-1)?.end ?? 0

  const standing = (id: string, side: SideName): Standing => {
    const pair = places.get(id)
    if (!pair || pair.left === null || pair.right === null) return { only: side === 'left' ? 'A' : 'B' }
    return { only: null, by: pair.left - pair.right }
  }
  const focus = (side: SideName, index: number) => {
    const hit = comparison[side].hits[index]
    if (!hit) return
    virtual.scrollToIndex(index, { align: 'auto' })
    const row = () =>
      scroller.current?.querySelector<HTMLElement>(`[data-side="${side}"][data-place="${index}"]`)
    const there = row()
    if (there) there.focus({ preventScroll: true })
    else requestAnimationFrame(() => row()?.focus({ preventScroll: true }))
    workspace.getState().select([hit.memory.coordinate])
  }
  const press = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-side]')
    const side = row?.dataset.side as SideName | undefined
    if (!row || !side || event.ctrlKey || event.metaKey || event.altKey) return
    const place = Number(row.dataset.place)
    const hit = comparison[side].hits[place]
    const crossing: SideName = side === 'left' ? 'right' : 'left'
    if (event.key === 'ArrowDown') focus(side, place + 1)
    else if (event.key === 'ArrowUp') focus(side, place - 1)
    else if (event.key === 'Home') focus(side, 0)
    else if (event.key === 'End') focus(side, comparison[side].hits.length - 1)
    else if (event.key === (side === 'left' ? 'ArrowRight' : 'ArrowLeft') && hit) {
      // To the same memory where the other side has it, else to the same place.
      focus(crossing, places.get(hit.memory.id)?.[crossing] ?? place)
    } else if (event.key === 'Enter' && hit) workspace.getState().openMemory(hit.memory.coordinate)
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the grids inside take the keys of their rows through it
    <div
      ref={scroller}
      className={styles.scroller}
      data-stale={stale || undefined}
      onKeyDown={press}
      onPointerLeave={() => onLit(null)}
    >
      <div className={styles.lists} style={{ height: virtual.getTotalSize() }}>
        {SIDES.map((side) => (
          <div
            key={side}
            role="grid"
            aria-label={side === 'left' ? t('resultsOfA') : t('resultsOfB')}
            aria-rowcount={comparison[side].hits.length}
            className={styles.list}
            style={{ gridColumn: side === 'left' ? 1 : 3 }}
          >
            {rows.map(({ index, start }) => {
              const hit = comparison[side].hits[index]
              if (!hit) return null
              const { id, coordinate } = hit.memory
              return (
                <CompareRow
                  key={id}
                  side={side}
                  place={index}
                  top={start}
                  hit={hit}
                  weights={comparison[side].weights}
                  standing={standing(id, side)}
                  lit={id === lit}
                  active={coordinateKey(coordinate) === at}
                  reachable={index === 0}
                  onLit={onLit}
                />
              )
            })}
          </div>
        ))}
        <ShiftDrawing
          pairs={pairs}
          rowHeight={ROW_PX}
          top={top}
          bottom={bottom}
          height={virtual.getTotalSize()}
          lit={lit}
        />
      </div>
    </div>
  )
}
