import type { Info, StoreState } from '#contract/app'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

/** What the composition root knows about the program around the engine. */
export interface AppState {
  readonly info: Info
  readonly mode: 'local_agent' | 'on_demand'
  storeState(): StoreState
  makeBackup(): Promise<{ file: string; bytes: number }>
  /** Null where there is no backup. */
  restoreBackup(): Promise<{ keptAs: string; memories: number } | null>
  /** Milliseconds of a monotone clock. */
  elapsed(): number
}

export const appHandlers = (engine: Engine, state: AppState): SomaHandlers['app'] => ({
  info: async () => state.info,
  status: async () => {
    const started = state.elapsed()
    const seq = await engine.store.seq()
    return {
      mode: state.mode,
      store: state.storeState(),
      storeLatency: state.elapsed() - started,
      index: engine.indexState(),
      seq,
    }
  },
  backup: () => state.makeBackup(),
  restoreBackup: async () => (await state.restoreBackup()) ?? noBackup(),
})

const noBackup = (): never => {
  throw new AppError('store/no-backup', {})
}
