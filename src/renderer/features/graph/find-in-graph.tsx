import { useDeferredValue, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { SearchField } from '#ui/search-field'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import styles from './find-in-graph.module.css'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'

interface FindInGraphProps {
  readonly session: GraphSession
  readonly actions: GraphActions
}

const SHOWN = 8

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Nodes whose title or coordinate has all of the words, the best linked first. */
const findNodes = ({ graph }: GraphSession, query: string): readonly string[] => {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = graph.filterNodes((_, { hidden, facts }) => {
    if (hidden) return false
    const text = fold(`${facts.title} ${facts.coordinate.join(',')}`)
    return words.every((word) => text.includes(word))
  })
  return found.sort((a, b) => graph.degree(b) - graph.degree(a))
}

/** Finds what is drawn and flies there. */
export const FindInGraph = ({ session, actions }: FindInGraphProps) => {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query)
  const revision = useStore(session.state, (state) => state.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph has other nodes
  const found = useMemo(() => findNodes(session, asked), [session, asked, revision])
  const go = (id: string | undefined): void => {
    if (id === undefined) return
    session.drawing()?.camera.flyTo(id)
    session.view.setState({ cursor: id })
    actions.select([id])
    setQuery('')
  }
  const list = found.slice(0, SHOWN)
  return (
    <div className={styles.find}>
      <SearchField
        label="Find in the graph"
        placeholder="Find in the graph"
        shortcut="/"
        value={query}
        onChange={(next) => {
          setQuery(next)
          setAt(0)
        }}
        // Enter may come before the list has followed the last letter.
        onSubmit={() => go(asked === query ? list[at] : findNodes(session, query)[0])}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (by === undefined || list.length === 0) return
          event.preventDefault()
          setAt((at + by + list.length) % list.length)
        }}
        trailing={query !== '' && <span className={styles.count}>{formatCount(found.length)}</span>}
      />
      {query !== '' && (
        <div className={styles.list} role="listbox" aria-label="Found in the graph">
          {list.map((id, i) => {
            const { title, coordinate } = actions.facts(id)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter of the field choose
              <div
                key={id}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                className={classNames(styles.option, i === at && styles.active)}
                onPointerMove={() => setAt(i)}
                onClick={() => go(id)}
              >
                <span className="truncate">{title}</span>
                <span className={classNames('mono', styles.place)}>{coordinate.join(', ')}</span>
              </div>
            )
          })}
          {found.length === 0 && <p className={styles.none}>Nothing that is drawn has these words.</p>}
        </div>
      )}
    </div>
  )
}
