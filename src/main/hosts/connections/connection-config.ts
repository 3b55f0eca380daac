import { join } from 'node:path'
import type { ConnectionMark, ConnectionPlace, RedisPlace } from '#contract/connections'
import { configOver, type Given, isResolved, type ResolvedConfig } from '../config.ts'
import { isTree, type SettingTree, valueAt } from '../settings/setting-tree.ts'
import { StartError } from '../start-error.ts'
import { HOME, type Kept, type KeptConnection } from './connection-file.ts'

/** Settings that say where memories lie: a connection says them all, whatever the program was started with. */
const OF_REDIS = [
  ...['url', 'host', 'port', 'db', 'cluster', 'sentinels', 'master_name', 'tls', 'username', 'password'],
  ...['sentinel_tls', 'sentinel_username', 'sentinel_password', 'testing'],
]
const OF_A_PLACE: readonly (readonly string[])[] = [
  ...[['mode'], ['data_dir'], ['sqlite', 'path']],
  ...OF_REDIS.map((key) => ['redis', key]),
  // Two databases in one collection would each take away what the other one has.
  ...['url', 'api_key', 'collection_prefix'].map((key) => ['qdrant', key]),
]

/** The settings of the program, with the place of a connection. */
export const configOf = (home: ResolvedConfig, kept: Kept, id: string): ResolvedConfig => {
  if (id === HOME) return marked(home, { id: HOME, ...kept.home })
  const connection = kept.connections.find((one) => one.id === id)
  if (connection === undefined) throw new StartError(`There is no connection "${id}" any more.`)
  const { name, production, readOnly } = connection
  const place = {
    source: 'argument',
    name: `the connection "${name}"`,
    tree: treeOf(home, connection),
  } as const
  const others = home.given.layers.map((layer) => ({ ...layer, tree: withoutPlace(layer.tree) }))
  const given: Given = { layers: [...others, place], connection: { id, name, production, readOnly } }
  const config = configOver(given, {})
  if (isResolved(config)) return config
  const [issue] = config.issues
  throw new StartError(
    `The connection "${name}" is not usable: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`,
  )
}

/** Where this computer keeps what belongs to a connection: the copy of what is in Redis, its index, backups. */
export const folderOf = (
  home: Pick<ResolvedConfig, 'data_dir'>,
  connection: Pick<KeptConnection, 'id' | 'place'>,
) =>
  connection.place.kind === 'folder'
    ? connection.place.folder
    : join(home.data_dir, 'connections', connection.id)

/** Where the program was started on. */
export const placeOf = (config: ResolvedConfig): ConnectionPlace => {
  const { mode, data_dir, redis } = config
  const isInQdrant = config.vector.backend === 'qdrant'
  const qdrant = isInQdrant ? { url: config.qdrant.url, prefix: config.qdrant.collection_prefix } : null
  if (mode === 'on_demand') return { kind: 'memory' }
  if (mode === 'local_agent') return { kind: 'folder', folder: data_dir, qdrant }
  const url = redis.url === undefined ? null : new URL(redis.url)
  const single = url === null ? `${redis.host}:${redis.port}` : url.host
  const [kind, nodes] =
    redis.cluster.length > 0
      ? (['cluster', redis.cluster] as const)
      : redis.sentinels.length > 0
        ? (['sentinel', redis.sentinels] as const)
        : (['single', [single]] as const)
  return {
    kind: 'redis',
    qdrant,
    redis: {
      kind,
      nodes: [...nodes],
      masterName: redis.master_name,
      db: redis.db,
      tls: redis.tls || url?.protocol === 'rediss:',
      username: redis.username ?? '',
      sentinelTls: redis.sentinel_tls,
      sentinelUsername: redis.sentinel_username ?? '',
      ca: '',
    },
  }
}

const marked = (config: ResolvedConfig, connection: ConnectionMark): ResolvedConfig => ({
  ...config,
  given: { ...config.given, connection },
})

const treeOf = (home: ResolvedConfig, connection: KeptConnection): SettingTree => {
  const { place, password } = connection
  const data_dir = folderOf(home, connection)
  const vectors = vectorsOf(connection)
  if (place.kind !== 'redis') return { mode: 'local_agent', data_dir, ...vectors }
  const { kind, nodes, masterName, db, tls, username, ca } = place.redis
  const address = {
    single: () => singleOf(nodes[0] ?? ''),
    sentinel: () => ({
      sentinels: nodes,
      master_name: masterName,
      ...sentinelLogin(connection, place.redis),
    }),
    cluster: () => ({ cluster: nodes }),
  }[kind]()
  const login = {
    ...(username !== '' && { username }),
    ...(password !== null && { password }),
    ...(ca.trim() !== '' && { tls_ca: ca }),
  }
  return { mode: 'enterprise', data_dir, ...vectors, redis: { ...address, db, tls, ...login } as SettingTree }
}

const sentinelLogin = (
  { sentinelPassword }: KeptConnection,
  { sentinelTls, sentinelUsername }: RedisPlace,
): SettingTree => ({
  sentinel_tls: sentinelTls,
  ...(sentinelUsername !== '' && { sentinel_username: sentinelUsername }),
  ...(sentinelPassword !== null && { sentinel_password: sentinelPassword }),
})

const vectorsOf = ({ place, apiKey }: KeptConnection): SettingTree => {
  if (place.kind === 'memory' || place.qdrant === null) return {}
  const { url, prefix } = place.qdrant
  const key = apiKey !== null && { api_key: apiKey }
  return { vector: { backend: 'qdrant' }, qdrant: { url, collection_prefix: prefix, ...key } }
}

const singleOf = (node: string): SettingTree => {
  const [, host = node, port = '6379'] = /^(.*?)(?::(\d+))?$/.exec(node) ?? []
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}

const withoutPlace = (tree: SettingTree): SettingTree => {
  const isInQdrant = valueAt(tree, 'vector.backend') === 'qdrant'
  const paths = isInQdrant ? [...OF_A_PLACE, ['vector', 'backend']] : OF_A_PLACE
  return paths.reduce<SettingTree>((left, path) => without(left, path), tree)
}

const without = (tree: SettingTree, [key, ...rest]: readonly string[]): SettingTree => {
  if (key === undefined || !(key in tree)) return tree
  const { [key]: value, ...others } = tree
  if (rest.length === 0 || !isTree(value)) return others
  return { ...others, [key]: without(value, rest) }
}
