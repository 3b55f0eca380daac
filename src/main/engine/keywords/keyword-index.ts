import { KeyMap } from '../fractal/key-map.ts'
import { none } from '../fractal/none.ts'
import { TopK } from '../fractal/top-k.ts'
import type { ScoredKeys } from '../ports.ts'
import { AllowedKeys } from './allowed-keys.ts'
import { countTerms } from './count-terms.ts'
import { OpenSegment } from './open-segment.ts'
import { checkWeights, type Query, queryOf } from './query.ts'
import { SealedSegment } from './sealed-segment.ts'
import { type Document, MOST_SLOTS, type Segment } from './segment.ts'
import { Vocabulary } from './vocabulary.ts'

export interface KeywordSearch {
  readonly limit: number
  /** Only these keys, ascending. */
  readonly allowed?: Uint32Array | undefined
  /** What the part of each term is multiplied by, in the order of the terms. */
  readonly weights?: readonly number[] | undefined
}

export interface SegmentSizes {
  /** Documents of a segment, at most 4,096. */
  readonly documents: number
  /** Distinct terms of all its documents; one document may have more. */
  readonly entries: number
}

const SIZES: SegmentSizes = { documents: MOST_SLOTS, entries: 131_072 }
/** For each document that goes, or comes, so many are moved out of segments that are half empty. */
const MOVES = 2
/** Looking up one term of one document costs as much as reading so many postings. */
const LOOKUP = 24

/**
 * An inverted index in memory that answers with BM25, exactly.
 *
 * Documents lie in segments of some thousands. New ones come into the open segment, which becomes lists when it is full.
 * What is removed is buried where it lies; a segment that is half empty is emptied by moving the rest of it to the open
 * one, two documents a call. No call therefore does more than what fits one segment, however many there are.
 *
 * Scores depend on the documents alone, to the last bit: not on their order, nor on what was there before.
 */
export class KeywordIndex {
  readonly #sizes: SegmentSizes
  readonly #vocabulary = new Vocabulary()
  readonly #rows = new KeyMap()
  readonly #segments: (Segment | undefined)[] = []
  readonly #freeNumbers: number[] = []
  /** Numbers of the segments that are being emptied, in turn, and how far the first one is. */
  readonly #emptying = new Set<number>()
  #moved = 0
  #open = new OpenSegment()
  #openNumber: number
  #length = 0

