import { setTimeout as delay } from 'node:timers/promises'
import type { CopyDiagnosis, FileFinding, PrimaryRow, RowDifference } from '#engine/doctor/doctor-ports'
import { MOST_TOLD } from '#engine/doctor/doctor-ports'
import type { RedisClient } from '#stores/redis/connect'
import { isSameRow, RedisTables, type Slot, type There } from '#stores/redis/redis-tables'
import { AXES, type Placed } from '#stores/sqlite/doctor-part'
import { rowBatches } from '#stores/sqlite/row-batches'
import { keyCondition, POSITION_TABLE, type RowTable, rowTables } from '#stores/sqlite/row-tables'
import { coordinateOf } from '#stores/sqlite/rows'
import type { Statements } from '#stores/sqlite/statements'
import { whoIsRight } from './who-is-right.ts'

type Row = PrimaryRow['row']
type Key = PrimaryRow['key']

/** Rows that are looked at once more in one go. */
const AGAIN_AT_ONCE = 200
/** How often it is tried to find both at the same entry, and milliseconds between. */
const TRIES = 20
const PAUSE = 150

interface Suspect extends Slot {
  readonly key: Key
}

/**
 * Holds the copy of a log against the tables that the log was settled into: a checksum of each few hundred rows, and row by
 * row where that differs. Others write meanwhile, so what seems to differ is looked at again where both stand at the same entry.
 */
export const compareCopy = async (sql: Statements, redis: RedisClient): Promise<CopyDiagnosis> => {
  const there = new RedisTables(redis)
  const spaces = await there.look()
  const walk = await walkHere(sql, there)
  const extras = await onlyThere(sql, there, { spaces, present: walk.present })
  const rows: RowDifference[] = []
  const found: FileFinding[] = []
  for (const suspects of inChunks([...walk.suspects, ...extras])) {
    for (const { what, ...difference } of await lookAgain(sql, there, suspects)) {
      rows.push(difference)
      if (found.length < MOST_TOLD) found.push(findingOf(sql, difference, what))
    }
  }
  return { compared: walk.compared, rows, found }
}

/** What is there of rows now; without those that are not there. */
export const rowsThere = async (
  redis: RedisClient,
  rows: readonly RowDifference[],
): Promise<PrimaryRow[]> => {
  const there = new RedisTables(redis)
  await there.look()
  const taken: PrimaryRow[] = []
  for (const [slot, own] of bySlot(rows)) {
    const found = await there.read(
      slot,
      own.map(({ key }) => key),
    )
    for (const [i, one] of found.entries()) {
      if (one.is === 'row') taken.push({ ...slot, key: (own[i] as RowDifference).key, row: one.row })
    }
  }
  return taken
}

const walkHere = async (sql: Statements, there: RedisTables) => {
  const suspects: Suspect[] = []
  /** How many of the rows of a slot are there too. */
  const present = new Map<string, number>()
  let compared = 0
  for (const batch of rowBatches(sql)) {
    for (const [slot, rows] of bySlot(batch)) {
      compared += rows.length
      const name = nameOf(slot)
      const before = present.get(name) ?? 0
      if (await there.hasSame(slot, rows)) {
        present.set(name, before + rows.length)
        continue
      }
      const found = await there.read(
        slot,
        rows.map(({ key }) => key),
      )
      present.set(name, before + found.filter(({ is }) => is !== 'missing').length)
      for (const [i, { key, row }] of rows.entries()) {
        const one = found[i] as There
        if (one.is !== 'row' || !isSameRow(slot.table, row as Row, one.row)) suspects.push({ ...slot, key })
      }
    }
  }
  return { suspects, present, compared }
}

interface Seen {
  readonly spaces: readonly number[]
  readonly present: ReadonlyMap<string, number>
}

