import { largestOf } from './k-means.ts'
import { shortLength } from './kernel/kernel.ts'
import { none } from './none.ts'
import { ShortRows } from './short-rows.ts'
import type { Workbench } from './workbench.ts'

/** Rows that stay in the cache while all queries pass. */
const blockRows = 64
/** Queries of a slice over one block: some hundred microseconds. */
const sliceQueries = 32

/** Room of a workbench that {@link nearestRows} needs. */
export const nearestRoom = (queries: number): { readonly rows: number; readonly numbers: number } => ({
  rows: ShortRows.rowsFor(queries) + ShortRows.rowsFor(blockRows) + 2,
  numbers: ShortRows.numbersFor(queries) + ShortRows.numbersFor(blockRows) + 4 * blockRows + 128,
})

export interface NearestAsked {
  /** Rows of floats that ask. */
  readonly queries: Uint32Array
  /** Which of `rows` they are, where they are: none finds itself. */
  readonly askers?: Uint32Array
  readonly rows: Uint32Array
  readonly k: number
}

/**
 * Row-major [queries x k]: the rows of the highest float32 scores, in no order; none where there are fewer. Short rows tell
 * which may be among them, and those few are scored.
 */
export function* nearestRows(
  bench: Workbench,
  { queries, askers, rows, k }: NearestAsked,
): Generator<void, Uint32Array> {
  const asking = new ShortRows(bench, queries.length)
  const passing = new ShortRows(bench, blockRows)
  const wholes = bench.wholes(blockRows)
  const others = bench.wholes(blockRows)
  const ids = bench.ids(new Uint32Array(blockRows))
  const scores = bench.floats(blockRows)
  const taken = new Uint32Array(blockRows)
  const nearest = new Uint32Array(queries.length * k).fill(none)
  const best = new Float32Array(queries.length * k).fill(Number.NEGATIVE_INFINITY)
  const floors = new Float32Array(queries.length).fill(Number.NEGATIVE_INFINITY)
  const doubt = doubtOf(bench.width)
  asking.set(queries)
  yield
  for (let start = 0; start < rows.length; start += blockRows) {
    const block = rows.subarray(start, start + blockRows)
    const floatRows = bench.floatRowsOf(block)
    passing.set(floatRows)
    const { lengths } = passing
    const offer = (q: number, found: Int32Array): void => {
      const least = (floors[q]! * shortLength ** 2) / asking.lengths[q]!
      const asker = askers?.[q]
      let count = 0
      for (let i = 0; i < block.length; i++) {
        if ((found[i]! + doubt) * lengths[i]! <= least || block[i] === asker) continue
        ids.values[count] = floatRows[i]!
        taken[count++] = block[i]!
      }
      if (count === 0) return
      bench.run.dotRows(bench.rowAt(queries[q]!), ids.address, count, bench.width, scores.address)
      for (let i = 0; i < count; i++) {
        if (scores.values[i]! <= floors[q]!) continue
        floors[q] = replaceWorst(best.subarray(q * k, q * k + k), nearest.subarray(q * k, q * k + k), {
          score: scores.values[i]!,
          row: taken[i]!,
        })
      }
    }
    for (let q = 0; q < queries.length; q += 2) {
      const other = Math.min(q + 1, queries.length - 1)
      bench.run.dotShortRowsTwice(
        asking.at(q),
        asking.at(other),
        passing.ids,
        block.length,
        bench.width,
        wholes.address,
        others.address,
      )
      offer(q, wholes.values)
      if (other > q) offer(other, others.values)
      if (q % sliceQueries === sliceQueries - 2) yield
    }
  }
  return nearest
}

/**
 * By how much a product of short rows may be too little: each column of either is half a step off, at most. What float32
 * rounds is a hundredth of that.
 */
const doubtOf = (width: number): number => 1.05 * (Math.sqrt(width) * shortLength + width)

/** @returns the score that is now the worst */
const replaceWorst = (
  best: Float32Array,
  nearest: Uint32Array,
  { score, row }: { readonly score: number; readonly row: number },
): number => {
  const negated = best.map((value) => -value)
  const worst = largestOf(negated)
  best[worst] = score
  nearest[worst] = row
  return Math.min(...best)
}
