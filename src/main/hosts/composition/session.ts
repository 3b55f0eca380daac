import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { AppState } from '#api/app'
import { createHandlers } from '#api/index'
import type { EmbedderHealth, Info, StoreState } from '#contract/app'
import type { EngineEvent } from '#contract/changes'
import type { SomaHandlers } from '#contract/index'
import { createEngine, type Engine } from '#engine/index'
import type { Observer } from '#engine/observe/observer'
import { observers } from '#engine/observe/observers'
import type { Clock, Embedder, Log, MemoryStore, VectorIndex } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import { graphJobsIn } from '#workers/graph-jobs'
import { importFilesIn } from '#workers/import-files'
import { Activity } from '../activity/activity.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { ResolvedConfig } from '../config.ts'
import { decayRules } from '../decay-schema.ts'
import { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { LiveSettings } from '../settings/live-settings.ts'
import type { Traces } from '../traces/traces.ts'
import { openAdvisers } from './advisers.ts'
import type { Backups } from './backups.ts'
import { configuredEmbedder } from './configured-embedder.ts'
import { connectionOf, readOnlyAsMarked } from './connection-of.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { doctorFilesOf } from './doctor-files.ts'
import { createEmbedderSource } from './embedder-source.ts'
import { engineSettings } from './engine-settings.ts'
import { firstStart, PendingSample, SAMPLE_NAMESPACE } from './first-start.ts'
import { followSettings } from './follow-settings.ts'
import { keepSelfTested } from './keep-self-tested.ts'
import { keepSwept } from './keep-swept.ts'
import { keepWatched } from './keep-watched.ts'
import type { MoveSource } from './move.ts'
import { type ChoosePlace, noteFoldersIn } from './note-folders.ts'
import { openActive } from './open-active.ts'
import { type AuditedLog, auditSettings, openAudit } from './open-audit.ts'
import { openMetricHistory } from './open-metric-history.ts'
import { openTraces } from './open-traces.ts'
import { RedisHealth } from './redis-health.ts'
import { savedWords } from './saved-words.ts'
import { type Keychain, sealedOver, textFieldsOf } from './sealing.ts'
import { SecondStores } from './second-stores.ts'
import { type OpenedStore, openStore } from './store-source.ts'
import { storeDoors } from './store-trials.ts'

export interface SessionOptions {
  readonly config: ResolvedConfig
  readonly edition: 'desktop' | 'browser'
  readonly files: ProgramFiles
  readonly version: string
  readonly backups: Backups
  readonly log: AuditedLog
  /** Called with each secret, so that no log shows it. */
  readonly conceal?: (secret: string) => void
  /** Only where there is one. */
  readonly keychain?: Keychain
  /** Null where no key was given. */
  readonly cipher: FieldCipher | null
  readonly whenWrong: 'refuse' | 'lock'
  /** Of a name one in the place of a sound database, else the newest in that of a damaged one. */
  readonly restoreBackup: (name?: string | null) => ReturnType<AppState['restoreBackup']>
  readonly access: AppState['access']
  readonly updating: AppState['updating']
  readonly connections: AppState['connections']
  readonly metrics?: Metrics | undefined
  readonly chooseFolder?: ChoosePlace | undefined
}

/** One engine over one opened database. */
export interface Session {
  readonly handlers: SomaHandlers
  readonly info: Info
  readonly settings: LiveSettings
  /** What a move of it reads. */
  readonly source: MoveSource
  /** To every window that is open. */
  tell(event: EngineEvent): void
  close(): Promise<void>
}

/** A sleep that an aborted signal ends. */
export const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
  delay(seconds * 1000, undefined, { signal, ref: false }).catch(() => {})

export const alwaysReady: EmbedderHealth = {
  state: 'ready',
  since: Date.now() / 1000,
  message: '',
  lastLatency: null,
}

export const clock: Clock = { now: () => Date.now() / 1000, elapsed: () => performance.now() }

/** @throws StartError */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { config: given, files } = options
  const { isHome, readOnly } = connectionOf(given)
  const pending = new PendingSample(given.mode === 'local_agent' && isHome ? given.data_dir : null)
  pending.expectIfMissing(given.database)
  const health = new RedisHealth()
  const opened = await openStore(given, files.storeWorker, {
    keywords: savedWords(given, 'keep'),
    keychain: options.keychain,
    onHealth: health.tell,
  })
  const settings = await LiveSettings.open(opened.store, options.config, options.log)
  const { config } = settings
  const { store, encryption } = await sealed(opened, { ...options, config })
  const audit = openAudit(settings, options.log)
  const traces = await openTraces(settings, options)
  const { metrics = new Metrics({ process: true }) } = options
  const kind = options.edition === 'desktop' ? 'app' : 'server'
  const history = openMetricHistory({ config, metrics, log: options.log }, kind)
  const activity = new Activity({ audit: () => auditSettings(settings.config), wait })
  const isOff = opened.damage !== null
  const second = new SecondStores({ ...options, config, store, clock, wait, isOff })
  const sources = { audit, traces, metrics, watching: [history, activity], second }
  const engine = await engineOver(store, { ...options, settings, ...sources })
  const damage = new Damage(opened, options.backups, () => engine.events.publish({ type: 'status' }))
  tellOfStores({ engine, health, second, damage, metrics }, options.log)
  const takesWrites = opened.damage === null && !readOnly
  if (takesWrites) {
    // Who shares a Redis with others, or opens a folder beside his own, did not ask for a sample in it.
    const created = opened.created && config.mode !== 'enterprise' && isHome
    const { namespace } = config
    try {
      await firstStart(engine, { created, namespace, sample: files.sample, pending })
    } catch (error) {
      await engine.close()
      throw error
    }
  }
  const info = await infoOf({ ...options, config }, engine)
  const state: AppState = {
    info,
    mode: config.mode,
    encryption,
    settings,
    ...{ access: options.access, updating: options.updating },
    metrics: history,
    activity,
    connections: options.connections,
    storeState: () => readOnlyAsMarked(given, health.over(damage.state)),
    vectorStoreState: () => second.state(),
    embedderHealth: () => engine.embedder.health?.() ?? alwaysReady,
    ...restorable(options),
    doctorFiles: doctorFilesOf(config, files.storeWorker),
    newNoteFolder: noteFoldersIn(options.chooseFolder),
    auditState: () => audit.state(),
    tracesState: () => traces.state(),
    testTraces: () => traces.test(settings.config),
    stores: storeDoors(() => settings.config, second, options.keychain),
    elapsed: clock.elapsed,
  }
  const stopping = new AbortController()
  void history.run(stopping.signal, wait)
  if (takesWrites) await engine.embedders.start(configuredEmbedder(config))
  if (opened.damage === null && config.mode !== 'on_demand')
    void keepFollowing(engine, options.log, stopping.signal)
  const checked = checkFile(engine, damage, { ...options, config }, stopping.signal)
  const onError = (error: unknown): void =>
    options.log.warn('settings cannot be read', { reason: String(error) })
  if (opened.damage === null) void followSettings(engine, settings, { onError, signal: stopping.signal })
  // Nobody asked for what these write, so it waits until the file is known to be sound.
  let sweeping: Promise<unknown> | undefined
  const upkeep = checked.then(async (isSound) => {
    const { signal } = stopping
    if (!isSound || signal.aborted || !takesWrites) return
    keepMended(engine, signal)
    sweeping = Promise.all([
      keepSwept(engine, options.log, signal),
      keepWatched(engine, options.log, signal),
      keepSelfTested(engine, options.log, signal),
    ])
    await Promise.all([sweeping, keepBackedUp({ ...options, config, settings }, signal)])
  })
  return {
    handlers: createHandlers(engine, state),
    info,
    settings,
    source: {
      name: given.mode === 'on_demand' ? randomUUID() : given.database,
      seq: () => opened.store.seq(),
      snapshotTo: async (file) => {
        if (given.mode === 'on_demand') await opened.snapshotTo(file)
        else await options.backups.copyTo(file)
      },
    },
    tell: (event) => engine.events.publish(event),
    close: async () => {
      stopping.abort()
      // A sweep ends with its slice; nothing is written behind the back of a closed store.
      await sweeping
      await second.close(LAST_TOLD_SECONDS)
      await engine.close()
      await upkeep
    },
  }
}

