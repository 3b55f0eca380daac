/** Nodes in the order they came, each with a distance that is not less than the one before: a heap without the work. */
export class Fifo {
  readonly #nodes: number[] = []
  readonly #distances: number[] = []
  #taken = 0

  get size(): number {
    return this.#nodes.length - this.#taken
  }

  /** Distance of the nearest; Infinity where there is none. */
  get nearest(): number {
    return this.#distances[this.#taken] ?? Number.POSITIVE_INFINITY
  }

  push(node: number, distance: number): void {
    this.#nodes.push(node)
    this.#distances.push(distance)
  }

  /** Takes the nearest away; call it only where there is one. */
  pop(): number {
    const node = this.#nodes[this.#taken] as number
    this.#taken++
    return node
  }
}
