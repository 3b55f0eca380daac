import { Cluster, type Redis } from 'ioredis'
import { connectRedis, type RedisClient, type RedisSettings } from './connect.ts'
import { HEAD } from './keys.ts'

/** A memory of the original Python engine, as a line that an import reads; or why it is none. */
export type OriginalMemory =
  | { readonly is: 'memory'; readonly namespace: string; readonly line: string }
  | { readonly is: 'refused'; readonly key: string; readonly why: 'pickle' | 'not-json' | 'no-place' }

const KEY = /^\{?([A-Za-z0-9._-]{1,128})\}?:[([](.*)[)\]]:data$/
/** The first byte of every pickle since protocol 2. */
const PICKLE = 0x80
const AT_ONCE = 200

/** Redis has a database of this program, which is moved and not imported. */
class OwnRedis extends Error {
  override readonly name = 'OwnRedis'
}

/**
 * What the original Python engine wrote as JSON (`{ns}:{coordinate}:data` with `:meta` beside it). Pickles are told and not read:
 * to read one is to run whatever program stands in it. Nothing is written.
 * @throws OwnRedis
 */
export async function* originalMemories(settings: RedisSettings): AsyncGenerator<OriginalMemory> {
  const redis = connectRedis(settings)
  // A client without a listener ends the program; what fails is told by the call that it fails.
  redis.on('error', () => {})
  try {
    if ((await redis.exists(HEAD)) === 1) throw new OwnRedis('It has a database of Soma Inspector.')
    const nodes: readonly Redis[] = redis instanceof Cluster ? redis.nodes('master') : [redis as Redis]
    const seen = new Set<string>()
    for (const node of nodes) {
      for await (const keys of keysOf(node, seen)) yield* await memoriesAt(redis, keys)
    }
  } finally {
    redis.disconnect()
  }
}

/** A scan may name a key twice. */
async function* keysOf(node: Redis, seen: Set<string>): AsyncGenerator<string[]> {
  for (let cursor = '0'; ; ) {
    const [next, found] = await node.scan(cursor, 'MATCH', '*:data', 'COUNT', AT_ONCE)
    const keys = found.filter((key) => KEY.test(key) && !seen.has(key))
    for (const key of keys) seen.add(key)
    if (keys.length > 0) yield keys
    if (next === '0') return
    cursor = next
  }
}

const memoriesAt = (redis: RedisClient, keys: readonly string[]): Promise<OriginalMemory[]> =>
  Promise.all(
    keys.map(async (key) => {
      if ((await redis.type(key)) !== 'string') return { is: 'refused', key, why: 'not-json' } as const
      const [data, meta] = await Promise.all([
        redis.getBuffer(key),
        redis.getBuffer(key.replace(/:data$/, ':meta')).catch(() => null),
      ])
      return memoryOf(key, data, meta)
    }),
  )

const memoryOf = (key: string, data: Buffer | null, meta: Buffer | null): OriginalMemory => {
  const [, namespace = '', axes = ''] = KEY.exec(key) ?? []
  const coordinate = axes
    .split(',')
    .map((axis) => axis.trim())
    .filter((axis) => axis !== '')
    .map(Number)
  if (coordinate.length === 0 || !coordinate.every(Number.isFinite))
    return { is: 'refused', key, why: 'no-place' }
  if (data?.[0] === PICKLE || meta?.[0] === PICKLE) return { is: 'refused', key, why: 'pickle' }
  const payload = data?.toString('utf8') ?? ''
  if (objectIn(payload) === null) return { is: 'refused', key, why: 'not-json' }
  // What the engine wrote beside it; of an older one it stands in the memory itself.
  const facts = { ...factsIn(objectIn(payload)), ...factsIn(objectIn(meta?.toString('utf8') ?? '')) }
  return { is: 'memory', namespace, line: JSON.stringify({ coordinate, ...facts, payload }) }
}

const FACTS = ['memory_type', 'importance', 'timestamp', 'pinned']

const factsIn = (found: Readonly<Record<string, unknown>> | null): Record<string, unknown> =>
  Object.fromEntries(FACTS.flatMap((name) => (found?.[name] == null ? [] : [[name, found[name]]])))

const objectIn = (text: string): Readonly<Record<string, unknown>> | null => {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null
  } catch {
    return null
  }
}
