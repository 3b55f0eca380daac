import type { PrimaryRow, RowDifference, RowSettling } from '#engine/doctor/doctor-ports'
import type { RowChange } from '../row-log.ts'
import { keepVersion } from './commit.ts'
import { applyRows } from './row-apply.ts'
import { keyCondition, type RowTable, rowTables } from './row-tables.ts'
import type { FullRecord } from './rows.ts'
import type { Statements, Value } from './statements.ts'
import { VectorTable } from './vector-table.ts'

type Row = PrimaryRow['row']

/**
 * Makes the rows of a copy and of the log that it follows the same again, as one write of that log (STO-6). What is taken over
 * of memories, links and artefacts is a change of the journal with what was there before, so it can be undone; what is given
 * back is named to the log as it is.
 */
export const settleRows = (sql: Statements, { take, giveBack, at, author }: RowSettling): number => {
  const tables = new Map(rowTables(sql).map((table) => [table.name, table]))
  const known = take.filter(({ table }) => tables.has(table))
  const parents = known.filter(({ table }) => table === 'namespaces' || table === 'embedders')
  applyRows(sql, parents)
  const rest = known.filter((row) => !parents.includes(row))
  const journalled = Map.groupBy(
    rest.filter(({ table, space }) => JOURNALLED.includes(table) && space !== null),
    ({ space }) => space as number,
  )
  for (const [space, rows] of journalled) takeOver(sql, space, { rows, at, author })
  const isJournalled = new Set([...journalled.values()].flat())
  applyRows(
    sql,
    rest.filter((row) => !isJournalled.has(row)),
  )
  for (const row of giveBack) nameAgain(sql, tables.get(row.table), row)
  return known.length + giveBack.length
}

const JOURNALLED = ['memories', 'links', 'artefacts']

interface TakingOver {
  readonly rows: readonly PrimaryRow[]
  readonly at: number
  readonly author: string
}

const takeOver = (sql: Statements, space: number, { rows, at, author }: TakingOver): void => {
  const name = sql.one<{ name: string }>('SELECT name FROM namespaces WHERE id = ?', space)?.name ?? ''
  const { lastInsertRowid } = sql.run(
    `INSERT INTO changes (namespace_id, namespace, at, author, action, summary, reason, count, undoes)
     VALUES (?, ?, ?, ?, 'repair', 'took over what Redis has', NULL, ?, NULL)`,
    ...[space, name, at, author, rows.length],
  )
  const seq = Number(lastInsertRowid)
  const changes = rows.map((row): RowChange => {
    switch (row.table) {
      case 'memories':
        return { ...row, row: takenMemory(sql, row.row, seq, at) }
      case 'links':
        return { ...row, row: takenLink(sql, row.row, seq) }
      default:
        return { ...row, row: takenArtefact(sql, row.row, seq) }
    }
  })
  // Ends first: a link may be between memories that come with it.
  applyRows(sql, changes)
}

const takenMemory = (sql: Statements, row: Row, seq: number, at: number): Row => {
  const key = Number(row.key)
  const here = sql.one<FullRecord & { readonly created_seq: number }>(
    'SELECT * FROM memories WHERE key = ?',
    key,
  )
  if (here === undefined) return { ...row, seq, created_seq: seq, updated_at: at }
  keepVersion(sql, key, seq)
  if (here.text !== row.text) for (const table of VectorTable.all(sql)) table.drop(key)
  const { id, created_at, created_seq, version } = here
  return { ...row, id, created_at, created_seq, seq, updated_at: at, version: version + 1 }
}

const takenLink = (sql: Statements, row: Row, seq: number): Row => {
  const here = sql.one<{ weight: number; note: string | null; created_at: number }>(
    'SELECT weight, note, created_at FROM links WHERE key = ?',
    Number(row.key),
  )
  const state = (of: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ weight: of.weight, note: of.note, createdAt: of.created_at })
  sql.run(
    `INSERT INTO link_changes (namespace_id, link_key, from_key, to_key, type, seq, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...([row.namespace_id, row.key, row.from_key, row.to_key, row.type, seq] as Value[]),
    here === undefined ? null : state(here),
    state(row),
  )
  return { ...row, seq }
}

const takenArtefact = (sql: Statements, row: Row, seq: number): Row => {
  const { namespace_id, kind, id } = row
  const here = sql.one<{ state: string }>(
    'SELECT state FROM artefacts WHERE namespace_id = ? AND kind = ? AND id = ?',
    ...([namespace_id, kind, id] as Value[]),
  )
  sql.run(
    'INSERT INTO artefact_changes (namespace_id, kind, id, seq, before, after) VALUES (?, ?, ?, ?, ?, ?)',
    ...([namespace_id, kind, id, seq, here?.state ?? null, row.state] as Value[]),
  )
  return { ...row, seq }
}

/** A row that is written as it is is noted like any other that is written. */
const nameAgain = (sql: Statements, table: RowTable | undefined, { key }: RowDifference): void => {
  const [column] = table?.columns ?? []
  if (table === undefined || column === undefined) return
  sql.run(`UPDATE main."${table.name}" SET "${column}" = "${column}" WHERE ${keyCondition(table)}`, ...key)
}
