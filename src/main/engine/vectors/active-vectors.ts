import type { Embedder, VectorIndex } from '../ports.ts'
import type { IndexSync } from './index-sync.ts'

/** An embedder, the index of its vectors, and what keeps the index in step with the store. */
export interface VectorPair {
  readonly embedder: Embedder
  readonly index: VectorIndex
  readonly sync: IndexSync
}

/**
 * The pair that answers, which a change of the embedder replaces. Whoever needs more than one part of it, or needs it
 * more than once, takes it once and stays with it: no call ever mixes two (EMB-1).
 */
export class ActiveVectors {
  #current: VectorPair
  /** The one that is built beside it: it must forget what the other forgets. */
  #next: VectorPair | null = null
  #held: Promise<void> = Promise.resolve()
  /** Calls under way, by the pair that they took. */
  readonly #calls = new Map<VectorPair, number>()
  readonly #whenReleased = new Map<VectorPair, () => void>()

  constructor(first: VectorPair) {
    this.#current = first
  }

  current(): VectorPair {
    return this.#current
  }

  /** Lends the pair that answers to a call that must end with it: it stays open as long, whatever takes its place. */
  async use<T>(work: (pair: VectorPair) => Promise<T>): Promise<T> {
    const pair = this.#current
    this.#calls.set(pair, (this.#calls.get(pair) ?? 0) + 1)
    try {
      return await work(pair)
    } finally {
      this.#release(pair)
    }
  }

  /** Resolves when no call has a pair any more. */
  released(pair: VectorPair): Promise<void> {
    if (!this.#calls.has(pair)) return Promise.resolve()
    return new Promise((resolve) => this.#whenReleased.set(pair, resolve))
  }

  #release(pair: VectorPair): void {
    const left = (this.#calls.get(pair) ?? 1) - 1
    if (left > 0) return void this.#calls.set(pair, left)
    this.#calls.delete(pair)
    this.#whenReleased.get(pair)?.()
    this.#whenReleased.delete(pair)
  }

  announce(next: VectorPair | null): void {
    this.#next = next
  }

  /** @returns the pair that answered so far; calls that took it are still at it */
  replace(next: VectorPair): VectorPair {
    const before = this.#current
    this.#current = next
    this.#next = null
    return before
  }

  /** Forgets a namespace that the store has forgotten before. */
  async dropSpace(space: number): Promise<void> {
    // Who forgets does not wait for an index that is being filled: nobody asks it yet.
    void this.#next?.sync.dropSpace(space)
    await this.#current.sync.dropSpace(space)
  }

  /** Resolves when writes may begin: at once, but for the moment of a switch. */
  mayWrite(): Promise<void> {
    return this.#held
  }

  /** Holds back the writes that begin while something runs. */
  async holdingWrites<T>(work: () => Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#held = promise
    try {
      return await work()
    } finally {
      resolve()
    }
  }
}
