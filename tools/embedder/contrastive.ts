import { exponential } from './exponential.ts'
import type { Pairs } from './make-pairs.ts'
import { addRows, dotRows } from './matrix-products.ts'

/** Share of a softmax below which a partner is left out of the gradient. */
const negligible = 5e-6

/** One side of a batch: unit vectors of its texts, their lengths before, and the gradient on the unit vectors. */
class Side {
  readonly vectors: Float32Array
  readonly lengths: Float64Array
  readonly gradient: Float32Array

  constructor(batch: number, dimension: number) {
    this.vectors = new Float32Array(batch * dimension)
    this.lengths = new Float64Array(batch)
    this.gradient = new Float32Array(batch * dimension)
  }
}

export interface BatchShape {
  readonly dimension: number
  readonly batch: number
  readonly temperature: number
}

/**
 * Trains a table of word vectors so that the two texts of a pair come near and the other texts of the batch stay
 * away: symmetric InfoNCE (van den Oord et al., 2018) on the cosine of summed rows, with one Adagrad step size a row
 * (Duchi et al., 2011). Sums and products only, in one order: the same input gives the same table, bit for bit.
 */
export class ContrastiveTrainer {
  readonly #table: Float32Array
  readonly #pairs: Pairs
  readonly #shape: BatchShape
  /** Mean squared gradient of each row so far. */
  readonly #squares: Float32Array
  readonly #left: Side
  readonly #right: Side
  /** [batch x batch] cosines, then e^((cosine - 1) / temperature), then the gradient on the cosines. */
  readonly #scores: Float32Array
  readonly #rowSums: Float64Array
  readonly #columnSums: Float64Array
  readonly #step: Float64Array

  constructor(table: Float32Array, pairs: Pairs, shape: BatchShape) {
    const { batch, dimension } = shape
    this.#table = table
    this.#pairs = pairs
    this.#shape = shape
    this.#squares = new Float32Array(table.length / dimension).fill(1e-6)
    this.#left = new Side(batch, dimension)
    this.#right = new Side(batch, dimension)
    this.#scores = new Float32Array(batch * batch)
    this.#rowSums = new Float64Array(batch)
    this.#columnSums = new Float64Array(batch)
    this.#step = new Float64Array(dimension)
  }

  /** One step on `batch` pairs, given by number. */
  train(pairs: Int32Array, rate: number): void {
    this.#embed(pairs)
    this.#score()
    this.#differentiate()
    this.#spread()
    pairs.forEach((pair, i) => {
      this.#update(2 * pair, i, this.#left, rate)
      this.#update(2 * pair + 1, i, this.#right, rate)
    })
  }

  /** How many of `batch` pairs find their right partner first among the right partners of all. */
  countFirst(pairs: Int32Array): number {
    const { batch } = this.#shape
    this.#embed(pairs)
    this.#score()
    let first = 0
    for (let i = 0; i < batch; i++) {
      const row = this.#scores.subarray(i * batch, (i + 1) * batch)
      if (row.every((score, j) => j === i || score < row[i]!)) first++
    }
    return first
  }

  #embed(pairs: Int32Array): void {
    pairs.forEach((pair, i) => {
      this.#sum(2 * pair, i, this.#left)
      this.#sum(2 * pair + 1, i, this.#right)
    })
  }

  #sum(text: number, i: number, { vectors, lengths }: Side): void {
    const { dimension } = this.#shape
    const { rows, starts } = this.#pairs
    const table = this.#table
    const at = i * dimension
    vectors.fill(0, at, at + dimension)
    for (let t = starts[text]!; t < starts[text + 1]!; t++) {
      const row = rows[t]! * dimension
      for (let k = 0; k < dimension; k++) vectors[at + k] = vectors[at + k]! + table[row + k]!
    }
    let squares = 0
    for (let k = at; k < at + dimension; k++) squares += vectors[k]! * vectors[k]!
    const length = Math.sqrt(squares) + 1e-8
    lengths[i] = length
    for (let k = at; k < at + dimension; k++) vectors[k] = vectors[k]! / length
  }

  #score(): void {
    const { batch, dimension } = this.#shape
    dotRows(this.#left.vectors, this.#right.vectors, this.#scores, batch, dimension)
  }

  /** Softmax by rows and by columns, half of each, less 1 on the diagonal: the gradient of the loss. */
  #differentiate(): void {
    const { batch, temperature } = this.#shape
    const [scores, rowSums, columnSums] = [this.#scores, this.#rowSums, this.#columnSums]
    rowSums.fill(0)
    columnSums.fill(0)
    for (let i = 0; i < batch; i++) {
      for (let j = 0; j < batch; j++) {
        // A cosine is at most 1, so subtracting 1 keeps every exponent below 0 without looking for the largest.
        const e = exponential(Math.min(0, (scores[i * batch + j]! - 1) / temperature))
        scores[i * batch + j] = e
        rowSums[i] = rowSums[i]! + e
        columnSums[j] = columnSums[j]! + e
      }
    }
    for (let i = 0; i < batch; i++) {
      const byRow = 0.5 / rowSums[i]!
      for (let j = 0; j < batch; j++) {
        const cell = i * batch + j
        scores[cell] = scores[cell]! * (byRow + 0.5 / columnSums[j]!) - (i === j ? 1 : 0)
      }
    }
  }

  /**
   * From the cosines to the unit vectors. Most partners are far away and pull at nothing. The factor 1 / temperature
   * is left out: Adagrad divides it away again.
   */
  #spread(): void {
    const { batch: rows, dimension: length } = this.#shape
    const [left, right] = [this.#left, this.#right]
    addRows(this.#scores, [rows, 1], right.vectors, left.gradient, { rows, length, negligible })
    addRows(this.#scores, [1, rows], left.vectors, right.gradient, { rows, length, negligible })
  }

  /** Takes the gradient through the normalisation to the sum, and from there to each of the text's rows alike. */
  #update(text: number, i: number, { vectors, lengths, gradient }: Side, rate: number): void {
    const { dimension } = this.#shape
    const { rows, starts } = this.#pairs
    const [table, step] = [this.#table, this.#step]
    const at = i * dimension
    let along = 0
    for (let k = at; k < at + dimension; k++) along += gradient[k]! * vectors[k]!
    let squares = 0
    for (let k = 0; k < dimension; k++) {
      const across = (gradient[at + k]! - along * vectors[at + k]!) / lengths[i]!
      step[k] = across
      squares += across * across
    }
    for (let t = starts[text]!; t < starts[text + 1]!; t++) {
      const row = rows[t]!
      this.#squares[row] = this.#squares[row]! + squares / dimension
      const size = rate / Math.sqrt(this.#squares[row]!)
      const cell = row * dimension
      for (let k = 0; k < dimension; k++) table[cell + k] = table[cell + k]! - size * step[k]!
    }
  }
}