interface Stores {
  readonly engine: Engine
  readonly health: RedisHealth
  readonly damage: Damage
  readonly second: SecondStores
  readonly metrics: Metrics
}

/** Windows look again when what is known of a store changes; metrics ask for it. */
const tellOfStores = ({ engine, health, damage, second, metrics }: Stores, log: Log): void => {
  metrics.stores = async () => ({
    memories: health.over(damage.state).state === 'ready',
    vectors: await second.state(),
    now: clock.now(),
  })
  second.onState = () => engine.events.publish({ type: 'status' })
  health.onChange = (lost) => {
    if (lost !== null) log.warn('Redis is lost', { reason: lost })
    engine.events.publish({ type: 'status' })
  }
}

/** What is kept of the database, and what goes with a report. */
const restorable = (options: SessionOptions) => ({
  makeBackup: () => options.backups.make(new Date()),
  restoreBackup: () => options.restoreBackup(),
  listBackups: () => options.backups.files(),
  restoreNamed: (name: string) => options.restoreBackup(name),
  diagnostics: diagnosticsOf(options),
})

export const sealed = async (
  opened: OpenedStore,
  { config, cipher, whenWrong }: Pick<SessionOptions, 'config' | 'cipher' | 'whenWrong'>,
) => {
  try {
    return await sealedOver(opened.store, {
      cipher,
      fields: config.memory_enterprise.encryption_fields,
      textFields: textFieldsOf(config),
      isReadOnly: opened.damage !== null || connectionOf(config).readOnly,
      whenWrong,
    })
  } catch (error) {
    await opened.store.close()
    throw error
  }
}