  constructor(sizes: Partial<SegmentSizes> = {}) {
    this.#sizes = { ...SIZES, ...sizes }
    if (!(this.#sizes.documents >= 1 && this.#sizes.documents <= MOST_SLOTS)) {
      throw new RangeError(`a segment has 1 to ${MOST_SLOTS} documents, got ${this.#sizes.documents}`)
    }
    this.#openNumber = this.#begin(this.#open)
  }

  /** Number of documents. */
  get count(): number {
    return this.#rows.size
  }

  /** Terms of a document on average, repeats included; 0 where there is no document. */
  get averageLength(): number {
    return this.count === 0 ? 0 : this.#length / this.count
  }

  get byteLength(): number {
    const segments = this.#segments.reduce((sum, segment) => sum + (segment?.byteLength ?? 0), 0)
    return segments + this.#rows.byteLength + this.#vocabulary.byteLength
  }

  has(key: number): boolean {
    return this.#rows.get(key) !== none
  }

  /** Documents that have a term. */
  documentFrequency(term: string): number {
    const id = this.#vocabulary.find(term)
    return id === none ? 0 : this.#vocabulary.documents(id)
  }

  /** Adds a document, in the place of the one of its key if there is one. Terms count as often as they are there. */
  put(key: number, terms: readonly string[]): void {
    if (!(Number.isInteger(key) && key >= 0 && key < none)) {
      throw new RangeError(`a key is a whole number from 0 to ${none - 1}, got ${key}`)
    }
    this.#take(key)
    this.#enter({ key, length: terms.length, ...countTerms(this.#vocabulary, terms) })
    this.#empty()
  }

  /** Numbers for terms, by which {@link putCounted} knows them; a document with each must follow. */
  numbersOf(terms: readonly string[]): Uint32Array {
    return Uint32Array.from(terms, (term) => this.#vocabulary.findOrAdd(term))
  }

  /** Adds a document of a new key whose terms were counted already. */
  putCounted(document: Document): void {
    if (this.has(document.key)) throw new RangeError(`there is a document of the key ${document.key}`)
    this.#enter(document)
  }

  /** All documents, in no order that means anything; {@link termOf} knows the numbers of their terms. */
  *documents(): Iterable<Document> {
    for (const segment of this.#segments) {
      if (segment === undefined) continue
      for (let slot = segment.nextLiving(0); slot < segment.size; slot = segment.nextLiving(slot + 1)) {
        yield segment.document(slot)
      }
    }
  }

  termOf(number: number): string {
    return this.#vocabulary.term(number)
  }

  /** @returns whether there was such a document */
  remove(key: number): boolean {
    const had = this.#take(key)
    this.#empty()
    return had
  }

  /** The best documents that have any of the terms; ties by key. */
  best(terms: readonly string[], { limit, allowed, weights }: KeywordSearch): ScoredKeys {
    checkWeights(terms, weights)
    const most = Math.min(limit, this.count, allowed?.length ?? none)
    const query = this.#query(terms, weights)
    if (!(most >= 1) || query.terms.length === 0)
      return { keys: new Uint32Array(), scores: new Float64Array() }
    const top = new TopK(Math.floor(most))
    if (allowed !== undefined && this.#isQuickerOneByOne(query, allowed)) this.#offerEach(query, allowed, top)
    else {
      const among = allowed === undefined ? null : new AllowedKeys(allowed)
      for (const segment of this.#segments) segment?.search(query, top, among)
    }
    return top.drain()
  }

  /** Scores of given documents, the very same as in a search; 0 where none of the terms occurs or there is no such key. */
  scoresOf(terms: readonly string[], keys: Uint32Array, weights?: readonly number[]): Float64Array {
    checkWeights(terms, weights)
    const query = this.#query(terms, weights)
    return Float64Array.from(keys, (key) => this.#scoreOf(key, query))
  }

  #enter(document: Document): void {
    for (const id of document.terms) this.#vocabulary.enter(id)
    this.#length += document.length
    this.#append(document)
  }

  #query(terms: readonly string[], weights: readonly number[] | undefined): Query {
    const { count, averageLength } = this
    return queryOf({ vocabulary: this.#vocabulary, documents: count, averageLength }, terms, weights)
  }

  #isQuickerOneByOne({ terms }: Query, allowed: Uint32Array): boolean {
    const postings = terms.reduce((sum, { id }) => sum + this.#vocabulary.documents(id), 0)
    return allowed.length * terms.length * LOOKUP < postings
  }

  #offerEach(query: Query, keys: Uint32Array, top: TopK): void {
    for (const key of keys) {
      const score = this.#scoreOf(key, query)
      if (score > 0) top.offer(score, key)
    }
  }

  #scoreOf(key: number, query: Query): number {
    const row = this.#rows.get(key)
    if (row === none) return 0
    const { documents } = this.#sizes
    return this.#segment(Math.floor(row / documents)).scoreOf(row % documents, query)
  }

  #segment(number: number): Segment {
    return this.#segments[number] as Segment
  }

  #begin(segment: Segment): number {
    const number = this.#freeNumbers.pop() ?? this.#segments.length
    this.#segments[number] = segment
    return number
  }

  /** Takes a document out. */
  #take(key: number): boolean {
    const row = this.#rows.get(key)
    if (row === none) return false
    const number = Math.floor(row / this.#sizes.documents)
    const slot = row % this.#sizes.documents
    const segment = this.#segment(number)
    const { length, terms } = segment.document(slot)
    for (const id of terms) this.#vocabulary.leave(id)
    this.#length -= length
    this.#rows.delete(key)
    segment.bury(slot)
    if (segment !== this.#open && segment.living * 2 <= segment.size) this.#emptying.add(number)
    return true
  }

  #append(document: Document): void {
    const { size, entries } = this.#open
    const { documents, entries: most } = this.#sizes
    const isFull = size === documents || (size > 0 && entries + document.terms.length > most)
    if (isFull) this.#renewOpen()
    const slot = this.#open.add(document)
    this.#rows.set(document.key, this.#openNumber * documents + slot)
  }

  /** Makes room in the open segment: by leaving the dead out, where they are many, or by sealing it. */
  #renewOpen(): void {
    const old = this.#open
    const isMostlyDead = old.living * 2 < old.size || old.livingEntries * 2 < old.entries
    this.#open = new OpenSegment()
    if (isMostlyDead) {
      this.#segments[this.#openNumber] = this.#open
      for (let slot = old.nextLiving(0); slot < old.size; slot = old.nextLiving(slot + 1)) {
        const document = old.document(slot)
        for (const id of document.terms) this.#vocabulary.holdAgain(id)
        this.#append(document)
      }
      this.#release(old)
    } else {
      this.#segments[this.#openNumber] = new SealedSegment(old)
      this.#openNumber = this.#begin(this.#open)
      for (const id of old.buriedTerms()) this.#vocabulary.release(id, 1)
    }
  }

  /** Moves some documents out of a segment that is half empty, and lets go of it when it is empty. */
  #empty(): void {
    for (let moves = 0; moves < MOVES; moves++) {
      const [number] = this.#emptying
      if (number === undefined) return
      const segment = this.#segment(number)
      const slot = segment.nextLiving(this.#moved)
      this.#moved = slot + 1
      if (slot < segment.size) this.#move(segment, slot)
      if (segment.living > 0) continue
      this.#emptying.delete(number)
      this.#moved = 0
      this.#segments[number] = undefined
      this.#freeNumbers.push(number)
      this.#release(segment)
    }
  }

  #move(segment: Segment, slot: number): void {
    const document = segment.document(slot)
    for (const id of document.terms) this.#vocabulary.holdAgain(id)
    segment.bury(slot)
    this.#append(document)
  }

  #release(segment: Segment): void {
    for (const [id, entries] of segment.held()) this.#vocabulary.release(id, entries)
  }
}
