import {
  createSomaGraph,
  type GraphData,
  type LinkFacts,
  type NodeFacts,
  type SomaGraph,
} from '../../src/renderer/graph-view/graph-model.ts'
import { mergeGraph } from '../../src/renderer/graph-view/merge-graph.ts'

/** What is known of a memory that is drawn, where a test says no other. */
export const drawnFacts = (more: Partial<NodeFacts> = {}): NodeFacts => ({
  kind: 'episodic',
  title: '',
  coordinate: [1],
  pinned: false,
  importance: 1,
  timestamp: null,
  createdAt: 10,
  degreeIn: 1,
  degreeOut: 1,
  community: 0,
  component: 0,
  core: 1,
  pageRank: 0.1,
  betweenness: 0,
  members: 1,
  ...more,
})

export const drawnLink = (from: string, to: string, more: Partial<LinkFacts> = {}) => ({
  from,
  to,
  facts: { type: 'related', weight: 1, createdAt: 10, hasNote: false, kind: 'link' as const, ...more },
})

/** Memories that are called as their ids, and links between pairs. */
export const drawnData = (
  ids: readonly string[],
  pairs: readonly (readonly [string, string])[],
): GraphData => ({
  nodes: ids.map((id) => ({ id, facts: drawnFacts({ title: id }) })),
  links: pairs.map(([from, to]) => drawnLink(from, to)),
})

export const drawnGraph = (given: GraphData): SomaGraph => {
  const graph = createSomaGraph()
  mergeGraph(graph, given)
  return graph
}
