/** Seconds over which the pace is looked at: a slow minute an hour ago says nothing of the next one. */
const WINDOW = 20

/** How fast something gets on, by what was done lately. */
export class Pace {
  readonly #elapsed: () => number
  /** Ends of the last steps: milliseconds, and how much was done by then. */
  #marks: { readonly at: number; readonly done: number }[] = []
  #done = 0

  /** @param elapsed milliseconds of a monotone clock */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** Begins anew, after a rest. */
  restart(): void {
    this.#done = 0
    this.#marks = [{ at: this.#elapsed(), done: 0 }]
  }

  add(count: number): void {
    const at = this.#elapsed()
    this.#done += count
    const first = this.#marks.findLastIndex((mark) => at - mark.at >= WINDOW * 1000)
    this.#marks = [...this.#marks.slice(Math.max(0, first)), { at, done: this.#done }]
  }

  /** A second; null until there is something to judge by. */
  get rate(): number | null {
    const [first] = this.#marks
    const last = this.#marks.at(-1)
    if (first === undefined || last === undefined || last.at <= first.at) return null
    return ((last.done - first.done) * 1000) / (last.at - first.at)
  }
}
