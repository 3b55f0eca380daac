import type { IndexState } from '#contract/app'
import type { Embedder, Log, MemoryStore, VectorBatch, VectorCursor, VectorIndex } from '../ports.ts'

/** Vectors a round trip: 8 MiB at 512 dimensions. */
const BATCH = 4096
/** Texts that are embedded at once where vectors are missing. */
const EMBED_BATCH = 256

/**
 * Keeps the vector index in step with the store. One mechanism serves the start, a write of our own and a write of
 * somebody else: read what changed after the last change that the index has, in order, and apply it (MEM-8).
 */
export class IndexSync {
  readonly #store: MemoryStore
  readonly #index: VectorIndex
  readonly #embedder: Embedder
  readonly #log: Log
  readonly #onState: () => void
  #cursor: VectorCursor = { seq: 0, key: 0 }
  #state: IndexState = { state: 'loading', done: 0, total: 0 }
  #running: Promise<void> | null = null
  #again = false

  constructor(parts: {
    readonly store: MemoryStore
    readonly index: VectorIndex
    readonly embedder: Embedder
    readonly log: Log
    readonly onState: () => void
  }) {
    this.#store = parts.store
    this.#index = parts.index
    this.#embedder = parts.embedder
    this.#log = parts.log
    this.#onState = parts.onState
  }

  get state(): IndexState {
    return this.#state
  }

  /** Loads everything; recall works on what is there meanwhile and says that it is not all. */
  async load(): Promise<void> {
    try {
      const namespaces = await this.#store.namespaces()
      const total = namespaces.reduce((sum, { living }) => sum + living, 0)
      this.#setState({ state: 'loading', done: 0, total })
      await this.catchUp()
      await this.embedMissing()
      await this.#settle()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#log.error('the vector index could not be loaded', { reason })
      this.#setState({ state: 'failed', reason })
    }
  }

  /** Resolves when the index has every change that was committed before the call (IDX-3). */
  async catchUp(): Promise<void> {
    this.#again = true
    this.#running ??= this.#drain().finally(() => {
      this.#running = null
    })
    await this.#running
    if (this.#again) await this.catchUp()
  }

  async #drain(): Promise<void> {
    while (this.#again) {
      this.#again = false
      let batch: VectorBatch
      do {
        batch = await this.#store.vectorsAfter(this.#cursor, this.#embedder.id, BATCH)
        const size = batch.keys.length
        this.#cursor = batch.cursor
        if (size > 0) await this.#index.apply(batch)
        if (this.#state.state === 'loading') {
          this.#setState({ ...this.#state, done: Math.min(this.#state.done + size, this.#state.total) })
        }
      } while (!batch.complete)
    }
    if (this.#state.state === 'ready') await this.#settle()
  }

  /** Gives a vector to every memory that has none: after a crash, a bulk undo, or with a new embedder (EMB-1). */
  async embedMissing(): Promise<void> {
    for (;;) {
      const missing = await this.#store.withoutVector(this.#embedder.id, EMBED_BATCH)
      if (missing.length === 0) return
      const vectors = await this.#embedder.embed(missing.map(({ text }) => text))
      const keys = Uint32Array.from(missing, ({ key }) => key)
      await this.#store.putVectors(this.#embedder.id, keys, vectors)
      await this.#index.apply({
        keys,
        vectors,
        spaces: Uint32Array.from(missing, ({ space }) => space),
        alive: new Uint8Array(keys.length).fill(1),
        cursor: this.#cursor,
        complete: true,
      })
    }
  }

  async #settle(): Promise<void> {
    this.#setState({ state: 'ready', ...(await this.#index.stats()) })
  }

  #setState(state: IndexState): void {
    this.#state = state
    this.#onState()
  }
}
