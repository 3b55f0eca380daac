import { randomUUID } from 'node:crypto'
import type { VectorStoreState } from '#contract/app'
import type { SecondOpinion } from '#engine/doctor/check-second'
import { backedIndex } from '#engine/outbox/backed-index'
import { Outbox } from '#engine/outbox/outbox'
import type {
  Clock,
  EmbedderName,
  Log,
  MemoryStore,
  SecondHealth,
  SecondStore,
  VectorIndex,
} from '#engine/ports'
import type { QdrantSettings } from '#stores/qdrant/qdrant-vectors'
import { openQdrantThread } from '#workers/qdrant-thread'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { connectionOf } from './connection-of.ts'
import { qdrantSettings } from './qdrant-settings.ts'
import type { Keychain } from './sealing.ts'

/** More ids than that are not sent with a question; this computer answers it. */
const MOST_IDS = 2000
/** How old what is told of its health may be. */
const HEALTH_SECONDS = 5
/** How long who compares waits until all is told. */
const PATIENCE_SECONDS = 60
const POINTS_AT_ONCE = 200
const UNKNOWN: SecondHealth & { readonly at: number } = {
  state: 'ready',
  message: '',
  latency: null,
  at: -1e9,
}

interface Parts {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly store: MemoryStore
  readonly clock: Clock
  readonly log: Log
  readonly wait: (seconds: number, signal: AbortSignal) => Promise<void>
  /** What is here may be less than there was. */
  readonly isOff?: boolean
  readonly keychain?: Keychain
  /** Called with the key before it is used, so that no log shows it. */
  readonly conceal?: ((secret: string) => void) | undefined
}

interface Backed {
  readonly second: SecondStore
  readonly outbox: Outbox
  readonly index: VectorIndex
}

/** An index of this computer, and what stands behind it while the settings say so. */
interface Pair {
  readonly local: VectorIndex
  readonly embedder: EmbedderName
  backed: Backed | null
}

/** The store elsewhere that has the vectors of the embedder that answers, and of no other at the same time. */
export class SecondStores {
  /** Called when what is known of it changes. */
  onState: () => void = () => {}
  readonly #parts: Parts
  readonly #holder = randomUUID()
  readonly #pairs = new Set<Pair>()
  #settings: QdrantSettings | null
  #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()
  /** The one that answers. */
  #current: Pair | null = null
  #health = UNKNOWN

  /** @throws StartError for a key that is out of reach */
  constructor(parts: Parts) {
    this.#parts = parts
    this.#settings = this.#read(parts.config)
  }

