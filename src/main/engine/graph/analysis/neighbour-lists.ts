import type { GraphColumns } from '../../graph-ports.ts'

/** Who is linked with whom, in any direction, each once and none with itself: those of `n` from `start[n]` on. */
export interface NeighbourLists {
  readonly nodes: number
  readonly start: Uint32Array
  readonly neighbour: Uint32Array
}

export const neighbourLists = ({
  keys,
  from,
  to,
}: Pick<GraphColumns, 'keys' | 'from' | 'to'>): NeighbourLists => {
  const { start, neighbour } = bothWays(from, to, keys.length)
  return withoutTwins(start, neighbour)
}

/** Counting sort of every link at both of its ends. */
const bothWays = (from: Uint32Array, to: Uint32Array, nodes: number) => {
  const start = new Uint32Array(nodes + 1)
  const count = (node: number): void => {
    start[node + 1] = (start[node + 1] as number) + 1
  }
  for (let i = 0; i < from.length; i++) {
    if (from[i] === to[i]) continue
    count(from[i] as number)
    count(to[i] as number)
  }
  for (let node = 0; node < nodes; node++)
    start[node + 1] = (start[node + 1] as number) + (start[node] as number)
  const next = start.slice(0, nodes)
  const neighbour = new Uint32Array(start[nodes] as number)
  const put = (node: number, other: number): void => {
    neighbour[next[node] as number] = other
    next[node] = (next[node] as number) + 1
  }
  for (let i = 0; i < from.length; i++) {
    if (from[i] === to[i]) continue
    put(from[i] as number, to[i] as number)
    put(to[i] as number, from[i] as number)
  }
  return { start, neighbour }
}

const withoutTwins = (start: Uint32Array, neighbour: Uint32Array): NeighbourLists => {
  const nodes = start.length - 1
  const kept = new Uint32Array(nodes + 1)
  const seenBy = new Int32Array(nodes).fill(-1)
  let at = 0
  for (let node = 0; node < nodes; node++) {
    for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
      const other = neighbour[i] as number
      if (seenBy[other] === node) continue
      seenBy[other] = node
      // Never ahead of what is read.
      neighbour[at++] = other
    }
    kept[node + 1] = at
  }
  return { nodes, start: kept, neighbour: neighbour.subarray(0, at) }
}
