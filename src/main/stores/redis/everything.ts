import type { RowChange } from '../row-log.ts'
import type { RedisClient } from './connect.ts'
import { type Keys, keysOf, SPACES } from './keys.ts'
import { type JsonRow, rowFromJson } from './row-json.ts'

type Take = (rows: readonly RowChange[]) => void
type Key = readonly (string | number)[]

/** Rows that are asked for at once. */
const BATCH = 500

/**
 * Every row, in parts: first what belongs to the whole database, then namespace by namespace. Others may write meanwhile, so
 * a row may be of an earlier or a later state than its neighbours; the log says in the end what each of them is.
 */
export const readEverything = async (redis: RedisClient, take: Take): Promise<void> => {
  const whole = keysOf(null)
  await readTables(redis, whole, null, take)
  for (const [space, tag] of Object.entries(await redis.hgetall(SPACES))) {
    const keys = keysOf(tag)
    await readMemories(redis, keys, Number(space), take)
    await readTables(redis, keys, Number(space), take)
  }
  // What was counted on the way is counted twice.
  await readTable(redis, whole, { table: 'namespaces', space: null }, take)
  await readTable(redis, whole, { table: 'sqlite_sequence', space: null }, take)
}

const readTables = async (
  redis: RedisClient,
  keys: Keys,
  space: number | null,
  take: Take,
): Promise<void> => {
  const tables = await redis.smembers(keys.tables)
  // Vectors need the table of their embedder, and so do roles.
  const first = ['namespaces', 'embedders'].filter((table) => tables.includes(table))
  for (const table of new Set([...first, ...tables])) await readTable(redis, keys, { table, space }, take)
}

const readTable = async (
  redis: RedisClient,
  keys: Keys,
  { table, space }: { readonly table: string; readonly space: number | null },
  take: Take,
): Promise<void> => {
  await scan(redis, keys.table(table), async (found) => {
    take(
      found.map(([field, json]) => ({
        table,
        key: JSON.parse(field) as Key,
        row: rowFromJson(JSON.parse(json) as JsonRow),
        space,
      })),
    )
  })
}

const readMemories = async (redis: RedisClient, keys: Keys, space: number, take: Take): Promise<void> => {
  await scan(redis, keys.places, async (found) => {
    const names = found.flatMap(([, place]) => [keys.data(place), keys.meta(place)])
    const values = await redis.mget(...names)
    take(
      found.flatMap(([number], i) => {
        const [payload, meta] = [values[i * 2], values[i * 2 + 1]]
        // Deleted since, which the log will say.
        if (typeof payload !== 'string' || typeof meta !== 'string') return []
        const row = { ...rowFromJson(JSON.parse(meta) as JsonRow), payload }
        return [{ table: 'memories', key: [Number(number)], row, space }]
      }),
    )
  })
}

/** Fields and values of a hash; one that is there all along is told at least once. */
const scan = async (
  redis: RedisClient,
  key: string,
  each: (found: readonly (readonly [string, string])[]) => Promise<void>,
): Promise<void> => {
  let cursor = '0'
  do {
    const [next, flat] = await redis.hscan(key, cursor, 'COUNT', BATCH)
    const found = Array.from(
      { length: flat.length / 2 },
      (_, i) => [flat[i * 2] as string, flat[i * 2 + 1] as string] as const,
    )
    if (found.length > 0) await each([...new Map(found)])
    cursor = next
  } while (cursor !== '0')
}
