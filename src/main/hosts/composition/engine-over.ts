import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { EmbedderHealth } from '#contract/app'
import { createEngine, type Engine } from '#engine/index'
import type { Observer } from '#engine/observe/observer'
import { observers } from '#engine/observe/observers'
import type { Embedder, MemoryStore, VectorIndex } from '#engine/ports'
import { graphJobsIn } from '#workers/graph-jobs'
import { importFilesIn } from '#workers/import-files'
import type { AuditLog } from '../audit/audit-log.ts'
import type { ResolvedConfig } from '../config.ts'
import { decayRules } from '../decay-schema.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { LiveSettings } from '../settings/live-settings.ts'
import type { Traces } from '../traces/traces.ts'
import { openAdvisers } from './advisers.ts'
import { configuredEmbedder } from './configured-embedder.ts'
import { createEmbedderSource } from './embedder-source.ts'
import { engineSettings } from './engine-settings.ts'
import { openActive } from './open-active.ts'
import { type AuditedLog, openAudit } from './open-audit.ts'
import { openTraces } from './open-traces.ts'
import { clock, wait } from './real-time.ts'
import type { Keychain } from './sealing.ts'
import type { SecondStores } from './second-stores.ts'

/** What it takes to make an engine of a store. */
export interface EngineSources {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly log: AuditedLog
  /** Called with each secret, so that no log shows it. */
  readonly conceal?: ((secret: string) => void) | undefined
  /** Only where there is one. */
  readonly keychain?: Keychain | undefined
  /** What was chosen in the app, over which the store may have been opened already. */
  readonly settings?: LiveSettings
  readonly audit?: AuditLog
  readonly traces?: Traces
  readonly metrics?: Metrics | undefined
  /** The store elsewhere that has the vectors too. */
  readonly second?: SecondStores
  /** When the embedder is read unasked; if nothing is said with the first text. */
  readonly readAfter?: Promise<unknown> | undefined
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
  const { readAfter } = sources
  const source = createEmbedderSource(config, { files, secrets, conceal, onHealth, back, readAfter })
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
