import { Links } from '#engine/graph/links'
import { observedStore } from '#engine/observe/observed-store'
import { observers } from '#engine/observe/observers'
import type { Clock, MemoryStore } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import { openLog } from '../log.ts'
import type { ProgramFiles } from '../program-files.ts'
import { LiveSettings } from '../settings/live-settings.ts'
import { StartError } from '../start-error.ts'
import { enterAsGuest } from './folder-guests.ts'
import { openAudit } from './open-audit.ts'
import { openTraces } from './open-traces.ts'
import { keysOf, sealedOver, textFieldsOf } from './sealing.ts'
import { type OpenedStore, openForReading, openForWriting } from './store-source.ts'

const clock: Clock = { now: () => Date.now() / 1000, elapsed: () => performance.now() }

interface Sources {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
}

/**
 * Links of a database, to look at beside whoever has it open. Coordinates are never encrypted, so no key is needed.
 * @throws StartError where there is none
 */
export const linksForReading = async <T>(
  { config, files }: Sources,
  work: (links: Links) => Promise<T>,
): Promise<T> => {
  const store = await openForReading(config, files.storeWorker)
  try {
    return await work(linksOver(store))
  } finally {
    await store.close()
  }
}

/**
 * Links of a database, to change beside whoever has it open (MEM-13). Links have no vectors, so no embedder is started.
 * @throws StartError where there is none, or its encrypted fields need a key
 */
export const linksForWriting = async <T>(
  { config, files }: Sources,
  work: (links: Links) => Promise<T>,
): Promise<T> => {
  if (config.mode === 'on_demand') {
    throw new StartError('Memories are kept in memory only here: there are none to link.')
  }
  const guest = enterAsGuest(config.data_dir)
  const log = openLog(config.data_dir)
  try {
    const store = await openForWriting(config, files.storeWorker)
    const settings = await LiveSettings.open(store, config, log)
    const observer = observers([
      await openTraces(settings, { log, conceal: log.conceal }),
      openAudit(settings, log),
    ])
    try {
      const parts = { observer, clock }
      return await work(linksOver(observedStore(await unlocked(store, settings.config), parts)))
    } finally {
      await store.close()
      await observer.close?.()
      log.flush()
    }
  } finally {
    guest.release()
  }
}

/** The line of the journal quotes titles, and rests encrypted where fields do. */
const unlocked = async (store: OpenedStore['store'], config: ResolvedConfig): Promise<MemoryStore> => {
  const { cipher } = keysOf(config)
  const fields = config.memory_enterprise.encryption_fields
  const options = { cipher, fields, textFields: textFieldsOf(config), isReadOnly: false }
  const opened = await sealedOver(store, { ...options, whenWrong: 'refuse' })
  if (opened.encryption.state !== 'locked') return opened.store
  throw new StartError(
    'Fields of this store are encrypted. Give their key with memory_enterprise.encryption_key.',
  )
}

const linksOver = (store: MemoryStore): Links =>
  new Links({
    store,
    journal: {
      commit: (draft) => store.commit({ reason: null, ...draft, at: clock.now(), embedder: 'none' }),
    },
  })
