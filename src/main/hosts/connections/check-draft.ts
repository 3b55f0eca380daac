import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import type { ConnectionDraft, ConnectionPlace, RedisPlace } from '#contract/connections'
import { AppError } from '#contract/errors'
import { isSecretReference } from '../secret-reference.ts'
import type { Kept } from './connection-file.ts'

/** The fields of a draft that are secrets. */
export const SECRETS = ['password', 'apiKey', 'sentinelPassword'] as const
export type Secret = (typeof SECRETS)[number]

export interface DraftRules {
  /** Folders that are another connection's already. */
  readonly taken: readonly string[]
  /** Where it comes from the command line: there a password may be named by where it lies. */
  readonly fromCommandLine: boolean
}

const refuse = (field: string, reason: string): never => {
  throw new AppError('connection/invalid', { field, reason })
}

/** @throws AppError `connection/invalid` with the field that is amiss */
export const checkedPlace = (
  place: ConnectionPlace,
  { taken }: Pick<DraftRules, 'taken'>,
): ConnectionPlace => {
  switch (place.kind) {
    case 'memory':
      return refuse('place', 'Memories are kept in memory only where the program was started so.')
    case 'folder':
      return { ...place, folder: checkedFolder(place.folder, taken) }
    default:
      return { ...place, redis: checkedRedis(place.redis) }
  }
}

/** @throws AppError `connection/name-taken` */
export const refuseTakenName = (name: string, kept: Kept, id: string | null): void => {
  const others = [
    ...(id === 'home' ? [] : [kept.home.name]),
    ...kept.connections.filter((one) => one.id !== id).map((one) => one.name),
  ]
  if (others.some((other) => other.toLowerCase() === name.toLowerCase()))
    throw new AppError('connection/name-taken', { name })
}

/**
 * A page may give a password and not say where one lies: it could have any file or variable of this computer sent to a host
 * of its choice.
 */
export const checkSecrets = (
  draft: Pick<ConnectionDraft, Secret>,
  { fromCommandLine }: Pick<DraftRules, 'fromCommandLine'>,
): void => {
  const named = SECRETS.find((field) => isSecretReference(draft[field]))
  if (fromCommandLine || named === undefined) return
  refuse(
    named,
    'Type the secret itself. Where one lies (env:NAME, file:PATH) can be named on the command line only.',
  )
}

const checkedFolder = (text: string, taken: readonly string[]): string => {
  // A path of another computer would have this one log in there.
  if (/^[\\/]{2}/.test(text)) return refuse('folder', 'Choose a folder of this computer, not of the network.')
  if (!isAbsolute(text)) return refuse('folder', 'Write the whole path, from the root.')
  const folder = resolve(text)
  if (taken.includes(folder)) return refuse('folder', 'Another connection has this folder already.')
  if (existsSync(folder)) {
    return statSync(folder).isDirectory() ? folder : refuse('folder', 'This is a file, not a folder.')
  }
  if (existsSync(dirname(folder))) return folder
  return refuse('folder', 'Neither this folder nor the one above it is there.')
}

const checkedRedis = (redis: RedisPlace): RedisPlace => {
  const { kind, nodes, db } = redis
  for (const node of nodes) {
    const port = Number(/:(\d+)$/.exec(node.replace(/^\[.*\]/, ''))?.[1] ?? 1)
    if (port < 1 || port > 65_535) refuse('nodes', `${node}: a port is a number from 1 to 65535.`)
  }
  if (kind === 'single' && nodes.length > 1)
    refuse('nodes', 'Name one server. Several belong to a Cluster or are Sentinels.')
  if (kind === 'cluster' && db !== 0) refuse('db', 'A Cluster has only database 0.')
  return redis
}

/** Whether a secret that was given for one place may be sent to the other. */
export const isSameAddress = (secret: Secret, a: ConnectionPlace, b: ConnectionPlace): boolean =>
  JSON.stringify(addressOf(secret, a)) === JSON.stringify(addressOf(secret, b))

const addressOf = (secret: Secret, place: ConnectionPlace): unknown => {
  if (secret === 'apiKey') return place.kind === 'memory' ? null : (place.qdrant?.url ?? null)
  if (place.kind !== 'redis') return place.kind
  const { kind, nodes, tls, username, sentinelTls, sentinelUsername, ca: given } = place.redis
  // Whose certificates are trusted says who may be at the address.
  const ca = given.trim()
  if (secret === 'sentinelPassword') {
    return kind === 'sentinel' ? { nodes: [...nodes].sort(), sentinelTls, sentinelUsername, ca } : kind
  }
  return { kind, nodes: [...nodes].sort(), tls, username, ca }
}
