import type { GraphData, GraphLink, GraphNode } from '../../graph-view/graph-model.ts'
import { linkKey } from '../../graph-view/graph-model.ts'

/** Parts one upon the other: the first that names a node or a link says what it is. */
export const union = (parts: readonly GraphData[]): GraphData => {
  const nodes = new Map<string, GraphNode>()
  const links = new Map<string, GraphLink>()
  for (const part of parts) {
    for (const node of part.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node)
    for (const link of part.links) {
      const key = linkKey(link)
      if (!links.has(key)) links.set(key, link)
    }
  }
  return {
    nodes: [...nodes.values()],
    links: [...links.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to)),
  }
}

/**
 * An overview in which some communities are open: their memories stand beside their bubbles, which stay as the place
 * where all links to closed communities begin, and are how they are closed again. Between two open ones the links
 * themselves are drawn.
 */
export const openCommunities = (
  overview: GraphData,
  opened: readonly GraphData[],
  across: GraphData | null,
): GraphData => {
  if (opened.length === 0) return overview
  const inside = new Set(opened.flatMap(({ nodes }) => nodes.map(({ facts }) => facts.community)))
  const isOpen = new Set(
    overview.nodes.filter(({ facts }) => inside.has(facts.community)).map(({ id }) => id),
  )
  const bundles = overview.links.filter(
    ({ from, to }) => !(across !== null && isOpen.has(from) && isOpen.has(to)),
  )
  return union([{ nodes: overview.nodes, links: bundles }, ...opened, ...(across ? [across] : [])])
}
