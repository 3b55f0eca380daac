import { none } from '../fractal/none.ts'
import type { TopK } from '../fractal/top-k.ts'
import type { AllowedKeys } from './allowed-keys.ts'
import { countIn, greatestCountOf, type InvertedLists, invert, listOf, MANY } from './inverted-lists.ts'
import type { OpenSegment } from './open-segment.ts'
import type { Query } from './query.ts'
import { type Document, type Segment, sums } from './segment.ts'

/** A term of the query that the segment has. */
interface List {
  readonly list: number
  readonly gain: number
  /** What no document of the list exceeds by this term. */
  readonly most: number
}

/** Sums are rounded, so a document is given up only where it is missing more than rounding can make. */
const ROUNDING = 1 + 1e-9

/** Documents with inverted lists; none comes in, and those that go are buried. */
export class SealedSegment implements Segment {
  readonly size: number
  #living: number
  readonly #keys: Uint32Array
  readonly #lengths: Uint32Array
  readonly #lists: InvertedLists
  readonly #least: number
  readonly #greatest: number

  constructor(open: OpenSegment) {
    const contents = open.contents()
    const { keys, lengths } = contents
    this.size = keys.length
    this.#living = open.living
    this.#keys = keys
    this.#lengths = lengths
    this.#lists = invert(contents)
    const living = keys.filter((key) => key !== none)
    this.#least = living.reduce((least, key) => Math.min(least, key), none)
    this.#greatest = living.reduce((greatest, key) => Math.max(greatest, key), 0)
  }

  get living(): number {
    return this.#living
  }

  get byteLength(): number {
    const { ids, starts, postings, greatestCounts, leastLengths, own, ownStarts } = this.#lists
    const lists = [ids, starts, postings, greatestCounts, leastLengths, own, ownStarts]
    return [this.#keys, this.#lengths, ...lists].reduce((sum, { byteLength }) => sum + byteLength, 0)
  }

  document(slot: number): Document {
    const { ids, own, ownStarts } = this.#lists
    const lists = own.subarray(ownStarts[slot]!, ownStarts[slot + 1]!)
    return {
      key: this.#keys[slot]!,
      length: this.#lengths[slot]!,
      terms: Uint32Array.from(lists, (list) => ids[list]!),
      counts: Uint32Array.from(lists, (list) => countIn(this.#lists, list, slot)),
    }
  }

  bury(slot: number): void {
    this.#keys[slot] = none
    this.#living -= 1
  }

  nextLiving(from: number): number {
    let slot = from
    while (slot < this.size && this.#keys[slot] === none) slot += 1
    return slot
  }

  *held(): Iterable<readonly [id: number, entries: number]> {
    const { ids, starts } = this.#lists
    for (let list = 0; list < ids.length; list++) {
      yield [ids[list]!, starts[list + 1]! - starts[list]!]
    }
  }

  scoreOf(slot: number, { terms, norm }: Query): number {
    const lengthNorm = norm.flat + norm.slope * this.#lengths[slot]!
    let score = 0
    for (const { id, gain } of terms) {
      const list = listOf(this.#lists, id)
      const count = list === none ? 0 : countIn(this.#lists, list, slot)
      if (count > 0) score += (gain * count) / (count + lengthNorm)
    }
    return score
  }

  /**
   * A term at a time, rarest first, into one sum for each slot (MaxScore; Turtle and Flood 1995). As soon as the terms
   * that are left could not together lift a document among the best, they only add to documents that have a sum already.
   */
  search(query: Query, top: TopK, allowed: AllowedKeys | null): void {
    if (allowed !== null && !allowed.narrow(this.#least, this.#greatest)) return
    const lists = this.#listsOf(query)
    const first = this.#essential(lists, top.floor)
    if (first === 0) return
    for (let i = 0; i < first; i++) this.#addAll(lists[i] as List, query)
    for (let i = first; i < lists.length; i++) this.#addToFound(lists[i] as List, query)
    this.#collect(lists.slice(0, first), top, allowed)
  }

  #listsOf({ terms, norm }: Query): List[] {
    const found: List[] = []
    for (const { id, gain } of terms) {
      const list = listOf(this.#lists, id)
      if (list === none) continue
      const count = greatestCountOf(this.#lists, list)
      const lengthNorm = norm.flat + norm.slope * this.#lists.leastLengths[list]!
      found.push({ list, gain, most: gain / (1 + lengthNorm / count) })
    }
    return found
  }

  /** How many lists, from the first on, must be read whole: who is in none of them cannot come among the best. */
  #essential(lists: readonly List[], floor: number): number {
    let rest = 0
    let first = lists.length
    while (first > 0) {
      rest += (lists[first - 1] as List).most
      if (rest * ROUNDING >= floor) break
      first -= 1
    }
    return first
  }

  #addAll({ list, gain }: List, { norm: { flat, slope } }: Query): void {
    const { starts, postings, many } = this.#lists
    const lengths = this.#lengths
    for (let at = starts[list]!, end = starts[list + 1]!; at < end; at++) {
      const posting = postings[at]!
      const slot = posting >>> 4
      const kept = posting & MANY
      const count = kept === MANY ? many.get(at)! : kept
      sums[slot]! += (gain * count) / (count + (flat + slope * lengths[slot]!))
    }
  }

  #addToFound({ list, gain }: List, { norm: { flat, slope } }: Query): void {
    const { starts, postings, many } = this.#lists
    const lengths = this.#lengths
    for (let at = starts[list]!, end = starts[list + 1]!; at < end; at++) {
      const posting = postings[at]!
      const slot = posting >>> 4
      if (sums[slot] === 0) continue
      const kept = posting & MANY
      const count = kept === MANY ? many.get(at)! : kept
      sums[slot]! += (gain * count) / (count + (flat + slope * lengths[slot]!))
    }
  }

  /**
   * Offers the sums and makes them zero again. Where the lists are long every slot is looked at, else those in them.
   * Long, as it is a hot loop: nearly every sum is below the floor and must cost nothing more than to be read.
   */
  #collect(lists: readonly List[], top: TopK, allowed: AllowedKeys | null): void {
    const { starts, postings } = this.#lists
    const entries = lists.reduce((sum, { list }) => sum + starts[list + 1]! - starts[list]!, 0)
    let { floor } = top
    const offer = (slot: number, sum: number): void => {
      const key = this.#keys[slot]!
      if (key !== none && (allowed === null || allowed.has(key))) top.offer(sum, key)
      floor = top.floor
    }
    if (entries * 2 > this.size) {
      for (let slot = 0; slot < this.size; slot++)
        if (sums[slot]! > 0 && sums[slot]! >= floor) offer(slot, sums[slot]!)
      sums.fill(0, 0, this.size)
      return
    }
    for (const { list } of lists) {
      for (let at = starts[list]!, end = starts[list + 1]!; at < end; at++) {
        const slot = postings[at]! >>> 4
        const sum = sums[slot]!
        sums[slot] = 0
        if (sum > 0 && sum >= floor) offer(slot, sum)
      }
    }
  }
}