/** What it takes to make an engine of a store. */
export type EngineSources = Pick<SessionOptions, 'config' | 'files' | 'log' | 'conceal' | 'keychain'> & {
  /** What was chosen in the app, over which the store may have been opened already. */
  readonly settings?: LiveSettings
  readonly audit?: AuditLog
  readonly traces?: Traces
  readonly metrics?: Metrics | undefined
  /** The store elsewhere that has the vectors too. */
  readonly second?: SecondStores
  /** Who else is told, and closed with the engine. */
  readonly watching?: readonly Observer[]
}

/** How long a write waits to be in the store elsewhere too. */
const TOLD_SECONDS = 0.5
/** How long who goes waits for what is not there yet; the next start goes on. */
export const LAST_TOLD_SECONDS = 2

/** Closes the store where that fails. */
export const engineOver = async (
  store: MemoryStore,
  { config: given, settings, files, log, conceal = () => {}, keychain, second, ...sources }: EngineSources,
  adapt: (index: VectorIndex) => VectorIndex = (index) => index,
): Promise<Engine> => {
  const live = settings ?? (await LiveSettings.open(store, given, log))
  const { config } = live
  const { audit = openAudit(live, log), metrics, watching = [] } = sources
  const traces = sources.traces ?? (await openTraces(live, { log, conceal, keychain }))
  let engine: Engine | undefined
  const onHealth = ({ state, message }: EmbedderHealth): void => {
    if (state !== 'ready') log.warn('the embedder fails', { state, reason: message })
    engine?.events.publish({ type: 'status' })
  }
  const secrets = { env: process.env, keychain }
  const back = second?.back.bind(second)
  const source = createEmbedderSource(config, { files, secrets, conceal, onHealth, back })
  const configured = configuredEmbedder(config)
  let embedder: Embedder | undefined
  try {
    const active = await openActive(store, source, { configured, log })
    embedder = active.embedder
    const index = adapt(await source.openIndex(embedder))
    const embedding = { source, settings: active.settings, wait }
    engine = createEngine(
      {
        ...{ store, index, embedder, clock, log, embedding },
        graphJobs: graphJobsIn(files.graphWorker),
        observer: observers([traces, audit, ...(metrics ? [metrics] : []), ...watching]),
        importFiles: importFilesIn(join(config.data_dir, 'imports'), files.importWorker),
        ...openAdvisers(config, { secrets, conceal }),
        ...(second && { isTold: () => second.isTold(TOLD_SECONDS), second: () => second.opinion() }),
      },
      engineSettings(live, () => live.reload(store)),
    )
    const { events, decay } = engine
    const opened = engine
    if (metrics) metrics.index = () => opened.indexStats()
    audit.onState = () => events.publish({ type: 'status' })
    traces.onState = () => events.publish({ type: 'status' })
    live.follow(async (now) => {
      const { vector, memory_enterprise } = now
      await source.configure(vector)
      await second?.use(now)
      // Dates every memory anew, so only where the rules are others. They are in force at once.
      const rules = decayRules(memory_enterprise)
      if (!isDeepStrictEqual(rules, decay.rules)) await decay.use(rules)
      events.publish({ type: 'settings' })
    })
    return engine
  } catch (error) {
    await embedder?.close?.()
    await store.close()
    for (const one of watching) await one.close?.()
    throw error
  }
}

/** What is known of the health of the database file. */
class Damage {
  #state: StoreState = { state: 'ready' }
  readonly #backups: Backups
  readonly #onChange: () => void

  constructor(opened: OpenedStore, backups: Backups, onChange: () => void) {
    this.#backups = backups
    this.#onChange = onChange
    if (opened.damage !== null) void this.report(opened.damage)
  }

  get state(): StoreState {
    return this.#state
  }

  async report(what: string): Promise<void> {
    const reason = `Its file was left as it is: ${what}.`
    this.#state = { state: 'read-only', damaged: true, reason, backup: null }
    const backup = await this.#backups.newestReadable()
    this.#state = { state: 'read-only', damaged: true, reason, backup }
    this.#onChange()
  }
}

