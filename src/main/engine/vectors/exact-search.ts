import type { ScoredKeys } from '#engine/ports'
import { batchRows, type RowArena } from './row-arena.ts'
import { encodeQuery, type QueryCode } from './row-code.ts'
import type { SpaceRows } from './space-rows.ts'
import { TopK } from './top-k.ts'

/** To score a row exactly takes about as long as to scan this many. */
const exactCost = 8
/** Below this many rows a scan is not worth its bounds. */
const fewRows = 512
/** To look up a key takes about as long as to go past this many. */
const lookUpCost = 16

const none: ScoredKeys = { keys: new Uint32Array(0), scores: new Float64Array(0) }

/**
 * The k rows of highest score, exactly. Many rows are first scanned by their codes; only those that could be among the
 * best, by the bounds of their codes, are scored. Few are scored at once.
 * @param allowed ascending keys, where not all rows are asked for
 * @returns nothing for k < 1 and for a query with NaN or an infinite number
 */
export const searchRows = (
  arena: RowArena,
  rows: SpaceRows,
  query: Float32Array,
  k: number,
  allowed?: Uint32Array,
): ScoredKeys => {
  if (!(k >= 1) || rows.count === 0) return none
  const code = loadQuery(arena, query)
  if (!code) return none
  const slots = allowed ? slotsOf(rows, allowed) : allSlots(rows)
  const wanted = Math.min(Math.floor(k), slots.length)
  if (wanted === 0) return none
  const isFew = slots.length < Math.max(fewRows, wanted * exactCost)
  const candidates = isFew ? slots : scanSlots(arena, rows, slots, code, wanted)
  const best = new TopK(wanted)
  scoreSlots(arena, rows, candidates, (score, i) => best.offer(score, rows.keys[candidates[i]!]!))
  return best.drain()
}

/** Puts a query where the kernel finds it. */
export const loadQuery = (arena: RowArena, query: Float32Array): QueryCode | null => {
  arena.query.set(query)
  return encodeQuery(query, arena.queryCodes)
}

/** Calls back with the exact score of each of the slots. */
export const scoreSlots = (
  arena: RowArena,
  rows: SpaceRows,
  slots: ArrayLike<number>,
  each: (score: number, i: number) => void,
): void => {
  const { addresses, scores } = arena
  for (let start = 0; start < slots.length; start += batchRows) {
    const size = Math.min(batchRows, slots.length - start)
    for (let i = 0; i < size; i++) addresses[i] = rows.vectorAt(slots[start + i]!)
    arena.score(size)
    for (let i = 0; i < size; i++) each(scores[i]!, start + i)
  }
}

const allSlots = (rows: SpaceRows): Uint32Array => {
  const slots = new Uint32Array(rows.count)
  for (let slot = 0; slot < slots.length; slot++) slots[slot] = slot
  return slots
}

/** Slots of those of the keys that are there, each once. */
const slotsOf = (rows: SpaceRows, allowed: Uint32Array): ArrayLike<number> => {
  const first = allowed[0] ?? 0
  const range = (allowed.at(-1) ?? 0) - first + 1
  // A bit for each key between the first and the last must not become much more than the rows themselves.
  const isSparse = allowed.length * lookUpCost < rows.count || range > rows.count * 64
  return isSparse ? slotsByLookUp(rows, allowed) : slotsByMark(rows, allowed, first, range)
}

const slotsByLookUp = (rows: SpaceRows, allowed: Uint32Array): number[] => {
  const slots: number[] = []
  let before = -1
  for (const key of allowed) {
    const slot = key === before ? undefined : rows.slotOf(key)
    if (slot !== undefined) slots.push(slot)
    before = key
  }
  return slots
}

/** Many look-ups are random reads all over the key map; this reads the keys of all rows, one after the other. */
const slotsByMark = (rows: SpaceRows, allowed: Uint32Array, first: number, range: number): Uint32Array => {
  const marks = new Uint8Array((range + 7) >>> 3)
  for (const key of allowed) {
    const place = key - first
    marks[place >>> 3]! |= 1 << (place & 7)
  }
  const { keys, count } = rows
  const slots = new Uint32Array(Math.min(allowed.length, count))
  let found = 0
  for (let slot = 0; slot < count; slot++) {
    const place = keys[slot]! - first
    if (place < 0 || place >= range || (marks[place >>> 3]! & (1 << (place & 7))) === 0) continue
    slots[found] = slot
    found += 1
  }
  return slots.subarray(0, found)
}

/**
 * Those of the slots whose score may be among the k best: whose upper bound reaches the k-th best lower bound. Here,
 * reading a byte a column, a search spends its time.
 */
const scanSlots = (
  arena: RowArena,
  rows: SpaceRows,
  slots: ArrayLike<number>,
  { factor, perScale, perResidual }: QueryCode,
  k: number,
): number[] => {
  const { addresses, sums } = arena
  const { scales, residuals } = rows
  const lowerBounds = new TopK(k)
  const found: number[] = []
  const upperBounds: number[] = []
  let floor = lowerBounds.floor
  for (let start = 0; start < slots.length; start += batchRows) {
    const size = Math.min(batchRows, slots.length - start)
    for (let i = 0; i < size; i++) addresses[i] = rows.codesAt(slots[start + i]!)
    arena.scan(size)
    for (let i = 0; i < size; i++) {
      const slot = slots[start + i]!
      const scale = scales[slot]!
      const middle = factor * scale * sums[i]!
      const slack = perScale * scale + perResidual * residuals[slot]!
      if (middle + slack < floor) continue
      found.push(slot)
      upperBounds.push(middle + slack)
      lowerBounds.offer(middle - slack, slot)
      floor = lowerBounds.floor
    }
  }
  return found.filter((_, i) => upperBounds[i]! >= floor)
}
