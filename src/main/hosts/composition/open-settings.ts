import type { Log } from '#engine/ports'
import { ChosenSettings } from '#engine/settings/chosen-settings'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { LiveSettings } from '../settings/live-settings.ts'
import { StartError } from '../start-error.ts'
import { openForReading, openForWriting } from './store-source.ts'

interface Sources {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly log: Log
}

/** The settings that hold, to look at beside whoever has the database open. @throws StartError where there is none */
export const settingsForReading = async <T>(
  { config, files, log }: Sources,
  work: (settings: LiveSettings) => T,
): Promise<T> => {
  const store = await openForReading(config, files.storeWorker)
  try {
    return work(await LiveSettings.open(store, config, log))
  } finally {
    await store.close()
  }
}

/**
 * To choose settings, also while the app has the database open: it looks for them. They are never encrypted, and touch
 * neither words nor vectors, so nothing that it keeps in memory is out of step.
 * @throws StartError where there is no database
 */
export const settingsForWriting = async <T>(
  { config, files, log }: Sources,
  work: (settings: LiveSettings, chosen: ChosenSettings) => Promise<T>,
): Promise<T> => {
  if (config.mode === 'on_demand') {
    throw new StartError('Memories are kept in memory only here, and settings with them.')
  }
  const store = await openForWriting(config, files.storeWorker)
  try {
    const chosen = new ChosenSettings({
      store,
      journal: {
        commit: (draft) => store.commit({ reason: null, ...draft, at: Date.now() / 1000, embedder: 'none' }),
      },
    })
    return await work(await LiveSettings.open(store, config, log), chosen)
  } finally {
    await store.close()
  }
}
