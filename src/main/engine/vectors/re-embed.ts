import type { Change } from '#contract/changes'
import type { EmbedderChange } from '#contract/embedders'
import type {
  BuildRecord,
  Clock,
  Embedder,
  EmbedderSource,
  Log,
  MemoryStore,
  MissingVector,
  VectorCursor,
} from '../ports.ts'
import type { ActiveVectors, VectorPair } from './active-vectors.ts'
import { embedEach, joinVectors } from './embed-each.ts'
import { IndexSync, isBehind } from './index-sync.ts'
import { Pace } from './pace.ts'

/** Texts that are embedded at once. */
const BATCH = 256
const START: VectorCursor = { seq: 0, key: 0 }
/** Seconds between two attempts, doubled each time up to the longest. */
const SHORTEST_PAUSE = 1
const LONGEST_PAUSE = 60
/** How often the switch is tried while writes are held back. */
const ATTEMPTS = 20
/** Fewer vectors are compared one by one in some milliseconds, so nobody need wait for the lists of their index. */
const MANY = 20_000
/** Seconds between two looks at an index that makes its first lists. */
const LOOK_AGAIN = 0.25

/** Resolves after so many seconds, or at once when the signal is aborted; never rejects. */
export type Wait = (seconds: number, signal: AbortSignal) => Promise<void>

export interface ReEmbedParts {
  readonly store: MemoryStore
  readonly source: Pick<EmbedderSource, 'open' | 'openIndex'>
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly log: Log
  readonly wait: Wait
  /** Called with every batch and every state. */
  readonly onProgress: (kind: 'batch' | 'state') => void
  /** The vectors in use fare otherwise than before. */
  readonly onState: () => void
}

export type ReEmbedOutcome =
  | { readonly is: 'switched'; readonly change: Change; readonly before: VectorPair }
  | { readonly is: 'cancelled' }
  | { readonly is: 'stopped' }

/**
 * One change of the embedder (EMB-4): makes the vectors that are missing, puts all into an index beside the one that
 * answers, and puts the two in the place of the old ones.
 *
 *     running ──► switching ──► over
 *      │ ▲  │ ▲
 *      ▼ │  ▼ │
 *   paused  waiting (something failed, and is tried again)
 *
 * How far it is lies in the store, as the vectors themselves: whatever ends it, what was made is not made again. Texts
 * are taken in the order of their changes, so what is written meanwhile comes last, and is met before the end.
 */
export class ReEmbed {
  readonly build: BuildRecord
  readonly finished: Promise<ReEmbedOutcome>
  /** Resolves with the reason when it has to wait for the first time. */
  readonly stuck: Promise<string>
  readonly #parts: ReEmbedParts
  readonly #pace: Pace
  #embedder: Embedder | null
  #next: VectorPair | null = null
  #cursor = START
  /** Texts that can have no vector, as the changes that wrote them: nothing waits for those. */
  readonly #refused = new Set<string>()
  #state: EmbedderChange['state']
  #stage: EmbedderChange['stage'] = 'vectors'
  #reason: string | null = null
  #failures = 0
  #done = 0
  #total = 0
  /** Ends with a pause, and with everything. */
  #stint = new AbortController()
  #end: 'cancelled' | 'stopped' | null = null
  #wake: () => void = () => {}
  readonly #tellStuck: (reason: string) => void

  /** @param opened the embedder, where it is open already; it is closed with the change */
  constructor(parts: ReEmbedParts, build: BuildRecord, opened: Embedder | null) {
    this.#parts = parts
    this.build = build
    this.#embedder = opened
    this.#state = build.isPaused ? 'paused' : 'running'
    this.#pace = new Pace(parts.clock.elapsed)
    const { promise, resolve } = Promise.withResolvers<string>()
    this.stuck = promise
    this.#tellStuck = resolve
    this.finished = this.#run()
  }

