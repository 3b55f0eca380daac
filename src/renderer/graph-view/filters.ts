import { type CategoryName, category } from './attributes.ts'
import type { LinkFacts, NodeFacts, SomaGraph } from './graph-model.ts'
import { isWithin, type TimeRange } from './time-bins.ts'

/** What is left out of the drawing. Nothing is taken out of the graph. */
export interface GraphFilter {
  readonly kinds: 'all' | 'episodic' | 'semantic'
  /** Types of links that are not drawn. */
  readonly hiddenTypes: readonly string[]
  readonly minWeight: number
  readonly minDegree: number
  readonly minCore: number
  /** Hops around the chosen memories; null where all are shown. */
  readonly egoDepth: number | null
  /** Null for all times. A link is there once it was stored. */
  readonly time: TimeRange | null
  readonly hideLonely: boolean
  /** What the legend leaves out: some of the groups by which nodes are coloured. */
  readonly hiddenGroups: HiddenGroups | null
}

export interface HiddenGroups {
  readonly by: CategoryName
  /** As the legend names them; `NO_GROUP` for nodes of which it is not known. */
  readonly keys: readonly string[]
}

export const NO_GROUP = ''

export const NO_FILTER: GraphFilter = {
  kinds: 'all',
  hiddenTypes: [],
  minWeight: 0,
  minDegree: 0,
  minCore: 0,
  egoDepth: null,
  time: null,
  hideLonely: false,
  hiddenGroups: null,
}

/** Whether it leaves nothing out. */
export const isNoFilter = (filter: GraphFilter): boolean =>
  JSON.stringify({ ...NO_FILTER, ...filter }) === JSON.stringify(NO_FILTER)

const isInHidden = (facts: NodeFacts, { by, keys }: HiddenGroups): boolean =>
  keys.length > 0 && keys.includes(category(by).of(facts) ?? NO_GROUP)

const passesNode = (facts: NodeFacts, filter: GraphFilter): boolean => {
  if (filter.hiddenGroups !== null && isInHidden(facts, filter.hiddenGroups)) return false
  if (facts.kind === 'community' || facts.isPast) return true
  const { kinds, minDegree, minCore, time } = filter
  return (
    (kinds === 'all' || facts.kind === kinds) &&
    facts.degreeIn + facts.degreeOut >= minDegree &&
    (minCore === 0 || (facts.core ?? 0) >= minCore) &&
    isWithin(facts, time)
  )
}

const passesLink = (facts: LinkFacts, { hiddenTypes, minWeight, time }: GraphFilter): boolean => {
  if (facts.kind !== 'link') return true
  return (
    !hiddenTypes.includes(facts.type) &&
    facts.weight >= minWeight &&
    (time === null || time.by === 'timestamp' || facts.createdAt <= time.until)
  )
}

/** Memories within some hops of others, along what is drawn. */
export const egoOf = (
  graph: SomaGraph,
  starts: readonly string[],
  depth: number,
  isOpen: (link: string) => boolean = () => true,
): ReadonlySet<string> => {
  const seen = new Set(starts.filter((id) => graph.hasNode(id)))
  let front = [...seen]
  for (let hop = 0; hop < depth && front.length > 0; hop++) {
    const next: string[] = []
    for (const id of front) {
      graph.forEachEdge(id, (link, _attributes, from, to) => {
        const other = from === id ? to : from
        if (seen.has(other) || !isOpen(link)) return
        seen.add(other)
        next.push(other)
      })
    }
    front = next
  }
  return seen
}

export interface Shown {
  readonly memories: number
  readonly communities: number
  /** Memories of these communities, whether they are drawn or not. */
  readonly members: number
  /** Without those that stand for all between two communities. */
  readonly links: number
}

export const NOTHING_SHOWN: Shown = { memories: 0, communities: 0, members: 0, links: 0 }

/** Marks what is drawn, and counts it. A link is drawn where both of its ends are. */
export const applyFilter = (graph: SomaGraph, filter: GraphFilter, chosen: readonly string[] = []): Shown => {
  const open = new Set<string>()
  graph.forEachEdge((key, { facts }) => {
    if (passesLink(facts, filter)) open.add(key)
  })
  const ego =
    filter.egoDepth !== null && chosen.some((id) => graph.hasNode(id))
      ? egoOf(graph, chosen, filter.egoDepth, (link) => open.has(link))
      : null
  const visible = new Set<string>()
  graph.forEachNode((id, { facts }) => {
    if (passesNode(facts, filter) && (ego === null || ego.has(id))) visible.add(id)
  })
  if (filter.hideLonely) dropLonely(graph, visible, open)
  return mark(graph, visible, open)
}

const dropLonely = (graph: SomaGraph, visible: Set<string>, open: ReadonlySet<string>): void => {
  const linked = new Set<string>()
  graph.forEachEdge((key, _attributes, from, to) => {
    if (!open.has(key) || from === to || !visible.has(from) || !visible.has(to)) return
    linked.add(from)
    linked.add(to)
  })
  for (const id of visible) if (!linked.has(id)) visible.delete(id)
}

const mark = (graph: SomaGraph, visible: ReadonlySet<string>, open: ReadonlySet<string>): Shown => {
  let [memories, communities, members, links] = [0, 0, 0, 0]
  graph.updateEachNodeAttributes(
    (id, node) => {
      node.hidden = !visible.has(id)
      if (node.hidden) return node
      if (node.facts.isPast) return node
      if (node.facts.kind !== 'community') memories += 1
      else {
        communities += 1
        members += node.facts.members
      }
      return node
    },
    { attributes: ['hidden'] },
  )
  graph.updateEachEdgeAttributes(
    (key, link, from, to) => {
      link.hidden = !open.has(key) || !visible.has(from) || !visible.has(to)
      if (!link.hidden && link.facts.kind === 'link') links += 1
      return link
    },
    { attributes: ['hidden'] },
  )
  return { memories, communities, members, links }
}
