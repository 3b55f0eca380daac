import type { ViewInput } from '#contract/graph'
import type { MemoryKey } from '../ports.ts'
import { degreesOf, inducedLinks, NodePlaces } from './induced-links.ts'
import { kHop } from './k-hop.ts'
import type { KeptAnalysis } from './kept-analysis.ts'
import type { LiveGraph } from './live-graph.ts'
import { emptyLinks, emptyNodes } from './view-columns.ts'
import { wayThrough } from './way.ts'

type Start = Exclude<ViewInput['start'], { kind: 'overview' }>

/** Memories that a start asks for, in the order in which a limit keeps them. */
interface Asked {
  readonly keys: readonly MemoryKey[]
  /** Only links of these types. */
  readonly types?: readonly string[] | undefined
}

/** Keys of memories by where the start says that they are; the store knows coordinates and who has no link. */
export interface KeysOf {
  /** The living ones among some coordinates. */
  at(coordinates: readonly (readonly number[])[]): MemoryKey[]
  /** All living ones. */
  all(): MemoryKey[]
}

/** Which memories and links a view shows, without what only the store knows of them. */
export const viewGraph = (
  graph: LiveGraph,
  kept: KeptAnalysis | null,
  { start, limit, keysOf }: { readonly start: Start; readonly limit: number; readonly keysOf: KeysOf },
) => {
  const degrees = degreesOf(graph)
  const { keys, types } = askedFor(graph, kept, { start, degrees, keysOf })
  const shown = keys.slice(0, limit)
  const open = wayThrough(graph, { direction: 'both', types }).open
  const all = rowsAmong(graph, keys, open)
  const rows = shown.length === keys.length ? all : rowsAmong(graph, shown, open)
  return {
    keys: shown,
    nodes: nodesOf(graph, kept, { keys: shown, degrees }),
    ...linksOf(graph, shown, rows),
    total: { nodes: keys.length, links: all.length },
  }
}

type Degrees = ReturnType<typeof degreesOf>

const askedFor = (
  graph: LiveGraph,
  kept: KeptAnalysis | null,
  { start, degrees, keysOf }: { start: Start; degrees: Degrees; keysOf: KeysOf },
): Asked => {
  if (start.kind === 'whole') return { keys: byDegree(graph, keysOf.all(), degrees) }
  if (start.kind === 'among') return { keys: byDegree(graph, keysOf.at(start.coordinates), degrees) }
  if (start.kind === 'community') {
    const living = (kept?.membersOf(start.community) ?? []).filter((key) => isSeen(graph, key))
    return { keys: byDegree(graph, living, degrees) }
  }
  const keys = keysOf.at(start.coordinates)
  const nodes = keys.map((key) => graph.nodeOf(key)).filter((node) => node !== undefined)
  const around = kHop(graph, wayThrough(graph, start), nodes, start.depth)
  return { keys: [...keys, ...around.map(({ node }) => graph.keyOf(node))], types: start.types }
}

const isSeen = (graph: LiveGraph, key: MemoryKey): boolean => {
  const node = graph.nodeOf(key)
  return node !== undefined && graph.hidden[node] === 0
}

/** Those with most links first, then by key. */
const byDegree = (graph: LiveGraph, keys: readonly MemoryKey[], degrees: Degrees): MemoryKey[] => {
  const degreeOf = (key: MemoryKey): number => {
    const node = graph.nodeOf(key)
    return node === undefined ? 0 : (degrees.in[node] as number) + (degrees.out[node] as number)
  }
  const sorted = keys.map((key) => ({ key, degree: degreeOf(key) }))
  return sorted.sort((a, b) => b.degree - a.degree || a.key - b.key).map(({ key }) => key)
}

const nodesAmong = (graph: LiveGraph, keys: readonly MemoryKey[]): number[] =>
  keys.map((key) => graph.nodeOf(key)).filter((node) => node !== undefined)

const rowsAmong = (graph: LiveGraph, keys: readonly MemoryKey[], open: Uint8Array): number[] =>
  inducedLinks(graph, new NodePlaces(graph, nodesAmong(graph, keys)), open)

const nodesOf = (
  graph: LiveGraph,
  kept: KeptAnalysis | null,
  { keys, degrees }: { keys: readonly MemoryKey[]; degrees: Degrees },
) => {
  const nodes = emptyNodes(keys.length)
  for (const [i, key] of keys.entries()) {
    const node = graph.nodeOf(key)
    if (node === undefined) continue
    nodes.degreeIn[i] = degrees.in[node] as number
    nodes.degreeOut[i] = degrees.out[node] as number
    const row = kept?.rowOf(graph, key) ?? -1
    if (kept === null || row === -1) continue
    nodes.community[i] = kept.analysis.community[row] as number
    nodes.component[i] = kept.analysis.component[row] as number
    nodes.core[i] = kept.analysis.core[row] as number
    nodes.pageRank[i] = kept.analysis.pageRank[row] as number
    nodes.betweenness[i] = kept.analysis.betweenness[row] as number
  }
  return nodes
}

/** The links as columns, and the names of the types that occur. */
const linksOf = (graph: LiveGraph, keys: readonly MemoryKey[], rows: readonly number[]) => {
  const places = new Int32Array(graph.nodeCount)
  for (const [i, key] of keys.entries()) {
    const node = graph.nodeOf(key)
    if (node !== undefined) places[node] = i
  }
  const links = emptyLinks(rows.length)
  const table = graph.links
  const names = graph.typeNames
  const placeOfType = new Map<number, number>()
  const typeNames: string[] = []
  for (const [i, row] of rows.entries()) {
    const type = table.type[row] as number
    const known = placeOfType.get(type) ?? typeNames.push(names[type] as string) - 1
    placeOfType.set(type, known)
    links.from[i] = places[table.from[row] as number] as number
    links.to[i] = places[table.to[row] as number] as number
    links.type[i] = known
    links.weight[i] = table.weight[row] as number
    links.createdAt[i] = table.createdAt[row] as number
    links.hasNote[i] = table.hasNote[row] as number
  }
  return { links, typeNames }
}
