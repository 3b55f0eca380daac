/** Nodes by distance, the nearest first. A node may stand there more than once; who takes it knows which is old. */
export class MinHeap {
  readonly #nodes: number[] = []
  readonly #distances: number[] = []

  get size(): number {
    return this.#nodes.length
  }

  /** Distance of the nearest; Infinity where there is none. */
  get nearest(): number {
    return this.#distances[0] ?? Number.POSITIVE_INFINITY
  }

  push(node: number, distance: number): void {
    let at = this.#nodes.length
    this.#nodes.push(node)
    this.#distances.push(distance)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((this.#distances[parent] as number) <= distance) break
      this.#move(parent, at)
      at = parent
    }
    this.#place(at, node, distance)
  }

  /** Takes the nearest away; call it only where there is one. */
  pop(): number {
    const nearest = this.#nodes[0] as number
    const node = this.#nodes.pop() as number
    const distance = this.#distances.pop() as number
    if (this.#nodes.length > 0) this.#sink(node, distance)
    return nearest
  }

  #sink(node: number, distance: number): void {
    const { length } = this.#nodes
    let at = 0
    for (let child = 1; child < length; child = 2 * at + 1) {
      const right = child + 1
      if (right < length && (this.#distances[right] as number) < (this.#distances[child] as number))
        child = right
      if ((this.#distances[child] as number) >= distance) break
      this.#move(child, at)
      at = child
    }
    this.#place(at, node, distance)
  }

  #move(from: number, to: number): void {
    this.#place(to, this.#nodes[from] as number, this.#distances[from] as number)
  }

  #place(at: number, node: number, distance: number): void {
    this.#nodes[at] = node
    this.#distances[at] = distance
  }
}
