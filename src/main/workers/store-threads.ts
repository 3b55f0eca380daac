import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import type { RedisSettings } from '#stores/redis/connect'
import type { OpenOptions } from '#stores/sqlite/open'
import { LANES } from './store-lanes.ts'
import { startThread, type Thread, ThreadEnded } from './thread.ts'

type Lane = keyof typeof LANES

export interface SavedKeywordsPlace {
  readonly file: string
  /** False for who only looks: the file is that of whoever has the database open for long. */
  readonly saves: boolean
}

export interface StoreWorkerData extends OpenOptions {
  /** Whether it answers keyword searches, and so keeps the keyword indexes. */
  readonly searches: boolean
  /** Where those are saved; nowhere if null. */
  readonly keywords: SavedKeywordsPlace | null
  /** Where the truth is that the file is a copy of, for the thread that writes; null where the file is the truth. */
  readonly redis: RedisSettings | null
}

export interface ThreadOptions extends OpenOptions {
  /** File for the keyword indexes, so that they need not be made anew at each start. */
  readonly keywords?: SavedKeywordsPlace | undefined
  /** The file is a copy of what is there. */
  readonly redis?: RedisSettings | null | undefined
  /** Told why each time that Redis is lost, and null when it is back. */
  readonly onHealth?: ((lost: string | null) => void) | undefined
  /** When the thread that searches starts unasked; if nothing is said only the first search starts it. */
  readonly searchAfter?: Promise<unknown> | undefined
}

export interface StoreThreads {
  readonly store: MemoryStore & SealedStorage
  /** True where the file was made just now. */
  readonly created: boolean
  /** Writes all that is there into a file, as it is now; by the thread that writes, which a database in memory has alone. */
  snapshotTo(file: string): Promise<void>
}

/**
 * The SQLite store behind threads over one file: one that writes and one that reads, a little later one that searches, and
 * from the first walk along links on one that keeps graphs. A database in memory belongs to one connection, so there all are
 * one thread.
 */
export const openStoreThreads = async (
  workerFile: string,
  { keywords: savedAt, redis = null, onHealth = () => {}, searchAfter, ...options }: ThreadOptions,
): Promise<StoreThreads> => {
  const alone = options.file === ':memory:'
  const write = await openLane(workerFile, { ...options, searches: alone, keywords: null, redis }, onHealth)
  const { created } = write.details as { created: boolean }
  const reader = (searches: boolean): Promise<LaneThread> => {
    if (alone) return Promise.resolve(write)
    const keywords = searches ? (savedAt ?? null) : null
    return openLane(workerFile, { ...options, readonly: true, searches, keywords, redis: null })
  }
  try {
    const read = await reader(false)
    const search = alone ? write : lateLane(workerFile, () => reader(true), searchAfter)
    const graph = alone ? write : lateLane(workerFile, () => reader(false))
    const snapshotTo = async (file: string): Promise<void> => void (await write.call('backup', [file]))
    return { store: storeOver({ write, read, search, graph }), created, snapshotTo }
  } catch (error) {
    await write.close()
    throw error
  }
}

type LaneThread = Pick<Thread, 'call' | 'close'>

/**
 * A thread that is replaced when it died. What it was doing fails; a connection to a file has no other state that
 * could be lost with it, but the keyword indexes, which it makes anew. A database in memory has nothing else, so it is not replaced by an empty one.
 */
const openLane = async (
  workerFile: string,
  options: StoreWorkerData,
  onHealth: (lost: string | null) => void = () => {},
): Promise<LaneThread & Pick<Thread, 'details'>> => {
  const start = (): Promise<Thread> =>
    startThread(workerFile, options, (news) => onHealth(news as string | null))
  const first = await start()
  let present = Promise.resolve(first)
  let closed = false
  const living = async (): Promise<Thread> => {
    if (closed) throw new ThreadEnded(`${workerFile} has ended`)
    const seen = present
    const thread = await seen
    if (!thread.isOver() || options.file === ':memory:') return thread
    if (present === seen) {
      present = start()
      // The next call tries again.
      present.catch(() => {
        present = seen
      })
    }
    return present
  }
  return {
    details: first.details,
    call: async (...call) => (await living()).call(...call),
    close: async () => {
      closed = true
      const thread = await present
      if (!thread.isOver()) await thread.call('close', [])
      await thread.close()
    },
  }
}

/**
 * A lane whose thread starts with its first call, or when it is time; one that could not start is tried again by the next call.
 */
const lateLane = (
  workerFile: string,
  open: () => Promise<LaneThread>,
  after?: Promise<unknown>,
): LaneThread => {
  let closed = false
  let opened: Promise<LaneThread> | undefined
  const lane = (): Promise<LaneThread> => {
    if (closed) return Promise.reject(new ThreadEnded(`${workerFile} has ended`))
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  after?.then(lane).catch(() => {})
  return {
    call: async (...call) => (await lane()).call(...call),
    close: async () => {
      closed = true
      await (await opened?.catch(() => undefined))?.close()
    },
  }
}

const storeOver = (lanes: Readonly<Record<Lane, LaneThread>>): MemoryStore & SealedStorage => {
  const methods = Object.entries(LANES).flatMap(([lane, names]) =>
    names.map((name) => [name, caller(lanes[lane as Lane], name)] as const),
  )
  const close = async (): Promise<void> => {
    // The writer last: closing it folds the log into the file, which needs the readers gone.
    const readers = [...new Set([lanes.read, lanes.search, lanes.graph])].filter(
      (lane) => lane !== lanes.write,
    )
    await Promise.all(readers.map((lane) => lane.close()))
    await lanes.write.close()
  }
  return Object.fromEntries([...methods, ['close', close]]) as unknown as MemoryStore & SealedStorage
}

/** A signal can't cross a thread: it is taken out of a query and cancels the call instead. */
const caller =
  (lane: LaneThread, method: string) =>
  (...args: unknown[]): Promise<unknown> => {
    const [first, ...rest] = args
    if (typeof first !== 'object' || first === null || !('signal' in first)) return lane.call(method, args)
    const { signal, ...query } = first as { signal?: AbortSignal }
    return lane.call(method, [query, ...rest], signal)
  }
