import { Fifo } from './fifo.ts'
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
  distance = new Float64Array()
  link = new Int32Array()
  round = new Uint32Array()
  front: MinHeap | Fifo = new MinHeap()

  begin(node: number, round: number, cost: StepCost): void {
    // Where all steps cost the same, who comes first is nearest.
    this.front = cost === 'hops' ? new Fifo() : new MinHeap()
    this.reach(node, round, 0, -1)
  }

  reach(node: number, round: number, distance: number, link: number): void {
    this.round[node] = round
    this.distance[node] = distance
    this.link[node] = link
    this.front.push(node, distance)
  }

  /** Room for so many nodes; what was in it is no more. */
  fit(nodes: number): void {
    if (this.round.length >= nodes) return
    this.distance = new Float64Array(nodes)
    this.link = new Int32Array(nodes)
    this.round = new Uint32Array(nodes)
  }
}

const LAST_ROUND = 0xffff_ffff

/** Memory of searches, to be used again: for 100,000 memories making it takes as long as a search. One search at a time. */
export class PathScratch {
  readonly ahead = new Half()
  readonly back = new Half()
  #round = 0

  /** The number of a new search. */
  begin(nodes: number): number {
    for (const half of [this.ahead, this.back]) {
      half.fit(nodes)
      if (this.#round === LAST_ROUND) half.round.fill(0)
    }
    this.#round = this.#round === LAST_ROUND ? 1 : this.#round + 1
    return this.#round
  }
}

/**
 * Shortest paths by Dijkstra's algorithm from both ends at once (Nicholson, 1966): two halves that meet look at far
 * fewer memories than one that goes all the way. Made for one graph and way, to be asked many times.
 */
export class PathSearch {
  readonly #graph: LiveGraph
  readonly #way: Way
  readonly #cost: StepCost
  readonly #scratch: PathScratch
  #round = 0

  constructor(
    graph: LiveGraph,
    { way, cost, scratch = new PathScratch() }: { way: Way; cost: StepCost; scratch?: PathScratch },
  ) {
    this.#graph = graph
    this.#way = way
    this.#cost = cost
    this.#scratch = scratch
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
    return links.reduce((sum, link) => sum + this.#costOf(link), 0)
  }

  #costOf(link: number): number {
    return this.#cost === 'hops' ? 1 : 1 / Math.max(this.#graph.links.weight[link] as number, LEAST_WEIGHT)
  }

  /** The node over which the best path goes; -1 where there is none. */
  #meet(from: number, to: number, barred: Barred | undefined): number {
    const { ahead, back } = this.#scratch
    this.#round = this.#scratch.begin(this.#graph.nodeCount)
    ahead.begin(from, this.#round, this.#cost)
    back.begin(to, this.#round, this.#cost)
    let [best, meeting] = [Number.POSITIVE_INFINITY, -1]
    while (ahead.front.nearest + back.front.nearest < best) {
      const isAhead = ahead.front.size <= back.front.size
      const found = this.#expand(isAhead, best, barred)
      if (found !== null) [best, meeting] = found
    }
    return meeting
  }

  /** One function although long: it is the loop in which a search spends its time. */
  #expand(isAhead: boolean, bestSoFar: number, barred: Barred | undefined): [number, number] | null {
    const half = isAhead ? this.#scratch.ahead : this.#scratch.back
    const other = isAhead ? this.#scratch.back : this.#scratch.ahead
    const { direction, closed, open } = this.#way
    const { links } = this.#graph
    const round = this.#round
    const distance = half.front.nearest
    const node = half.front.pop()
    // It stood there at a greater distance before it was reached by a shorter way.
    if (distance > (half.distance[node] as number)) return null
    let [best, meeting] = [bestSoFar, -1]
    for (const side of ['out', 'in'] as const) {
      const isAlong = (side === 'out') === isAhead
      if (direction !== 'both' && (direction === 'out') !== isAlong) continue
      const ends = side === 'out' ? links.to : links.from
      const { start, stop, link: touching } = this.#graph[side]
      const end = stop[node] as number
      for (let i = start[node] as number; i < end; i++) {
        const link = touching[i] as number
        const next = ends[link] as number
        if (closed[next] === 1 || open[links.type[link] as number] === 0) continue
        if (barred !== undefined && isBarred(barred, isAhead ? node : next, isAhead ? next : node)) continue
        const reached = distance + this.#costOf(link)
        if (half.round[next] === round && (half.distance[next] as number) <= reached) continue
        // The other half has settled what is nearer to its end than its front.
        if (reached + other.front.nearest >= best && other.round[next] !== round) continue
        half.reach(next, round, reached, link)
        if (other.round[next] !== round) continue
        const whole = reached + (other.distance[next] as number)
        if (whole < best) [best, meeting] = [whole, next]
      }
    }
    return meeting === -1 ? null : [best, meeting]
  }

  #pathOver(meeting: number): GraphPath {
    const before = this.#walk(this.#scratch.ahead, meeting)
    const after = this.#walk(this.#scratch.back, meeting)
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

const isBarred = ({ at, next }: Barred, from: number, to: number): boolean => from === at && next.has(to)
