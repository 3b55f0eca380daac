import { join } from 'node:path'
import type { Access } from '#api/access'
import type { Info } from '#contract/app'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { ResolvedConfig } from '../config.ts'
import { type AppLog, openLog } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { Backups } from './backups.ts'
import { type FolderHold, holdAgainstGuests } from './folder-guests.ts'
import { forwarding } from './forwarding.ts'
import { lockInstance } from './instance-lock.ts'
import { nobodyComesIn } from './nobody-comes-in.ts'
import { type Keychain, keysOf } from './sealing.ts'
import { openSession, type Session } from './session.ts'

export interface ComposeOptions {
  readonly config: ResolvedConfig
  readonly edition: 'desktop' | 'browser'
  readonly files: ProgramFiles
  readonly version: string
  /** Only where there is one. */
  readonly keychain?: Keychain
  /** Told what the engine does, where somebody will ask for it. */
  readonly metrics?: Metrics
  /** Where programs come in; it is told of the settings that hold. */
  readonly door?: Access & { use(config: ResolvedConfig): void }
}

export interface Composition {
  readonly handlers: SomaHandlers
  readonly info: Info
  readonly log: AppLog
  /** Lets a second instance say where this one is. */
  announce(url: string): void
  close(): Promise<void>
}

type Restored = { readonly keptAs: string; readonly memories: number }

/**
 * The one composition root: from settings to handlers.
 * @throws StartError with the sentence to show.
 */
export const compose = async (options: ComposeOptions): Promise<Composition> => {
  const { config, files } = options
  const { cipher, secrets } = keysOf(config, options.keychain)
  const lock = config.mode !== 'on_demand' ? lockInstance(config.data_dir) : null
  const log = openLog(config.data_dir)
  for (const secret of [...secrets, config.http.token]) if (secret !== undefined) log.conceal(secret)
  let keep = (): number => config.backup.keep
  const backups = new Backups({
    folder: join(config.data_dir, 'backups'),
    database: config.database,
    workerFile: files.storeWorker,
    keep: () => keep(),
  })
  const open = async (whenWrong: 'refuse' | 'lock'): Promise<Session> => {
    const { door } = options
    const access = door ?? nobodyComesIn
    const sources = {
      ...options,
      access,
      cipher,
      whenWrong,
      backups,
      log,
      conceal: log.conceal,
      restoreBackup,
    }
    const opened = await openSession(sources)
    keep = () => opened.settings.config.backup.keep
    door?.use(opened.settings.config)
    opened.settings.follow((now) => door?.use(now))
    return opened
  }

  /** Nobody may be left without a session: the old one serves until the backup is known to be good. */
  const putBackupInPlace = async (): Promise<Restored | null> => {
    const backup = await backups.newestReadable()
    if (backup === null) return null
    // What another process writes now would go into the file that is put aside.
    const folder = heldAgainstGuests(config.data_dir)
    try {
      await session.close()
      const keptAs = backups.putInPlace(backup, new Date())
      // A backup may be older than the key: better a locked session than none.
      session = await open('lock')
      return { keptAs, memories: backup.memories }
    } finally {
      folder.release()
    }
  }
  let restoring: Promise<Restored | null> | undefined
  /** Asked for twice, by two windows or two clicks, it is done once. */
  const restoreBackup = (): Promise<Restored | null> => {
    restoring ??= putBackupInPlace().finally(() => {
      restoring = undefined
    })
    return restoring
  }

  let session: Session
  try {
    session = await open('refuse')
  } catch (error) {
    lock?.release()
    throw error
  }
  return {
    handlers: forwarding(() => session.handlers),
    get info() {
      return session.info
    },
    log,
    announce: (url) => lock?.announce(url),
    close: async () => {
      await session.close()
      lock?.release()
      log.flush()
    },
  }
}

const heldAgainstGuests = (dataDir: string): FolderHold => {
  try {
    return holdAgainstGuests(dataDir)
  } catch (error) {
    const issue = { path: '', message: (error as Error).message }
    throw new AppError('request/invalid', { issues: [issue] }, { cause: error })
  }
}