/** Rows that only Redis has; looked for where it has more than were found. */
const onlyThere = async (sql: Statements, there: RedisTables, { spaces, present }: Seen) => {
  const known = new Map(rowTables(sql).map((table) => [table.name, table]))
  const extras: Suspect[] = []
  for (const space of [null, ...spaces]) {
    for (const name of await there.tables(space)) {
      const table = known.get(name)
      const slot = { table: name, space }
      const count = await there.count(slot)
      if (table === undefined || count === null || count === (present.get(nameOf(slot)) ?? 0)) continue
      for await (const keys of there.keys(slot)) {
        for (const key of keys) if (rowHere(sql, table, key) === null) extras.push({ ...slot, key })
      }
    }
  }
  return extras
}

type Judged = RowDifference & { readonly what: string }

const lookAgain = async (
  sql: Statements,
  there: RedisTables,
  suspects: readonly Suspect[],
): Promise<Judged[]> => {
  const tables = new Map(rowTables(sql).map((table) => [table.name, table]))
  for (let tries = 0; tries < TRIES; tries++) {
    const [here, settled] = [position(sql), await there.settled()]
    if (here === settled) {
      const judged = await judge(sql, there, { suspects, tables })
      if (position(sql) === here && (await there.settled()) === here) return judged
    }
    await delay(PAUSE)
    await there.look()
  }
  const what = 'it was changed all the while: look again'
  return suspects.map((suspect) => ({ ...suspect, right: 'neither', what }))
}

interface Judging {
  readonly suspects: readonly Suspect[]
  readonly tables: ReadonlyMap<string, RowTable>
}

const judge = async (sql: Statements, there: RedisTables, { suspects, tables }: Judging) => {
  const judged: Judged[] = []
  for (const [slot, own] of bySlot(suspects)) {
    const table = tables.get(slot.table)
    if (table === undefined) continue
    const found = await there.read(
      slot,
      own.map(({ key }) => key),
    )
    for (const [i, { key }] of own.entries()) {
      const verdict = whoIsRight(slot.table, rowHere(sql, table, key), found[i] as There)
      if (verdict !== null) judged.push({ ...slot, key, ...verdict })
    }
  }
  return judged
}

const position = (sql: Statements): number =>
  sql.one<{ number: number }>(`SELECT number FROM ${POSITION_TABLE}`)?.number ?? 0

const rowHere = (sql: Statements, table: RowTable, key: Key): Row | null => {
  const columns = table.columns.map((name) => `"${name}"`).join(', ')
  const where = keyCondition(table)
  return sql.one<Row>(`SELECT ${columns} FROM main."${table.name}" WHERE ${where}`, ...key) ?? null
}

const findingOf = (
  sql: Statements,
  { table, key, space, right }: RowDifference,
  what: string,
): FileFinding => {
  const namespace =
    space === null
      ? null
      : (sql.one<{ name: string }>('SELECT name FROM namespaces WHERE id = ?', space)?.name ?? null)
  return {
    ...{ part: 'copy', namespace, what, canRepair: right !== 'neither' },
    coordinate: table === 'memories' || table.startsWith('vectors_') ? placeOf(sql, Number(key[0])) : null,
  }
}

const placeOf = (sql: Statements, key: number): number[] | null => {
  const placed = sql.one<Placed>(`SELECT key, ${AXES} FROM memories WHERE key = ?`, key)
  return placed === undefined ? null : coordinateOf(placed)
}

const nameOf = ({ table, space }: Slot): string => `${space ?? ''} ${table}`

const bySlot = <R extends Slot>(rows: readonly R[]): [Slot, R[]][] => {
  // What belongs to no namespace in particular is kept under number 0, which has no name.
  const spaceOf = ({ space }: Slot): number | null => (space === 0 ? null : space)
  const groups = Map.groupBy(rows, (row) => nameOf({ table: row.table, space: spaceOf(row) }))
  return [...groups.values()].map((own) => {
    const [first] = own as [R]
    return [{ table: first.table, space: spaceOf(first) }, own]
  })
}

const inChunks = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / AGAIN_AT_ONCE) }, (_, i) =>
    all.slice(i * AGAIN_AT_ONCE, (i + 1) * AGAIN_AT_ONCE),
  )