  get state(): EmbedderChange {
    const { id, dimension, settings, undoes } = this.build
    const rate = this.#state === 'running' && this.#stage === 'vectors' ? this.#pace.rate : null
    return {
      to: { id, dimension, settings },
      state: this.#state,
      reason: this.#reason,
      stage: this.#stage,
      done: this.#done,
      total: this.#total,
      rate,
      secondsLeft: rate ? Math.max(0, this.#total - this.#done) / rate : null,
      isUndo: undoes !== null,
    }
  }

  /** False in the moment of the switch: then it is too late. */
  async pause(): Promise<boolean> {
    if (this.#state === 'switching' || this.#end !== null) return false
    this.#say('paused')
    this.#stint.abort(new Error('paused'))
    await this.#parts.store.pauseBuild(true)
    return true
  }

  /** Goes on, or tries at once what would be tried later. */
  async resume(): Promise<boolean> {
    if (this.#state === 'switching' || this.#end !== null) return false
    if (this.#state === 'running') return true
    await this.#parts.store.pauseBuild(false)
    this.#say('running')
    this.#stint.abort(new Error('resumed'))
    this.#wake()
    return true
  }

  /** Ends it: `stopped` goes on at the next start. @returns false in the moment of the switch */
  end(as: 'cancelled' | 'stopped'): boolean {
    if (as === 'cancelled' && this.#state === 'switching') return false
    this.#end ??= as
    this.#stint.abort(new Error(as))
    if (this.#state !== 'switching') this.#next?.sync.stop()
    this.#wake()
    return true
  }

  async #run(): Promise<ReEmbedOutcome> {
    await this.#count()
    while (this.#end === null) {
      if (this.#state === 'paused') {
        await this.#woken()
        continue
      }
      this.#stint = new AbortController()
      const { signal } = this.#stint
      try {
        return { is: 'switched', ...(await this.#work(signal)) }
      } catch (error) {
        if (!signal.aborted) await this.#waitAfter(error, signal)
      }
    }
    await this.#giveUp()
    return { is: this.#end }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  async #waitAfter(error: unknown, signal: AbortSignal): Promise<void> {
    this.#reason = error instanceof Error ? error.message : String(error)
    const seconds = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** this.#failures++)
    this.#parts.log.warn('the change of the embedder waits', { reason: this.#reason, seconds })
    this.#say('waiting', this.#reason)
    this.#tellStuck(this.#reason)
    await this.#parts.wait(seconds, signal)
    if (this.#state === 'waiting') this.#say('running')
  }

  async #work(signal: AbortSignal): Promise<{ change: Change; before: VectorPair }> {
    const embedder = await this.#opened(signal)
    // Each round leaves less to the next one: what is written while it lasts.
    for (;;) {
      this.#stage = 'vectors'
      this.#pace.restart()
      await this.#embedRest(embedder, signal)
      this.#stage = 'index'
      this.#parts.onProgress('state')
      const next = await this.#indexed(embedder, signal)
      const switched = await this.#switchTo(next, signal)
      if (switched !== null) return switched
    }
  }

  async #opened(signal: AbortSignal): Promise<Embedder> {
    if (this.#embedder !== null) return this.#embedder
    const { id, dimension, settings } = this.build
    const embedder = await this.#parts.source.open(settings, { signal })
    if (embedder.id !== id || embedder.dimension !== dimension) {
      await embedder.close?.()
      const found = `${embedder.id} with ${embedder.dimension} dimensions`
      throw new Error(`its settings open ${found} now, not ${id} with ${dimension}; cancel, and begin anew`)
    }
    this.#embedder = embedder
    return embedder
  }

  async #count(): Promise<void> {
    try {
      const { living, covered } = await this.#parts.store.coverage(this.build.id)
      this.#total = living
      this.#done = covered
    } catch (error) {
      this.#parts.log.warn('the vectors could not be counted', { reason: String(error) })
    }
    this.#parts.onProgress('state')
  }

  async #embedRest(embedder: Embedder, signal: AbortSignal): Promise<void> {
    const { store, onProgress } = this.#parts
    const until = await store.seq()
    for (;;) {
      signal.throwIfAborted()
      const missing = await store.withoutVector(embedder.id, this.#cursor, BATCH)
      const last = missing.at(-1)
      if (last === undefined || (missing[0]?.seq ?? 0) > until) return
      const count = await this.#embed(missing, embedder, signal)
      this.#cursor = { seq: last.seq, key: last.key }
      this.#failures = 0
      this.#pace.add(count)
      const namespaces = await store.namespaces()
      this.#total = namespaces.reduce((sum, { living }) => sum + living, 0)
      this.#done = Math.min(this.#total, this.#done + count)
      onProgress('batch')
    }
  }

  /** @returns how many vectors were taken */
  async #embed(missing: readonly MissingVector[], embedder: Embedder, signal: AbortSignal): Promise<number> {
    const { store, log } = this.#parts
    const onRefused = (reason: string): void => log.warn('a memory stays without a vector', { reason })
    const texts = missing.map(({ text }) => text)
    const vectors = await embedEach(embedder, texts, { signal, onRefused })
    const made = missing.flatMap((one, i) => {
      const vector = vectors[i]
      if (vector !== undefined) return [{ one, vector: checked(vector, embedder) }]
      this.#refused.add(placeOf(one))
      return []
    })
    signal.throwIfAborted()
    const rows = joinVectors(
      made.map(({ vector }) => vector),
      embedder.dimension,
    )
    const taken = await store.putVectors(
      embedder.id,
      made.map(({ one }) => one),
      rows,
    )
    return taken.reduce((sum, one) => sum + one, 0)
  }

  /** The pair that will answer, its index full, and its lists made where searches would be slow without them. */
  async #indexed(embedder: Embedder, signal: AbortSignal): Promise<VectorPair> {
    const next = await this.#nextPair(embedder)
    const { sync, index } = next
    if (sync.state.state !== 'ready') await sync.load()
    checkReady(sync)
    // Twice, as an index that was only just filled may not have begun.
    for (let quiet = 0; quiet < 2; ) {
      const { isBuilding, vectors } = await index.stats()
      if (vectors < MANY) break
      quiet = isBuilding ? 0 : quiet + 1
      if (quiet < 2) await this.#parts.wait(LOOK_AGAIN, signal)
      signal.throwIfAborted()
    }
    return next
  }

  async #nextPair(embedder: Embedder): Promise<VectorPair> {
    if (this.#next !== null) return this.#next
    const { store, source, vectors, clock, log, onState, onProgress } = this.#parts
    const index = await source.openIndex(embedder)
    const tell = (): void => (vectors.current().sync === sync ? onState() : onProgress('batch'))
    const sync = new IndexSync({ store, index, embedder, clock, log, onState: tell })
    this.#next = { embedder, index, sync }
    vectors.announce(this.#next)
    return this.#next
  }

  /** Looks through all memories that an index has met once more: it can be trusted only if none lacks its vector. */
  async #isWhole({ cursor }: IndexSync): Promise<boolean> {
    for (let after = START; ; ) {
      const lacking = await this.#parts.store.withoutVector(this.build.id, after, BATCH)
      const waited = lacking.find((one) => !this.#refused.has(placeOf(one)))
      if (waited !== undefined && !isBehind(waited, cursor)) break
      const last = lacking.at(-1)
      if (waited !== undefined || last === undefined) return true
      after = { seq: last.seq, key: last.key }
    }
    this.#cursor = START
    return false
  }

  /** Null where others wrote in the very moment, and for as long as was to be waited. */
  async #switchTo(
    next: VectorPair,
    signal: AbortSignal,
  ): Promise<{ change: Change; before: VectorPair } | null> {
    const { store, vectors, clock } = this.#parts
    await next.sync.refresh()
    checkReady(next.sync)
    if (!(await this.#isWhole(next.sync))) return null
    const line = await this.#line()
    signal.throwIfAborted()
    this.#say('switching')
    const switched = await vectors.holdingWrites(async () => {
      // Writes that were on their way already come in between, but they are few.
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        await next.sync.refresh()
        checkReady(next.sync)
        const change = await store.finishBuild({ cursor: next.sync.cursor, at: clock.now(), ...line })
        if (change !== null) return { change, before: vectors.replace(next) }
      }
      return null
    })
    if (switched === null) this.#say('running')
    return switched
  }

  /** What the journal will say. */
  async #line(): Promise<{ action: string; summary: string }> {
    const { undoes, id } = this.build
    const summary = `Changed embedder from ${this.#parts.vectors.current().embedder.id} to ${id}`
    if (undoes === null) return { action: 'embedder', summary }
    const [undone] = await this.#parts.store.changes({ before: undoes + 1, limit: 1 })
    const isRedo = undone?.action === 'undo'
    const what = (undone?.summary ?? summary).replace(/^(Undid|Redid): /, '')
    return { action: isRedo ? 'redo' : 'undo', summary: `${isRedo ? 'Redid' : 'Undid'}: ${what}` }
  }

  async #giveUp(): Promise<void> {
    const next = this.#next
    this.#parts.vectors.announce(null)
    next?.sync.stop()
    await next?.index.close()
    await this.#embedder?.close?.()
  }

  #say(state: EmbedderChange['state'], reason: string | null = null): void {
    this.#state = state
    this.#reason = reason
    this.#parts.onProgress('state')
  }
}

/** Who makes vectors may be somewhere else, and lie. */
const checked = (vector: Float32Array, { id, dimension }: Embedder): Float32Array => {
  if (vector.length !== dimension) throw new Error(`${id} gave ${vector.length} numbers for ${dimension}`)
  if (!vector.every(Number.isFinite)) throw new Error(`${id} gave a vector that is not made of numbers`)
  return vector
}

const placeOf = ({ seq, key }: VectorCursor): string => `${seq} ${key}`

const checkReady = ({ state }: IndexSync): void => {
  if (state.state === 'ready') return
  throw new Error(state.state === 'failed' ? state.reason : 'the index is not loaded')
}
