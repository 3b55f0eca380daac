import { largestOf } from './k-means.ts'
import { randomFrom, sampleOf } from './random.ts'
import { Workbench } from './workbench.ts'

/** Rows that stay in the cache while all queries pass. */
const blockRows = 64
/** Queries of a slice over one block: some hundred microseconds. */
const sliceQueries = 32

export interface TruthInput {
  readonly kind: 'truth'
  readonly seed: number
  readonly rows: Uint32Array
  /** How many of the rows ask. */
  readonly queries: number
  readonly k: number
}

export interface Truth {
  /** Rows that asked. */
  readonly queries: Uint32Array
  /** Row-major [queries x k]: the rows nearest to each, itself left out. */
  readonly nearest: Uint32Array
}

/** Room that {@link truth} needs. */
export const truthBytes = (width: number): number =>
  Workbench.bytesFor(width, { rows: 0, numbers: 2 * blockRows })

/** The exact answers to a sample of the rows themselves: what searches are calibrated with. */
export function* truth(bench: Workbench, input: TruthInput): Generator<void, Truth> {
  const { rows, k } = input
  const queries = sampleOf(rows, input.queries, randomFrom(input.seed))
  const ids = bench.ids(new Uint32Array(blockRows))
  const scores = bench.floats(blockRows)
  const nearest = new Uint32Array(queries.length * k)
  const best = new Float32Array(queries.length * k).fill(Number.NEGATIVE_INFINITY)
  const floors = new Float32Array(queries.length).fill(Number.NEGATIVE_INFINITY)
  for (let start = 0; start < rows.length; start += blockRows) {
    const block = rows.subarray(start, start + blockRows)
    ids.values.set(block)
    for (let q = 0; q < queries.length; q++) {
      bench.run.dotRows(bench.rowAt(queries[q]!), ids.address, block.length, bench.width, scores.address)
      for (let i = 0; i < block.length; i++) {
        if (scores.values[i]! <= floors[q]! || block[i] === queries[q]) continue
        floors[q] = replaceWorst(best.subarray(q * k, q * k + k), nearest.subarray(q * k, q * k + k), {
          score: scores.values[i]!,
          row: block[i]!,
        })
      }
      if (q % sliceQueries === sliceQueries - 1) yield
    }
  }
  return { queries, nearest }
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
