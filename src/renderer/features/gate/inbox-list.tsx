// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which row is meant
import { useEffect, useRef } from 'react'
import type { InboxEntry } from '#contract/gate'
import { Checkbox } from '#ui/checkbox'
import { ContextMenu } from '#ui/context-menu'
import { TimeLabel } from '#ui/time-label'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { wordsOf } from '../../words/words.ts'
import { inboxMenu } from './inbox-menu.ts'
import { moved, toggled, useInboxSelection } from './inbox-selection.ts'
import styles from './inbox-view.module.css'
import { alikeWords } from './scale.ts'

const t = wordsOf('gate')

interface InboxListProps {
  readonly entries: readonly InboxEntry[]
  readonly cursor: string | null
  readonly chosen: ReadonlySet<string>
}

const KEYS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

/** Newest first. Arrows walk; J, K, X and the letters of the actions are commands. */
export const InboxList = ({ entries, cursor, chosen }: InboxListProps) => {
  const list = useRef<HTMLDivElement>(null)
  const contextNow = useCommandContext()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row of the cursor is looked for when that moves
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [cursor])
  return (
    <ContextMenu items={inboxMenu(contextNow)}>
      <div
        ref={list}
        className={styles.list}
        role="grid"
        aria-label={t('stoppedWrites')}
        aria-multiselectable
        tabIndex={0}
        onKeyDown={(event) => {
          const by = KEYS[event.key]
          const ids = entries.map(({ id }) => id)
          if (by !== undefined) useInboxSelection.setState({ cursor: moved(ids, cursor, by) })
          else if (event.key === ' ' && event.target === event.currentTarget && cursor !== null) {
            useInboxSelection.setState({ chosen: toggled(chosen, cursor) })
          } else return
          event.preventDefault()
        }}
      >
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} isOpen={entry.id === cursor} chosen={chosen} />
        ))}
      </div>
    </ContextMenu>
  )
}

const Row = ({
  entry,
  isOpen,
  chosen,
}: {
  readonly entry: InboxEntry
  readonly isOpen: boolean
  readonly chosen: ReadonlySet<string>
}) => {
  const { id, title, author, at, gate } = entry
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys for its rows
    <div
      className={styles.row}
      role="row"
      aria-selected={isOpen}
      onClick={() => useInboxSelection.setState({ cursor: id })}
      onContextMenu={() => useInboxSelection.setState({ cursor: id })}
    >
      <div role="gridcell" className={styles.check}>
        <Checkbox
          label={t('chooseTitle', { title })}
          hideLabel
          checked={chosen.has(id)}
          onChange={() => useInboxSelection.setState({ chosen: toggled(chosen, id) })}
        />
      </div>
      <div role="gridcell" className={styles.title}>
        <div className="truncate" data-private>
          {title || t('untitled')}
        </div>
        <div className={styles.under}>
          <span className="truncate">{author}</span>
          <TimeLabel seconds={at} />
          {gate.nearest && <span className={styles.like}>{alikeWords(gate.nearest.similarity)}</span>}
        </div>
      </div>
    </div>
  )
}
