import type { MemoryStore } from '#engine/ports'
import type { FieldCipher } from '#engine/secrets/field-cipher'
import { type Census, type Recast, recast, takeCensus } from '#engine/secrets/recast'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import {
  checkedKey,
  keepRecord,
  readRecord,
  refuseWrongKey,
  type SealingRecord,
  WrongKey,
  writeRecord,
} from '#engine/secrets/sealing-record'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { lockFolder } from './folder-guests.ts'
import { forgetSavedWords } from './saved-words.ts'
import { keysOf, textFieldsOf } from './sealing.ts'
import { openForWriting } from './store-source.ts'

export interface MaintenanceOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly onProgress: (memories: number, total: number) => void
}

interface Opened {
  readonly store: MemoryStore & SealedStorage
  readonly cipher: FieldCipher
  readonly record: SealingRecord | null
}

/** Encrypts what is to be encrypted under the present key: memories of before, versions, the journal. */
export const sealAll = (options: MaintenanceOptions): Promise<Recast> =>
  onDatabase(options, async ({ store, cipher }) => {
    await keepRecord(store, { cipher, fields: fieldsOf(options), isEmpty: false })
    return sealEverything(store, cipher, options)
  })

/** Exchanges the old key for the present one. Until it is done both are needed, whatever interrupts it. */
export const rotateKeys = (options: MaintenanceOptions): Promise<Recast> =>
  onDatabase(options, async ({ store, cipher, record }) => {
    if (record === null) throw new StartError('Nothing is encrypted here yet, so there is no key to change.')
    const others = record.keys.filter(({ id }) => id !== cipher.keyId)
    const rotating = { ...record, keys: [checkedKey(cipher), ...others] }
    refuseWrongKey(rotating, cipher)
    await writeRecord(store, rotating)
    return sealEverything(store, cipher, options)
  })

/** Writes everything in the clear again and forgets the key. */
export const unsealAll = (options: MaintenanceOptions): Promise<Recast> =>
  onDatabase(options, async ({ store, cipher, record }) => {
    if (record === null) throw new StartError('Nothing is encrypted here.')
    refuseWrongKey(record, cipher)
    await writeRecord(store, { ...record, isComplete: false })
    forgetSavedWords(options.config)
    const done = await recast(store, await recastOptions(store, cipher, options, null))
    if (done.broken === 0) await writeRecord(store, null)
    await store.eraseTraces()
    return done
  })

/** Whether the key fits, and whether everything opens. */
export const checkSeals = (options: MaintenanceOptions): Promise<Census & { record: SealingRecord | null }> =>
  onDatabase(options, async ({ store, cipher, record }) => {
    if (record !== null) refuseWrongKey(record, cipher)
    return { record, ...(await takeCensus(store, cipher)) }
  })

const sealEverything = async (
  store: MemoryStore & SealedStorage,
  cipher: FieldCipher,
  options: MaintenanceOptions,
): Promise<Recast> => {
  const fields = fieldsOf(options)
  forgetSavedWords(options.config)
  const done = await recast(store, await recastOptions(store, cipher, options, { cipher, fields }))
  // Before it is called complete: whatever ends this in between, it is done again.
  await store.eraseTraces()
  // What did not open may open with the old key once it lies in its place again, so that key is still needed.
  if (done.broken === 0) await writeRecord(store, { keys: [checkedKey(cipher)], fields, isComplete: true })
  return done
}

const fieldsOf = ({ config }: MaintenanceOptions) => config.memory_enterprise.encryption_fields

const recastOptions = async (
  store: MemoryStore,
  cipher: FieldCipher,
  { config, onProgress }: MaintenanceOptions,
  target: Parameters<typeof recast>[1]['target'],
): Promise<Parameters<typeof recast>[1]> => {
  const namespaces = await store.namespaces()
  const total = namespaces.reduce((sum, { living, bin }) => sum + living + bin, 0)
  const textFields = textFieldsOf(config)
  return { cipher, target, textFields, onProgress: (memories) => onProgress(memories, total) }
}

/** While nobody else has it open. */
const onDatabase = async <T>(
  { config, files }: MaintenanceOptions,
  work: (opened: Opened) => Promise<T>,
): Promise<T> => {
  const { cipher } = keysOf(config)
  if (cipher === null) {
    throw new StartError(
      'There is no key. Name one with memory_enterprise.encryption_key, for example SOMA_MEMORY_ENTERPRISE__ENCRYPTION_KEY=file:/path/to/key; "soma key new" makes one.',
    )
  }
  if (config.mode === 'on_demand')
    throw new StartError('Memories are kept in memory only here: nothing rests.')
  const lock = lockFolder(config.data_dir)
  try {
    const store = await openForWriting(config, files.storeWorker)
    try {
      return await work({ store, cipher, record: await readRecord(store) })
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof WrongKey) throw new StartError(error.message, { cause: error })
    throw error
  } finally {
    lock.release()
  }
}
