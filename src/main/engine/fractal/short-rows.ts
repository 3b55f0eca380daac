import type { Workbench } from './workbench.ts'

/**
 * Room on a workbench for rows in 16 bits a column. Which of many centroids a row is nearest to, they tell as well as
 * the rows themselves, but for what differs by some hundred thousandth, in half the time.
 */
export class ShortRows {
  readonly #bench: Workbench
  readonly #first: number
  readonly #from: { readonly address: number; readonly values: Uint32Array }
  readonly #lengths: { readonly address: number; readonly values: Float32Array }
  /** Address of their ids, one after the other. */
  readonly ids: number

  constructor(bench: Workbench, count: number) {
    this.#bench = bench
    // Two of them where a row would be.
    this.#first = 2 * bench.rows(ShortRows.rowsFor(count))
    this.#from = bench.ids(new Uint32Array(count))
    this.#lengths = bench.floats(count)
    this.ids = bench.ids(Array.from({ length: count }, (_, i) => this.#first + i)).address
  }

  /** Rows of a workbench that so many take; and numbers. */
  static rowsFor(count: number): number {
    return Math.ceil(count / 2)
  }

  static numbersFor(count: number): number {
    return 3 * count
  }

  /** What the rows' lengths were. */
  get lengths(): Float32Array {
    return this.#lengths.values
  }

  /** Puts rows in the first places. */
  set(rows: ArrayLike<number>): void {
    this.#from.values.set(rows)
    this.#write(rows.length)
  }

  /** Puts rows that lie one after the other in the first places. */
  setRun(first: number, count: number): void {
    for (let i = 0; i < count; i++) this.#from.values[i] = first + i
    this.#write(count)
  }

  at(place: number): number {
    return (this.#first + place) * this.#bench.width * 2
  }

  idOf(place: number): number {
    return this.#first + place
  }

  #write(count: number): void {
    const { run, width } = this.#bench
    run.shortenRows(this.#from.address, count, width, this.at(0), this.#lengths.address)
  }
}
