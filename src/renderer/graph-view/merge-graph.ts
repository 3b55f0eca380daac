import { type GraphData, linkKey, type NodeAttributes, type SomaGraph } from './graph-model.ts'
import { type Places, type Point, placeNew } from './placement.ts'

export interface MergeOptions {
  /** Places from an earlier time, for nodes that the graph does not have. */
  readonly saved?: Places
  readonly held?: ReadonlySet<string>
  /** Where nodes go that know nobody. */
  readonly near?: Point
}

const placesIn = (graph: SomaGraph): Map<string, Point> => {
  const places = new Map<string, Point>()
  graph.forEachNode((id, { x, y }) => places.set(id, { x, y }))
  return places
}

const NEW_NODE: Omit<NodeAttributes, 'x' | 'y' | 'facts' | 'type' | 'held'> = {
  size: 4,
  color: '#888888',
  label: null,
  hidden: false,
  forceLabel: false,
  open: false,
}

/**
 * Makes the graph hold what the data say, and nothing else. What is there already stays where it is; what is new comes
 * beside its neighbours.
 */
export const mergeGraph = (graph: SomaGraph, data: GraphData, options: MergeOptions = {}): void => {
  const wanted = new Set(data.nodes.map(({ id }) => id))
  for (const id of graph.nodes()) if (!wanted.has(id)) graph.dropNode(id)
  const known = placesIn(graph)
  for (const { id } of data.nodes) {
    const saved = options.saved?.get(id)
    if (saved && !known.has(id)) known.set(id, saved)
  }
  const fresh = placeNew(data, known, options.near)
  for (const { id, facts } of data.nodes) {
    const type = facts.kind === 'community' ? 'bubble' : facts.kind === 'semantic' ? 'diamond' : 'dot'
    if (graph.hasNode(id)) graph.mergeNodeAttributes(id, { facts, type })
    else {
      const place = known.get(id) ?? fresh.get(id) ?? { x: 0, y: 0 }
      graph.addNode(id, { ...NEW_NODE, ...place, type, facts, held: options.held?.has(id) ?? false })
    }
  }
  mergeLinks(graph, data)
}

const mergeLinks = (graph: SomaGraph, data: GraphData): void => {
  const keys = new Set(data.links.map(linkKey))
  for (const key of graph.edges()) if (!keys.has(key)) graph.dropEdge(key)
  for (const link of data.links) {
    const key = linkKey(link)
    if (graph.hasEdge(key)) graph.mergeEdgeAttributes(key, { facts: link.facts })
    else if (graph.hasNode(link.from) && graph.hasNode(link.to)) {
      graph.addEdgeWithKey(key, link.from, link.to, {
        size: 1,
        color: '#888888',
        type: 'line',
        curvature: 0,
        hidden: false,
        facts: link.facts,
      })
    }
  }
  curveParallels(graph)
}

/** How far apart two links of the same ends bend. */
const BEND = 0.22

/**
 * Links between the same two memories bend away from one another; a single one is straight. The bend is seen from the
 * link's own start, so one that runs the other way bends to the other side by itself.
 */
const curveParallels = (graph: SomaGraph): void => {
  const groups = new Map<string, string[]>()
  graph.forEachEdge((key, _facts, from, to) => {
    const pair = from < to ? `${from}\u001f${to}` : `${to}\u001f${from}`
    const list = groups.get(pair)
    if (list) list.push(key)
    else groups.set(pair, [key])
  })
  for (const keys of groups.values()) {
    const first = keys[0] as string
    const loop = graph.source(first) === graph.target(first)
    if (keys.length === 1 && !loop && graph.getEdgeAttribute(first, 'curvature') === 0) continue
    const start = graph.source(first)
    keys.forEach((key, i) => {
      const away = (i - (keys.length - 1) / 2) * BEND
      graph.setEdgeAttribute(key, 'curvature', graph.source(key) === start ? away : -away)
    })
  }
}
