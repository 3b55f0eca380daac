import type { Change } from '#contract/changes'
import type { EmbedderSettings, EmbeddersState } from '#contract/embedders'
import { AppError, isAppError, isError } from '#contract/errors'
import type { ChangeReceipt } from '#contract/memory'
import type { EventBus } from '../journal/event-bus.ts'
import type {
  BuildRecord,
  Clock,
  Embedder,
  EmbedderName,
  EmbedderRoles,
  EmbedderSource,
  Log,
  MemoryStore,
  VectorIndex,
} from '../ports.ts'
import type { ActiveVectors, VectorPair } from './active-vectors.ts'
import { KeptVectors } from './kept-vectors.ts'
import { ReEmbed, type ReEmbedOutcome, type Wait } from './re-embed.ts'
import { RetiredPair } from './retired-pair.ts'

/** Vectors that are deleted in one transaction. */
const DROPPED_AT_ONCE = 2000
/** Milliseconds between two events about progress. */
const TELL_EVERY = 500
const SENTENCE = 'A session cookie without the secure flag travels in clear text.'

export interface EmbeddersParts {
  readonly store: MemoryStore
  readonly source: EmbedderSource
  readonly vectors: ActiveVectors
  readonly events: EventBus
  readonly clock: Clock
  readonly log: Log
  readonly wait: Wait
  /** How the embedder that answers was opened. */
  readonly settings: EmbedderSettings
}

/** Which embedder answers, and how another one takes its place (EMB-4). One change at a time. */
export class Embedders {
  readonly #parts: EmbeddersParts
  #settings: EmbedderSettings
  #job: ReEmbed | null = null
  /** When the last change is over, and what follows from it is done. */
  #settled: Promise<void> = Promise.resolve()
  #isStarting = false
  #configured: EmbeddersState['configured'] = null
  #retired: RetiredPair | null = null
  readonly #kept: KeptVectors
  /** What is deleted in the background, one after the other. */
  #upkeep: Promise<void> = Promise.resolve()
  #isClosed = false
  #toldAt = Number.NEGATIVE_INFINITY

  constructor(parts: EmbeddersParts) {
    this.#parts = parts
    this.#settings = withoutSecrets(parts.settings)
    const { store, source, clock, log } = parts
    const open: EmbedderSource['open'] = (...args) => source.open(...args)
    const openIndex: EmbedderSource['openIndex'] = (embedder) => this.#openIndex(embedder)
    this.#kept = new KeptVectors({ store, source: { open, openIndex }, clock, log })
  }

