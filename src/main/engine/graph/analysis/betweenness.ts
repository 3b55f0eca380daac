import { sampleOf } from '../../fractal/random.ts'
import type { NeighbourLists } from './neighbour-lists.ts'

/** Steps that all searches together may take: a second or two. */
const WORK = 120_000_000
const LEAST_PIVOTS = 64
/** Searches between two reports. */
const SLICE = 16

export interface Betweenness {
  /** Share of the pairs of other memories whose shortest path passes; by parts where there are several. */
  readonly share: Float32Array
  /** Memories from which paths were counted. */
  readonly pivots: number
}

/**
 * Betweenness by counting shortest paths (Brandes, 2001), links in any direction and each one step. In a large graph
 * only paths from some memories drawn by chance are counted and scaled up (Brandes and Pich, 2007).
 */
export const betweenness = (
  lists: NeighbourLists,
  random: () => number,
  onProgress: (done: number, total: number) => void,
): Betweenness => {
  const { nodes } = lists
  const affordable = Math.max(LEAST_PIVOTS, Math.floor(WORK / (nodes + lists.neighbour.length + 1)))
  const all = Uint32Array.from({ length: nodes }, (_, node) => node)
  const pivots = sampleOf(all, affordable, random)
  const sum = new Float64Array(nodes)
  const search = new PathCount(lists)
  for (const [i, pivot] of pivots.entries()) {
    if (i % SLICE === 0) onProgress(i, pivots.length)
    search.addFrom(pivot, sum)
  }
  const pairs = (nodes - 1) * (nodes - 2)
  const scale = pairs <= 0 ? 0 : nodes / pivots.length / pairs
  return { share: Float32Array.from(sum, (one) => one * scale), pivots: pivots.length }
}

/** One breadth-first search there, and what each node carries of its paths on the way back. */
class PathCount {
  readonly #lists: NeighbourLists
  readonly #order: Uint32Array
  readonly #distance: Int32Array
  readonly #paths: Float64Array
  readonly #carried: Float64Array

  constructor(lists: NeighbourLists) {
    this.#lists = lists
    this.#order = new Uint32Array(lists.nodes)
    this.#distance = new Int32Array(lists.nodes).fill(-1)
    this.#paths = new Float64Array(lists.nodes)
    this.#carried = new Float64Array(lists.nodes)
  }

  addFrom(source: number, sum: Float64Array): void {
    const reached = this.#reach(source)
    this.#carryBack(reached)
    for (let i = 0; i < reached; i++) {
      const node = this.#order[i] as number
      if (i > 0) sum[node] = (sum[node] as number) + (this.#carried[node] as number)
      this.#distance[node] = -1
      this.#paths[node] = 0
      this.#carried[node] = 0
    }
  }

  #reach(source: number): number {
    const { start, neighbour } = this.#lists
    const [order, distance, paths] = [this.#order, this.#distance, this.#paths]
    order[0] = source
    distance[source] = 0
    paths[source] = 1
    let reached = 1
    for (let i = 0; i < reached; i++) {
      const node = order[i] as number
      const next = (distance[node] as number) + 1
      for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
        const other = neighbour[at] as number
        if (distance[other] === -1) {
          distance[other] = next
          order[reached++] = other
        }
        if (distance[other] === next) paths[other] = (paths[other] as number) + (paths[node] as number)
      }
    }
    return reached
  }

  #carryBack(reached: number): void {
    const { start, neighbour } = this.#lists
    const [distance, paths, carried] = [this.#distance, this.#paths, this.#carried]
    for (let i = reached - 1; i > 0; i--) {
      const node = this.#order[i] as number
      const before = (distance[node] as number) - 1
      const part = (1 + (carried[node] as number)) / (paths[node] as number)
      for (let at = start[node] as number; at < (start[node + 1] as number); at++) {
        const other = neighbour[at] as number
        if (distance[other] !== before) continue
        carried[other] = (carried[other] as number) + (paths[other] as number) * part
      }
    }
  }
}
