import type { Comparison, MemoryThen } from '#contract/graph-moments'
import {
  type GraphData,
  type GraphLink,
  type GraphNode,
  linkKey,
  type NodeFacts,
} from '../../graph-view/graph-model.ts'
import type { Difference, Marks } from '../../graph-view/marks.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('graph')

const nodeOf = (memory: MemoryThen, isPast: boolean): GraphNode => {
  const { id, title, type, coordinate, pinned, importance, timestamp, createdAt } = memory
  const facts: NodeFacts = {
    kind: type,
    title: title || t('untitled'),
    coordinate,
    pinned,
    importance,
    timestamp,
    createdAt,
    degreeIn: 0,
    degreeOut: 0,
    community: null,
    component: null,
    core: null,
    pageRank: null,
    betweenness: null,
    members: 1,
    ...(isPast && { isPast }),
  }
  return { id, facts }
}

const linkOf = ({ from, to, type, before, after }: Comparison['changedLinks'][number]): GraphLink => ({
  from,
  to,
  facts: {
    type,
    weight: (after ?? before)?.weight ?? 1,
    createdAt: 0,
    hasNote: ((after ?? before)?.note ?? null) !== null,
    kind: 'link',
  },
})

const asPast = (link: GraphLink): GraphLink => ({ ...link, facts: { ...link.facts, kind: 'past' } })

export interface ComparedGraph {
  /** What the view does not hold: what is gone, and what lies beside it. */
  readonly data: GraphData
  readonly marks: Marks
}

/**
 * A comparison as something to draw upon a view.
 * @param isNow the later moment is the present: what was added until then is there, and can be edited
 */
export const comparedGraph = (comparison: Comparison, view: GraphData, isNow: boolean): ComparedGraph => {
  const { changedMemories, changedLinks, ends } = comparison
  const present = new Set(view.links.map(linkKey))
  const nodes = new Map<string, Difference>(changedMemories.map(({ id, is }) => [id, is]))
  const links = new Map<string, Difference>()
  const added: GraphLink[] = []
  for (const one of changedLinks) {
    const link = linkOf(one)
    const isThere = present.has(linkKey(link)) || (isNow && one.is !== 'removed')
    const drawn = isThere ? link : asPast(link)
    links.set(linkKey(drawn), one.is)
    if (!present.has(linkKey(drawn))) added.push(drawn)
  }
  return {
    data: {
      nodes: [
        ...changedMemories.map((memory) => nodeOf(memory, memory.is === 'removed')),
        ...ends.map((memory) => nodeOf(memory, false)),
      ],
      links: added,
    },
    marks: { nodes, links },
  }
}
