import type { RowChange } from '../row-log.ts'
import type { RedisClient } from './connect.ts'
import { foreignMemories, foreignSentence } from './foreign-keys.ts'
import { HEAD, keysOf, LOG, MOVING, SETTLED, SPACES, TAGS } from './keys.ts'
import { settleEntry } from './settle.ts'

/** Redis is not empty, or another move fills it. */
class NotEmpty extends Error {
  override readonly name = 'NotEmpty'
}

/** Tables that a database has which nobody stored anything in. */
const OF_AN_EMPTY_ONE = new Set(['namespaces', 'changes', 'sqlite_sequence', 'embedders', 'self_tests'])
/** Keys that are deleted at once. */
const KEYS = 500

/**
 * Fills an empty Redis with a database, in parts: what has been written is known by the number of the last part, so it can
 * be gone on with. It is no database, and is opened by nobody, until {@link finish}.
 */
export class Filling {
  readonly #redis: RedisClient
  readonly #id: string

  /** @param id name of the move, and of the log that comes of it */
  constructor(redis: RedisClient, id: string) {
    this.#redis = redis
    this.#id = id
  }

  /**
   * @returns how many parts are there already
   * @throws NotEmpty
   */
  async begin(): Promise<number> {
    if ((await this.#redis.exists(HEAD)) === 1 && (await this.#redis.get(MOVING)) !== this.#id) {
      await this.#clearEmpty()
    }
    if ((await this.#redis.exists(MOVING)) === 0) {
      const foreign = await foreignMemories(this.#redis)
      if (foreign !== null) throw new NotEmpty(foreignSentence(foreign))
    }
    const moving = await this.#redis.somaMove(2, MOVING, HEAD, this.#id)
    if (moving === null) throw new NotEmpty(TAKEN)
    if (moving !== this.#id) throw new NotEmpty(ANOTHER)
    return Number((await this.#redis.hget(SETTLED, 'number')) ?? 0)
  }

  /** @param number of the part, from 1 */
  async put(number: number, rows: readonly RowChange[]): Promise<void> {
    await settleEntry(this.#redis, { number, id: this.#idOf(number), rows }, 0)
  }

  /** From now on it is a database, which only this move may open. @param parts how many it was filled with */
  async finish(parts: number, format: number): Promise<void> {
    const last = this.#idOf(parts)
    const kept = await this.#redis.somaFilled(3, MOVING, HEAD, LOG, this.#id, parts, last, format)
    if (kept === 0) throw new NotEmpty(ANOTHER)
  }

  /** From now on everybody may. */
  async open(): Promise<void> {
    await this.#redis.somaMoved(1, MOVING, this.#id)
  }

  /** A database in which nobody stored anything may give way: it was made by looking at it. */
  async #clearEmpty(): Promise<void> {
    if (!(await isUnused(this.#redis))) throw new NotEmpty(TAKEN)
    await this.#redis.set(MOVING, this.#id)
    await removeAll(this.#redis)
  }

  #idOf(number: number): string {
    return `${this.#id}:${number}`
  }
}

/**
 * Takes away what a move left that did not end; a database that is whole is never touched.
 * @param id the move, or null for any
 * @returns whether there was any
 */
export const clearUnfinished = async (redis: RedisClient, id: string | null): Promise<boolean> => {
  const moving = await redis.get(MOVING)
  if (moving === null || (id !== null && moving !== id)) return false
  await removeAll(redis)
  return true
}

const TAKEN = 'There are memories in this Redis already. Empty it, or choose another database of it.'
const ANOTHER = 'Another move fills this Redis. Go on with that one, or discard it.'

const isUnused = async (redis: RedisClient): Promise<boolean> => {
  const tags = [null, ...(await redis.smembers(TAGS))]
  for (const tag of tags) {
    const keys = keysOf(tag)
    if ((await redis.hlen(keys.places)) > 0) return false
    for (const table of await redis.smembers(keys.tables)) {
      if (!OF_AN_EMPTY_ONE.has(table) && (await redis.hlen(keys.table(table))) > 0) return false
    }
  }
  return true
}

/** The mark of the move goes last, so that this too can be gone on with. */
const removeAll = async (redis: RedisClient): Promise<void> => {
  await redis.del(HEAD)
  for (const tag of await redis.smembers(TAGS)) await removeSpace(redis, tag)
  await removeSpace(redis, null)
  await redis.del(LOG, SETTLED, SPACES, TAGS)
  await redis.del(MOVING)
}

const removeSpace = async (redis: RedisClient, tag: string | null): Promise<void> => {
  const keys = keysOf(tag)
  for (let cursor = '0'; ; ) {
    const [next, flat] = await redis.hscan(keys.places, cursor, 'COUNT', KEYS)
    const places = flat.filter((_, i) => i % 2 === 1)
    for (let at = 0; at < places.length; at += KEYS) {
      const some = places.slice(at, at + KEYS)
      await redis.unlink(...some.flatMap((place) => [keys.data(place), keys.meta(place)]))
    }
    if (next === '0') break
    cursor = next
  }
  const tables = await redis.smembers(keys.tables)
  await redis.unlink(keys.places, keys.settled, ...tables.map(keys.table))
  await redis.unlink(keys.tables)
}
