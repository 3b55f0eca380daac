import { none } from '../fractal/none.ts'
import { lowerBound } from './allowed-keys.ts'
import type { Contents } from './open-segment.ts'

/** Counts from here up stand in a map of their own. */
export const MANY = 15

const LONGEST = 0xffff

/**
 * Inverted lists of one segment: for each of its terms, ascending, the documents that have it, by slot. Beside them the
 * same turned round (which terms a document has), since what is removed must be counted out of them.
 */
export interface InvertedLists {
  /** The distinct terms, ascending. */
  readonly ids: Uint32Array
  /** Where the list of each begins; one more than there are terms. */
  readonly starts: Uint32Array
  /** `slot << 4 | count`. */
  readonly postings: Uint16Array
  /** Counts of {@link MANY} and more, by the place of their posting. */
  readonly many: ReadonlyMap<number, number>
  /** Of each list, the greatest count (up to {@link MANY}) and the least length of a document (up to 65,535). */
  readonly greatestCounts: Uint8Array
  readonly leastLengths: Uint16Array
  /** Terms of the documents, as places in `ids`; `ownStarts` says where those of each document begin. */
  readonly own: Uint16Array | Uint32Array
  readonly ownStarts: Uint32Array
}

/** Lists are written from their ends, as the newest document of each comes first. */
export const invert = ({ lengths, ownStarts, terms: ids, newestFirst }: Contents): InvertedLists => {
  const entries = ownStarts.at(-1) ?? 0
  const starts = new Uint32Array(ids.length + 1)
  const postings = new Uint16Array(entries)
  const many = new Map<number, number>()
  const greatestCounts = new Uint8Array(ids.length)
  const leastLengths = new Uint16Array(ids.length).fill(LONGEST)
  const own = ids.length > LONGEST ? new Uint32Array(entries) : new Uint16Array(entries)
  let at = entries
  starts[ids.length] = entries
  for (let list = ids.length - 1; list >= 0; list--) {
    newestFirst(ids[list]!, (slot, count, place) => {
      at -= 1
      const kept = count < MANY ? count : MANY
      if (kept === MANY) many.set(at, count)
      postings[at] = (slot << 4) | kept
      own[ownStarts[slot]! + place] = list
      if (kept > greatestCounts[list]!) greatestCounts[list] = kept
      if (lengths[slot]! < leastLengths[list]!) leastLengths[list] = lengths[slot]!
    })
    starts[list] = at
  }
  return { ids, starts, postings, many, greatestCounts, leastLengths, own, ownStarts }
}

/** The list of a term, or none. */
export const listOf = ({ ids }: InvertedLists, id: number): number => {
  const at = lowerBound(ids, id, 0, ids.length)
  return at < ids.length && ids[at] === id ? at : none
}

/** How often the term of a list occurs in a document. */
export const countIn = (lists: InvertedLists, list: number, slot: number): number => {
  const { starts, postings, many } = lists
  const end = starts[list + 1]!
  const at = lowerBound(postings, slot << 4, starts[list]!, end)
  const posting = at < end ? postings[at]! : none
  if (posting >>> 4 !== slot) return 0
  const count = posting & MANY
  return count === MANY ? many.get(at)! : count
}

/** A count that no document of a list exceeds. */
export const greatestCountOf = ({ greatestCounts }: InvertedLists, list: number): number => {
  const greatest = greatestCounts[list]!
  return greatest === MANY ? Number.POSITIVE_INFINITY : greatest
}
