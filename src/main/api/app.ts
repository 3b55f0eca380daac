import type {
  AuditState,
  BackupFile,
  EmbedderHealth,
  EncryptionState,
  Info,
  StoreState,
  TracesState,
  TraceTrial,
  VectorStoreState,
} from '#contract/app'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { DoctorFiles } from '#engine/doctor/doctor-ports'
import type { Engine } from '#engine/index'
import type { Access } from './access.ts'
import type { ActivityState } from './activity.ts'
import type { ConnectionAccess } from './connections.ts'
import { collectDiagnostics, type DiagnosticsState } from './diagnostics.ts'
import type { MetricsState } from './metrics.ts'
import type { ReachGuard } from './reach.ts'
import type { SettingsState } from './settings.ts'
import type { StoresState } from './stores.ts'
import type { Updating } from './updates.ts'

export interface Restored {
  readonly keptAs: string
  readonly memories: number
}

/** A new folder for notes. */
export interface NoteFolder {
  readonly name: string
  /** Notes as lines of `{"path", "text"}`. */
  write(lines: string): Promise<void>
}

/** What the composition root knows about the program around the engine. */
export interface AppState {
  readonly info: Info
  readonly mode: 'local_agent' | 'on_demand' | 'enterprise'
  readonly encryption: EncryptionState
  readonly settings: SettingsState
  readonly access: Access
  readonly reach: ReachGuard
  readonly updating: Updating
  readonly connections: ConnectionAccess
  readonly metrics: MetricsState
  readonly activity: ActivityState
  readonly stores: StoresState
  storeState(): StoreState
  embedderHealth(): EmbedderHealth
  vectorStoreState(): Promise<VectorStoreState | null>
  auditState(): Promise<AuditState>
  tracesState(): TracesState
  testTraces(): Promise<TraceTrial[]>
  makeBackup(): Promise<{ file: string; bytes: number }>
  readonly doctorFiles: DoctorFiles
  /** Asks the person at the desktop for a place and makes a folder there; null where they choose none. Null in a browser. */
  readonly newNoteFolder: ((name: string) => Promise<NoteFolder | null>) | null
  /** Null where there is no backup. */
  restoreBackup(): Promise<Restored | null>
  /** Those that are kept, newest first. */
  listBackups(): BackupFile[]
  /** Puts one in the place of a sound database. Null where there is none of that name that can be read. */
  restoreNamed(name: string): Promise<Restored | null>
  readonly diagnostics: DiagnosticsState
  /** Milliseconds of a monotone clock. */
  elapsed(): number
}

export const appHandlers = (engine: Engine, state: AppState): SomaHandlers['app'] => ({
  info: async () => {
    const { id, dimension } = engine.embedder
    return { ...state.info, embedder: { id, dimension } }
  },
  status: async () => {
    const started = state.elapsed()
    const seq = await engine.store.seq()
    return {
      mode: state.mode,
      connection: state.connections.mark(),
      store: state.storeState(),
      storeLatency: state.elapsed() - started,
      index: engine.indexState(),
      vectorStore: await state.vectorStoreState(),
      embedder: state.embedderHealth(),
      encryption: state.encryption,
      audit: await state.auditState(),
      traces: state.tracesState(),
      dating: engine.decay.dating,
      seq,
    }
  },
  testTraces: () => state.testTraces(),
  backup: async () => {
    if (state.mode === 'on_demand') {
      return refuse('memories are kept in memory only here, so there is no file to copy')
    }
    return state.makeBackup()
  },
  backups: async () => state.listBackups(),
  restore: async ({ name }) => {
    if (state.mode === 'on_demand') return refuse('memories are kept in memory only here')
    if (state.mode === 'enterprise') return refuse('Redis keeps the memories; restore them there')
    return (await state.restoreNamed(name)) ?? noBackup()
  },
  diagnostics: (_input, { signal }) => collectDiagnostics(engine, state, signal),
  restoreBackup: async () => {
    const store = state.storeState()
    // A sound database is never exchanged for an older one.
    if (store.state !== 'read-only' || !store.damaged) return refuse('the database is not damaged')
    return (await state.restoreBackup()) ?? noBackup()
  },
})

const refuse = (message: string): never => {
  throw new AppError('request/invalid', { issues: [{ path: '', message }] })
}

const noBackup = (): never => {
  throw new AppError('store/no-backup', {})
}
