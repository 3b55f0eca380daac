import type { ConnectionAccess } from '#api/connections'
import type {
  Connection,
  ConnectionDraft,
  ConnectionMark,
  ConnectionsState,
  MoveProgress,
  PartTest,
} from '#contract/connections'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import { HOME } from '../connections/connection-file.ts'
import type { ConnectionRegistry } from '../connections/connection-registry.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import type { Backups } from './backups.ts'
import type { CallsUnderWay } from './calls-under-way.ts'
import { connectionOf } from './connection-of.ts'
import { holdAgainstGuests, lockFolder } from './folder-guests.ts'
import { discardMove, type MoveOptions, moveTo } from './move.ts'
import type { Keychain } from './sealing.ts'
import type { Session } from './session.ts'

/** The connection that is open, with all that stands on it. */
export interface Standing {
  readonly config: ResolvedConfig
  readonly session: Session
  readonly handlers: SomaHandlers
  readonly calls: CallsUnderWay
  readonly backups: Backups
  /** Lets others have its folder. */
  release(): void
}

interface OpenConnectionsOptions {
  readonly registry: ConnectionRegistry
  readonly files: ProgramFiles
  readonly keychain?: Keychain
  readonly log: Log
  readonly open: (place: ResolvedConfig) => Promise<Standing>
}

/** Calls that have begun may end before what they ask is closed. */
const LAST_CALLS_SECONDS = 3
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** The one connection that is open, the others that could be, and the way from one to another. */
export class OpenConnections implements ConnectionAccess {
  readonly #options: OpenConnectionsOptions
  #standing: Standing | undefined
  #problem: string | null = null
  #turning: Promise<unknown> = Promise.resolve()
  /** Until what was open before is closed. */
  #leaving: Promise<void> = Promise.resolve()

  constructor(options: OpenConnectionsOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#standing !== undefined
  }

