import type { BuildRecord, Clock, EmbedderSource, Log, MemoryStore } from '../ports.ts'
import type { VectorPair } from './active-vectors.ts'
import { IndexSync } from './index-sync.ts'

/** Seconds without a question after which the vectors leave memory again. */
const IDLE = 120

export interface KeptVectorsParts {
  readonly store: MemoryStore
  readonly source: Pick<EmbedderSource, 'open' | 'openIndex'>
  readonly clock: Clock
  readonly log: Log
}

interface Opened {
  readonly id: string
  readonly pair: Promise<VectorPair>
  users: number
  usedAt: number
  /** Set by who waits for the last user. */
  whenFree: (() => void) | null
}

/**
 * The vectors of the embedder before the present one, opened while somebody compares the two. They catch up with what was
 * stored meanwhile, are searched like any others, and leave memory when nobody asks any more.
 */
export class KeptVectors {
  readonly #parts: KeptVectorsParts
  #opened: Opened | null = null
  /** One is closed before another is opened. */
  #closing: Promise<void> = Promise.resolve()

  constructor(parts: KeptVectorsParts) {
    this.#parts = parts
  }

  /** Rejects with what keeps the embedder or its index from being opened. */
  async use<T>(
    kept: Pick<BuildRecord, 'id' | 'settings'>,
    work: (pair: VectorPair) => Promise<T>,
  ): Promise<T> {
    const opened = await this.#taken(kept)
    try {
      const pair = await opened.pair
      await pair.sync.follow()
      return await work(pair)
    } finally {
      opened.users -= 1
      opened.usedAt = this.#parts.clock.elapsed()
      if (opened.users === 0) opened.whenFree?.()
    }
  }

  /** Resolves when nothing of it is open. */
  close(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    if (opened !== null) this.#closing = this.#closing.then(() => this.#shut(opened))
    return this.#closing
  }

  /** Closes what nobody asked for some time. */
  async closeIdle(): Promise<void> {
    const opened = this.#opened
    if (opened === null || opened.users > 0) return
    if (this.#parts.clock.elapsed() - opened.usedAt > IDLE * 1000) await this.close()
  }

  /** Counted as in use from the moment it is found, so that nobody closes it in between. */
  async #taken(kept: Pick<BuildRecord, 'id' | 'settings'>): Promise<Opened> {
    if (this.#opened !== null && this.#opened.id !== kept.id) await this.close()
    await this.#closing
    if (this.#opened !== null) {
      this.#opened.users += 1
      return this.#opened
    }
    const usedAt = this.#parts.clock.elapsed()
    const opened: Opened = { id: kept.id, pair: this.#pair(kept), users: 1, usedAt, whenFree: null }
    this.#opened = opened
    opened.pair.catch(() => {
      if (this.#opened === opened) this.#opened = null
    })
    return opened
  }

  async #pair({ settings }: Pick<BuildRecord, 'settings'>): Promise<VectorPair> {
    const { store, source, clock, log } = this.#parts
    const embedder = await source.open(settings)
    try {
      const index = await source.openIndex(embedder)
      const sync = new IndexSync({ store, index, embedder, clock, log, onState: () => {} })
      await sync.load()
      return { embedder, index, sync }
    } catch (error) {
      await embedder.close?.()
      throw error
    }
  }

  async #shut(opened: Opened): Promise<void> {
    const { log } = this.#parts
    try {
      if (opened.users > 0) {
        await new Promise<void>((resolve) => {
          opened.whenFree = resolve
        })
      }
      const { embedder, index, sync } = await opened.pair
      await sync.save('any-change')
      sync.stop()
      await index.close()
      await embedder.close?.()
    } catch (error) {
      log.warn('the vectors that were compared could not be closed', { reason: String(error) })
    }
  }
}
