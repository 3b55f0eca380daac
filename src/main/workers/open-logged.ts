import { setTimeout as delay } from 'node:timers/promises'
import { isError } from '#contract/errors'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { CircuitBreaker } from '#services/circuit-breaker'
import { connectRedis, type RedisSettings } from '#stores/redis/connect'
import { RedisLog } from '#stores/redis/redis-log'
import { LoggedStore, writingThrough } from '#stores/sqlite/logged-store'
import type { DatabaseFile, Sync } from '#stores/sqlite/sqlite-store'
import { Statements } from '#stores/sqlite/statements'
import { LANES } from './store-lanes.ts'

type Store = Sync<MemoryStore & SealedStorage> & DatabaseFile
type Database = Statements['db']

/** What others write is here within a second (MEM-13). */
const FOLLOW_PAUSE = 300
const BREAKER = { threshold: 2, pause: 500, longestPause: 5000 } as const

/** What is of this computer alone, or makes no change. */
const MAINTENANCE = ['eraseTraces', 'keepOutboxMark', 'dropOutboxWaiting', 'holdOutbox'] as const
const READS = ['vectorsAfter', 'outbox'] as const

/** Those that go through the log. */
const WRITES = LANES.write.filter((name) => ![...MAINTENANCE, ...READS].some((other) => other === name))

export interface OpenedLogged {
  readonly store: Store
  /** Redis had nothing. */
  readonly created: boolean
}

interface LoggedSources {
  readonly redis: RedisSettings
  readonly onHealth: (lost: string | null) => void
  /** The move that reads back what it wrote. */
  readonly moving?: string
  /** Told how many more rows are here while everything is read. */
  readonly onRows?: (rows: number) => void
}

/**
 * The writing connection of a database file that is a copy of what is in Redis. It follows what others write there by itself.
 * @param onHealth told what is wrong each time Redis is lost, and null when it is back
 */
export const openLogged = async (
  db: Database,
  store: Store,
  { redis, onHealth, moving, onRows }: LoggedSources,
): Promise<OpenedLogged> => {
  let told: string | null = null
  // Two things may be wrong, and what ends one says nothing of the other.
  const wrong = { away: null as string | null, unread: null as string | null }
  const tell = (news: Partial<typeof wrong>): void => {
    Object.assign(wrong, news)
    const now = wrong.away ?? wrong.unread
    if (now === told) return
    told = now
    onHealth(now)
  }
  const log = new RedisLog({
    redis: connectRedis(redis),
    name: redis.nodes.map(({ host, port }) => `${host}:${port}`).join(', '),
    format: db.pragma('user_version', { simple: true }) as number,
    isReadOnly: redis.readOnly ?? false,
    moving,
    breaker: new CircuitBreaker(BREAKER, () => performance.now()),
    onHealth: (away) => tell({ away }),
  })
  try {
    const opened = await LoggedStore.open(new Statements(db), log, {
      putAside: () => putAside(db),
      onRows,
    })
    const stopping = new AbortController()
    const following = follow(opened.store, log, {
      tell: (unread) => tell({ unread }),
      signal: stopping.signal,
    })
    const through = writingThrough(store, opened.store, { writes: WRITES, maintenance: MAINTENANCE })
    const close = async (): Promise<void> => {
      stopping.abort()
      await following
      await opened.store.close()
      store.close()
    }
    return { store: { ...through, close: close as Store['close'] }, created: opened.created }
  } catch (error) {
    await log.close()
    throw error
  }
}

/** Beside the file, with the moment in its name: nothing that somebody was told is kept may go without a trace. */
const putAside = (db: Database): void => {
  if (db.memory) return
  db.prepare('VACUUM INTO ?').run(`${db.name}.${new Date().toISOString().replaceAll(':', '-')}`)
}

/** A look that fails is made again. */
const follow = async (
  store: LoggedStore,
  log: RedisLog,
  { tell, signal }: { readonly tell: (lost: string | null) => void; readonly signal: AbortSignal },
): Promise<void> => {
  while (!signal.aborted) {
    await store
      .follow()
      .then(() => log.tidy())
      .then(() => tell(null))
      .catch((error: unknown) => {
        const reason = isError(error, 'store/read-only')
          ? error.data.reason
          : `What others changed cannot be read: ${error}`
        // That Redis is away the log tells by itself; this may be a past that was lost, or an entry that cannot be read.
        tell(reason === log.lost ? null : reason)
      })
    await delay(FOLLOW_PAUSE, undefined, { signal, ref: false }).catch(() => {})
  }
}
