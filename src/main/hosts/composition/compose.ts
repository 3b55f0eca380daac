import { join } from 'node:path'
import type { Access } from '#api/access'
import type { Restored } from '#api/app'
import type { Updating } from '#api/updates'
import type { Info } from '#contract/app'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { ResolvedConfig } from '../config.ts'
import { ConnectionRegistry } from '../connections/connection-registry.ts'
import type { Vault } from '../connections/password-box.ts'
import { type AppLog, openLog } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { nobodyToAsk, Permits, type Person } from '../reach/permits.ts'
import { Backups } from './backups.ts'
import { CallsUnderWay } from './calls-under-way.ts'
import { type FolderHold, holdAgainstGuests } from './folder-guests.ts'
import { forwarding } from './forwarding.ts'
import { lockInstance } from './instance-lock.ts'
import { noUpdating } from './no-updating.ts'
import { nobodyComesIn } from './nobody-comes-in.ts'
import type { ChoosePlace } from './note-folders.ts'
import { OpenConnections, type Standing } from './open-connections.ts'
import { type Keychain, keysOf } from './sealing.ts'
import { openSession } from './session.ts'

export interface ComposeOptions {
  readonly config: ResolvedConfig
  /** The connection to begin with, by its id; the one that was open last if none is named. */
  readonly connection?: string | undefined
  readonly edition: 'desktop' | 'browser'
  readonly files: ProgramFiles
  readonly version: string
  /** Only where there is one. */
  readonly keychain?: Keychain
  /** Where secrets are put into the keychain. */
  readonly vault?: Vault
  /** Asks the person at the screen for a place; only where one is there. */
  readonly chooseFolder?: ChoosePlace
  /** Told what the engine does, where somebody will ask for it. */
  readonly metrics?: Metrics
  /** Asked before a page has this program use a host, folder or secret that it did not use before. */
  readonly person?: Person
  /** What keeps the program itself up to date, where that is its own business. */
  readonly updating?: Updating | Promise<Updating>
  /** Resolves when the keychain may be asked. Memories whose place needs none of its secrets are opened meanwhile. */
  readonly ready?: Promise<unknown>
  /** Seconds that what nobody asked for waits at the start, such as the check of the file; none if nothing is said. */
  readonly rest?: number
  /** Where programs come in; it is told of the settings that hold. */
  readonly door?: Access & { use(config: ResolvedConfig): void }
}

/** Where a window is being opened: so long its first screen takes, on a slow machine too. */
export const REST_WITH_WINDOW = 3

export interface Composition {
  readonly handlers: SomaHandlers
  readonly info: Info
  readonly log: AppLog
  /** Lets a second instance say where this one is. */
  announce(url: string): void
  close(): Promise<void>
}

/**
 * The one composition root: from settings to handlers.
 * @throws StartError with the sentence to show.
 */
