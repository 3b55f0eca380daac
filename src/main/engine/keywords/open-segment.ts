import { none } from '../fractal/none.ts'
import type { TopK } from '../fractal/top-k.ts'
import type { AllowedKeys } from './allowed-keys.ts'
import type { Query } from './query.ts'
import { type Document, type Segment, sums } from './segment.ts'

/**
 * The newest documents. Each stands with its terms as it came, and every entry points to the one before of its term, so
 * that to add a document is to write it at the end. It becomes a {@link SealedSegment} before it is large.
 */
export class OpenSegment implements Segment {
  #size = 0
  #living = 0
  #entries = 0
  #livingEntries = 0
  #keys = new Uint32Array(16)
  #lengths = new Uint32Array(16)
  /** Where the entries of each document begin; one more than there are documents. */
  #starts = new Uint32Array(17)
  #terms = new Uint32Array(64)
  #counts = new Uint32Array(64)
  /** The document of an entry, and the entry before it of the same term, or none. */
  #slots = new Uint32Array(64)
  #before = new Uint32Array(64)
  /** The last entry of each term. */
  readonly #last = new Map<number, number>()

  /** Documents that were ever written to it. */
  get size(): number {
    return this.#size
  }

  get living(): number {
    return this.#living
  }

  /** Entries of all its documents, and of those that still live. */
  get entries(): number {
    return this.#entries
  }

  get livingEntries(): number {
    return this.#livingEntries
  }

