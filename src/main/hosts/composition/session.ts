import { randomUUID } from 'node:crypto'
import type { AppState } from '#api/app'
import { createHandlers } from '#api/index'
import type { Info } from '#contract/app'
import type { EngineEvent } from '#contract/changes'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import { Activity } from '../activity/activity.ts'
import type { ResolvedConfig } from '../config.ts'
import { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { LiveSettings } from '../settings/live-settings.ts'
import { alwaysReady } from './always-ready.ts'
import type { Backups } from './backups.ts'
import { configuredEmbedder } from './configured-embedder.ts'
import { connectionOf, readOnlyAsMarked } from './connection-of.ts'
import { Damage } from './damage.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { doctorFilesOf } from './doctor-files.ts'
import { engineOver, LAST_TOLD_SECONDS } from './engine-over.ts'
import { firstScreen } from './first-screen.ts'
import { firstStart, PendingSample } from './first-start.ts'
import { infoOf } from './info-of.ts'
import { keepUp } from './keep-up.ts'
import type { MoveSource } from './move.ts'
import { type ChoosePlace, noteFoldersIn } from './note-folders.ts'
import { type AuditedLog, auditSettings, openAudit } from './open-audit.ts'
import { openMetricHistory } from './open-metric-history.ts'
import { openTraces } from './open-traces.ts'
import { clock, wait } from './real-time.ts'
import { RedisHealth } from './redis-health.ts'
import { savedWords } from './saved-words.ts'
import { sealed } from './sealed-store.ts'
import type { Keychain } from './sealing.ts'
import { SecondStores } from './second-stores.ts'
import { openStore } from './store-source.ts'
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
  readonly reach: AppState['reach']
  readonly updating: AppState['updating'] | Promise<AppState['updating']>
  readonly connections: AppState['connections']
  readonly metrics?: Metrics | undefined
  readonly chooseFolder?: ChoosePlace | undefined
  /** See `ComposeOptions`. */
  readonly ready?: Promise<unknown> | undefined
  /** See `keepUp`. */
  readonly rest?: number | undefined
  /** Told as soon as they are known, long before the session is there. */
  readonly onSettings?: ((config: ResolvedConfig) => void) | undefined
}

/** One engine over one opened database. */
export interface Session {
  readonly handlers: SomaHandlers
  /** To be told of each call of them: the first ones are those of the first screen. */
  called(): void
  readonly info: Info
  readonly settings: LiveSettings
  /** What a move of it reads. */
  readonly source: MoveSource
  /** To every window that is open. */
  tell(event: EngineEvent): void
  close(): Promise<void>
}

/** @throws StartError */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { config: given, files } = options
  const { isHome, readOnly } = connectionOf(given)
  const pending = new PendingSample(given.mode === 'local_agent' && isHome ? given.data_dir : null)
  pending.expectIfMissing(given.database)
  const health = new RedisHealth()
  const stopping = new AbortController()
  const { signal } = stopping
  const { shown, called } = firstScreen(options.rest ?? 0, signal)
  const opened = await openStore(given, files.storeWorker, {
    keywords: savedWords(given, 'keep'),
    keychain: options.keychain,
    onHealth: health.tell,
    searchAfter: shown,
  })
  const settings = await LiveSettings.open(opened.store, options.config, options.log)
  await options.ready
  const { config } = settings
  const { store, encryption } = await sealed(opened, { ...options, config })
  options.onSettings?.(config)
  const audit = openAudit(settings, options.log)
  const traces = await openTraces(settings, options)
  const { metrics = new Metrics({ process: true }) } = options
  const kind = options.edition === 'desktop' ? 'app' : 'server'
  const history = openMetricHistory({ config, metrics, log: options.log }, kind)
  const activity = new Activity({ audit: () => auditSettings(settings.config), wait })
  const isOff = opened.damage !== null
  const second = new SecondStores({ ...options, config, store, clock, wait, isOff })
  const sources = { audit, traces, metrics, watching: [history, activity], second }
  const engine = await engineOver(store, {
    ...options,
    settings,
    ...sources,
    readAfter: shown,
  })
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
    ...{ access: options.access, reach: options.reach, updating: await options.updating },
    metrics: history,
    activity,
    connections: options.connections,
    storeState: () => readOnlyAsMarked(given, health.over(damage.state)),
    vectorStoreState: () => second.state(),
    embedderHealth: () => engine.embedder.health?.() ?? alwaysReady,
    ...restorable(options),
    doctorFiles: doctorFilesOf(config, files.storeWorker, options.keychain),
    newNoteFolder: noteFoldersIn(options.chooseFolder),
    auditState: () => audit.state(),
    tracesState: () => traces.state(),
    testTraces: () => traces.test(settings.config),
    stores: storeDoors(() => settings.config, second, options.keychain),
    elapsed: clock.elapsed,
  }
  void history.run(signal, wait)
  if (takesWrites) await engine.embedders.start(configuredEmbedder(config))
  const upkeep = keepUp({ ...options, engine, settings, damage, takesWrites, shown }, signal)
  return {
    handlers: createHandlers(engine, state),
    called,
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
      await upkeep.swept()
      await second.close(LAST_TOLD_SECONDS)
      await engine.close()
      await upkeep.ended
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
