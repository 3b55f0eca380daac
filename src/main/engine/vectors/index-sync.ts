import type { IndexState } from '#contract/app'
import type { Log, VectorCursor } from '../ports.ts'
import { embedEach } from './embed-each.ts'
import { keepMade, type Made } from './keep-made.ts'
import { SavedIndex, type SavedIndexParts } from './saved-index.ts'

/** Vectors a round trip: 8 MiB at 512 dimensions. */
const BATCH = 4096
/** Texts that are embedded at once where vectors are missing. */
const EMBED_BATCH = 256
const START: VectorCursor = { seq: 0, key: 0 }

export interface IndexSyncParts extends SavedIndexParts {
  readonly log: Log
  readonly onState: () => void
}

/**
 * Keeps the vector index in step with the store. One mechanism serves the start, a write of our own and a write of
 * somebody else: read what changed after the last change that the index has, in order, and apply it (MEM-8).
 *
 * What reads from the store and applies to the index does so in turn: nothing older is ever applied over something
 * newer. A failure never reaches who stored something, as the store has it: the state becomes `failed`, recall goes on
 * with keywords, and the next `load` begins from nothing. Where only the embedder fails the index serves on: the state
 * says why memories are `waiting`, and `complete` gives them their vectors.
 */
export class IndexSync {
  readonly #parts: IndexSyncParts
  #cursor = START
  /** Behind it are memories without a vector, which were met on the way. */
  #lackingAfter: VectorCursor | null = null
  #state: IndexState = { state: 'loading', done: 0, total: 0 }
  #turn: Promise<unknown> = Promise.resolve()
  #queued: Promise<void> | null = null
  #stopped = false
  /** Why memories wait for their vectors, if any do. */
  #waiting: string | null = null
  #completing: Promise<void> | null = null
  #mending: Promise<void> | null = null
  readonly #saved: SavedIndex
  readonly #hurried = Promise.withResolvers<true>()

  constructor(parts: IndexSyncParts) {
    this.#parts = parts
    this.#saved = new SavedIndex(parts)
  }

  get state(): IndexState {
    return this.#state
  }

  /** The last change of a memory that the index has. */
  get cursor(): VectorCursor {
    return this.#cursor
  }

  /**
   * Loads everything; recall works on what is there meanwhile and says that it is not all. Never rejects.
   * @param after what others wait for more: it begins when that resolves, or with the first search; not at all if it rejects
   */
  async load(after?: Promise<unknown>): Promise<void> {
    try {
      // In turn already, or a write that comes meanwhile would read everything from the store.
      const wasRestored = await this.#inTurn(async () => {
        if (after !== undefined && !(await this.#mayBegin(after))) return null
        return this.#reload()
      })
      if (wasRestored === null) return
      await this.#makeAllMissing()
      await this.#inTurn(async () => {
        await this.#drain()
        if (wasRestored && !(await this.#isComplete())) await this.#refill()
        await this.#settle()
      })
      await this.#embedLacking()
    } catch (error) {
      this.report(error)
    }
  }

