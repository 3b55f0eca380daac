import { readFileSync } from 'node:fs'
import type { RedisAddress, RedisSettings } from '#stores/redis/connect'
import type { Given, ResolvedConfig } from '../config.ts'
import type { Config } from '../config-schema.ts'
import { resolveSecret } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'
import type { Keychain } from './sealing.ts'

const PORT = 6379
const SENTINEL_PORT = 26_379

/**
 * How Redis is reached where it keeps the memories; null in the other modes.
 * @throws StartError for a password or a certificate that is out of reach
 */
export const redisSettings = (
  { mode, redis, given }: Pick<ResolvedConfig, 'mode' | 'redis'> & { readonly given?: Given },
  keychain?: Keychain,
): RedisSettings | null => {
  if (mode !== 'enterprise') return null
  const sources = { env: process.env, readFile: (path: string) => readFileSync(path, 'utf8'), keychain }
  const secretOf = (reference: string | undefined): string | undefined =>
    reference === undefined ? undefined : resolveSecret(reference, sources)
  const { kind, nodes } = nodesOf(redis)
  const url = redis.url === undefined ? null : new URL(redis.url)
  const db = url === null || url.pathname.length < 2 ? redis.db : Number(url.pathname.slice(1))
  return {
    kind,
    nodes,
    masterName: redis.master_name,
    db,
    tls: redis.tls || url?.protocol === 'rediss:',
    ca: redis.tls_ca === undefined ? undefined : certificateIn(redis.tls_ca),
    username: redis.username,
    password: secretOf(redis.password),
    ...(kind === 'sentinel' && {
      sentinel: {
        tls: redis.sentinel_tls,
        username: redis.sentinel_username,
        password: secretOf(redis.sentinel_password),
      },
    }),
    timeout: redis.timeout_seconds * 1000,
    readOnly: given?.connection?.readOnly ?? false,
  }
}

/** A file, or what would stand in one. */
const certificateIn = (file: string): string => {
  if (file.includes('-----BEGIN CERTIFICATE-----')) return file
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartError(
      `The certificate ${file} (redis.tls_ca) cannot be read: ${(error as Error).message}.`,
      { cause: error },
    )
  }
}

const nodesOf = ({
  cluster,
  sentinels,
  url,
  host,
  port,
}: Config['redis']): Pick<RedisSettings, 'kind' | 'nodes'> => {
  if (cluster.length > 0) return { kind: 'cluster', nodes: cluster.map((node) => addressOf(node, PORT)) }
  if (sentinels.length > 0) {
    return { kind: 'sentinel', nodes: sentinels.map((node) => addressOf(node, SENTINEL_PORT)) }
  }
  return { kind: 'single', nodes: [url === undefined ? { host, port } : addressOf(new URL(url).host, PORT)] }
}

const addressOf = (node: string, port: number): RedisAddress => {
  const [, bracketed, plain, own] = /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(node) ?? []
  return { host: bracketed ?? plain ?? node, port: own === undefined ? port : Number(own) }
}
