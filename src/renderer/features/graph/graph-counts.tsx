import { useStore } from 'zustand'
import { Button } from '#ui/button'
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
}

/** How many are drawn of how many there are, and how to see more. */
export const GraphCounts = ({ session, total, limit, isOverview, onRaise }: GraphCountsProps) => {
  const shown = useStore(session.state, (state) => state.shown)
  const isCut = !isOverview && total.nodes > limit
  const what = isOverview ? 'communities and memories' : 'memories'
  const isPart = !isOverview && shown.nodes < total.nodes
  const next = Math.min(MOST_NODES, Math.max(limit * 5, 1000), total.nodes)
  return (
    <p className={styles.counts} role="status">
      {isPart ? (
        <>
          Showing <b>{formatCount(shown.nodes)}</b> of {formatPlural(total.nodes, 'memory', 'memories')}
        </>
      ) : (
        <>
          <b>{formatCount(shown.nodes)}</b> {what}
        </>
      )}
      , <b>{formatCount(shown.links)}</b> {shown.links === 1 ? 'link' : 'links'}
      {isCut && (
        <Button variant="plain" size="small" onClick={() => onRaise(next)}>
          Show {formatCount(next)}
        </Button>
      )}
    </p>
  )
}
