import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { AppState } from '#api/app'
import { createHandlers } from '#api/index'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import { Activity } from '../activity/activity.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { ResolvedConfig } from '../config.ts'
import type { MetricHistory } from '../metrics/history/metric-history.ts'
import { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { nobodyToAsk, Permits } from '../reach/permits.ts'
import { LiveSettings } from '../settings/live-settings.ts'
import { StartError } from '../start-error.ts'
import type { Traces } from '../traces/traces.ts'
import { alwaysReady } from './always-ready.ts'
import { Backups } from './backups.ts'
import { connectionOf, readOnlyAsMarked } from './connection-of.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { doctorFilesOf } from './doctor-files.ts'
import { engineOver, LAST_TOLD_SECONDS } from './engine-over.ts'
import { ensureNamespace } from './ensure-namespace.ts'
import { enterAsGuest } from './folder-guests.ts'
import { followSettings } from './follow-settings.ts'
import { forwarding } from './forwarding.ts'
import { infoOf } from './info-of.ts'
import { keepFollowing } from './keep-following.ts'
import { keepIndexed } from './keep-indexed.ts'
import { keepMended } from './keep-mended.ts'
import { keepSelfTested } from './keep-self-tested.ts'
import { noUpdating } from './no-updating.ts'
import { nobodyComesIn } from './nobody-comes-in.ts'
import { nobodySwitches } from './nobody-switches.ts'
import { type AuditedLog, auditSettings, openAudit } from './open-audit.ts'
import { openMetricHistory } from './open-metric-history.ts'
import { unsaved } from './open-reading-engine.ts'
import { openTraces } from './open-traces.ts'
import { clock, wait } from './real-time.ts'
import { RedisHealth } from './redis-health.ts'
import { savedWords } from './saved-words.ts'
import { sealed } from './sealed-store.ts'
import { keysOf } from './sealing.ts'
import { SecondStores } from './second-stores.ts'
import { openStore } from './store-source.ts'
import { storeDoors } from './store-trials.ts'

export interface BesideOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly version: string
  readonly log: AuditedLog & { readonly conceal?: (secret: string) => void }
  /** Whether vectors will be asked: by a recall, or by the gate. Loading them takes its time. */
  readonly vectors: boolean
  /** Among which processes its figures count. */
  readonly kind: 'mcp' | 'cli'
}

/** The whole contract over a database that the app, and others, may have open at the same time (MEM-13). */
export interface Beside {
  readonly handlers: SomaHandlers
  /** Resolves when recall has all that it will have. */
  readonly loaded: Promise<void>
  close(): Promise<void>
}

interface Opened {
  readonly engine: Engine
  readonly handlers: SomaHandlers
  readonly loaded: Promise<void>
  close(): Promise<void>
}

/**
 * Makes the database where there is none yet: an agent may be there before the app was ever opened.
 * @throws StartError
 */
export const openBeside = async (options: BesideOptions): Promise<Beside> => {
  const { config, log } = options
  if (config.mode === 'on_demand') {
    throw new StartError('Memories are kept in memory only with on_demand: no other process can reach them.')
  }
  const guest = enterAsGuest(config.data_dir)
  try {
    const first = await open(options)
    const turns = new Turns(first)
    const stopping = new AbortController()
    const watch = { log, signal: stopping.signal }
    const renewing = options.vectors ? renewed(turns, () => open(options), watch) : Promise.resolve()
    return {
      handlers: turns.handlers,
      loaded: first.loaded,
      close: async () => {
        stopping.abort()
        await renewing
        await turns.current.close()
        guest.release()
      },
    }
  } catch (error) {
    guest.release()
    throw error
  }
}