  #mayBegin(after: Promise<unknown>): Promise<boolean> {
    const isQuiet = after.then(
      () => true,
      () => false,
    )
    return Promise.race([isQuiet, this.#hurried.promise])
  }

  /** Somebody searches, or asks for what is made of vectors: a `load` that waits begins now. */
  hurry(): void {
    this.#hurried.resolve(true)
  }

  /**
   * After a change of our own: resolves when the index has it (IDX-3). While everything is still being loaded, or
   * nothing works, a writer does not wait: recall says that vectors are missing.
   */
  async follow(): Promise<void> {
    if (this.#state.state === 'failed') return
    const caughtUp = this.#catchUp()
    if (this.#state.state !== 'ready') return
    await caughtUp
    await this.#embedLacking()
  }

  /**
   * After changes of others: resolves when the index has what they brought. Vectors that they did not bring are made
   * afterwards, which the state tells: nobody waits for an embedder to see what was written.
   */
  async followOthers(): Promise<void> {
    if (this.#state.state === 'failed') return
    const caughtUp = this.#catchUp()
    if (this.#state.state !== 'ready') return
    await caughtUp
    void this.#embedLacking()
  }

  /** The vectors of texts, each for itself; none where they are out of reach: what is stored is worth more. */
  async vectorsOf(texts: readonly string[]): Promise<(Float32Array | undefined)[]> {
    return (await this.#embed(texts, { isUrgent: true })) ?? []
  }

  /** Makes the vectors that memories wait for. Never rejects: the state says whether any still wait. */
  complete(): Promise<void> {
    this.#completing ??= this.#complete().finally(() => {
      this.#completing = null
    })
    return this.#completing
  }

  /** The embedder failed. That alone says nothing about the index, unless both are out of reach. */
  async doubtIndex(error: unknown): Promise<void> {
    try {
      await this.#parts.index.stats()
    } catch {
      this.report(error)
    }
  }

  /** Forgets a namespace that the store has forgotten before. */
  async dropSpace(space: number): Promise<void> {
    try {
      await this.#inTurn(() => this.#parts.index.dropSpace(space))
    } catch (error) {
      this.report(error)
    }
  }

  /** Something that needs vectors failed. */
  report(error: unknown): void {
    if (this.#stopped || this.#state.state === 'failed') return
    // Also by name, as it may come from another thread.
    if (error instanceof Error && error.name === 'LostRow') return void this.#mend(error)
    this.#fail(error)
  }

  #fail(error: unknown): void {
    const reason = reasonOf(error)
    this.#parts.log.error('the vectors are out of reach', { reason })
    this.#setState({ state: 'failed', reason })
  }

  /** Says anew what the index is like: a tree is built without anybody asking for it. */
  async refresh(): Promise<void> {
    if (this.#state.state === 'ready') await this.follow()
  }

  /**
   * Saves the index for the next start (IDX-7), if there is enough that is not saved yet. Never rejects: what is not
   * saved is made anew.
   */
  async save(when: 'worthwhile' | 'any-change'): Promise<void> {
    try {
      await this.#inTurn(async () => {
        if (this.#state.state === 'ready') await this.#saved.save({ when, cursor: this.#cursor })
      })
    } catch (error) {
      this.#parts.log.warn('the vector index could not be saved', { reason: String(error) })
    }
  }

  /** Makes the index anew from the vectors of the store: what is in it may be wrong. Never rejects. */
  async refillFromStore(): Promise<void> {
    try {
      await this.#inTurn(async () => {
        await this.#refill()
        await this.#settle()
      })
    } catch (error) {
      this.report(error)
    }
  }

  /** What a compact index has on the disk is damaged: all of it is made anew, and recall says meanwhile that it is not all there. */
  #mend(error: Error): Promise<void> {
    this.#mending ??= this.#inTurn(async () => {
      this.#parts.log.warn('the vector index is made anew', { reason: error.message })
      this.#setState({ state: 'loading', done: 0, total: await this.#living() })
      await this.#refill()
      await this.#settle()
    })
      .catch((failure: unknown) => this.#fail(failure))
      .finally(() => {
        this.#mending = null
      })
    return this.#mending
  }

  /** What runs ends at its next step; what it does is nobody's concern any more. */
  stop(): void {
    this.#stopped = true
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }

