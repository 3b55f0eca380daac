import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { type Connection, ConnectionDraft, type PartTest, type RedisPlace } from '#contract/connections'
import { isAppError } from '#contract/errors'
import type { ResolvedConfig } from '../config.ts'
import { ConnectionRegistry } from '../connections/connection-registry.ts'
import type { ProgramFiles } from '../program-files.ts'
import { isSecretReference } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'
import { say, sayJson, saySentence } from './print.ts'

export interface ConnectionCommands {
  readonly files: ProgramFiles
  /** As the program is started, without a connection. */
  readonly home: () => ResolvedConfig
}

interface AddFlags {
  readonly folder?: string
  readonly redis?: string
  readonly sentinels?: string
  readonly masterName?: string
  readonly sentinelTls?: boolean
  readonly sentinelUser?: string
  readonly sentinelPassword?: string
  readonly cluster?: string
  readonly db?: number
  readonly tls?: boolean
  readonly tlsCa?: string
  readonly user?: string
  readonly password?: string
  readonly qdrant?: string
  readonly qdrantPrefix?: string
  readonly qdrantKey?: string
  readonly production?: boolean
  readonly readOnly?: boolean
}

const wholeNumber = (text: string): number => {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a database has a whole number')
}

const yesOrNo = (text: string): boolean => {
  if (text === 'yes' || text === 'no') return text === 'yes'
  throw new InvalidArgumentError('write yes or no')
}

/** `soma connections`: places where memories lie, by name; `--connection NAME` works on one of them. */
export const addConnectionCommands = (program: Command, { files, home }: ConnectionCommands): void => {
  const registry = (): ConnectionRegistry => registryOf(home())
  const group = program.command('connections').description('named places of memories, for --connection')
  group
    .command('list', { isDefault: true })
    .description('every connection; a line each, or JSON with --json')
    .option('--json', 'print JSON')
    .action(({ json }: { json?: boolean }) => print(registry().list(), json === true))
  group
    .command('add <name>')
    .description('keep a connection: a data folder, or a Redis; nothing is opened')
    .option('--folder <folder>', 'data folder with a database, or for one')
    .option('--redis <host:port>', 'one Redis')
    .option('--sentinels <nodes>', 'Sentinels that know the master, as host:port,host:port')
    .option('--master-name <name>', 'what the Sentinels call it')
    .option('--sentinel-tls', 'connect to the Sentinels with encryption')
    .option('--sentinel-user <name>', 'user of the Sentinels, where they have some of their own')
    .option('--sentinel-password <place>', 'where their password lies: env:NAME or file:PATH')
    .option('--cluster <nodes>', 'some nodes of a Cluster, as host:port,host:port')
    .option('--db <number>', 'database of Redis', wholeNumber)
    .option('--tls', 'connect with encryption')
    .option('--tls-ca <file>', 'certificate of an authority of your own (PEM), for --tls')
    .option('--user <name>', 'user of Redis')
    .option('--password <place>', 'where its password lies: env:NAME or file:PATH')
    .option('--qdrant <url>', 'Qdrant that has the vectors too')
    .option('--qdrant-prefix <text>', 'put before the names of its collections')
    .option('--qdrant-key <place>', 'where its key lies: env:NAME or file:PATH')
    .option('--production', 'mark it: acts that destroy ask for its name')
    .option('--read-only', 'mark it: nothing is written to it from here')
    .action((name: string, flags: AddFlags) => {
      const added = asked(() => registry().add(draftOf(name, flags)))
      saySentence(`Kept "${added.name}": ${placeText(added)}.`, added)
    })
  group
    .command('mark <name>')
    .description('mark a connection as production or read-only, or take the mark away')
    .option('--production <yes|no>', 'acts that destroy ask for its name', yesOrNo)
    .option('--read-only <yes|no>', 'nothing is written to it from here', yesOrNo)
    .action((name: string, flags: { production?: boolean; readOnly?: boolean }) => {
      const connections = registry()
      const { id, place, ...before } = found(connections, name)
      const production = flags.production ?? before.production
      const readOnly = flags.readOnly ?? before.readOnly
      const draft = { name: before.name, place, production, readOnly }
      const edited = asked(() => connections.edit(id, draft))
      saySentence(
        `"${edited.name}" is ${marksText(edited)}. An app that is open takes it up at its next start.`,
        edited,
      )
    })
  group
    .command('test <name>')
    .description('ask each part of a connection what it is; ends with 1 where one does not answer')
    .action(async (name: string) => {
      const connections = registry()
      const config = connections.configOf(found(connections, name).id)
      const { testConnection } = await import('../composition/test-connection.ts')
      const parts = await testConnection(config, { storeWorker: files.storeWorker })
      sayJson(parts)
      if (parts.some(({ problem }: PartTest) => problem !== null)) process.exitCode = 1
    })
  group
    .command('remove <name>')
    .description('forget a connection and its password; memories stay where they are')
    .action((name: string) => {
      const connections = registry()
      const { id, name: known, isHome } = found(connections, name)
      if (isHome) throw new StartError(`"${known}" is what the program starts with, and stays.`)
      asked(() => connections.remove(id))
      saySentence(`Forgot "${known}". Its memories stay where they are.`, { removed: known })
    })
}

