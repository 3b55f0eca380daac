import { useStore } from 'zustand'
import { Button } from '#ui/button'
import type { Shown } from '../../graph-view/filters.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './graph-screen.module.css'
import type { GraphSession } from './graph-session.ts'
import { MOST_NODES } from './graph-start.ts'

const t = wordsOf('graph')

interface GraphCountsProps {
  readonly session: GraphSession
  readonly total: { readonly nodes: number; readonly links: number }
  readonly limit: number
  /** Of the namespace, linked or not; undefined until it is known. */
  readonly memories: number | undefined
  readonly isOverview: boolean
  readonly onRaise: (limit: number) => void
  /** Null where no filter leaves anything out. */
  readonly onShowAll: (() => void) | null
}

/** How many are drawn of how many there are, and how to see more. */
export const GraphCounts = (props: GraphCountsProps) => {
  const { session, total, limit, memories, isOverview, onRaise, onShowAll } = props
  const shown = useStore(session.state, (state) => state.shown)
  const isCut = !isOverview && total.nodes > limit
  const next = Math.min(MOST_NODES, Math.max(limit * 5, 1000), total.nodes)
  return (
    <p className={styles.counts} role="status">
      <span className={styles.told}>
        {isOverview ? (
          <Communities shown={shown} memories={memories} />
        ) : (
          <Memories shown={shown} total={total.nodes} />
        )}
        {(!isOverview || shown.memories > 0) && (
          <>
            , <b>{formatCount(shown.links)}</b> {shown.links === 1 ? t('link') : t('links2')}
          </>
        )}
      </span>
      {onShowAll && (
        <Button variant="plain" size="small" onClick={onShowAll}>
          {t('filteredShowAll')}
        </Button>
      )}
      {isCut && (
        <Button variant="plain" size="small" onClick={() => onRaise(next)}>
          {t('showNext', { next: formatCount(next) })}
        </Button>
      )}
    </p>
  )
}

const Memories = ({ shown, total }: { readonly shown: Shown; readonly total: number }) =>
  shown.memories < total ? (
    <>
      {t.rich('showingMemoriesOfCountMemories', {
        memories: <b>{formatCount(shown.memories)}</b>,
        count: total,
      })}
    </>
  ) : (
    <>
      <b>{formatCount(shown.memories)}</b> {shown.memories === 1 ? t('memory') : t('memories2')}
    </>
  )

/** Memories without a link are of no community: where there are any, it is said that only linked ones count. */
const Communities = ({
  shown,
  memories = 0,
}: {
  readonly shown: Shown
  readonly memories: number | undefined
}) => {
  const said = {
    communities: <b>{formatCount(shown.communities)}</b>,
    communities2: shown.communities,
    count: shown.members,
  }
  return (
    <>
      {shown.members < memories
        ? t.rich('communitiesOfLinkedMemories', { ...said, all: formatCount(memories) })
        : t.rich('communitiesCommunitiesOfCountMemories', said)}
      {shown.memories > 0 && t.rich('memoriesDrawn', { memories: <b>{formatCount(shown.memories)}</b> })}
    </>
  )
}