/** After the start: vectors into the index, then a check of the file. Resolves to whether it is sound. */
const checkFile = async (
  engine: Engine,
  damage: Damage,
  { config, backups, log }: SessionOptions,
  signal: AbortSignal,
): Promise<boolean> => {
  await keepIndexed(engine, signal)
  if (damage.state.state !== 'ready') return false
  if (config.mode === 'on_demand') return true
  try {
    const wrong = await backups.check(signal)
    if (wrong !== null) await damage.report(wrong)
    return wrong === null
  } catch (error) {
    if (!signal.aborted) log.error('the file could not be checked', { reason: reasonOf(error) })
    return false
  }
}

/** The daily backup of a sound file. */
const keepBackedUp = async (
  { config, backups, log, settings }: SessionOptions & { readonly settings: LiveSettings },
  signal: AbortSignal,
): Promise<void> => {
  if (config.mode === 'on_demand') return
  try {
    while (!signal.aborted) {
      const [latest] = backups.list()
      const dueIn = (latest?.madeAt ?? 0) + settings.config.backup.interval_hours * 3600 - clock.now()
      if (dueIn > 0) await delay(Math.min(dueIn, 3600) * 1000, undefined, { signal, ref: false })
      else await backups.make(new Date(), signal)
    }
  } catch (error) {
    if (!signal.aborted) log.error('backups stopped', { reason: reasonOf(error) })
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const LONGEST_PAUSE = 60

/** Resolves when the vectors are loaded. */
export const keepIndexed = async (engine: Engine, signal: AbortSignal): Promise<void> => {
  await engine.load()
  void keepIndexSaved(engine, signal)
}

/** Vectors that are lost, and those that memories wait for, come by themselves, tried ever more seldom; uses are counted. */
export const keepMended = (engine: Engine, signal: AbortSignal): void => {
  void mend(engine, engine.events.subscribe(signal), signal)
  void keepTouched(engine, signal)
}

const OTHERS_SECONDS = 0.25

/** What other processes change is here within a second (MEM-13). A look that fails is made again. */
export const keepFollowing = async (engine: Engine, log: Log, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      await engine.followOthers()
    } catch (error) {
      if (!signal.aborted) log.warn('what others changed could not be read', { reason: String(error) })
    }
    await wait(OTHERS_SECONDS, signal)
  }
}

const WHILE_BUILDING = 1
const WHILE_AT_REST = 60

/** Shows how the index fares, and saves it now and then. */
const keepIndexSaved = async (engine: Engine, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const state = engine.indexState()
    const isBuilding = state.state === 'ready' && state.isBuilding
    const pause = isBuilding ? WHILE_BUILDING : WHILE_AT_REST
    await delay(pause * 1000, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await engine.keepIndex()
  }
}

const TOUCH_SECONDS = 2

/** Accesses are written now and then, never on the way to an answer. */
const keepTouched = async (engine: Engine, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await delay(TOUCH_SECONDS * 1000, undefined, { signal, ref: false }).catch(() => {})
    if (!signal.aborted) await engine.flushTouches()
  }
}

const mend = async (engine: Engine, events: AsyncGenerator<unknown>, signal: AbortSignal): Promise<void> => {
  for (let pause = 1, ended: boolean | undefined = false; !ended && !signal.aborted; ) {
    const repair = repairOf(engine)
    if (repair !== null) {
      await delay(pause * 1000, undefined, { signal, ref: false }).catch(() => {})
      pause = Math.min(LONGEST_PAUSE, pause * 2)
      if (!signal.aborted) await repair()
    } else {
      pause = 1
      ended = (await events.next()).done
    }
  }
}

/** What would help now, if anything is amiss. */
const repairOf = (engine: Engine): (() => Promise<void>) | null => {
  const state = engine.indexState()
  if (state.state === 'failed') return engine.load
  return state.state === 'ready' && state.waiting !== null ? engine.completeVectors : null
}

export const infoOf = async (
  { config, edition, version }: Pick<SessionOptions, 'config' | 'edition' | 'version'>,
  engine: Engine,
): Promise<Info> => {
  const namespaces = await engine.namespaces.list()
  const own = namespaces.find(({ name }) => name === config.namespace)
  const sample = namespaces.some(({ name }) => name === SAMPLE_NAMESPACE)
  return {
    version,
    edition,
    dataFolder: config.data_dir,
    databaseFile: config.database,
    embedder: { id: engine.embedder.id, dimension: engine.embedder.dimension },
    defaultNamespace: sample && (own?.living ?? 0) === 0 ? SAMPLE_NAMESPACE : config.namespace,
    maxPayloadBytes: engine.payloadLimits.maxBytes,
  }
}