  get byteLength(): number {
    const ofDocuments = [this.#keys, this.#lengths, this.#starts]
    const ofEntries = [this.#terms, this.#counts, this.#slots, this.#before]
    const arrays = [...ofDocuments, ...ofEntries].reduce((sum, { byteLength }) => sum + byteLength, 0)
    return arrays + this.#last.size * BYTES_OF_A_MAP_ENTRY
  }

  /** @returns its slot */
  add({ key, length, terms, counts }: Document): number {
    const slot = this.#size
    this.#makeRoom(terms.length)
    this.#keys[slot] = key
    this.#lengths[slot] = length
    this.#terms.set(terms, this.#entries)
    this.#counts.set(counts, this.#entries)
    for (const term of terms) {
      this.#slots[this.#entries] = slot
      this.#before[this.#entries] = this.#last.get(term) ?? none
      this.#last.set(term, this.#entries)
      this.#entries += 1
    }
    this.#livingEntries += terms.length
    this.#starts[slot + 1] = this.#entries
    this.#size += 1
    this.#living += 1
    return slot
  }

  document(slot: number): Document {
    const [from, to] = [this.#starts[slot]!, this.#starts[slot + 1]!]
    return {
      key: this.#keys[slot]!,
      length: this.#lengths[slot]!,
      terms: this.#terms.subarray(from, to),
      counts: this.#counts.subarray(from, to),
    }
  }

  bury(slot: number): void {
    this.#keys[slot] = none
    this.#living -= 1
    this.#livingEntries -= this.#starts[slot + 1]! - this.#starts[slot]!
  }

  nextLiving(from: number): number {
    let slot = from
    while (slot < this.#size && this.#keys[slot] === none) slot += 1
    return slot
  }

  *held(): Iterable<readonly [id: number, entries: number]> {
    for (let entry = 0; entry < this.#entries; entry++) yield [this.#terms[entry]!, 1]
  }

  /** Terms of the documents that are gone, one for each entry: they do not come into the lists. */
  *buriedTerms(): Iterable<number> {
    for (let slot = 0; slot < this.#size; slot++) {
      if (this.#keys[slot] === none) yield* this.document(slot).terms
    }
  }

  search(query: Query, top: TopK, allowed: AllowedKeys | null): void {
    if (allowed !== null && !allowed.narrow(0, none - 1)) return
    const lists = query.terms.map(({ id, gain }) => ({ gain, last: this.#last.get(id) ?? none }))
    for (const { gain, last } of lists) this.#add(last, gain, query)
    for (const { last } of lists) {
      for (let entry = last; entry !== none; entry = this.#before[entry]!) {
        this.#offer(this.#slots[entry]!, top, allowed)
      }
    }
  }

  scoreOf(slot: number, { terms, norm }: Query): number {
    const { terms: own, counts, length } = this.document(slot)
    const lengthNorm = norm.flat + norm.slope * length
    let score = 0
    for (const { id, gain } of terms) {
      const at = own.indexOf(id)
      if (at >= 0) score += (gain * counts[at]!) / (counts[at]! + lengthNorm)
    }
    return score
  }

  /** All that a sealed segment is made of; what was buried is left out. */
  contents(): Contents {
    const keys = this.#keys.slice(0, this.#size)
    const ownStarts = new Uint32Array(this.#size + 1)
    for (let slot = 0; slot < this.#size; slot++) {
      const own = keys[slot] === none ? 0 : this.#starts[slot + 1]! - this.#starts[slot]!
      ownStarts[slot + 1] = ownStarts[slot]! + own
    }
    return {
      keys,
      lengths: this.#lengths.slice(0, this.#size),
      ownStarts,
      terms: this.#livingTerms(),
      newestFirst: (term, take) => {
        for (let entry = this.#last.get(term) ?? none; entry !== none; entry = this.#before[entry]!) {
          const slot = this.#slots[entry]!
          if (keys[slot] !== none) take(slot, this.#counts[entry]!, entry - this.#starts[slot]!)
        }
      },
    }
  }

  #livingTerms(): Uint32Array {
    const found: number[] = []
    for (const [term, last] of this.#last) {
      let entry = last
      while (entry !== none && this.#keys[this.#slots[entry]!] === none) entry = this.#before[entry]!
      if (entry !== none) found.push(term)
    }
    return Uint32Array.from(found).sort()
  }

  #add(last: number, gain: number, { norm: { flat, slope } }: Query): void {
    const [slots, counts, lengths, before] = [this.#slots, this.#counts, this.#lengths, this.#before]
    for (let entry = last; entry !== none; entry = before[entry]!) {
      const slot = slots[entry]!
      const count = counts[entry]!
      sums[slot]! += (gain * count) / (count + (flat + slope * lengths[slot]!))
    }
  }

  #offer(slot: number, top: TopK, allowed: AllowedKeys | null): void {
    const sum = sums[slot]!
    if (sum === 0) return
    sums[slot] = 0
    const key = this.#keys[slot]!
    if (sum < top.floor || key === none) return
    if (allowed === null || allowed.has(key)) top.offer(sum, key)
  }

  #makeRoom(terms: number): void {
    this.#keys = roomFor(this.#keys, this.#size + 1)
    this.#lengths = roomFor(this.#lengths, this.#size + 1)
    this.#starts = roomFor(this.#starts, this.#size + 2)
    const entries = this.#entries + terms
    this.#terms = roomFor(this.#terms, entries)
    this.#counts = roomFor(this.#counts, entries)
    this.#slots = roomFor(this.#slots, entries)
    this.#before = roomFor(this.#before, entries)
  }
}

/** Living documents of an open segment, turned to its terms. */
export interface Contents {
  /** Of every slot; none where its document is gone. */
  readonly keys: Uint32Array
  readonly lengths: Uint32Array
  /** Where the terms of each document begin when those of all stand in a row; one more than there are documents. */
  readonly ownStarts: Uint32Array
  /** Distinct, ascending. */
  readonly terms: Uint32Array
  /** Slots of the documents that have a term, descending, with its count and its place among the document's terms. */
  newestFirst(term: number, take: (slot: number, count: number, place: number) => void): void
}

const BYTES_OF_A_MAP_ENTRY = 36

const roomFor = (old: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> => {
  if (length <= old.length) return old
  const larger = new Uint32Array(Math.max(length, old.length * 2))
  larger.set(old)
  return larger
}
