import { useMemo } from 'react'
import { useStore } from 'zustand'
import { CoordinateLabel } from '#ui/coordinate-label'
import { RowList } from '#ui/row-list'
import { TypeBadge } from '#ui/type-badge'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { GraphActions } from './graph-actions.ts'
import styles from './graph-list.module.css'
import type { GraphSession } from './graph-session.ts'

const t = wordsOf('graph')

interface GraphListProps {
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly words: ReadonlyMap<string, string>
}

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
  return (
    <RowList
      label={t('theGraphAsAList', { count: rows.length })}
      rows={rows}
      keyOf={({ id }) => id}
      content={({ id, neighbours }) => {
        if (!session.graph.hasNode(id)) return null
        const facts = actions.facts(id)
        return {
          title: facts.title,
          about: linkedWith(neighbours),
          facts: <Facts of={facts} community={words.get(String(facts.community)) ?? ''} />,
        }
      }}
      onOpen={({ id }) => actions.open(id)}
    />
  )
}

const linkedWith = (neighbours: readonly string[]): string => {
  if (neighbours.length === 0) return t('noLinkToWhatIs')
  const more = neighbours.length - NAMED
  const named = neighbours.slice(0, NAMED).join(' · ')
  return t('linkedWithNamedText', {
    named,
    text: more > 0 ? t('andMoreMore', { more: formatCount(more) }) : '',
  })
}

interface FactsProps {
  readonly of: ReturnType<GraphActions['facts']>
  readonly community: string
}

const Facts = ({ of, community }: FactsProps) => (
  <>
    <span className={styles.community}>{community}</span>
    {of.kind === 'community' ? (
      <span className={styles.degree}>{t('countMemories', { count: of.members })}</span>
    ) : (
      <>
        <TypeBadge type={of.kind} />
        <CoordinateLabel coordinate={of.coordinate} quiet />
        <span className={styles.degree}>{t('countLinks', { count: of.degreeIn + of.degreeOut })}</span>
      </>
    )}
  </>
)