export const registryOf = (home: ResolvedConfig): ConnectionRegistry =>
  new ConnectionRegistry({ home, fromCommandLine: true })

/** @throws StartError that names those there are */
export const found = (registry: ConnectionRegistry, name: string): Connection => {
  const connection = registry.named(name)
  if (connection !== null) return connection
  const names = registry.list().map((one) => `"${one.name}"`)
  throw new StartError(`There is no connection "${name}". There are: ${names.join(', ')}.`)
}

const draftOf = (name: string, flags: AddFlags): ConnectionDraft => {
  const { folder, password, production = false, readOnly = false } = flags
  const qdrant = flags.qdrant === undefined ? null : { url: flags.qdrant, prefix: flags.qdrantPrefix ?? '' }
  const { qdrantKey: apiKey, sentinelPassword } = flags
  if (
    [password, apiKey, sentinelPassword].some((secret) => secret !== undefined && !isSecretReference(secret))
  ) {
    throw new StartError(
      'Say where the secret lies (env:NAME or file:PATH): what is typed here stays in the history.',
    )
  }
  const place =
    folder === undefined
      ? { kind: 'redis', redis: redisOf(flags), qdrant }
      : { kind: 'folder', folder: resolve(folder), qdrant }
  const secrets = {
    ...(password !== undefined && { password }),
    ...(apiKey !== undefined && { apiKey }),
    ...(sentinelPassword !== undefined && { sentinelPassword }),
  }
  const draft = { name, place, production, readOnly, ...secrets }
  const parsed = ConnectionDraft.safeParse(draft)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new StartError(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not usable'}.`)
}

const redisOf = (flags: AddFlags): RedisPlace => {
  const { redis, sentinels, cluster, masterName = 'mymaster', db = 0, tls = false, user = '' } = flags
  const { sentinelTls = false, sentinelUser = '' } = flags
  const given = [redis, sentinels, cluster].filter((one) => one !== undefined)
  if (given.length !== 1) throw new StartError('Name one place: --folder, --redis, --sentinels or --cluster.')
  const kind = redis !== undefined ? 'single' : sentinels !== undefined ? 'sentinel' : 'cluster'
  return {
    kind,
    nodes: (given[0] ?? '').split(',').map((node) => node.trim()),
    masterName,
    db,
    tls: tls || flags.tlsCa !== undefined,
    ca: flags.tlsCa === undefined ? '' : certificateIn(flags.tlsCa),
    username: user,
    sentinelTls,
    sentinelUsername: sentinelUser,
  }
}

const certificateIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new StartError(`The certificate ${file} cannot be read: ${(error as Error).message}.`)
  }
}

/** What is refused is a sentence, and the code of a wrong command line. */
const asked = <T>(work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (isAppError(error)) throw new StartError(error.message, { cause: error })
    throw error
  }
}

const print = (connections: readonly Connection[], json: boolean): void => {
  if (json) sayJson(connections)
  else for (const one of connections) say([one.name, placeText(one), marksText(one)].join('\t'))
}

const placeText = ({ place }: Connection): string => {
  if (place.kind === 'memory') return 'in memory'
  const vectors = place.qdrant === null ? '' : `, vectors in ${place.qdrant.url}`
  if (place.kind === 'folder') return `${place.folder}${vectors}`
  const { nodes, kind, db } = place.redis
  return `Redis ${kind === 'single' ? '' : `${kind} `}${nodes.join(',')}${db === 0 ? '' : `/${db}`}${vectors}`
}

const marksText = ({ production, readOnly, unfinishedMove }: Connection): string =>
  [production && 'production', readOnly && 'read-only', unfinishedMove && 'unfinished move']
    .filter(Boolean)
    .join(', ') || 'not marked'
