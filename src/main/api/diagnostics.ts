import type { EmbedderHealth, EncryptionState, Status, StoreState } from '#contract/app'
import type { DoctorReport } from '#contract/doctor'
import type { Setting } from '#contract/settings'
import type { DoctorFiles } from '#engine/doctor/doctor-ports'
import type { Engine } from '#engine/index'
import type { SettingsState } from './settings.ts'

/** What only the program around the engine knows of itself. */
export interface DiagnosticsState {
  /** Versions and machine, without a name of a person or a place. */
  facts(): Readonly<Record<string, string | number>>
  /** The end of the log, which has no payloads and no queries. */
  logTail(): string
  /** A text without what is secret. */
  concealed(text: string): string
}

/** What of the program a report tells about. */
interface Sources {
  readonly mode: Status['mode']
  readonly encryption: EncryptionState
  readonly settings: SettingsState
  readonly doctorFiles: DoctorFiles
  readonly diagnostics: DiagnosticsState
  storeState(): StoreState
  embedderHealth(): EmbedderHealth
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** A secret is never in the list; what may be a place with a name in it says only that it is set. */
const settingFact = ({ key, value, source, secret, type }: Setting) => {
  const isPlain =
    secret === null && (type === 'switch' || type === 'integer' || type === 'number' || type === 'choice')
  return [key, { source, value: secret ?? (isPlain || value === null ? value : 'set, not told') }] as const
}

/** What differs, by kind: not which memory, and not in what. */
const doctorFacts = ({ checked, differences, total, seconds }: DoctorReport) => ({
  total,
  seconds,
  checked,
  kinds: [
    ...new Set(differences.map(({ part, canRepair }) => `${part}${canRepair ? '' : ', beyond repair'}`)),
  ],
})

const healthFacts = async (engine: Engine, state: Sources) => {
  const namespaces = await engine.namespaces.list()
  const store = state.storeState()
  return {
    mode: state.mode,
    store: store.state === 'ready' ? store.state : { state: store.state, damaged: store.damaged },
    index: engine.indexState(),
    indexStats: await engine.indexStats(),
    embedder: { id: engine.embedder.id, dimension: engine.embedder.dimension, ...state.embedderHealth() },
    encryption: state.encryption.state,
    memories: namespaces.map(({ living, bin }) => ({ living, bin })),
    seq: await engine.store.seq(),
  }
}

/**
 * What goes with a report of a problem. Made of facts that are named here one by one: a new field of a status does not
 * slip in. Everything passes the concealer of the log once more.
 */
export const collectDiagnostics = async (engine: Engine, state: Sources, signal: AbortSignal) => {
  const report = await engine.doctor.check(state.doctorFiles, signal)
  const texts = {
    'about.json': json(state.diagnostics.facts()),
    'settings.json': json(Object.fromEntries(state.settings.list().map(settingFact))),
    'health.json': json(await healthFacts(engine, state)),
    'doctor.json': json(doctorFacts(report)),
    'soma.log': state.diagnostics.logTail(),
  }
  const files = Object.entries(texts).map(([name, text]) => ({
    name,
    text: state.diagnostics.concealed(text),
  }))
  return { name: 'soma-diagnostics', files }
}