  /**
   * An index that asks it wherever that is the same. The first of them is the one that answers.
   * @throws StartError where its address cannot be used
   */
  async back(local: VectorIndex, embedder: EmbedderName): Promise<VectorIndex> {
    const pair: Pair = { local, embedder, backed: null }
    if (this.#settings !== null) pair.backed = await this.#open(pair, this.#settings)
    this.#pairs.add(pair)
    if (this.#current === null) this.#start(pair)
    return {
      ...local,
      search: (query) => {
        // Only the one that answers is asked a recall.
        if (query.isRecall === true && this.#current !== pair) this.#start(pair)
        return (pair.backed?.index ?? local).search(query)
      },
      apply: (batch) => (pair.backed?.index ?? local).apply(batch),
      dropSpace: (space) => (pair.backed?.index ?? local).dropSpace(space),
      close: async () => {
        this.#pairs.delete(pair)
        if (this.#current === pair) await this.#stop()
        await local.close()
        await pair.backed?.second.close()
      },
    }
  }

  /**
   * Takes up settings that changed.
   * @throws StartError where what they name cannot be used
   */
  async use(config: ResolvedConfig): Promise<void> {
    const settings = this.#read(config)
    if (JSON.stringify(settings) === JSON.stringify(this.#settings)) return
    this.#settings = settings
    await this.#reopen()
  }

  /** Begins anew: no pause is waited for, and what was found before is looked at again. @returns false where there is none */
  async again(): Promise<boolean> {
    if (this.#settings === null) return false
    await this.#reopen()
    return true
  }

  async #reopen(): Promise<void> {
    const settings = this.#settings
    const answering = this.#current
    await this.#stop()
    for (const pair of this.#pairs) {
      await pair.backed?.second.close()
      pair.backed = settings && (await this.#open(pair, settings))
    }
    if (answering !== null) this.#start(answering)
    this.onState()
  }

  #read(config: ResolvedConfig): QdrantSettings | null {
    // To tell another store is to write.
    if (this.#parts.isOff === true || connectionOf(this.#parts.config).readOnly) return null
    const settings = qdrantSettings(config, this.#parts.keychain)
    if (settings?.address.apiKey !== undefined) this.#parts.conceal?.(settings.address.apiKey)
    return settings
  }

  async #open({ local, embedder: { id, dimension } }: Pair, settings: QdrantSettings): Promise<Backed> {
    const { config, files, store, clock, log, wait } = this.#parts
    const of = { embedder: id, dimension }
    const second = await openQdrantThread(files.qdrantWorker, { settings, of }).catch((error: Error) => {
      throw new StartError(error.message, { cause: error })
    })
    const outbox = new Outbox({
      ...{ store, second, embedder: id, clock, log, wait },
      batch: config.qdrant.batch_size,
      random: Math.random,
      holder: this.#holder,
      onState: () => this.onState(),
    })
    const idsOf = async (keys: Uint32Array): Promise<readonly string[] | null> =>
      keys.length > MOST_IDS ? null : (await store.rows(keys)).map(({ row }) => row.id)
    return { second, outbox, index: backedIndex({ local, second, outbox, log, idsOf }) }
  }

  /** Whether what was stored just now is there, or nothing is to be. @returns false where it cannot be soon */
  async isTold(seconds: number): Promise<boolean> {
    const outbox = this.#current?.backed?.outbox
    return outbox === undefined || outbox.reached(seconds, this.#stopping.signal)
  }

  /**
   * Makes a collection for a namespace beside one that cannot take it.
   * @returns its name; null where there is no such store, or it cannot be made
   */
  async beside(namespace: string): Promise<string | null> {
    const backed = this.#current?.backed ?? null
    if (backed === null) return null
    const made = await backed.second.openBeside(namespace)
    backed.outbox.lookAgain()
    return made.is === 'ours' ? made.collection : null
  }

  /** What other programs wrote for a namespace, as lines; null where there is no such store. */
  foreign(namespace: string, signal: AbortSignal): AsyncGenerator<{ lines: string; count: number }> | null {
    const second = this.#current?.backed?.second
    return second === undefined ? null : foreignLines(second, namespace, signal)
  }

  /** For the doctor. */
  opinion(): SecondOpinion | null {
    const pair = this.#current
    if (pair?.backed == null) return null
    const { second, outbox } = pair.backed
    return {
      ...{ store: this.#parts.store, second, embedder: pair.embedder.id, name: second.name },
      tellAll: async () => {
        await outbox.reached(PATIENCE_SECONDS, this.#stopping.signal)
        const { state } = outbox
        if (state.is === 'failing') return state.why
        return state.is === 'even' ? null : 'it is not told of everything yet'
      },
      spaces: () => outbox.spaces,
      blocked: () => outbox.blocked,
    }
  }

  async state(): Promise<VectorStoreState | null> {
    const backed = this.#current?.backed ?? null
    if (backed === null) return null
    const { outbox, second } = backed
    this.#renewHealth(second)
    // A damaged file may not say how much there is to tell.
    const unknown = { count: 0, oldest: null }
    const depth = this.#parts.store.outboxDepth(second.target).catch(() => unknown)
    const { count, oldest } = await depth
    const { state, message, latency } = this.#health
    const { state: told, blocked } = outbox
    const failing = told.is === 'failing' ? told.why : null
    return {
      kind: 'qdrant',
      name: second.name,
      state: state === 'ready' ? (failing === null ? 'ready' : 'unreachable') : state,
      message: message || (failing ?? ''),
      latency,
      pending: count,
      oldest,
      isAsked: told.is === 'even' && state === 'ready',
      blocked: [...blocked],
    }
  }

  /** Nobody waits for it: what is told may be a little old. */
  #renewHealth(second: SecondStore): void {
    const now = this.#parts.clock.now()
    if (Math.abs(now - this.#health.at) < HEALTH_SECONDS) return
    const { state } = this.#health
    this.#health = { ...this.#health, at: now }
    void second
      .health()
      .then((health) => {
        this.#health = { ...health, at: this.#health.at }
        if (health.state !== state) this.onState()
      })
      .catch(() => {})
  }

  /** Gives what was stored last some time to arrive there, and lets another process tell the rest. */
  async close(seconds: number): Promise<void> {
    await this.isTold(seconds)
    await this.#stop()
  }

  #start(pair: Pair): void {
    const before = this.#stop()
    this.#current = pair
    const { backed } = pair
    if (backed === null) return
    const stopping = new AbortController()
    this.#stopping = stopping
    this.#health = UNKNOWN
    this.#running = before.then(() => backed.outbox.run(stopping.signal))
  }

  #stop(): Promise<void> {
    this.#stopping.abort()
    this.#current = null
    return this.#running
  }
}

async function* foreignLines(
  second: SecondStore,
  namespace: string,
  signal: AbortSignal,
): AsyncGenerator<{ lines: string; count: number }> {
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    signal.throwIfAborted()
    const page = await second.foreignLines(namespace, after, POINTS_AT_ONCE)
    yield page
    after = page.next
  }
}
