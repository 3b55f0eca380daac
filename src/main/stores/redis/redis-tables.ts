import { createHash } from 'node:crypto'
import type { RowChange } from '../row-log.ts'
import type { RedisClient } from './connect.ts'
import { type Keys, keysOf, SETTLED, SPACES } from './keys.ts'
import { type JsonRow, rowFromJson, rowToJson } from './row-json.ts'
import { memoryTexts, rowText } from './settle.ts'

type Row = NonNullable<RowChange['row']>
type Key = RowChange['key']

/** The rows of one table that are in one slot. */
export interface Slot {
  readonly table: string
  /** Null where they are of the whole database. */
  readonly space: number | null
}

/** What Redis has of a row. */
export type There =
  | { readonly is: 'row'; readonly row: Row }
  | { readonly is: 'missing' }
  /** It is no row; `foreign` where not even its key is of the kind that it would be. */
  | { readonly is: 'unreadable' | 'foreign' }

/** Rows that are asked for at once. */
const BATCH = 500
/** What a computer keeps of its own in such a row. */
const OWN_COLUMNS: Readonly<Record<string, readonly string[]>> = { namespaces: ['analyzer'] }

/** The tables that the log was settled into, read for who compares: a part at a time, never all. */
export class RedisTables {
  readonly #redis: RedisClient
  #tags: Readonly<Record<string, string>> = {}

  constructor(redis: RedisClient) {
    this.#redis = redis
  }

  /** Which namespaces it has. */
  async look(): Promise<readonly number[]> {
    this.#tags = await this.#redis.hgetall(SPACES)
    return Object.keys(this.#tags).map(Number)
  }

  /** Number of the entry that its tables stand at. */
  async settled(): Promise<number> {
    return Number((await this.#redis.hget(SETTLED, 'number')) ?? 0)
  }

  async tables(space: number | null): Promise<readonly string[]> {
    const keys = this.#keys(space)
    if (keys === null) return []
    const named = await this.#redis.smembers(keys.tables)
    return space === null ? named : ['memories', ...named]
  }

  /** Whether all rows are there as they are here, by one checksum. */
  async hasSame({ table, space }: Slot, rows: readonly RowChange[]): Promise<boolean> {
    const keys = this.#keys(space)
    if (keys === null) return false
    const fields = rows.map(({ key }) => (table === 'memories' ? String(key[0]) : JSON.stringify(key)))
    try {
      if (table !== 'memories') {
        const found = await this.#redis.somaDigest(1, keys.table(table), ...fields)
        return found === digestOf(rows.map(({ row }) => rowText(row as Row)))
      }
      const texts = rows.map(({ row }) => memoryTexts(row as Row))
      const names = texts.flatMap(({ place }) => [keys.data(place), keys.meta(place)])
      const [places, values] = await Promise.all([
        this.#redis.somaDigest(1, keys.places, ...fields),
        this.#redis.somaDigest(names.length, ...names),
      ])
      const wanted = digestOf(texts.flatMap(({ data, meta }) => [data, meta]))
      return places === digestOf(texts.map(({ place }) => place)) && values === wanted
    } catch (error) {
      if (isWrongType(error)) return false
      throw error
    }
  }

  /** What it has of rows, in their order. */
  async read({ table, space }: Slot, rows: readonly Key[]): Promise<There[]> {
    const keys = this.#keys(space)
    if (keys === null) return rows.map(() => ({ is: 'missing' }))
    try {
      if (table === 'memories') return await this.#memories(keys, rows)
      const fields = rows.map((key) => JSON.stringify(key))
      return (await this.#redis.hmget(keys.table(table), ...fields)).map((text) => rowIn(text))
    } catch (error) {
      if (isWrongType(error)) return rows.map(() => ({ is: 'foreign' }))
      throw error
    }
  }

  /** Null where its key is of another kind. */
  async count({ table, space }: Slot): Promise<number | null> {
    const keys = this.#keys(space)
    if (keys === null) return 0
    return this.#redis.hlen(hashOf(keys, table)).catch((error: unknown) => {
      if (isWrongType(error)) return null
      throw error
    })
  }

  /** Keys of all its rows of a table, a part at a time; one may come twice. */
  async *keys({ table, space }: Slot): AsyncGenerator<Key[]> {
    const keys = this.#keys(space)
    if (keys === null) return
    for (let cursor = '0', isFirst = true; isFirst || cursor !== '0'; isFirst = false) {
      const [next, flat] = await this.#redis.hscan(hashOf(keys, table), cursor, 'COUNT', BATCH)
      const fields = flat.filter((_, i) => i % 2 === 0)
      yield fields.map((field) => (table === 'memories' ? [Number(field)] : (JSON.parse(field) as Key)))
      cursor = next
    }
  }

  async #memories(keys: Keys, rows: readonly Key[]): Promise<There[]> {
    const places = await this.#redis.hmget(keys.places, ...rows.map(([number]) => String(number)))
    const names = places.flatMap((place) => (place === null ? [] : [keys.data(place), keys.meta(place)]))
    const values = names.length === 0 ? [] : await this.#redis.mget(...names)
    let at = 0
    return places.map((place) => {
      if (place === null) return { is: 'missing' }
      const [payload, meta] = [values[at++], values[at++]]
      if (typeof payload !== 'string' || typeof meta !== 'string') return { is: 'missing' }
      const found = rowIn(meta)
      return found.is === 'row' && isObject(payload)
        ? { is: 'row', row: { ...found.row, payload } }
        : UNREADABLE
    })
  }

  #keys(space: number | null): Keys | null {
    if (space === null) return keysOf(null)
    const tag = this.#tags[space]
    return tag === undefined ? null : keysOf(tag)
  }
}

/** What a row says, whatever the order of its columns; one that an older program wrote may lack some. */
export const isSameRow = (table: string, here: Row, there: Row): boolean => {
  const found = rowToJson(there)
  return Object.entries(rowToJson(here)).every(
    ([name, value]) =>
      found[name] === undefined ||
      OWN_COLUMNS[table]?.includes(name) === true ||
      JSON.stringify(found[name]) === JSON.stringify(value),
  )
}

const UNREADABLE: There = { is: 'unreadable' }

const hashOf = (keys: Keys, table: string): string => (table === 'memories' ? keys.places : keys.table(table))

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

const digestOf = (values: readonly string[]): string => sha1(values.map(sha1).join(' '))

const rowIn = (text: string | null): There => {
  if (text === null) return { is: 'missing' }
  return isObject(text) ? { is: 'row', row: rowFromJson(JSON.parse(text) as JsonRow) } : UNREADABLE
}

const isObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

const isWrongType = (error: unknown): boolean => error instanceof Error && error.message.includes('WRONGTYPE')
