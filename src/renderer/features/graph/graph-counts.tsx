import { useStore } from 'zustand'
import { Button } from '#ui/button'
import type { Shown } from '../../graph-view/filters.ts'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import styles from './graph-screen.module.css'
import type { GraphSession } from './graph-session.ts'
import { MOST_NODES } from './graph-start.ts'

interface GraphCountsProps {
  readonly session: GraphSession
  readonly total: { readonly nodes: number; readonly links: number }
  readonly limit: number
  readonly isOverview: boolean
  readonly onRaise: (limit: number) => void
  /** Null where no filter leaves anything out. */
  readonly onShowAll: (() => void) | null
}

/** How many are drawn of how many there are, and how to see more. */
export const GraphCounts = (props: GraphCountsProps) => {
  const { session, total, limit, isOverview, onRaise, onShowAll } = props
  const shown = useStore(session.state, (state) => state.shown)
  const isCut = !isOverview && total.nodes > limit
  const next = Math.min(MOST_NODES, Math.max(limit * 5, 1000), total.nodes)
  return (
    <p className={styles.counts} role="status">
      <span className={styles.told}>
        {isOverview ? <Communities shown={shown} /> : <Memories shown={shown} total={total.nodes} />}
        {(!isOverview || shown.memories > 0) && (
          <>
            , <b>{formatCount(shown.links)}</b> {shown.links === 1 ? 'link' : 'links'}
          </>
        )}
      </span>
      {onShowAll && (
        <Button variant="plain" size="small" onClick={onShowAll}>
          Filtered: show all
        </Button>
      )}
      {isCut && (
        <Button variant="plain" size="small" onClick={() => onRaise(next)}>
          Show {formatCount(next)}
        </Button>
      )}
    </p>
  )
}

const Memories = ({ shown, total }: { readonly shown: Shown; readonly total: number }) =>
  shown.memories < total ? (
    <>
      Showing <b>{formatCount(shown.memories)}</b> of {formatPlural(total, 'memory', 'memories')}
    </>
  ) : (
    <>
      <b>{formatCount(shown.memories)}</b> {shown.memories === 1 ? 'memory' : 'memories'}
    </>
  )

const Communities = ({ shown }: { readonly shown: Shown }) => (
  <>
    <b>{formatCount(shown.communities)}</b> {shown.communities === 1 ? 'community' : 'communities'} of{' '}
    {formatPlural(shown.members, 'memory', 'memories')}
    {shown.memories > 0 && (
      <>
        , <b>{formatCount(shown.memories)}</b> drawn
      </>
    )}
  </>
)