  /** A round that has not begun to read yet will see everything that was committed so far, so all wait for that one. */
  #catchUp(): Promise<void> {
    this.#queued ??= this.#inTurn(async () => {
      this.#queued = null
      try {
        await this.#drain()
        if (this.#state.state === 'ready') await this.#settle()
      } catch (error) {
        this.report(error)
      }
    })
    return this.#queued
  }

  /** @returns whether a saved index was taken over */
  async #reload(): Promise<boolean> {
    const { index } = this.#parts
    this.#setState({ state: 'loading', done: 0, total: await this.#living() })
    const mark = await this.#saved.usableMark()
    if (mark === null || !(await index.restore())) {
      await this.#refill()
      return false
    }
    this.#cursor = mark.cursor
    await this.#drain()
    return true
  }

  async #refill(): Promise<void> {
    this.#cursor = START
    await this.#parts.index.clear()
    await this.#drain()
  }

  /** Vectors that came without a change, for memories that had none, may be missing in a saved index. */
  async #isComplete(): Promise<boolean> {
    const { vectors } = await this.#parts.index.stats()
    return vectors === (await this.#living())
  }

  async #living(): Promise<number> {
    const namespaces = await this.#parts.store.namespaces()
    return namespaces.reduce((sum, { living }) => sum + living, 0)
  }

  async #drain(): Promise<void> {
    const { store, index, embedder } = this.#parts
    for (let complete = false; !complete && !this.#stopped; ) {
      const batch = await store.vectorsAfter(this.#cursor, embedder.id, BATCH)
      const size = batch.keys.length
      if (size > 0) await index.apply(batch)
      if (batch.lacking > 0) this.#lackingAfter ??= this.#cursor
      this.#cursor = batch.cursor
      complete = batch.complete
      if (this.#state.state === 'loading' && size > 0) {
        this.#setState({ ...this.#state, done: Math.min(this.#state.done + size, this.#state.total) })
      }
    }
  }

  async #complete(): Promise<void> {
    try {
      await this.#makeAllMissing()
      await this.refresh()
    } catch (error) {
      this.report(error)
    }
  }

  /** Also those that come without a vector while it is at it: nobody else makes them while memories wait. */
  async #makeAllMissing(): Promise<void> {
    for (
      let after: VectorCursor | null = START;
      after !== null && !this.#stopped;
      after = this.#lackingAfter
    ) {
      this.#lackingAfter = null
      if (!(await this.#embedMissing(after))) return
    }
    this.#waiting = null
  }

  /** What came without vectors: too many at once, back from the bin, or written with another embedder. */
  async #embedLacking(): Promise<void> {
    const after = this.#lackingAfter
    // Who is known to be away is not asked by every write: `complete` makes them once it is back.
    if (after === null || this.#state.state !== 'ready' || this.#waiting !== null) return
    this.#lackingAfter = null
    try {
      await this.#embedMissing(after)
      await this.#inTurn(() => this.#settle())
    } catch (error) {
      this.report(error)
    }
  }

  #waitBecause(reason: string): void {
    if (this.#waiting === reason) return
    if (this.#waiting === null) this.#parts.log.warn('memories wait for their vectors', { reason })
    this.#waiting = reason
    if (this.#state.state === 'ready') this.#setState({ ...this.#state, waiting: reason })
  }

  /** Null where the embedder failed. */
  async #embed(
    texts: readonly string[],
    options?: { readonly isUrgent: boolean },
  ): Promise<(Float32Array | undefined)[] | null> {
    const { embedder, log } = this.#parts
    const onRefused = (reason: string): void => log.warn('a memory stays without a vector', { reason })
    try {
      return await embedEach(embedder, texts, { ...options, onRefused })
    } catch (error) {
      await this.doubtIndex(error)
      if (this.#stopped || this.#state.state === 'failed') return null
      this.#waitBecause(reasonOf(error))
      return null
    }
  }

  /**
   * Gives a vector to every memory that has none: after a crash, a bulk undo, or with a new embedder (EMB-1). It ends
   * with what the index has met by now, as otherwise whoever writes on and on would keep it going: what is changed
   * meanwhile is met by the next round.
   * @returns false where the embedder failed before the last of them
   */
  async #embedMissing(after: VectorCursor): Promise<boolean> {
    const { store, embedder } = this.#parts
    const until = this.#cursor
    let cursor = after
    while (!this.#stopped) {
      const all = await store.withoutVector(embedder.id, cursor, EMBED_BATCH)
      const missing = all.filter((one) => !isBehind(one, until))
      const last = missing.at(-1)
      if (last === undefined) return true
      cursor = { seq: last.seq, key: last.key }
      const vectors = await this.#embed(missing.map(({ text }) => text))
      if (vectors === null) return false
      const made = missing.flatMap((text, i) => (vectors[i] ? [{ text, vector: vectors[i] }] : []))
      if (!(await this.#inTurn(() => this.#keep(made)))) return true
    }
    return true
  }

  #keep(made: Made['made']): Promise<boolean> {
    return keepMade({ ...this.#parts, isStopped: () => this.#stopped }, { made, cursor: this.#cursor })
  }

  async #settle(): Promise<void> {
    if (this.#stopped) return
    const { vectors, bytes, isBuilding } = await this.#parts.index.stats()
    this.#setState({ state: 'ready', vectors, bytes, isBuilding, waiting: this.#waiting })
  }

  #setState(state: IndexState): void {
    const same = JSON.stringify(state) === JSON.stringify(this.#state)
    this.#state = state
    if (!same) this.#parts.onState()
  }
}

/** Whether a change came after another one. */
export const isBehind = (one: VectorCursor, other: VectorCursor): boolean =>
  one.seq > other.seq || (one.seq === other.seq && one.key > other.key)

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
