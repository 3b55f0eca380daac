/** Where a pool's rows are cut from. */
interface Ground {
  /** @returns an address, a multiple of `align` */
  cut(bytes: number, align: number): number
}

/** Rows of one size, each at an address that is its id times that size. */
export class RowPool {
  readonly rowBytes: number
  readonly #ground: Ground
  #free: number[] = []
  #held: number[] = []
  #carved = 0

  constructor(ground: Ground, rowBytes: number) {
    this.#ground = ground
    this.rowBytes = rowBytes
  }

  /** Rows that could be taken without a byte more. */
  get spare(): number {
    return this.#free.length + this.#held.length
  }

  /** A row of its own; it may hold anything. */
  take(): number {
    const reused = this.#free.pop()
    if (reused !== undefined) return reused
    // Few while there are few, so that a small namespace costs little.
    const rows = this.#carved < 1024 ? 64 : 256
    const first = this.takeMany(rows)
    for (let row = first + rows - 1; row > first; row--) this.#free.push(row)
    return first
  }

  /** Rows one after the other. @returns the first */
  takeMany(count: number): number {
    if (count === 0) return 0
    this.#carved += count
    return this.#ground.cut(count * this.rowBytes, this.rowBytes) / this.rowBytes
  }

  /** @param isHeld it keeps what it holds until {@link release} */
  give(row: number, isHeld: boolean): void {
    if (isHeld) this.#held.push(row)
    else this.#free.push(row)
  }

  release(): void {
    for (const row of this.#held) this.#free.push(row)
    this.#held = []
  }
}