  get standing(): Standing {
    if (this.#standing === undefined) throw new Error('no connection is open yet')
    return this.#standing
  }

  set standing(standing: Standing) {
    this.#standing = standing
  }

  /**
   * Opens the connection that is named; else the one that was open last, unless whoever started the program says where memories
   * lie, and what it was started with where that fails.
   * @throws StartError
   */
  async start(named: string | undefined): Promise<void> {
    const { registry, open, log } = this.#options
    if (named !== undefined) {
      this.#standing = await open(registry.configOf(named))
      return
    }
    const last = isPlaceGiven(registry.home) ? HOME : registry.lastActive()
    if (last !== HOME) {
      try {
        this.#standing = await open(registry.configOf(last))
        return
      } catch (error) {
        if (!(error instanceof StartError)) throw error
        this.#problem = error.message
        log.warn('the connection that was open last cannot be opened', { reason: error.message })
      }
    }
    this.#standing = await open(registry.configOf(HOME))
  }

  mark(): ConnectionMark {
    const { id, name, production, readOnly } = connectionOf(this.standing.config)
    // A new name or mark is seen at once; what was opened for writing stays so until it is opened anew.
    const now = this.#options.registry.list().find((one) => one.id === id)
    return { id, name: now?.name ?? name, production: now?.production ?? production, readOnly }
  }

  async state(): Promise<ConnectionsState> {
    const { registry } = this.#options
    const why = registry.passwordProblem()
    return {
      connections: registry.list(),
      active: this.mark().id,
      passwords: why === null ? { kept: 'keychain' } : { kept: 'file', why },
      closed: this.#closed(),
      problem: this.#problem,
    }
  }

  check(draft: ConnectionDraft): void {
    this.#refuseClosed()
    this.#options.registry.check(draft)
  }

  async test({ id, draft }: Parameters<ConnectionAccess['test']>[0]): Promise<PartTest[]> {
    const { registry, files, keychain } = this.#options
    if (draft !== undefined) this.#refuseClosed()
    const config =
      draft === undefined
        ? registry.configOf(registry.get(id ?? '').id)
        : usable(() => registry.draftConfig(draft, id))
    // With the clients of stores that mostly nobody has: not read at each start.
    const { testConnection } = await import('./test-connection.ts')
    return testConnection(config, { storeWorker: files.storeWorker, keychain })
  }

  async add(draft: ConnectionDraft): Promise<Connection> {
    this.#refuseClosed()
    const added = this.#options.registry.add(draft)
    this.#tell()
    return added
  }

  async edit(id: string, draft: ConnectionDraft): Promise<Connection> {
    this.#refuseClosed()
    const { registry } = this.#options
    const before = registry.get(id)
    const isOpen = this.mark().id === id
    const isElsewhere = id !== HOME && JSON.stringify(before.place) !== JSON.stringify(draft.place)
    const isLocked = before.readOnly !== draft.readOnly
    if (id === HOME && before.place.kind === 'memory' && draft.readOnly) {
      const reason = 'What is kept in memory only cannot be marked read-only: opened anew, it would be empty.'
      throw new AppError('connection/invalid', { field: 'readOnly', reason })
    }
    if (isOpen && isElsewhere) throw new AppError('connection/in-use', { name: before.name })
    const edited = registry.edit(id, draft)
    // What takes no writes is opened in another way.
    if (isOpen && isLocked) await this.#turn(() => this.#open(id))
    else this.#tell()
    return edited
  }

  async remove(id: string): Promise<void> {
    this.#refuseClosed()
    const { registry } = this.#options
    const { name } = registry.get(id)
    if (id === HOME || this.mark().id === id) throw new AppError('connection/in-use', { name })
    registry.remove(id)
    this.#tell()
  }

  switchTo(id: string, { force }: { readonly force: boolean }): Promise<ConnectionMark> {
    return this.#turn(async () => {
      const { registry } = this.#options
      registry.get(id)
      if (this.mark().id === id) return this.mark()
      const work = [...this.standing.calls.long(), ...volatile(this.standing.config)]
      if (work.length > 0 && !force) throw new AppError('connection/busy', { work })
      await this.#open(id)
      registry.remember(id)
      this.#problem = null
      return this.mark()
    })
  }

  async *move(id: string, signal: AbortSignal): AsyncGenerator<MoveProgress> {
    this.#refuseClosed()
    const { registry } = this.#options
    const { name } = registry.get(id)
    if (this.mark().id === id) refuseMove(`“${name}” is open now: it is what would be moved.`)
    try {
      yield* moveTo({ ...this.#moving(id), source: this.standing.session.source, signal })
    } finally {
      this.#tell()
    }
  }

  async discardMove(id: string): Promise<void> {
    this.#refuseClosed()
    const { name } = this.#options.registry.get(id)
    if (this.mark().id === id) refuseMove(`“${name}” is open now.`)
    await discardMove(this.#moving(id))
    this.#tell()
  }

  #moving(id: string): Omit<MoveOptions, 'source' | 'signal'> {
    const { registry, files, keychain } = this.#options
    const target = usable(() => registry.configOf(id, { evenUnfinished: true }))
    // The folder that the program was started on is this program's already.
    const hold = () => (id === HOME ? holdAgainstGuests(target.data_dir) : lockFolder(target.data_dir))
    return { target, files, keychain, hold }
  }

  async close(): Promise<void> {
    await this.#turning
    await this.#leaving
    await this.standing.session.close()
    this.standing.release()
  }

  /** Opens one beside the present one, which then gives way; what is open stays so where that fails. */
  async #open(id: string): Promise<void> {
    const { registry, open, log } = this.#options
    // Whoever goes back at once finds a folder that is still being left.
    await this.#leaving
    const before = this.standing
    const place = usable(() => registry.configOf(id))
    const isSamePlace = place.data_dir === before.config.data_dir
    // A folder has one engine that writes its index; it is given back at once if the next one does not open.
    if (isSamePlace) await leave(before)
    try {
      this.#standing = await open(place)
    } catch (error) {
      if (isSamePlace) this.#standing = await open(before.config)
      if (!(error instanceof StartError)) throw error
      throw new AppError('connection/unusable', { reason: error.message }, { cause: error })
    }
    if (isSamePlace) return
    before.session.tell({ type: 'connections' })
    this.#leaving = leave(before).catch((error: unknown) =>
      log.error('a connection could not be closed', { reason: String(error) }),
    )
  }

  /** One after the other, whichever window asks. */
  #turn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turning.then(work)
    this.#turning = mine.catch(() => {})
    return mine
  }

  #tell(): void {
    this.standing.session.tell({ type: 'connections' })
  }

  /** A page that other computers may reach does not say with whom this one talks. */
  #closed(): string | null {
    const { host, enabled } = this.standing.session.settings.config.http
    const isServed = this.standing.session.info.edition === 'browser' || enabled
    if (!isServed || LOOPBACK.test(host)) return null
    return `This program answers other computers (${host}). Connections are changed on its command line then: "soma connections".`
  }

  #refuseClosed(): void {
    const reason = this.#closed()
    if (reason !== null) throw new AppError('connection/closed', { reason })
  }
}

const leave = async ({ calls, session, release }: Standing): Promise<void> => {
  await calls.settled(LAST_CALLS_SECONDS)
  await session.close()
  release()
}

const refuseMove = (reason: string): never => {
  throw new AppError('connection/move-refused', { reason })
}

/** What no file and no server keeps is gone once it is left. */
const volatile = ({ mode }: ResolvedConfig): string[] =>
  mode === 'on_demand' ? ['keeping memories that are in memory only'] : []

/** Whether arguments, environment or file say where memories lie. */
const isPlaceGiven = ({ given }: ResolvedConfig): boolean =>
  given.layers.some(({ tree }) => ['mode', 'redis', 'sqlite'].some((key) => tree[key] !== undefined))

const usable = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    throw new AppError('connection/unusable', { reason: error.message }, { cause: error })
  }
}
