import { useCallback } from 'react'
import { useStore } from 'zustand'
import { FindField, foldForFind } from '#ui/find-field'
import { wordsOf } from '../../words/words.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'

const t = wordsOf('graph')

interface FindInGraphProps {
  readonly session: GraphSession
  readonly actions: GraphActions
}

/** Nodes whose title or coordinate has all of the words, the best linked first. */
const findNodes = ({ graph }: GraphSession, words: readonly string[]): readonly string[] => {
  const found = graph.filterNodes((_, { hidden, facts }) => {
    if (hidden) return false
    const text = foldForFind(`${facts.title} ${facts.coordinate.join(',')}`)
    return words.every((word) => text.includes(word))
  })
  return found.sort((a, b) => graph.degree(b) - graph.degree(a))
}

/** Finds what is drawn and flies there. */
export const FindInGraph = ({ session, actions }: FindInGraphProps) => {
  const revision = useStore(session.state, (state) => state.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph has other nodes
  const find = useCallback((words: readonly string[]) => findNodes(session, words), [session, revision])
  return (
    <FindField
      label={t('findInTheGraph')}
      listLabel={t('foundInTheGraph')}
      none={t('nothingThatIsDrawnHas')}
      find={find}
      about={(id) => actions.facts(id)}
      onFound={(id) => {
        session.drawing()?.camera.flyTo(id)
        session.view.setState({ cursor: id })
        actions.select([id])
      }}
    />
  )
}
