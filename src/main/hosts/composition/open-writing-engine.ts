import type { Engine } from '#engine/index'
import { LiveSettings } from '../settings/live-settings.ts'
import { StartError } from '../start-error.ts'
import { type EngineSources, engineOver, LAST_TOLD_SECONDS } from './engine-over.ts'
import { enterAsGuest } from './folder-guests.ts'
import { unsaved } from './open-reading-engine.ts'
import { clock, wait } from './real-time.ts'
import { savedWords } from './saved-words.ts'
import { SecondStores } from './second-stores.ts'
import { openForWriting } from './store-source.ts'
import { unlockedStore } from './unlocked-store.ts'

/**
 * An engine for a command that changes memories, beside whoever has the database open (MEM-13).
 * @throws StartError where there is none, or its encrypted fields need a key
 */
export const withWritingEngine = async <T>(
  sources: EngineSources,
  work: (engine: Engine) => Promise<T>,
): Promise<T> => {
  const { config, files } = sources
  if (config.mode === 'on_demand') {
    throw new StartError('Memories are kept in memory only here: there is nothing to change.')
  }
  const guest = enterAsGuest(config.data_dir)
  try {
    const opened = await openForWriting(config, files.storeWorker, savedWords(config, 'look'))
    const settings = await LiveSettings.open(opened, config, sources.log)
    const store = await unlockedStore(opened, settings.config, { isReadOnly: false })
    const { config: chosen } = settings
    const second = new SecondStores({ ...sources, config: chosen, store, clock, wait })
    const engine = await engineOver(store, { ...sources, settings, second }, unsaved)
    try {
      await engine.load()
      return await work(engine)
    } finally {
      await second.close(LAST_TOLD_SECONDS)
      await engine.close()
    }
  } finally {
    guest.release()
  }
}
