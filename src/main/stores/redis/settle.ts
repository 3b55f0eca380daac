import { pythonTuple } from '#engine/memory/coordinate'
import type { Entry, RowChange } from '../row-log.ts'
import type { RedisClient } from './connect.ts'
import { bodyKeys, type Keys, keysOf, LOG, SETTLED, SPACES, TAGS } from './keys.ts'
import { rowToJson } from './row-json.ts'

/** So many entries stay for those who follow; who is further behind reads everything. */
const KEPT_ENTRIES = 1000
/** Rows of one script; Redis does nothing else while it runs. */
const ROWS_AT_ONCE = 500
/** Parts of an entry that can be settled apart. */
const MOST_PARTS = 2 ** 20
/** Seconds that the parts of a large body stay for those who follow. */
const BODY_STAYS = 600

type Act = readonly [act: 'S' | 'D' | 'H' | 'X' | 'A', key: string, field: string, value: string]

/**
 * Brings the tables in Redis to what an entry says. An entry is settled in as many steps as it has slots; each step leaves a
 * mark in its slot with which it is not done twice, so it is no harm where several do it at once, or one of them dies.
 */
export const settleEntry = async (redis: RedisClient, entry: Entry, parts: number): Promise<void> => {
  const { number, id, rows } = entry
  const namespaces = rows.filter(({ table }) => table === 'namespaces')
  const named = namespaces.flatMap(({ key, row }) => (row === null ? [] : [key[0] ?? 0, String(row.name)]))
  if (named.length > 0) await redis.somaName(3, SPACES, TAGS, SETTLED, number, ...named)
  for (const [space, own] of bySpace(rows)) {
    const tag = space === null ? null : await redis.hget(SPACES, String(space))
    // A namespace that is gone by now has nothing left to be settled.
    if (space === null || tag !== null) await settleSlot(redis, keysOf(tag), { number, rows: own })
  }
  const gone = namespaces.flatMap(({ key, row }) => (row === null ? [key[0] ?? 0] : []))
  const keys = [SETTLED, LOG, SPACES, TAGS]
  await redis.somaSettled(4, ...keys, number, id, Math.max(1, number - KEPT_ENTRIES), ...gone)
  await Promise.all(bodyKeys(id, parts).map((key) => redis.expire(key, BODY_STAYS)))
}

/** What belongs to the whole database comes last: it names the namespaces that are gone. */
const bySpace = (rows: readonly RowChange[]): [number | null, RowChange[]][] => {
  const groups = new Map<number | null, RowChange[]>()
  for (const row of rows) {
    // What belongs to no namespace in particular is kept under number 0, which has no name.
    const space = row.space === 0 ? null : row.space
    const group = groups.get(space)
    if (group === undefined) groups.set(space, [row])
    else group.push(row)
  }
  return [...groups].sort(([a], [b]) => Number(a === null) - Number(b === null))
}

const settleSlot = async (
  redis: RedisClient,
  keys: Keys,
  { number, rows }: Pick<Entry, 'number' | 'rows'>,
): Promise<void> => {
  for (let part = 0; part * ROWS_AT_ONCE < rows.length; part++) {
    const some = rows.slice(part * ROWS_AT_ONCE, (part + 1) * ROWS_AT_ONCE)
    const acts = await actsOf(redis, keys, some)
    const names = [keys.settled, ...new Set(acts.map(([, key]) => key))]
    const places = new Map(names.map((name, i) => [name, i + 1]))
    const args = acts.flatMap(([act, key, field, value]) => [act, places.get(key) ?? 0, field, value])
    await redis.somaSettle(names.length, ...names, number * MOST_PARTS + part, ...args)
  }
}

const actsOf = async (redis: RedisClient, keys: Keys, rows: readonly RowChange[]): Promise<Act[]> => {
  const gone = rows.filter(({ table, row }) => table === 'memories' && row === null)
  const numbers = gone.map(({ key }) => String(key[0]))
  const places = numbers.length === 0 ? [] : await redis.hmget(keys.places, ...numbers)
  const placeOf = new Map(numbers.map((number, i) => [number, places[i] ?? null]))
  const tables = new Set(rows.map(({ table }) => table).filter((table) => table !== 'memories'))
  return [
    ...[...tables].map((table): Act => ['A', keys.tables, '', table]),
    ...rows.flatMap((row) =>
      row.table === 'memories' ? memoryActs(keys, row, placeOf) : [rowAct(keys, row)],
    ),
  ]
}

const rowAct = (keys: Keys, { table, key, row }: RowChange): Act => {
  const field = JSON.stringify(key)
  return row === null ? ['X', keys.table(table), field, ''] : ['H', keys.table(table), field, rowText(row)]
}

type Row = NonNullable<RowChange['row']>

/** A row of any table but that of memories, as it stands in Redis. */
export const rowText = (row: Row): string => JSON.stringify(rowToJson(row))

/** A memory as it stands in Redis, and the name of its place there. */
export const memoryTexts = ({ payload, ...meta }: Row) => {
  const axes = Array.from({ length: Number(meta.arity) }, (_, axis) => Number(meta[`c${axis}`]))
  return { place: pythonTuple(axes), data: String(payload), meta: rowText(meta) }
}

const memoryActs = (
  keys: Keys,
  { key, row }: RowChange,
  placeOf: ReadonlyMap<string, string | null>,
): Act[] => {
  const number = String(key[0])
  if (row === null) {
    const place = placeOf.get(number)
    if (!place) return []
    return [
      ['D', keys.data(place), '', ''],
      ['D', keys.meta(place), '', ''],
      ['X', keys.places, number, ''],
    ]
  }
  const { place, data, meta } = memoryTexts(row)
  return [
    ['S', keys.data(place), '', data],
    ['S', keys.meta(place), '', meta],
    ['H', keys.places, number, place],
  ]
}
