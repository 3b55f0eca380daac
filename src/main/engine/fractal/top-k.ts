import type { ScoredKeys } from '#engine/ports'

/**
 * The k best of what is offered, whatever the order of the offers: higher scores first, ties by lower key. A binary
 * heap with the worst of the kept at the root.
 */
export class TopK {
  readonly #capacity: number
  readonly #scores: Float64Array
  readonly #keys: Uint32Array
  #size = 0

  /** @param capacity at least 1 */
  constructor(capacity: number) {
    this.#capacity = capacity
    this.#scores = new Float64Array(capacity)
    this.#keys = new Uint32Array(capacity)
  }

  /** What is scored below this can't enter. */
  get floor(): number {
    return this.#size < this.#capacity ? Number.NEGATIVE_INFINITY : this.#scores[0]!
  }

  offer(score: number, key: number): void {
    if (this.#size < this.#capacity) {
      this.#size += 1
      this.#rise(this.#size - 1, score, key)
    } else if (this.#isWorse(0, score, key)) {
      this.#sink(score, key)
    }
  }

  /** Takes all out, best first. */
  drain(): ScoredKeys {
    const keys = new Uint32Array(this.#size)
    const scores = new Float64Array(this.#size)
    while (this.#size > 0) {
      this.#size -= 1
      const last = this.#size
      keys[last] = this.#keys[0]!
      scores[last] = this.#scores[0]!
      if (last > 0) this.#sink(this.#scores[last]!, this.#keys[last]!)
    }
    return { keys, scores }
  }

  #isWorse(at: number, score: number, key: number): boolean {
    const other = this.#scores[at]!
    return other < score || (other === score && this.#keys[at]! > key)
  }

  #rise(from: number, score: number, key: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#isWorse(parent, score, key)) break
      this.#move(parent, at)
      at = parent
    }
    this.#put(at, score, key)
  }

  /** Puts an entry in the root's place. */
  #sink(score: number, key: number): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.#size) break
      const right = child + 1
      if (right < this.#size && this.#isWorse(right, this.#scores[child]!, this.#keys[child]!)) child = right
      if (!this.#isWorse(child, score, key)) break
      this.#move(child, at)
      at = child
    }
    this.#put(at, score, key)
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#scores[from]!, this.#keys[from]!)
  }

  #put(at: number, score: number, key: number): void {
    this.#scores[at] = score
    this.#keys[at] = key
  }
}
