import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TypeBadge } from '#ui/type-badge'
import { classNames } from '../../ui/class-names.ts'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import type { GraphActions } from './graph-actions.ts'
import styles from './graph-list.module.css'
import type { GraphSession } from './graph-session.ts'

interface GraphListProps {
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly words: ReadonlyMap<string, string>
}

const ROW = 44

interface Row {
  readonly id: string
  /** Titles of what it is linked with, as far as it is drawn. */
  readonly neighbours: readonly string[]
}

const NAMED = 6

const rowsOf = ({ graph }: GraphSession): readonly Row[] =>
  graph
    .filterNodes((_, { hidden }) => !hidden)
    .sort((a, b) => graph.degree(b) - graph.degree(a))
    .map((id) => ({
      id,
      neighbours: graph
        .neighbors(id)
        .filter((other) => !graph.getNodeAttribute(other, 'hidden'))
        .map((other) => graph.getNodeAttribute(other, 'facts').title),
    }))

/** What is drawn, as rows: for who cannot see the drawing, and for who would rather read. */
export const GraphList = ({ session, actions, words }: GraphListProps) => {
  const { shown, revision } = useStore(session.state)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph or filter has other rows
  const rows = useMemo(() => rowsOf(session), [session, shown, revision])
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const move = (to: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, to))
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const press = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    }[event.key]
    const row = rows[at]
    if (to !== undefined) move(to)
    else if (event.key === 'Enter' && row) actions.open(row.id)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={`The graph as a list: ${formatPlural(rows.length, 'entry', 'entries')}`}
      aria-activedescendant={rows[at] ? `graph-row-${at}` : undefined}
      onKeyDown={press}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index] as Row
          if (!session.graph.hasNode(row.id)) return null
          return (
            <GraphListRow
              key={row.id}
              row={row}
              index={index}
              total={rows.length}
              top={start}
              active={index === at}
              actions={actions}
              words={words}
              onPick={() => {
                setAt(index)
                actions.open(row.id)
              }}
            />
          )
        })}
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: Row
  readonly index: number
  readonly total: number
  readonly top: number
  readonly active: boolean
  readonly actions: GraphActions
  readonly words: ReadonlyMap<string, string>
  readonly onPick: () => void
}

const GraphListRow = ({ row, index, total, top, active, actions, words, onPick }: RowProps) => {
  const { kind, title, coordinate, degreeIn, degreeOut, community, members } = actions.facts(row.id)
  const named = row.neighbours.slice(0, NAMED).join(' · ')
  const more = row.neighbours.length - NAMED
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the list
    // biome-ignore lint/a11y/useFocusableInteractive: likewise
    <div
      id={`graph-row-${index}`}
      role="option"
      aria-selected={active}
      aria-posinset={index + 1}
      aria-setsize={total}
      className={classNames(styles.row, active && styles.active)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onPick}
    >
      <span className={styles.words}>
        <span className="truncate">{title}</span>
        <span className={classNames('truncate', styles.near)}>
          {named === ''
            ? 'No link to what is drawn'
            : `Linked with ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}`}
        </span>
      </span>
      <span className={styles.community}>{words.get(String(community)) ?? ''}</span>
      {kind === 'community' ? (
        <span className={styles.degree}>{formatPlural(members, 'memory', 'memories')}</span>
      ) : (
        <>
          <TypeBadge type={kind} />
          <CoordinateLabel coordinate={coordinate} quiet />
          <span className={styles.degree}>{formatPlural(degreeIn + degreeOut, 'link')}</span>
        </>
      )}
    </div>
  )
}
