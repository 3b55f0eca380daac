import { UndirectedGraph } from 'graphology'
import louvainPackage from 'graphology-communities-louvain'
import type { GraphColumns } from '../../graph-ports.ts'
import { bySize } from './by-size.ts'

/** Its types say that the function is a field `default`; it is the module itself. */
const louvain = louvainPackage as unknown as typeof louvainPackage.default

export interface Communities {
  /** By node; 0 is the largest. */
  readonly group: Uint32Array
  readonly sizes: readonly number[]
  readonly modularity: number
}

/** Communities by Louvain's method (Blondel and others, 2008): links in any direction, the weights of twins added up. */
export const communities = (columns: GraphColumns, random: () => number): Communities => {
  const nodes = columns.keys.length
  const graph = new UndirectedGraph<object, { weight: number }>()
  for (let node = 0; node < nodes; node++) graph.addNode(node)
  for (const [pair, weight] of weightsOfPairs(columns)) {
    graph.addEdge(Math.floor(pair / nodes), pair % nodes, { weight })
  }
  if (graph.size === 0) return { ...bySize(columns.keys.map((_, node) => node)), modularity: 0 }
  const found = louvain.detailed(graph, { rng: random, getEdgeWeight: 'weight' })
  const group = Uint32Array.from({ length: nodes }, (_, node) => found.communities[node] as number)
  return { ...bySize(group), modularity: found.modularity }
}

const weightsOfPairs = ({ keys, from, to, weight }: GraphColumns): Map<number, number> => {
  const weights = new Map<number, number>()
  for (let i = 0; i < from.length; i++) {
    const [a, b] = [from[i] as number, to[i] as number]
    if (a === b) continue
    const pair = Math.min(a, b) * keys.length + Math.max(a, b)
    weights.set(pair, (weights.get(pair) ?? 0) + (weight[i] as number))
  }
  return weights
}
