import type { LiveGraph } from './live-graph.ts'
import type { Way } from './way.ts'

export interface Reached {
  readonly node: number
  /** Links on the shortest way there. */
  readonly hops: number
}

/**
 * What lies within `depth` hops of one or more nodes, themselves left out: nearest first, within a hop those that the
 * heaviest link leads to, then by their number.
 */
export const kHop = (
  graph: LiveGraph,
  way: Way,
  starts: number | readonly number[],
  depth: number,
): Reached[] => {
  const seen = way.closed.slice()
  let front = [starts].flat().filter((node) => seen[node] === 0)
  for (const node of front) seen[node] = 1
  const reached: Reached[] = []
  for (let hops = 1; hops <= depth && front.length > 0; hops++) {
    front = nextFront(graph, way, front, seen)
    for (const node of front) reached.push({ node, hops })
  }
  return reached
}

const nextFront = (graph: LiveGraph, way: Way, front: readonly number[], seen: Uint8Array): number[] => {
  const heaviest = new Map<number, number>()
  const { links } = graph
  const sides = way.direction === 'both' ? (['out', 'in'] as const) : ([way.direction] as const)
  for (const side of sides) {
    const ends = side === 'out' ? links.to : links.from
    const { start, stop, link: touching } = graph[side]
    for (const node of front) {
      for (let i = start[node] as number; i < (stop[node] as number); i++) {
        const link = touching[i] as number
        const next = ends[link] as number
        if (seen[next] === 1 || way.open[links.type[link] as number] === 0) continue
        heaviest.set(next, Math.max(heaviest.get(next) ?? 0, links.weight[link] as number))
      }
    }
  }
  for (const node of heaviest.keys()) seen[node] = 1
  return [...heaviest].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([node]) => node)
}
