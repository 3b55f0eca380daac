// biome-ignore-all lint/a11y/useSemanticElements: rows of text and figures are no options of a select
// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus, and says which row is meant
import { useEffect, useRef } from 'react'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { likenessWords, type OpenCluster } from './clusters.ts'
import styles from './duplicates-view.module.css'

const t = wordsOf('memories')

interface ClusterListProps {
  readonly clusters: readonly OpenCluster[]
  readonly cursor: string | null
  readonly onMove: (by: number) => void
  readonly onPick: (key: string) => void
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

export const ClusterList = ({ clusters, cursor, onMove, onPick }: ClusterListProps) => {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row of the cursor is looked for when that moves
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [cursor])
  return (
    <div
      ref={list}
      className={styles.list}
      role="listbox"
      aria-label={t('clusters')}
      tabIndex={0}
      onKeyDown={(event) => {
        const by = KEYS[event.key]
        if (by === undefined) return
        event.preventDefault()
        onMove(by)
      }}
    >
      {clusters.map(({ key, cluster }) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list hears the keys for its rows
        <div
          key={key}
          className={styles.row}
          role="option"
          aria-selected={key === cursor}
          onClick={() => onPick(key)}
        >
          <span className="truncate" data-private>
            {cluster.members[0]?.title || t('untitled')}
          </span>
          <span className={styles.under}>
            <span>{t('sizeMemories', { size: formatCount(cluster.size) })}</span>
            <span className="mono">{likenessWords(cluster)}</span>
          </span>
        </div>
      ))}
    </div>
  )
}
