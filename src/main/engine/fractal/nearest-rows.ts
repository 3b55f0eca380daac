import { largestOf } from './k-means.ts'
import { none } from './none.ts'
import type { Workbench } from './workbench.ts'

/** Rows that stay in the cache while all queries pass. */
const blockRows = 64
/** Queries of a slice over one block: some hundred microseconds. */
const sliceQueries = 32

/** Numbers of a workbench that {@link nearestRows} needs. */
export const nearestNumbers = 3 * blockRows

export interface NearestAsked {
  /** Rows that ask; one of `rows` does not find itself. */
  readonly queries: Uint32Array
  readonly rows: Uint32Array
  readonly k: number
}

/** Row-major [queries x k]: the rows of the highest float32 scores, in no order; none where there are fewer. */
export function* nearestRows(
  bench: Workbench,
  { queries, rows, k }: NearestAsked,
): Generator<void, Uint32Array> {
  const ids = bench.ids(new Uint32Array(blockRows))
  const scores = bench.floats(blockRows)
  const others = bench.floats(blockRows)
  const nearest = new Uint32Array(queries.length * k).fill(none)
  const best = new Float32Array(queries.length * k).fill(Number.NEGATIVE_INFINITY)
  const floors = new Float32Array(queries.length).fill(Number.NEGATIVE_INFINITY)
  for (let start = 0; start < rows.length; start += blockRows) {
    const block = rows.subarray(start, start + blockRows)
    ids.values.set(block)
    const offer = (q: number, scored: Float32Array): void => {
      for (let i = 0; i < block.length; i++) {
        if (scored[i]! <= floors[q]! || block[i] === queries[q]) continue
        floors[q] = replaceWorst(best.subarray(q * k, q * k + k), nearest.subarray(q * k, q * k + k), {
          score: scored[i]!,
          row: block[i]!,
        })
      }
    }
    for (let q = 0; q < queries.length; q += 2) {
      const other = Math.min(q + 1, queries.length - 1)
      bench.run.dotRowsTwice(
        bench.rowAt(queries[q]!),
        bench.rowAt(queries[other]!),
        ids.address,
        block.length,
        bench.width,
        scores.address,
        others.address,
      )
      offer(q, scores.values)
      if (other > q) offer(other, others.values)
      if (q % sliceQueries === sliceQueries - 2) yield
    }
  }
  return nearest
}

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
