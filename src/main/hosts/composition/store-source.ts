import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { isError } from '#contract/errors'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { openStoreThreads, type SavedKeywordsPlace } from '#workers/store-threads'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'
import { connectionOf } from './connection-of.ts'
import { redisSettings } from './redis-settings.ts'
import type { Keychain } from './sealing.ts'

export interface OpenedStore {
  readonly store: MemoryStore & SealedStorage
  readonly created: boolean
  snapshotTo(file: string): Promise<void>
  /** What is wrong with the file; the store is then an empty stand-in, or the file opened read-only. */
  readonly damage: string | null
}

/** Sentences of these errors are made for people; the file is untouched when they are thrown. */
const REFUSALS = new Set(['NewerDatabase', 'ForeignDatabase', 'EmptiedLog'])

export interface StoreOptions {
  /** Instead of what the settings say. */
  readonly synchronous?: 'NORMAL' | 'FULL'
  readonly keywords?: SavedKeywordsPlace | undefined
  /** Only where there is one. */
  readonly keychain?: Keychain
  /** Told why each time that Redis is lost, and null when it is back. */
  readonly onHealth?: (lost: string | null) => void
  /** When searches are made ready unasked; if nothing is said with the first one. */
  readonly searchAfter?: Promise<unknown>
}

/**
 * Opens the database; a damaged one read-only if it can be read at all, else an empty one in memory in its place, so
 * that the app can show what happened and offer the backup. The damaged file is never written to.
 * @throws StartError for a database that is newer, foreign or out of reach.
 */
export const openStore = async (
  config: ResolvedConfig,
  workerFile: string,
  options: StoreOptions = {},
): Promise<OpenedStore> => {
  const { database: file } = config
  const { keychain, ...others } = options
  const redis = redisSettings(config, keychain)
  const { readOnly } = connectionOf(config)
  const threads = { file, redis, synchronous: config.sqlite.synchronous, ...others }
  if (readOnly && redis === null) return openToLook(file, workerFile, options)
  if (file !== ':memory:') makeFolder(dirname(file))
  try {
    return { ...(await openStoreThreads(workerFile, threads)), damage: null }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (REFUSALS.has(error.name)) throw new StartError(error.message, { cause: error })
    if (isError(error, 'store/read-only')) throw new StartError(error.data.reason, { cause: error })
    if (error.name !== 'DamagedDatabase') throw new StartError(unusable(file, error), { cause: error })
    if (redis === null) return openDamaged(file, workerFile, error.message)
    // Only a copy: it is made anew, and kept for whoever wants to know what happened to it.
    renameSync(file, `${file}.damaged-${Date.now()}`)
    return openStore(config, workerFile, options)
  }
}

/** A file that is marked read-only: not made, not brought to a newer form, not written to. */
const openToLook = async (
  file: string,
  workerFile: string,
  { keywords }: StoreOptions,
): Promise<OpenedStore> => {
  if (!existsSync(file)) throw new StartError(`There is no database at ${file}, and none is made read-only.`)
  try {
    const threads = { file, readonly: true, keywords: keywords && { ...keywords, saves: false } }
    return { ...(await openStoreThreads(workerFile, threads)), damage: null }
  } catch (error) {
    throw new StartError(unusable(file, error as Error), { cause: error })
  }
}

/** The database for a look from outside: nothing is made, migrated or written. A copy is brought to the present first. */
export const openForReading = async (
  config: ResolvedConfig,
  workerFile: string,
  keywords?: SavedKeywordsPlace,
): Promise<OpenedStore['store']> => {
  if (config.mode === 'enterprise') return (await openStore(config, workerFile, { keywords })).store
  const { database: file } = config
  refuseMissing(file)
  return (await openStoreThreads(workerFile, { file, readonly: true, keywords })).store
}

/**
 * The database for work on it, whether or not somebody else has it open.
 * @throws StartError where there is none, or it is damaged: work on a copy that is whole.
 */
export const openForWriting = async (
  config: ResolvedConfig,
  workerFile: string,
  keywords?: SavedKeywordsPlace,
): Promise<OpenedStore['store']> => {
  const { database: file } = config
  const { name, readOnly } = connectionOf(config)
  if (readOnly) throw new StartError(`The connection "${name}" is marked read-only. Nothing was changed.`)
  if (config.mode !== 'enterprise') refuseMissing(file)
  const opened = await openStore(config, workerFile, { synchronous: 'FULL', keywords })
  if (opened.damage === null) return opened.store
  await opened.store.close()
  throw new StartError(
    `The database ${file} is damaged: ${opened.damage}. Restore a backup in the app first.`,
  )
}

const refuseMissing = (file: string): void => {
  if (existsSync(file)) return
  throw new StartError(`There is no database at ${file} yet. Start the app once with "npm start".`)
}

const openDamaged = async (file: string, workerFile: string, damage: string): Promise<OpenedStore> => {
  try {
    return { ...(await openStoreThreads(workerFile, { file, readonly: true })), damage }
  } catch {
    // Not even readable: the reason is told already, and an empty store stands in.
    return { ...(await openStoreThreads(workerFile, { file: ':memory:' })), created: false, damage }
  }
}

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be made: ${(error as Error).message}. Choose another with --data.`,
    )
  }
}

const unusable = (file: string, error: Error): string =>
  `The database ${file} cannot be opened: ${error.message}. Check the permissions, or choose another folder with --data.`