const open = async (options: BesideOptions): Promise<Opened> => {
  const { config, files, log } = options
  const { cipher, secrets } = keysOf(config)
  for (const secret of secrets) log.conceal?.(secret)
  const health = new RedisHealth()
  const found = await openStore(config, files.storeWorker, {
    keywords: savedWords(config, 'look'),
    onHealth: health.tell,
    ...(options.vectors && { searchAfter: Promise.resolve() }),
  })
  if (found.damage !== null) {
    await found.store.close()
    throw new StartError(
      `The database ${config.database} is damaged: ${found.damage}. Open the app, which offers a backup.`,
    )
  }
  const settings = await LiveSettings.open(found.store, config, log)
  const { store, encryption } = await sealed(found, {
    config: settings.config,
    cipher,
    whenWrong: 'refuse',
  })
  const audit = openAudit(settings, log)
  const traces = await openTraces(settings, options)
  // A command is over before its memory or its event loop say anything.
  const metrics = new Metrics({ process: options.kind === 'mcp' })
  const history = openMetricHistory({ config, metrics, log }, options.kind)
  const activity = new Activity({ audit: () => auditSettings(settings.config), wait })
  // Who stays has what a search needs before the first one.
  const readAfter = options.vectors ? Promise.resolve() : undefined
  const sources = { ...options, settings, audit, traces, metrics, watching: [history, activity], readAfter }
  const second = options.vectors
    ? new SecondStores({ ...options, config: settings.config, store, clock, wait })
    : undefined
  const engine = await engineOver(store, { ...sources, ...(second && { second }) }, unsaved)
  const { readOnly } = connectionOf(config)
  if (!readOnly) await ensureNamespace(engine, config.namespace)
  const stopping = new AbortController()
  void keepFollowing(engine, log, stopping.signal)
  void history.run(stopping.signal, wait)
  const onError = (error: unknown): void => log.warn('settings cannot be read', { reason: String(error) })
  void followSettings(engine, settings, { onError, signal: stopping.signal })
  if (options.vectors && !readOnly) keepMended(engine, stopping.signal)
  const testing = options.vectors && !readOnly ? keepSelfTested(engine, log, stopping.signal) : undefined
  return {
    engine,
    handlers: createHandlers(
      engine,
      await stateOf(options, {
        engine,
        encryption,
        settings,
        audit,
        traces,
        history,
        health,
        activity,
        second,
      }),
    ),
    loaded: options.vectors ? keepIndexed(engine, stopping.signal) : Promise.resolve(),
    close: async () => {
      stopping.abort()
      await testing
      await second?.close(LAST_TOLD_SECONDS)
      await engine.close()
    },
  }
}

const stateOf = async (
  { config, files, version, log }: BesideOptions,
  {
    engine,
    encryption,
    settings,
    audit,
    traces,
    history,
    health,
    activity,
    second,
  }: Pick<AppState, 'encryption'> & {
    readonly engine: Engine
    readonly settings: LiveSettings
    readonly audit: AuditLog
    readonly traces: Traces
    readonly history: MetricHistory
    readonly health: RedisHealth
    readonly activity: Activity
    readonly second: SecondStores | undefined
  },
): Promise<AppState> => {
  const backups = new Backups({
    folder: join(config.data_dir, 'backups'),
    database: config.database,
    workerFile: files.storeWorker,
    keep: () => settings.config.backup.keep,
  })
  return {
    info: await infoOf({ config, edition: 'browser', version }, engine),
    mode: config.mode,
    encryption,
    settings,
    metrics: history,
    activity,
    storeState: () => readOnlyAsMarked(config, health.over({ state: 'ready' })),
    vectorStoreState: async () => second?.state() ?? null,
    embedderHealth: () => engine.embedder.health?.() ?? alwaysReady,
    makeBackup: () => backups.make(new Date()),
    // A database is only exchanged by the app, which tells what it found wrong with it.
    access: nobodyComesIn,
    reach: new Permits(null, nobodyToAsk),
    updating: noUpdating(version, 'browser'),
    connections: nobodySwitches(connectionOf(config)),
    restoreBackup: async () => null,
    listBackups: () => backups.files(),
    restoreNamed: async () => null,
    diagnostics: diagnosticsOf({ edition: 'browser', version, log }),
    doctorFiles: doctorFilesOf(config, files.storeWorker),
    newNoteFolder: null,
    auditState: () => audit.state(),
    tracesState: () => traces.state(),
    testTraces: () => traces.test(settings.config),
    stores: storeDoors(() => settings.config, second),
    elapsed: () => performance.now(),
  }
}

/** Whose turn it is to answer, and the calls that are under way. */
class Turns {
  current: Opened
  readonly handlers = forwarding(() => this.current.handlers)

  constructor(first: Opened) {
    this.current = first
  }
}

const EMBEDDER_SECONDS = 2
/** Calls that began before the exchange end meanwhile. */
const LAST_CALLS_SECONDS = 30

/** Where the app changed the embedder, its vectors are those to ask: opens anew beside, then takes turns. */
const renewed = async (
  turns: Turns,
  next: () => Promise<Opened>,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<void> => {
  const pause = (seconds: number): Promise<void> =>
    delay(seconds * 1000, undefined, { signal, ref: false }).catch(() => {})
  while (!signal.aborted) {
    await pause(EMBEDDER_SECONDS)
    if (signal.aborted || !(await isOvertaken(turns.current.engine))) continue
    const before = turns.current
    try {
      turns.current = await next()
      log.info('the embedder was changed elsewhere', { embedder: turns.current.engine.embedder.id })
      await turns.current.loaded
      await pause(LAST_CALLS_SECONDS)
      await before.close()
    } catch (error) {
      log.warn('the new embedder could not be opened', { reason: String(error) })
    }
  }
}

const isOvertaken = async ({ store, embedder }: Engine): Promise<boolean> => {
  const roles = await store.embedders().catch(() => null)
  return roles !== null && roles.active !== null && roles.active.id !== embedder.id
}
