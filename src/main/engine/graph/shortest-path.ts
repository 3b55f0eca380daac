import type { LiveGraph } from './live-graph.ts'
import { MinHeap } from './min-heap.ts'
import type { Way } from './way.ts'

/** Nodes from start to end, and the link that is walked between each two. */
export interface GraphPath {
  readonly nodes: readonly number[]
  readonly links: readonly number[]
  readonly cost: number
}

/** What a step costs: the same for each, or less the heavier its link is. */
export type StepCost = 'hops' | 'weight'

/** The steps from one node that may not be taken. */
interface Barred {
  readonly at: number
  readonly next: ReadonlySet<number>
}

/** Weights are free to be tiny; the sum of what they cost has to stay finite. */
const LEAST_WEIGHT = 1e-300

/** What one half of a search knows. What stands under an older `round` is of an earlier search. */
class Half {
  readonly distance: Float64Array
  readonly link: Int32Array
  readonly round: Uint32Array
  readonly heap = new MinHeap()

  constructor(nodes: number) {
    this.distance = new Float64Array(nodes)
    this.link = new Int32Array(nodes)
    this.round = new Uint32Array(nodes)
  }

  begin(node: number, round: number): void {
    this.heap.clear()
    this.reach(node, round, 0, -1)
  }

  reach(node: number, round: number, distance: number, link: number): void {
    this.round[node] = round
    this.distance[node] = distance
    this.link[node] = link
    this.heap.push(node, distance)
  }
}

/**
 * Shortest paths by Dijkstra's algorithm from both ends at once (Nicholson, 1966): two halves that meet look at far
 * fewer memories than one that goes all the way. Made for one graph and way, to be asked many times.
 */
export class PathSearch {
  readonly #graph: LiveGraph
  readonly #way: Way
  readonly #cost: Float64Array
  readonly #ahead: Half
  readonly #back: Half
  #round = 0

  constructor(graph: LiveGraph, way: Way, cost: StepCost) {
    this.#graph = graph
    this.#way = way
    const { weight } = graph.links
    this.#cost = cost === 'hops' ? new Float64Array(weight.length).fill(1) : weight.map(costOf)
    this.#ahead = new Half(graph.nodeCount)
    this.#back = new Half(graph.nodeCount)
  }

  /** The path that costs least, or null; `closed` of the way is read anew with each call. */
  find(from: number, to: number, barred?: Barred): GraphPath | null {
    const { closed } = this.#way
    if (closed[from] === 1 || closed[to] === 1) return null
    if (from === to) return { nodes: [from], links: [], cost: 0 }
    const meeting = this.#meet(from, to, barred)
    return meeting === -1 ? null : this.#pathOver(meeting)
  }

  /** The steps of a path added up from its start, so that the same path always costs the same. */
  costOf(links: readonly number[]): number {
    return links.reduce((sum, link) => sum + (this.#cost[link] as number), 0)
  }

  /** The node over which the best path goes; -1 where there is none. */
  #meet(from: number, to: number, barred: Barred | undefined): number {
    const [ahead, back] = [this.#ahead, this.#back]
    const round = ++this.#round
    ahead.begin(from, round)
    back.begin(to, round)
    let [best, meeting] = [Number.POSITIVE_INFINITY, -1]
    while (ahead.heap.nearest + back.heap.nearest < best) {
      const isAhead = ahead.heap.size <= back.heap.size
      const found = this.#expand(isAhead, best, barred)
      if (found !== null) [best, meeting] = found
    }
    return meeting
  }

  /** One function although long: it is the loop in which a search spends its time. */
  #expand(isAhead: boolean, bestSoFar: number, barred: Barred | undefined): [number, number] | null {
    const half = isAhead ? this.#ahead : this.#back
    const other = isAhead ? this.#back : this.#ahead
    const { direction, closed, open } = this.#way
    const { links } = this.#graph
    const round = this.#round
    const distance = half.heap.nearest
    const node = half.heap.pop()
    // It stood there at a greater distance before it was reached by a shorter way.
    if (distance > (half.distance[node] as number)) return null
    let [best, meeting] = [bestSoFar, -1]
    for (const side of ['out', 'in'] as const) {
      const isAlong = (side === 'out') === isAhead
      if (direction !== 'both' && (direction === 'out') !== isAlong) continue
      const ends = side === 'out' ? links.to : links.from
      const { start, link: touching } = this.#graph[side]
      const stop = start[node + 1] as number
      for (let i = start[node] as number; i < stop; i++) {
        const link = touching[i] as number
        const next = ends[link] as number
        if (closed[next] === 1 || open[links.type[link] as number] === 0) continue
        if (barred !== undefined && isBarred(barred, isAhead ? node : next, isAhead ? next : node)) continue
        const reached = distance + (this.#cost[link] as number)
        if (half.round[next] === round && (half.distance[next] as number) <= reached) continue
        half.reach(next, round, reached, link)
        if (other.round[next] !== round) continue
        const whole = reached + (other.distance[next] as number)
        if (whole < best) [best, meeting] = [whole, next]
      }
    }
    return meeting === -1 ? null : [best, meeting]
  }

  #pathOver(meeting: number): GraphPath {
    const before = this.#walk(this.#ahead, meeting)
    const after = this.#walk(this.#back, meeting)
    const nodes = [...before.nodes.reverse(), meeting, ...after.nodes]
    const links = [...before.links.reverse(), ...after.links]
    return { nodes, links, cost: this.costOf(links) }
  }

  /** From a node to where a half began. */
  #walk(half: Half, from: number): { nodes: number[]; links: number[] } {
    const { from: froms, to: tos } = this.#graph.links
    const walked = { nodes: [] as number[], links: [] as number[] }
    for (let node = from, link = half.link[node] as number; link !== -1; link = half.link[node] as number) {
      node = (froms[link] === node ? tos[link] : froms[link]) as number
      walked.nodes.push(node)
      walked.links.push(link)
    }
    return walked
  }
}

const costOf = (weight: number): number => 1 / Math.max(weight, LEAST_WEIGHT)

const isBarred = ({ at, next }: Barred, from: number, to: number): boolean => from === at && next.has(to)
