import { Cluster, type Redis } from 'ioredis'
import type { RedisClient } from './connect.ts'
import { MOVING } from './keys.ts'

/** Keys of the original Python engine, and of its later versions with braces. */
const OF_A_MEMORY = /^\{?[A-Za-z0-9._-]+\}?:[([].*[)\]]:(data|meta)$/
/** The first byte of every pickle since protocol 2. */
const PICKLE = 0x80

/** Redis has memories of somebody else. */
export class ForeignRedis extends Error {
  override readonly name = 'ForeignDatabase'
}

/**
 * Where Redis has no log of ours it must have no memories either, or they would be overwritten.
 * @throws ForeignRedis
 */
export const refuseForeignKeys = async (redis: RedisClient): Promise<void> => {
  const found = await foreignMemories(redis)
  if (found !== null) throw new ForeignRedis(foreignSentence(found))
}

/**
 * What a move has begun to fill is no database until it is whole.
 * @param own the move that may look
 * @throws ForeignRedis
 */
export const refuseUnfinished = async (redis: RedisClient, own?: string): Promise<void> => {
  const moving = await redis.get(MOVING)
  if (moving !== null && moving !== own) throw new ForeignRedis(UNFINISHED)
}

/** Memories of another program, by one of their keys; null where there are none. */
export interface ForeignMemories {
  readonly key: string
  readonly isPickled: boolean
}

export const foreignMemories = async (redis: RedisClient): Promise<ForeignMemories | null> => {
  const nodes: readonly Redis[] = redis instanceof Cluster ? redis.nodes('master') : [redis as Redis]
  for (const node of nodes) {
    const key = await firstOfAMemory(node)
    if (key === null) continue
    const isPickled = (await node.type(key)) === 'string' && (await node.getBuffer(key))?.[0] === PICKLE
    return { key, isPickled }
  }
  return null
}

export const foreignSentence = ({ key, isPickled }: ForeignMemories): string =>
  isPickled ? pickled(key) : foreign(key)

const UNFINISHED =
  'A move to this Redis was begun and not ended. Go on with it, or discard what it left, in Settings or with "soma move". Nothing was touched.'

const firstOfAMemory = async (node: Redis): Promise<string | null> => {
  let cursor = '0'
  do {
    const [next, keys] = await node.scan(cursor, 'MATCH', '*:data', 'COUNT', 1000)
    const found = keys.find((key) => OF_A_MEMORY.test(key))
    if (found !== undefined) return found
    cursor = next
  } while (cursor !== '0')
  return null
}

const pickled = (key: string): string =>
  `Redis has memories as Python pickles (${key}). To read a pickle is to run whatever program stands in it, so they are not read. Write them as JSON with the program that made them and import that file, or choose another database with redis.db. Nothing was touched.`

const foreign = (key: string): string =>
  `Redis has memories that this program did not write (${key}). They would be overwritten. Take them over with "soma import-redis" from a connection to it, and choose another database with redis.db. Nothing was touched.`
