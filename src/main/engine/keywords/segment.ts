import type { TopK } from '../fractal/top-k.ts'
import type { AllowedKeys } from './allowed-keys.ts'
import type { Query } from './query.ts'

/** A document as a list of its distinct terms with how often each occurs. */
export interface Document {
  readonly key: number
  /** Number of its terms, repeats included. */
  readonly length: number
  readonly terms: Uint32Array
  readonly counts: Uint32Array
}

/** Documents of a segment, so that a slot takes twelve bits of a posting and a count the other four. */
export const MOST_SLOTS = 4096

/**
 * Sums of a search, one for each slot of a segment; all zero between two. One for all indexes of a thread: a search is
 * never interrupted by another.
 */
export const sums = new Float64Array(MOST_SLOTS)

/** Some documents, each in a slot. One that is removed is buried: its slot stays, and what is in it is never found. */
export interface Segment {
  readonly size: number
  readonly living: number
  readonly byteLength: number
  document(slot: number): Document
  bury(slot: number): void
  /** The first slot from `from` with a living document; `size` where there is none. */
  nextLiving(from: number): number
  /** Terms that its entries hold, buried ones included, with how many entries. */
  held(): Iterable<readonly [id: number, entries: number]>
  /** Offers every living document that can come among the best. */
  search(query: Query, top: TopK, allowed: AllowedKeys | null): void
  /** 0 where the document has none of the terms. */
  scoreOf(slot: number, query: Query): number
}
