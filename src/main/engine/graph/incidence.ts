/** Room that the list of a node gets when it outgrows the one it has. */
const LEAST_ROOM = 4

/**
 * For each node the links that touch it: those of node `n` stand in `link` from `start[n]` to before `stop[n]`, in the
 * order they came. A list that outgrows its room moves to the end of `link` into twice the room, so that adding a link
 * costs what its node has, not what the graph has; what it left behind is `waste`.
 */
export class Incidence {
  start: Uint32Array<ArrayBuffer>
  stop: Uint32Array<ArrayBuffer>
  link: Uint32Array<ArrayBuffer>
  /** Where the room of each node ends. */
  #room: Uint32Array<ArrayBuffer>
  #nodes: number
  #used: number
  #waste = 0

  /** Counting sort of the links by the node at one end. */
  constructor(ends: Uint32Array, { links, nodes }: { readonly links: number; readonly nodes: number }) {
    const start = new Uint32Array(nodes + 1)
    for (let i = 0; i < links; i++) {
      const after = (ends[i] as number) + 1
      start[after] = (start[after] as number) + 1
    }
    for (let node = 0; node < nodes; node++) {
      start[node + 1] = (start[node + 1] as number) + (start[node] as number)
    }
    const next = start.slice(0, nodes)
    const link = new Uint32Array(links)
    for (let i = 0; i < links; i++) {
      const node = ends[i] as number
      const at = next[node] as number
      link[at] = i
      next[node] = at + 1
    }
    this.start = start.slice(0, nodes)
    this.stop = next
    this.#room = next.slice()
    this.link = link
    this.#nodes = nodes
    this.#used = links
  }

  get waste(): number {
    return this.#waste
  }

  /** Knows so many nodes from now on; new ones have no links. */
  fit(nodes: number): void {
    if (nodes > this.start.length) {
      const length = nodes + (nodes >> 3) + LEAST_ROOM
      this.start = grown(this.start, length)
      this.stop = grown(this.stop, length)
      this.#room = grown(this.#room, length)
    }
    this.#nodes = Math.max(this.#nodes, nodes)
  }

  add(node: number, link: number): void {
    if (this.stop[node] === this.#room[node]) this.#move(node)
    const at = this.stop[node] as number
    this.link[at] = link
    this.stop[node] = at + 1
  }

  /** Those behind it move up: their order tells which of two equal paths is found. */
  remove(node: number, link: number): void {
    const [start, stop] = [this.start[node] as number, this.stop[node] as number]
    const at = this.link.subarray(start, stop).indexOf(link)
    if (at === -1) return
    this.link.copyWithin(start + at, start + at + 1, stop)
    this.stop[node] = stop - 1
  }

  #move(node: number): void {
    const [start, stop] = [this.start[node] as number, this.stop[node] as number]
    const room = Math.max(LEAST_ROOM, 2 * (stop - start))
    if (this.#used + room > this.link.length) {
      this.link = grown(this.link, this.#used + room + (this.#used >> 2))
    }
    this.link.copyWithin(this.#used, start, stop)
    this.#waste += (this.#room[node] as number) - start
    this.start[node] = this.#used
    this.stop[node] = this.#used + stop - start
    this.#used += room
    this.#room[node] = this.#used
  }
}

const grown = (column: Uint32Array, length: number): Uint32Array<ArrayBuffer> => {
  const larger = new Uint32Array(length)
  larger.set(column)
  return larger
}
