import type { VectorExplanation } from '#engine/ports'
import { errorOf, loadQuery, scoreExactly } from './answer.ts'
import type { Arena } from './arena.ts'
import { none } from './none.ts'
import { isOddLength, type Lengths, scorePacked, type TakeScore } from './may-be-best.ts'
import type { Scratch } from './scratch.ts'
import type { SearchSettings } from './search-settings.ts'
import type { Tree } from './tree.ts'

/** Rows that one call of the kernel goes through. */
const batchRows = 1024

/**
 * Place of a row by its score among others, from 1: one more than there are with a higher score, or with the same and
 * a lower key. Float32, or packed forms, tell most of them apart; those within its error are told apart in float64.
 */
export const rankAmong = (
  {
    arena,
    scratch,
    lengths,
  }: { readonly arena: Arena; readonly scratch: Scratch; readonly lengths: Lengths },
  rows: Uint32Array,
  own: { readonly row: number; readonly score: number },
): number => {
  const { ids, scores } = scratch.exact
  const ownKey = arena.keyOf(own.row)
  const close: number[] = []
  let above = 0
  scoreRoughly({ arena, scratch, lengths }, rows, (row, score, error) => {
    // What is not a number in float32 was too much for it, and is looked at more closely.
    if (score > own.score + error) above += 1
    else if (!(score < own.score - error)) close.push(row)
  })
  for (let start = 0; start < close.length; start += batchRows) {
    const size = Math.min(batchRows, close.length - start)
    const { u32, f64 } = arena
    for (let i = 0; i < size; i++) u32[ids / 4 + i] = close[start + i]!
    scoreExactly(arena, scratch, { ids, count: size, scores })
    for (let i = 0; i < size; i++) {
      const score = f64[scores / 8 + i]!
      if (score > own.score || (score === own.score && arena.keyOf(close[start + i]!) < ownKey)) above += 1
    }
  }
  return above + 1
}

/** Scores of rows, and how far each may be off. */
const scoreRoughly = (
  {
    arena,
    scratch,
    lengths,
  }: { readonly arena: Arena; readonly scratch: Scratch; readonly lengths: Lengths },
  rows: Uint32Array,
  take: TakeScore,
): void => {
  const { packed } = arena
  if (packed !== null) {
    const isOdd = isOddLength(lengths.squared)
    const takePacked: TakeScore = isOdd ? (row) => take(row, 0, Number.POSITIVE_INFINITY) : take
    scorePacked(arena, packed, scratch, { rows, lengths, take: takePacked })
    return
  }
  const { ids, scores } = scratch.exact
  const error = errorOf(arena, lengths)
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.subarray(start, start + batchRows)
    const { u32, f32, memory } = arena
    u32.set(batch, ids / 4)
    memory.run.dotRows(scratch.query, ids, batch.length, arena.width, scores)
    for (let i = 0; i < batch.length; i++) take(batch[i]!, f32[scores / 4 + i]!, error)
  }
}

interface Missing {
  readonly tree: Tree
  readonly arena: Arena
  readonly scratch: Scratch
  readonly row: number
  readonly vector: Float32Array
  readonly settings: SearchSettings
  readonly count: number
  /** Lists that the search scanned. */
  readonly visited: number
  /** Whether a search with these settings finds the row. */
  finds(settings: Partial<SearchSettings>): boolean
}

/** What a tree would have needed to find a row. Found out by searching: nothing is said that was not tried. */
export const explainTree = (missing: Missing): NonNullable<VectorExplanation['tree']> => {
  const { tree, arena, scratch, row, settings, count, finds } = missing
  const lists = tree.leaves.size
  loadQuery(arena, scratch, missing.vector)
  const order = tree.leavesFor(scratch.query).leaves
  const homes = [tree.homeOf(row, 0), tree.homeOf(row, 1)].filter((home) => home !== none)
  const places = homes.map((home) => order.indexOf(home) + 1).filter((place) => place > 0)
  // Lists that were left out for their share are not part of what the search went through.
  const beam = Math.min(settings.beam, missing.visited)
  return {
    lists,
    visited: missing.visited,
    beam,
    candidates: settings.candidates,
    listRank: places.length > 0 ? Math.min(...places) : lists,
    beamNeeded: least(beam, lists, (wider) => finds({ beam: wider })),
    candidatesNeeded: least(settings.candidates, 2 * count, (candidates) => finds({ candidates })),
  }
}

/** The least number in [from, to] that will do, where a greater one always does too; null where none does. */
const least = (from: number, to: number, will: (value: number) => boolean): number | null => {
  if (will(from)) return from
  if (to <= from || !will(to)) return null
  let [tooFew, enough] = [from, to]
  while (enough - tooFew > 1) {
    const middle = (tooFew + enough) >> 1
    if (will(middle)) enough = middle
    else tooFew = middle
  }
  return enough
}
