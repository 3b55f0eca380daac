import type { Community, GraphView } from '#contract/graph'
import { forEachLink } from './induced-links.ts'
import type { KeptAnalysis } from './kept-analysis.ts'
import type { LiveGraph } from './live-graph.ts'
import { textColumn } from './text-column.ts'
import { emptyLinks, emptyNodes } from './view-columns.ts'

interface Bundle {
  readonly from: number
  readonly to: number
  count: number
  /** When the first of its links was made. */
  createdAt: number
}

/** Communities as nodes, the largest first, and the links between each two counted, direction by direction. */
export const overviewOf = (graph: LiveGraph, kept: KeptAnalysis | null, limit: number) => {
  const all = kept?.analysis.summary.communities ?? []
  const bundles = kept === null ? [] : bundlesOf(graph, kept)
  const shown = all.slice(0, limit)
  const drawn = bundles.filter(({ from, to }) => from < shown.length && to < shown.length)
  return {
    nodes: nodesOf(shown, bundles, kept),
    links: linksOf(drawn),
    typeNames: ['links'],
    total: { nodes: all.length, links: bundles.length },
    communities: shown.slice(),
  } satisfies Partial<GraphView>
}

const bundlesOf = (graph: LiveGraph, kept: KeptAnalysis): Bundle[] => {
  const { community } = kept.analysis
  const communityOf = (node: number): number | undefined => community[kept.rowOf(graph, graph.keyOf(node))]
  const found = new Map<string, Bundle>()
  forEachLink(graph, (row) => {
    const from = communityOf(graph.links.from[row] as number)
    const to = communityOf(graph.links.to[row] as number)
    if (from === undefined || to === undefined || from === to) return
    const createdAt = graph.links.createdAt[row] as number
    const bundle = found.get(`${from} ${to}`)
    if (bundle === undefined) return void found.set(`${from} ${to}`, { from, to, count: 1, createdAt })
    bundle.count++
    bundle.createdAt = Math.min(bundle.createdAt, createdAt)
  })
  return [...found.values()].sort((a, b) => a.from - b.from || a.to - b.to)
}

const nodesOf = (shown: readonly Community[], bundles: readonly Bundle[], kept: KeptAnalysis | null) => {
  const nodes = emptyNodes(shown.length)
  for (const [i, { community, size }] of shown.entries()) {
    nodes.importance[i] = size
    nodes.community[i] = community
  }
  for (const { from, to, count } of bundles) {
    if (from < shown.length) nodes.degreeOut[from] = (nodes.degreeOut[from] as number) + count
    if (to < shown.length) nodes.degreeIn[to] = (nodes.degreeIn[to] as number) + count
  }
  if (kept !== null) addRanks(nodes.pageRank, kept)
  return {
    ...nodes,
    ids: textColumn(shown.map(({ community }) => `community:${community}`)),
    titles: textColumn(shown.map(({ words, community }) => words.join(', ') || `Community ${community + 1}`)),
    coordinates: new Float64Array(),
  }
}

const addRanks = (ranks: Float32Array, { analysis }: KeptAnalysis): void => {
  const sums = new Float64Array(ranks.length)
  for (const [row, community] of analysis.community.entries()) {
    if (community < sums.length)
      sums[community] = (sums[community] as number) + (analysis.pageRank[row] as number)
  }
  ranks.set(sums)
}

const linksOf = (bundles: readonly Bundle[]) => {
  const links = emptyLinks(bundles.length)
  for (const [i, { from, to, count, createdAt }] of bundles.entries()) {
    links.from[i] = from
    links.to[i] = to
    links.weight[i] = count
    links.createdAt[i] = createdAt
  }
  return links
}
