import type { SomaGraph } from './graph-model.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** Unit vectors; the y of a graph points up. */
const WAYS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
}

/** What lies more than this aside of the direction does not count, as a cosine: 65 degrees. */
const ASIDE = Math.cos((65 * Math.PI) / 180)

const best = (
  graph: SomaGraph,
  from: string,
  { candidates, direction }: { readonly candidates: readonly string[]; readonly direction: Direction },
): string | null => {
  const here = graph.getNodeAttributes(from)
  const [dx, dy] = WAYS[direction]
  let found: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const id of candidates) {
    const { x, y, hidden } = graph.getNodeAttributes(id)
    const distance = Math.hypot(x - here.x, y - here.y)
    if (hidden || id === from || distance === 0) continue
    const cosine = ((x - here.x) * dx + (y - here.y) * dy) / distance
    // Near ones first, those that lie straight ahead before those aside.
    const cost = distance / cosine ** 2
    if (cosine < ASIDE || cost >= least) continue
    least = cost
    found = id
  }
  return found
}

/** The neighbour that lies in a direction; where none does, the nearest node that does. */
export const neighbourTowards = (graph: SomaGraph, from: string, direction: Direction): string | null =>
  best(graph, from, { candidates: graph.neighbors(from), direction }) ??
  best(graph, from, { candidates: graph.nodes(), direction })

/** Where the keyboard begins: the best linked node that is drawn. */
export const mostLinked = (graph: SomaGraph): string | null => {
  let found: string | null = null
  let most = -1
  graph.forEachNode((id, { hidden }) => {
    const degree = graph.degree(id)
    if (hidden || degree <= most) return
    most = degree
    found = id
  })
  return found
}
