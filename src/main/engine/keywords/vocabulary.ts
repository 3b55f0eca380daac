import { none } from '../fractal/none.ts'

const SHARDS = 64

/**
 * Numbers for terms, and how many documents have each. Divided into shards, so that no single call makes a table of a
 * million terms larger: it makes a 64th of it larger.
 *
 * A number is used again when no list holds it any more. `documents` counts the living; `held` also what was removed
 * and is still in a list.
 */
export class Vocabulary {
  /** Made when they are first needed: most namespaces are small, and there may be many. */
  readonly #shards: (Shard | undefined)[] = new Array(SHARDS)

  /** The number of a term, or none. */
  find(term: string): number {
    const at = shardOf(term)
    const local = this.#shards[at]?.numbers.get(term)
    return local === undefined ? none : local * SHARDS + at
  }

  /** The number of a term, a new one if it has none; {@link enter} must follow. */
  findOrAdd(term: string): number {
    const at = shardOf(term)
    const shard = this.#shards[at] ?? this.#addShard(at)
    return (shard.numbers.get(term) ?? shard.insert(term)) * SHARDS + at
  }

  /** One more document has the term. */
  enter(id: number): void {
    this.#shard(id).documents[Math.floor(id / SHARDS)]! += 1
    this.holdAgain(id)
  }

  /** A document that was counted already came into one more list. */
  holdAgain(id: number): void {
    this.#shard(id).held[Math.floor(id / SHARDS)]! += 1
  }

  /** One document less has the term; its list still holds it. */
  leave(id: number): void {
    this.#shard(id).documents[Math.floor(id / SHARDS)]! -= 1
  }

  /** So many entries of lists are gone. */
  release(id: number, entries: number): void {
    this.#shard(id).release(Math.floor(id / SHARDS), entries)
  }

  /** The term of a number that a list holds. */
  term(id: number): string {
    return this.#shard(id).term(Math.floor(id / SHARDS))
  }

  /** Living documents with the term. */
  documents(id: number): number {
    return this.#shard(id).documents[Math.floor(id / SHARDS)]!
  }

  /** An estimate: engines do not tell what a string and its place in a map take. */
  get byteLength(): number {
    return this.#shards.reduce((sum, shard) => sum + (shard?.byteLength ?? 0), 0)
  }

  #addShard(at: number): Shard {
    const shard = new Shard()
    this.#shards[at] = shard
    return shard
  }

  #shard(id: number): Shard {
    return this.#shards[id % SHARDS] as Shard
  }
}

/** A place in a map, a reference, the head of a string. */
const BYTES_OF_A_TERM = 64

class Shard {
  readonly numbers = new Map<string, number>()
  readonly #terms: string[] = []
  readonly #free: number[] = []
  #letters = 0
  documents = new Uint32Array(16)
  held = new Uint32Array(16)

  insert(term: string): number {
    const local = this.#free.pop() ?? this.#terms.length
    this.#terms[local] = term
    this.#letters += term.length
    this.numbers.set(term, local)
    if (local === this.held.length) {
      this.documents = doubled(this.documents)
      this.held = doubled(this.held)
    }
    return local
  }

  term(local: number): string {
    return this.#terms[local] as string
  }

  release(local: number, entries: number): void {
    this.held[local]! -= entries
    if (this.held[local] !== 0) return
    const term = this.#terms[local] as string
    this.numbers.delete(term)
    this.#letters -= term.length
    this.#terms[local] = ''
    this.#free.push(local)
  }

  get byteLength(): number {
    const { documents, held, numbers } = this
    return documents.byteLength + held.byteLength + numbers.size * BYTES_OF_A_TERM + this.#letters
  }
}

const doubled = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
  const larger = new Uint32Array(old.length * 2)
  larger.set(old)
  return larger
}

const shardOf = (term: string): number => {
  const { length } = term
  const mixed = term.charCodeAt(0) * 31 + term.charCodeAt(length >> 1) * 7 + term.charCodeAt(length - 1) * 17
  // The empty term has no letters, and NaN is 0 here.
  return (mixed + length) & (SHARDS - 1)
}
