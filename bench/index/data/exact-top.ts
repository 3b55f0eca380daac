/** The nearest rows of each query by dot product, best first, ties by row. */
export interface ExactTop {
  /** Row-major [queries x k]. */
  readonly rows: Uint32Array
  /** The dot products, in float64. */
  readonly scores: Float64Array
  readonly k: number
}

/** The k best that one query has met. */
class Best {
  readonly rows: Uint32Array
  readonly scores: Float64Array
  #count = 0
  /** What a row must exceed, once there are k. */
  least = Number.NEGATIVE_INFINITY

  constructor(rows: Uint32Array, scores: Float64Array) {
    this.rows = rows
    this.scores = scores
  }

  /** Rows come in ascending order, so that the later of two equals stays behind. */
  add(row: number, score: number): void {
    const { rows, scores } = this
    let at = Math.min(this.#count, rows.length - 1)
    for (; at > 0 && scores[at - 1]! < score; at--) {
      scores[at] = scores[at - 1]!
      rows[at] = rows[at - 1]!
    }
    scores[at] = score
    rows[at] = row
    if (this.#count < rows.length) this.#count++
    if (this.#count === rows.length) this.least = scores[rows.length - 1]!
  }
}

/** Rows of one block and queries of one group: the block stays in the second level cache while all queries pass. */
const blockRows = 64
const group = 4

/** Four queries with one row at a time: one load of the row serves four sums. Long for the sake of its registers. */
const scoreBlock = (
  { block, numbers }: { readonly block: Float64Array; readonly numbers: Uint32Array },
  queries: Float64Array,
  { dimension, bests }: { readonly dimension: number; readonly bests: readonly Best[] },
): void => {
  for (let q = 0; q < bests.length; q += group) {
    const [first, second, third, fourth] = [bests[q]!, bests[q + 1]!, bests[q + 2]!, bests[q + 3]!]
    const a = q * dimension
    const b = a + dimension
    const c = b + dimension
    const d = c + dimension
    for (let r = 0; r < numbers.length; r++) {
      const from = r * dimension
      let [sa, sb, sc, sd] = [0, 0, 0, 0]
      for (let i = 0; i < dimension; i++) {
        const value = block[from + i]!
        sa += value * queries[a + i]!
        sb += value * queries[b + i]!
        sc += value * queries[c + i]!
        sd += value * queries[d + i]!
      }
      const row = numbers[r]!
      if (sa > first.least) first.add(row, sa)
      if (sb > second.least) second.add(row, sb)
      if (sc > third.least) third.add(row, sc)
      if (sd > fourth.least) fourth.add(row, sd)
    }
  }
}

const fillBlock = (
  block: Float64Array,
  base: Float32Array,
  numbers: Uint32Array,
  dimension: number,
): void => {
  for (let r = 0; r < numbers.length; r++) {
    const from = numbers[r]! * dimension
    for (let i = 0; i < dimension; i++) block[r * dimension + i] = base[from + i]!
  }
}

/**
 * Compares every query with every row of a matrix, or with the `allowed` ones (ascending). Slow and obvious on
 * purpose, but for the order of its loops. Where there are fewer than k rows, the rest has the score -Infinity.
 */
export const exactTop = (
  base: Float32Array,
  queries: readonly Float32Array[],
  { k, allowed }: { readonly k: number; readonly allowed?: Uint32Array },
): ExactTop => {
  const dimension = queries[0]!.length
  const count = allowed?.length ?? base.length / dimension
  const padded = Math.ceil(queries.length / group) * group
  const flat = new Float64Array(padded * dimension)
  for (const [i, query] of queries.entries()) flat.set(query, i * dimension)
  const rows = new Uint32Array(padded * k)
  const scores = new Float64Array(padded * k).fill(Number.NEGATIVE_INFINITY)
  const bests = Array.from(
    { length: padded },
    (_, i) => new Best(rows.subarray(i * k, (i + 1) * k), scores.subarray(i * k, (i + 1) * k)),
  )
  const block = new Float64Array(blockRows * dimension)
  for (let first = 0; first < count; first += blockRows) {
    const length = Math.min(blockRows, count - first)
    const numbers = allowed
      ? allowed.subarray(first, first + length)
      : Uint32Array.from({ length }, (_, i) => first + i)
    fillBlock(block, base, numbers, dimension)
    scoreBlock({ block, numbers }, flat, { dimension, bests })
  }
  const end = queries.length * k
  return { rows: rows.subarray(0, end), scores: scores.subarray(0, end), k }
}