export const compose = async (options: ComposeOptions): Promise<Composition> => {
  const { config, files, keychain, vault } = options
  const lock = config.mode !== 'on_demand' ? lockInstance(config.data_dir) : null
  const log = openLog(config.data_dir)
  if (config.http.token !== undefined) log.conceal(config.http.token)

  const reach = new Permits(
    config.mode === 'on_demand' ? null : config.data_dir,
    options.person ?? nobodyToAsk,
  )

  /** One engine over the place that settings name, which nobody else has open. */
  const open = async (place: ResolvedConfig, whenWrong: 'refuse' | 'lock' = 'refuse'): Promise<Standing> => {
    const isHome = place.data_dir === config.data_dir
    const held = isHome || place.mode === 'on_demand' ? null : lockInstance(place.data_dir)
    try {
      if (namesKeychain(place)) await options.ready
      const { cipher, secrets } = keysOf(place, keychain)
      for (const secret of secrets) log.conceal(secret)
      let keep = (): number => place.backup.keep
      const backups = backupsOf(place, { files, keep: () => keep() })
      const { door } = options
      const session = await openSession({
        ...options,
        config: place,
        access: door ?? nobodyComesIn,
        updating: options.updating ?? noUpdating(options.version, 'browser'),
        ...{ connections, reach },
        ...{ cipher, whenWrong, backups, log },
        conceal: log.conceal,
        restoreBackup,
        // Later ones may still fail, and then those of before hold.
        onSettings: connections.isOpen ? undefined : (chosen) => door?.use(chosen),
      })
      keep = () => session.settings.config.backup.keep
      door?.use(session.settings.config)
      session.settings.follow((now) => door?.use(now))
      const calls = new CallsUnderWay(session.called)
      const handlers = calls.counted(session.handlers)
      return { config: place, session, handlers, calls, backups, release: () => held?.release() }
    } catch (error) {
      held?.release()
      throw error
    }
  }

  /** Nobody may be left without a session: the old one serves until the backup is known to be good. */
  const putBackupInPlace = async (name: string | null): Promise<Restored | null> => {
    const { config: place, backups, session, calls, release } = connections.standing
    const work = calls.long()
    if (work.length > 0) throw new AppError('store/busy', { work })
    const backup = name === null ? await backups.newestReadable() : await backups.readable(name)
    if (backup === null) return null
    // What another process writes now would go into the file that is put aside.
    const folder = heldAgainstGuests(place.data_dir)
    try {
      // Calls that have begun end before; those that come meanwhile wait for what is put in place.
      if (!(await calls.settled(LAST_CALLS_SECONDS)))
        throw new AppError('store/busy', { work: ['other calls'] })
      await session.close()
      release()
      const isSound = name !== null
      const now = new Date()
      const keptAs = isSound ? backups.exchange(backup, now) : backups.putInPlace(backup, now)
      try {
        // A backup may be older than the key: better a locked session than none.
        connections.standing = await open(place, 'lock')
      } catch (error) {
        if (!isSound) throw error
        backups.takeBack(keptAs)
        connections.standing = await open(place, 'lock')
        throw error
      }
      return { keptAs, memories: backup.memories }
    } finally {
      folder.release()
    }
  }
  let restoring: Promise<Restored | null> | undefined
  let exchanging: Promise<unknown> = Promise.resolve()
  /** Who asks for the exchange again is told of the one that is under way. */
  const pause = (path: string): Promise<unknown> | undefined =>
    restoring === undefined || path.startsWith('app.restore') ? undefined : exchanging
  /** Asked for twice, by two windows or two clicks, it is done once. */
  const restoreBackup = (name: string | null = null): Promise<Restored | null> => {
    if (restoring === undefined) {
      restoring = putBackupInPlace(name).finally(() => {
        restoring = undefined
      })
      exchanging = restoring.catch(() => {})
    }
    return restoring
  }

  const connections = new OpenConnections({
    registry: new ConnectionRegistry({ home: config, vault, fromCommandLine: false }),
    files,
    keychain,
    log,
    open,
  })
  try {
    await connections.start(options.connection)
  } catch (error) {
    lock?.release()
    throw error
  }
  return {
    handlers: forwarding(() => connections.standing.handlers, pause),
    get info() {
      return connections.standing.session.info
    },
    log,
    announce: (url) => lock?.announce(url),
    close: async () => {
      await connections.close()
      lock?.release()
      log.flush()
    },
  }
}

/** So long may calls take that began before a backup is put in place. */
const LAST_CALLS_SECONDS = 10

const backupsOf = (
  { data_dir, database }: ResolvedConfig,
  { files, keep }: { readonly files: ProgramFiles; readonly keep: () => number },
): Backups =>
  new Backups({ folder: join(data_dir, 'backups'), database, workerFile: files.storeWorker, keep })

const namesKeychain = (config: ResolvedConfig): boolean => JSON.stringify(config).includes('"keychain:')

const heldAgainstGuests = (dataDir: string): FolderHold => {
  try {
    return holdAgainstGuests(dataDir)
  } catch (error) {
    const issue = { path: '', message: (error as Error).message }
    throw new AppError('request/invalid', { issues: [issue] }, { cause: error })
  }
}
