import type { GraphColumns } from '../graph-ports.ts'
import { forEachLink } from './induced-links.ts'
import type { LiveGraph } from './live-graph.ts'

/** What of a graph can be seen, numbered anew: living memories that have a link to a living one. */
export const graphColumns = (graph: LiveGraph, seq: number): GraphColumns => {
  const rows = new Uint32Array(graph.linkCount)
  let count = 0
  forEachLink(graph, (row) => {
    rows[count++] = row
  })
  const { from, to, type, weight } = graph.links
  const place = new Int32Array(graph.nodeCount).fill(-1)
  const keys: number[] = []
  const placeOf = (node: number): number => {
    if (place[node] === -1) place[node] = keys.push(graph.keyOf(node)) - 1
    return place[node] as number
  }
  const columns = {
    from: new Uint32Array(count),
    to: new Uint32Array(count),
    type: new Uint32Array(count),
    weight: new Float64Array(count),
  }
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    columns.from[i] = placeOf(from[row] as number)
    columns.to[i] = placeOf(to[row] as number)
    columns.type[i] = type[row] as number
    columns.weight[i] = weight[row] as number
  }
  return { seq, keys: Uint32Array.from(keys), typeNames: graph.typeNames, ...columns }
}
