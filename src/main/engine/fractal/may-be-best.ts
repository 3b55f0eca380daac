import type { Arena } from './arena.ts'
import type { PackedRows } from './packed-rows.ts'
import type { Scratch } from './scratch.ts'
import { TopK } from './top-k.ts'

/** Rows that one call of the kernel goes through. */
const batchRows = 1024

export interface Lengths {
  /** The square of the query's. */
  readonly squared: number
  /** Of the longest row. */
  readonly longest: number
}

/** By their packed forms, all rows are alike to a query that is next to nothing, and none is to one beyond measure. */
export const isOddLength = (squared: number): boolean => squared < 1e-30 || squared > 1e30

/** Takes a row with its score by the packed forms, and how far that may be off. */
export type TakeScore = (row: number, score: number, error: number) => void

/**
 * Scores packed rows by the query that was loaded. With e what a row leaves out, f what the query does, and Cauchy and
 * Schwarz, the score of the rows as they were written differs by no more than |q| |e| + |f| (|x| + |e|), and what the few
 * roundings of float32 do; products that are too small for it are lost whole.
 */
export const scorePacked = (
  arena: Arena,
  packed: PackedRows,
  scratch: Scratch,
  {
    rows,
    lengths,
    take,
  }: { readonly rows: Uint32Array; readonly lengths: Lengths; readonly take: TakeScore },
): void => {
  const { ids, scores } = scratch.exact
  const length = Math.sqrt(lengths.squared)
  const { queryError } = packed
  const slope = 1.001 * length + 2 * queryError
  const base =
    (length + queryError) * (2 ** -20 * lengths.longest + 1e-20) +
    2 * queryError * lengths.longest +
    2 ** -117
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.subarray(start, start + batchRows)
    const { u32, f32, memory } = arena
    u32.set(batch, ids / 4)
    memory.run.dotPackedRows(packed.query, ids, batch.length, arena.width, scores)
    for (let i = 0; i < batch.length; i++) {
      take(batch[i]!, f32[scores / 4 + i]!, base + slope * packed.errorOf(batch[i]!))
    }
  }
}

/** Of some rows those that may be among the k best: a few more than k, of which the float32 decide. */
export const mayBeBest = (
  arena: Arena,
  packed: PackedRows,
  scratch: Scratch,
  { rows, k, lengths }: { readonly rows: Uint32Array; readonly k: number; readonly lengths: Lengths },
): Uint32Array | readonly number[] => {
  if (isOddLength(lengths.squared)) return rows
  /** The least that each of the k best may score. */
  const least = new TopK(Math.min(k, rows.length))
  const candidates: number[] = []
  const most: number[] = []
  scorePacked(arena, packed, scratch, {
    rows,
    lengths,
    take: (row, score, error) => {
      if (score + error < least.floor) return
      candidates.push(row)
      most.push(score + error)
      least.offer(score - error, row)
    },
  })
  return candidates.filter((_, i) => most[i]! >= least.floor)
}
