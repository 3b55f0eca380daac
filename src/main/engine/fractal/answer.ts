import type { ScoredKeys } from '#engine/ports'
import type { Arena } from './arena.ts'
import { type Lengths, mayBeBest } from './may-be-best.ts'
import type { Ranked, Scratch } from './scratch.ts'
import { TopK } from './top-k.ts'

/** Rows that one call of the kernel goes through. */
const batchRows = 1024
const largestFloat = 2 ** 128 - 2 ** 104

export const nothing: ScoredKeys = { keys: new Uint32Array(0), scores: new Float64Array(0) }

/**
 * Puts a query where the kernel finds it.
 * @returns the square of its length; null for one with NaN or an infinite number, which finds nothing
 */
export const loadQuery = (arena: Arena, scratch: Scratch, vector: Float32Array): number | null => {
  let squared = 0
  for (let i = 0; i < vector.length; i++) squared += vector[i]! * vector[i]!
  if (!Number.isFinite(squared)) return null
  // What lies beyond the dimension is zero and stays so.
  arena.f32.set(vector, scratch.query / 4)
  arena.packed?.loadQuery(vector)
  return squared
}

/**
 * How far a float32 score may be off, for rows no longer than `longest`: eight sums of width / 8 products each, added up
 * (Higham 2002, section 3.1), and what is lost where products are next to nothing. Such scores choose who is scored in
 * float64, which is what is answered.
 */
export const errorOf = (arena: Arena, { squared, longest }: Lengths): number =>
  (arena.width / 8 + 8) * 2 ** -24 * Math.sqrt(squared) * longest + arena.width * 2 ** -149

/** How many of a ranking may be among the k best: float32 may have the order wrong, but not by more than its error. */
export const doubtfulOf = (
  arena: Arena,
  ranked: Ranked,
  { k, count, lengths }: { readonly k: number; readonly count: number; readonly lengths: Lengths },
): number => {
  const { f32 } = arena
  const least = f32[ranked.scores / 4 + Math.min(k, count) - 1]! - 2 * errorOf(arena, lengths)
  let doubtful = Math.min(k, count)
  while (doubtful < count && !(f32[ranked.scores / 4 + doubtful]! < least)) doubtful += 1
  return doubtful
}

/** Float64 scores of rows whose ids lie in memory, as they were written. */
export const scoreExactly = (
  arena: Arena,
  scratch: Scratch,
  { ids, count, scores }: { readonly ids: number; readonly count: number; readonly scores: number },
): void => {
  const { memory, width, packed } = arena
  if (packed === null) memory.run.dotRowsExactly(scratch.query, ids, count, width, scores)
  else packed.dotExactly(scratch.query, ids, count, scores)
}

/** Scores rows in float64 and offers them to the best so far. */
export const offerExactly = (arena: Arena, scratch: Scratch, rows: ArrayLike<number>, best: TopK): void => {
  const { ids, scores } = scratch.exact
  for (let start = 0; start < rows.length; start += batchRows) {
    const size = Math.min(batchRows, rows.length - start)
    const { u32, f64 } = arena
    for (let i = 0; i < size; i++) u32[ids / 4 + i] = rows[start + i]!
    scoreExactly(arena, scratch, { ids, count: size, scores })
    for (let i = 0; i < size; i++) best.offer(f64[scores / 8 + i]!, arena.keyOf(rows[start + i]!))
  }
}

/** Rows that {@link answerOf} takes. */
export const mostAnswered = batchRows

/**
 * The k best, in float64, of at most {@link mostAnswered} rows whose ids lie in memory, about in the order of their scores.
 * A search ends with it, so it makes nothing but its answer.
 */
export const answerOf = (
  arena: Arena,
  scratch: Scratch,
  { ids, count, k }: { readonly ids: number; readonly count: number; readonly k: number },
): ScoredKeys => {
  const { u32, f64 } = arena
  const scored = scratch.exact.scores
  scoreExactly(arena, scratch, { ids, count, scores: scored })
  const size = Math.min(k, count)
  const keys = new Uint32Array(size)
  const scores = new Float64Array(size)
  for (let i = 0; i < count; i++) {
    const score = f64[scored / 8 + i]!
    const key = arena.keyOf(u32[ids / 4 + i]!)
    // Insertion: what comes in order stays where it is.
    let at = Math.min(i, size)
    for (; at > 0; at--) {
      const before = scores[at - 1]!
      if (before > score || (before === score && keys[at - 1]! < key)) break
      if (at === size) continue
      scores[at] = before
      keys[at] = keys[at - 1]!
    }
    if (at === size) continue
    scores[at] = score
    keys[at] = key
  }
  return { keys, scores }
}

/** The k best of rows by comparing with all of them; exact to the last bit. */
export const exactTop = (
  arena: Arena,
  scratch: Scratch,
  rows: Uint32Array,
  k: number,
  lengths: Lengths,
): ScoredKeys => {
  if (arena.packed !== null) {
    const best = new TopK(Math.min(k, rows.length))
    offerExactly(arena, scratch, mayBeBest(arena, arena.packed, scratch, { rows, k, lengths }), best)
    return best.drain()
  }
  const error = errorOf(arena, lengths)
  const { ids, scores } = scratch.exact
  const rough = new TopK(Math.min(k, rows.length))
  const candidates: number[] = []
  const candidateScores: number[] = []
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = rows.subarray(start, start + batchRows)
    const { u32, f32, memory } = arena
    u32.set(batch, ids / 4)
    memory.run.dotRows(scratch.query, ids, batch.length, arena.width, scores)
    let floor = rough.floor
    for (let i = 0; i < batch.length; i++) {
      const score = f32[scores / 4 + i]!
      if (score < floor - 2 * error && score >= -largestFloat) continue
      candidates.push(batch[i]!)
      candidateScores.push(score)
      // One that was too much for float32 says nothing.
      if (Math.abs(score) <= largestFloat) rough.offer(score, batch[i]!)
      floor = rough.floor
    }
  }
  const least = rough.floor - 2 * error
  const best = new TopK(Math.min(k, rows.length))
  offerExactly(
    arena,
    scratch,
    candidates.filter(
      (_, i) => candidateScores[i]! >= least || !(Math.abs(candidateScores[i]!) <= largestFloat),
    ),
    best,
  )
  return best.drain()
}
