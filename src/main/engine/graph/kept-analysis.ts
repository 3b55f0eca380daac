import type { GraphAnalysis } from '../graph-ports.ts'
import type { MemoryKey } from '../ports.ts'
import type { LiveGraph } from './live-graph.ts'

const NONE = -1

/** An analysis, to be looked up by node of the graph that is shown now: links may have come since it was made. */
export class KeptAnalysis {
  readonly analysis: GraphAnalysis
  #graph: LiveGraph | null = null
  #rows = new Int32Array()

  constructor(analysis: GraphAnalysis) {
    this.analysis = analysis
  }

  /** Row of a memory, or -1. */
  rowOf(graph: LiveGraph, key: MemoryKey): number {
    const node = graph.nodeOf(key)
    if (node === undefined) return NONE
    if (this.#graph !== graph) this.#follow(graph)
    return this.#rows[node] ?? NONE
  }

  /** Keys of the memories of a community. */
  membersOf(community: number): MemoryKey[] {
    const { keys } = this.analysis
    return [...keys].filter((_, row) => this.analysis.community[row] === community)
  }

  #follow(graph: LiveGraph): void {
    this.#rows = new Int32Array(graph.nodeCount).fill(NONE)
    for (const [row, key] of this.analysis.keys.entries()) {
      const node = graph.nodeOf(key)
      if (node !== undefined) this.#rows[node] = row
    }
    this.#graph = graph
  }
}
