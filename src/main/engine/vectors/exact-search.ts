import type { ScoredKeys } from '#engine/ports'
import { encodeQuery, type QueryCode } from './quantised-row.ts'
import { batchRows, chunkRows, type RowArena } from './row-arena.ts'
import type { SpaceRows } from './space-rows.ts'
import { TopK } from './top-k.ts'

/** A scan that leaves rows out costs an eighth of what it costs to score a row exactly. */
const exactCost = 8
const none: ScoredKeys = { keys: new Uint32Array(0), scores: new Float64Array(0) }

/**
 * The k rows of highest score, exactly. Many rows are first scanned by their codes; only those that could be among the
 * best, by the bounds of their codes, are scored. Few are scored at once.
 * @param allowed ascending keys, where not all rows are asked for
 * @returns nothing for k < 1 and for a query with NaN or an infinite value
 */
export const searchRows = (
  arena: RowArena,
  rows: SpaceRows,
  query: Float32Array,
  k: number,
  allowed?: Uint32Array,
): ScoredKeys => {
  const wanted = Math.min(Math.floor(k), rows.count, allowed?.length ?? rows.count)
  if (!(wanted >= 1)) return none
  const code = loadQuery(arena, query)
  if (!code) return none
  return rank(arena, rows, candidates(arena, rows, code, wanted, allowed), wanted)
}

/** Puts a query where the kernel finds it. */
export const loadQuery = (arena: RowArena, query: Float32Array): QueryCode | null => {
  arena.query.set(query)
  return encodeQuery(query, arena.queryCodes, 0)
}

/** Calls back with each slot's exact score. */
export const scoreSlots = (
  arena: RowArena,
  rows: SpaceRows,
  slots: ArrayLike<number>,
  each: (score: number, slot: number, i: number) => void,
): void => {
  for (let start = 0; start < slots.length; start += batchRows) {
    const size = Math.min(batchRows, slots.length - start)
    for (let i = 0; i < size; i++) arena.addresses[i] = rows.addressOf(slots[start + i]!)
    arena.score(size)
    for (let i = 0; i < size; i++) each(arena.scores[i]!, slots[start + i]!, start + i)
  }
}

const rank = (arena: RowArena, rows: SpaceRows, slots: ArrayLike<number>, k: number): ScoredKeys => {
  if (slots.length === 0) return none
  const best = new TopK(Math.min(k, slots.length))
  scoreSlots(arena, rows, slots, (score, slot) => best.offer(score, rows.keys[slot]!))
  return best.drain()
}

/** Slots that hold the k best. */
const candidates = (
  arena: RowArena,
  rows: SpaceRows,
  code: QueryCode,
  k: number,
  allowed?: Uint32Array,
): ArrayLike<number> => {
  const { count } = rows
  const few = allowed !== undefined && allowed.length * exactCost < count
  const slots = few ? allowedSlots(rows, allowed) : undefined
  if (slots) return slots
  const admitted = allowed && admittedSlots(rows, allowed)
  if (k * exactCost > count) {
    const all = Uint32Array.from({ length: count }, (_, slot) => slot)
    return admitted ? all.filter((slot) => admitted[slot] === 1) : all
  }
  return scanSlots(arena, rows, code, k, admitted)
}

/** Each slot once, even if a key is given twice. */
const allowedSlots = (rows: SpaceRows, allowed: Uint32Array): number[] => {
  const slots: number[] = []
  let before = -1
  for (const key of allowed) {
    const slot = key === before ? undefined : rows.slotOf(key)
    if (slot !== undefined) slots.push(slot)
    before = key
  }
  return slots
}

/** 1 for each slot whose key is allowed. */
const admittedSlots = (rows: SpaceRows, allowed: Uint32Array): Uint8Array => {
  const admitted = new Uint8Array(rows.count)
  for (const key of allowed) {
    const slot = rows.slotOf(key)
    if (slot !== undefined) admitted[slot] = 1
  }
  return admitted
}

/**
 * Slots whose score may be among the k best, by their codes: those whose upper bound reaches the k-th best lower
 * bound. One pass over a byte a column; here and in the kernel is where a search spends its time.
 */
const scanSlots = (
  arena: RowArena,
  rows: SpaceRows,
  { factor, perScale, perResidual }: QueryCode,
  k: number,
  admitted?: Uint8Array,
): number[] => {
  const { chunks, count, scales, residuals } = rows
  const lowerBounds = new TopK(k)
  const slots: number[] = []
  const upperBounds: number[] = []
  let floor = lowerBounds.floor
  for (let c = 0; c < chunks.length; c++) {
    const first = c * chunkRows
    const size = Math.min(chunkRows, count - first)
    arena.scan(chunks[c]!, size)
    const { sums } = arena
    for (let i = 0; i < size; i++) {
      const slot = first + i
      const scale = scales[slot]!
      const middle = factor * scale * sums[i]!
      const slack = perScale * scale + perResidual * residuals[slot]!
      if (middle + slack < floor || admitted?.[slot] === 0) continue
      slots.push(slot)
      upperBounds.push(middle + slack)
      lowerBounds.offer(middle - slack, slot)
      floor = lowerBounds.floor
    }
  }
  return slots.filter((_, i) => upperBounds[i]! >= floor)
}