  /**
   * Lends the vectors of the embedder before the present one, to compare the two.
   * @throws AppError `embedder/not-kept`, `embedder/busy` while they are being taken into use again, `embedder/unusable`
   */
  async lend<T>(id: string, work: (pair: VectorPair) => Promise<T>): Promise<T> {
    const { previous, building } = await this.#parts.store.embedders()
    if (previous?.id !== id) {
      throw new AppError('embedder/not-kept', { embedder: id, kept: previous?.id ?? null })
    }
    if (building?.id === id || this.#isClosed) throw new AppError('embedder/busy', { embedder: id })
    return this.#kept.use(previous, work).catch((error: unknown) => {
      throw isAppError(error) || isAbort(error) ? error : unusable(error)
    })
  }

  /** Lets go of lent vectors that nobody asked for some time. */
  closeIdle(): Promise<void> {
    return this.#kept.closeIdle()
  }

  /**
   * Writes down which embedder answers, and goes on with a change that was under way. Where the settings of the program
   * name another one, a change to it begins by itself.
   */
  async start(configured: EmbedderSettings | null = null): Promise<void> {
    const { store, vectors } = this.#parts
    const { id, dimension } = vectors.current().embedder
    const roles = await store.embedders()
    if (roles.active?.id !== id || !isSame(roles.active.settings, this.#settings)) {
      await store.adoptEmbedder({ id, dimension, settings: this.#settings })
    }
    const { building } = await store.embedders()
    if (building !== null) this.#run(building, null)
    this.#dropUnused()
    if (configured !== null) await this.#follow(configured)
  }

  async state(): Promise<EmbeddersState> {
    const { source } = this.#parts
    const { pair, previous } = await this.#roles()
    const { embedder, sync } = pair
    const { id, dimension } = embedder
    return {
      active: { id, dimension, settings: this.#settings },
      index: sync.state,
      offered: source.offered.map((offer) => ({ ...offer, fields: [...offer.fields] })),
      change: this.#job?.state ?? null,
      previous: previous && { ...previous },
      configured:
        this.#configured && isSame(this.#configured.settings, this.#settings) ? null : this.#configured,
    }
  }

  /** Who answers and who did before, of one moment: the two change hands while the store is being asked. */
  async #roles(): Promise<{ pair: VectorPair; previous: EmbedderRoles['previous'] }> {
    const { store, vectors } = this.#parts
    for (;;) {
      const pair = vectors.current()
      const { active, previous } = await store.embedders()
      const isOne = pair === vectors.current() && (active === null || active.id === pair.embedder.id)
      if (isOne) return { pair, previous }
    }
  }

  /** @throws AppError `embedder/unusable` */
  async test(settings: EmbedderSettings): Promise<{ id: string; dimension: number; milliseconds: number }> {
    const { clock } = this.#parts
    const embedder = await this.#open(settings)
    const started = clock.elapsed()
    try {
      await embedder.embed([SENTENCE])
      const { id, dimension } = embedder
      return { id, dimension, milliseconds: clock.elapsed() - started }
    } catch (error) {
      throw unusable(error)
    } finally {
      await embedder.close?.()
    }
  }

  /** @throws AppError `embedder/unusable`, `embedder/in-use`, `embedder/busy` */
  async change(settings: EmbedderSettings, author: string): Promise<void> {
    await this.#starts(async () => {
      const { source, vectors } = this.#parts
      const embedder = await this.#open(settings)
      const { id, dimension } = embedder
      if (id === vectors.current().embedder.id) {
        await embedder.close?.()
        throw new AppError('embedder/in-use', { embedder: id })
      }
      await source.keepSecrets(settings)
      const build = { id, dimension, settings: withoutSecrets(settings), author }
      this.#run(await this.#begun({ ...build, isPaused: false, undoes: null }), embedder)
    })
  }

  /** Begins to go back to the embedder before. @throws AppError `embedder/no-previous`, `embedder/busy` */
  async undo(author: string): Promise<ReEmbed> {
    return this.#starts(async () => {
      const { previous, active } = await this.#parts.store.embedders()
      if (previous === null) throw new AppError('embedder/no-previous', {})
      const undoes = active?.since ?? null
      return this.#run(await this.#begun({ ...previous, author, isPaused: false, undoes }), null)
    })
  }

  /**
   * Undoes a line of the journal, and resolves when the embedder before answers again.
   * @throws AppError `change/not-undoable`
   */
  async undoChange({ seq }: Change, author: string): Promise<ChangeReceipt & { summary: string }> {
    const refuse = (reason: string): never => {
      throw new AppError('change/not-undoable', { seq, reason })
    }
    const obstacle = await this.obstacleTo(seq)
    if (obstacle !== null) return refuse(obstacle)
    const job = await this.undo(author)
    const outcome = await Promise.race([job.finished, job.stuck])
    if (typeof outcome === 'string') {
      return refuse(`${job.build.id} is out of reach (${outcome}); it is tried again until you cancel it`)
    }
    if (outcome.is !== 'switched') return refuse('it was cancelled')
    return { seq: outcome.change.seq, count: 0, summary: outcome.change.summary }
  }

  /** Why a change of the embedder cannot be undone now, or null. */
  async obstacleTo(seq: number): Promise<string | null> {
    const { active, previous } = await this.#parts.store.embedders()
    if (active?.since !== seq) return 'the embedder was changed again later'
    if (previous === null) return 'the vectors of the embedder before were deleted'
    return this.#job === null ? null : `a change to ${this.#job.build.id} is under way`
  }

  /** @throws AppError `embedder/no-change` */
  async pause(): Promise<void> {
    if (!(await this.#job?.pause())) noChange()
  }

  /** @throws AppError `embedder/no-change` */
  async resume(): Promise<void> {
    if (!(await this.#job?.resume())) noChange()
  }

  /** @throws AppError `embedder/no-change` */
  async cancel(): Promise<void> {
    const job = this.#job
    if (job === null || !job.end('cancelled')) return noChange()
    const outcome = await job.finished
    if (outcome.is === 'cancelled') await this.#settled
  }

  /** Deletes what an undo would need. @throws AppError `embedder/no-previous`, `embedder/busy` */
  async forget(): Promise<void> {
    const { store } = this.#parts
    const { previous, building } = await store.embedders()
    if (previous === null) throw new AppError('embedder/no-previous', {})
    if (building?.id === previous.id) throw new AppError('embedder/busy', { embedder: previous.id })
    await this.#kept.close()
    await store.forgetPrevious()
    this.#dropUnused()
    this.#tell('state')
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#job?.end('stopped')
    await this.#kept.close()
    // First, as the job may wait for it.
    await this.#retired?.now()
    await this.#job?.finished
    await this.#settled
    await this.#retired?.now()
    await this.#upkeep
  }

  /** One at a time, also while the first is still being opened. */
  async #starts<T>(work: () => Promise<T>): Promise<T> {
    const { vectors } = this.#parts
    if (this.#job !== null || this.#isStarting || this.#isClosed) {
      const { id } = this.#job?.build ?? vectors.current().embedder
      throw new AppError('embedder/busy', { embedder: id })
    }
    this.#isStarting = true
    try {
      return await work()
    } finally {
      this.#isStarting = false
    }
  }

  async #open(settings: EmbedderSettings): Promise<Embedder> {
    try {
      return await this.#parts.source.open(settings)
    } catch (error) {
      throw unusable(error)
    }
  }

  async #begun(build: BuildRecord): Promise<BuildRecord> {
    await this.#kept.close()
    // What is being deleted may be what is wanted again.
    await this.#upkeep
    await this.#parts.store.beginBuild(build)
    return build
  }

  #run(build: BuildRecord, opened: Embedder | null): ReEmbed {
    const { store, source, vectors, clock, log, wait, events } = this.#parts
    const openIndex: EmbedderSource['openIndex'] = async (embedder) => {
      // An index is open once: the one that is lent to be compared may be the very one.
      await this.#kept.close()
      return this.#openIndex(embedder)
    }
    const job = new ReEmbed(
      {
        store,
        source: { open: (...args) => source.open(...args), openIndex },
        vectors,
        clock,
        log,
        wait,
        onProgress: (kind) => this.#tell(kind),
        onState: () => events.publish({ type: 'status' }),
      },
      build,
      opened,
    )
    this.#job = job
    this.#settled = job.finished.then((outcome) => this.#settle(job, outcome))
    return job
  }

  async #openIndex(embedder: EmbedderName): Promise<VectorIndex> {
    // It may be the one that was in use just now, whose index is still being saved.
    await this.#retired?.closed
    return this.#parts.source.openIndex(embedder)
  }

  async #settle({ build }: ReEmbed, outcome: ReEmbedOutcome): Promise<void> {
    const { store, vectors, events, clock, log } = this.#parts
    this.#job = null
    if (outcome.is === 'switched') {
      this.#settings = build.settings
      this.#retired = new RetiredPair(outcome.before, { vectors, log })
      log.info(outcome.change.summary, { at: clock.now() })
      events.publish({ type: 'changed', change: outcome.change, ids: [] })
      events.publish({ type: 'status' })
    } else if (outcome.is === 'cancelled') await store.cancelBuild()
    if (outcome.is !== 'stopped') this.#dropUnused()
    this.#tell('state')
  }

  /** Deletes, in the background, vectors that nobody can go back to. */
  #dropUnused(): void {
    const { store, source, log } = this.#parts
    const drop = async (): Promise<void> => {
      const { unused } = await store.embedders()
      for (const id of unused) {
        while (!this.#isClosed && !(await store.dropVectors(id, DROPPED_AT_ONCE)));
        if (!this.#isClosed) await source.forgetIndex(id)
      }
    }
    this.#upkeep = this.#upkeep.then(drop).catch((error: unknown) => {
      if (!this.#isClosed) log.warn('old vectors could not be deleted', { reason: String(error) })
    })
  }

  async #follow(configured: EmbedderSettings): Promise<void> {
    const settings = withoutSecrets(configured)
    const known = [this.#settings, this.#job?.build.settings]
    this.#configured = { settings, reason: null }
    if (known.some((one) => one !== undefined && isSame(one, settings))) return
    try {
      if (this.#job !== null) await this.cancel()
      await this.change(configured, 'settings')
    } catch (error) {
      if (isError(error, 'embedder/in-use')) {
        this.#configured = null
        return
      }
      const reason = error instanceof Error ? error.message : String(error)
      this.#configured = { settings, reason }
      this.#parts.log.warn('the embedder of the settings is not in use', { reason })
    }
    this.#tell('state')
  }

  #tell(kind: 'batch' | 'state'): void {
    const now = this.#parts.clock.elapsed()
    if (kind === 'batch' && now - this.#toldAt < TELL_EVERY) return
    this.#toldAt = now
    this.#parts.events.publish({ type: 'embedders' })
  }
}

const withoutSecrets = ({ api_key: _, ...settings }: EmbedderSettings): EmbedderSettings => settings

const isSame = (a: EmbedderSettings, b: EmbedderSettings): boolean => {
  const sorted = (settings: EmbedderSettings): string =>
    JSON.stringify(Object.entries(settings).toSorted(([x], [y]) => (x < y ? -1 : 1)))
  return sorted(a) === sorted(b)
}

const unusable = (error: unknown): AppError =>
  new AppError('embedder/unusable', { reason: error instanceof Error ? error.message : String(error) })

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

const noChange = (): never => {
  throw new AppError('embedder/no-change', {})
}
