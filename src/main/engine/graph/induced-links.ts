import type { LiveGraph } from './live-graph.ts'

/** Numbers of nodes, and what place each has among them; -1 for the others. */
export class NodePlaces {
  readonly nodes: readonly number[]
  readonly #place: Int32Array

  constructor(graph: LiveGraph, nodes: readonly number[]) {
    this.nodes = nodes
    this.#place = new Int32Array(graph.nodeCount).fill(-1)
    for (const [i, node] of nodes.entries()) this.#place[node] = i
  }

  of(node: number): number {
    return this.#place[node] as number
  }
}

/** Rows of the links that begin and end among some nodes, in the order of the nodes that they begin at. */
export const inducedLinks = (graph: LiveGraph, places: NodePlaces, open: Uint8Array): number[] => {
  const { start, stop, link: leaving } = graph.out
  const { to, type } = graph.links
  const rows: number[] = []
  for (const node of places.nodes) {
    for (let i = start[node] as number; i < (stop[node] as number); i++) {
      const row = leaving[i] as number
      if (places.of(to[row] as number) !== -1 && open[type[row] as number] === 1) rows.push(row)
    }
  }
  return rows
}

/** Links that end and begin at each node, those to hidden nodes left out. */
export const degreesOf = (graph: LiveGraph): { readonly in: Uint32Array; readonly out: Uint32Array } => {
  const degrees = { in: new Uint32Array(graph.nodeCount), out: new Uint32Array(graph.nodeCount) }
  forEachLink(graph, (row) => {
    const [from, to] = [graph.links.from[row] as number, graph.links.to[row] as number]
    degrees.out[from] = (degrees.out[from] as number) + 1
    degrees.in[to] = (degrees.in[to] as number) + 1
  })
  return degrees
}

/** Every link that is there and whose ends are not hidden. */
export const forEachLink = (graph: LiveGraph, visit: (row: number) => void): void => {
  const { from, to, gone, rows } = graph.links
  const { hidden } = graph
  for (let row = 0; row < rows; row++) {
    if (gone[row] === 1 || hidden[from[row] as number] === 1 || hidden[to[row] as number] === 1) continue
    visit(row)
  }
}
