import { Cluster, Redis } from 'ioredis'
import { SCRIPTS, type Scripted } from './scripts.ts'

export interface RedisAddress {
  readonly host: string
  readonly port: number
}

export interface SentinelLogin {
  readonly tls: boolean
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/** How Redis is reached. */
export interface RedisSettings {
  readonly kind: 'single' | 'sentinel' | 'cluster'
  /** The server, the sentinels, or some nodes of the cluster. */
  readonly nodes: readonly RedisAddress[]
  /** What the sentinels call the master. */
  readonly masterName: string
  /** Number of the database; a cluster has only 0. */
  readonly db: number
  readonly tls: boolean
  /** Certificates of authorities (PEM) that are trusted in place of those that everybody trusts. */
  readonly ca?: string | undefined
  readonly username?: string | undefined
  readonly password?: string | undefined
  /** How the sentinels themselves are reached, which have encryption and users of their own. */
  readonly sentinel?: SentinelLogin | undefined
  /** Milliseconds that an answer may take. */
  readonly timeout: number
  /** Nothing is written there from here. */
  readonly readOnly?: boolean
}

export type RedisClient = (Redis | Cluster) & Scripted

const LONGEST_PAUSE = 2000
const pauseAfter = (tries: number): number => Math.min(50 * 2 ** Math.min(tries, 6), LONGEST_PAUSE)

/** A client that connects by itself, again and again, and gives up a call before its caller would. */
export const connectRedis = (settings: RedisSettings): RedisClient => {
  const client = clientOf(settings)
  for (const [name, lua] of Object.entries(SCRIPTS)) client.defineCommand(name, { lua })
  return client as RedisClient
}

/** A client for one piece of work. */
export const withRedis = async <T>(
  settings: RedisSettings,
  work: (redis: RedisClient) => Promise<T>,
): Promise<T> => {
  const redis = connectRedis(settings)
  // A client without a listener ends the program; what fails is told by the call that it fails.
  redis.on('error', () => {})
  try {
    return await work(redis)
  } finally {
    redis.disconnect()
  }
}

const clientOf = (settings: RedisSettings): Redis | Cluster => {
  const { kind, nodes, db, timeout, username, password } = settings
  const common = {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(settings.tls && { tls: trusted(settings) }),
    commandTimeout: timeout,
    connectTimeout: timeout,
    maxRetriesPerRequest: 1,
    connectionName: 'soma-inspector',
  }
  if (kind === 'cluster') {
    const refresh = { slotsRefreshTimeout: timeout, clusterRetryStrategy: pauseAfter }
    return new Cluster([...nodes], { redisOptions: common, ...refresh })
  }
  if (kind === 'single') return new Redis({ ...common, ...nodes[0], db, retryStrategy: pauseAfter })
  return new Redis({ ...common, ...sentinelsOf(settings), db, retryStrategy: pauseAfter })
}

const trusted = ({ ca }: RedisSettings): { readonly ca?: string } => (ca === undefined ? {} : { ca })

const sentinelsOf = (settings: RedisSettings) => {
  const { nodes, masterName, tls, timeout, sentinel } = settings
  const { username, password } = sentinel ?? {}
  return {
    ...{ sentinels: [...nodes], name: masterName, sentinelRetryStrategy: pauseAfter },
    sentinelCommandTimeout: timeout,
    ...(username !== undefined && { sentinelUsername: username }),
    ...(password !== undefined && { sentinelPassword: password }),
    ...(sentinel?.tls && { sentinelTLS: trusted(settings) }),
    // Without it the client goes to the master in the clear, whatever `tls` says.
    enableTLSForSentinelMode: tls,
  }
}
