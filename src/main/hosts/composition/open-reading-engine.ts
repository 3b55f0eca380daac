import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'
import type { MemoryStore, VectorIndex } from '#engine/ports'
import { LiveSettings } from '../settings/live-settings.ts'
import { type EngineSources, engineOver } from './engine-over.ts'
import { savedWords } from './saved-words.ts'
import { openForReading } from './store-source.ts'
import { unlockedStore } from './unlocked-store.ts'

const WHILE_BUILDING = 200

/**
 * An engine that only looks, for a command beside the app: it reads database and saved index and writes neither. Vectors
 * that are missing in the database are made for this process alone. Resolves when recall has all that it will have.
 * @throws StartError where there is no database, or a key is missing
 */
export const openReadingEngine = async (sources: EngineSources): Promise<Engine> => {
  const { config, files } = sources
  const opened = await openForReading(config, files.storeWorker, savedWords(config, 'look'))
  // Recall over fields that nobody can read would be judged for what it cannot know.
  const settings = await LiveSettings.open(opened, config, sources.log)
  const store = await unlockedStore(opened, settings.config, { isReadOnly: true })
  const engine = await engineOver(lookingOn(store), { ...sources, settings }, unsaved)
  try {
    await engine.load()
    // Half a build would answer half of the queries in another way than the rest.
    for (await engine.keepIndex(); isBuilding(engine); await engine.keepIndex()) await delay(WHILE_BUILDING)
    return engine
  } catch (error) {
    await engine.close()
    throw error
  }
}

const isBuilding = (engine: Engine): boolean => {
  const state = engine.indexState()
  return state.state === 'ready' && state.isBuilding
}

const lookingOn = (store: MemoryStore): MemoryStore => ({
  ...store,
  putVectors: async (_embedder, missing) => new Uint8Array(missing.length).fill(1),
})

/** The saved index is the app's. */
export const unsaved = (index: VectorIndex): VectorIndex => ({ ...index, save: async () => {} })
