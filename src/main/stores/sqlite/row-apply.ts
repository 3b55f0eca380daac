import { analyzerVersion } from '#engine/text/analyzer'
import type { RowChange, RowValue } from '../row-log.ts'
import { KeywordTable } from './keyword-table.ts'
import { keyCondition, type RowTable, rowTables } from './row-tables.ts'
import type { Statements, Value } from './statements.ts'
import { VectorTable } from './vector-table.ts'

type Put = RowChange & { readonly row: Readonly<Record<string, RowValue>> }

/** Rows that others point to are changed where they stand: taken out, they would take the others along. */
const PARENTS = ['namespaces', 'embedders', 'memories'] as const

/**
 * Brings rows to what a log says they are, and follows with what is derived of them here: the keyword tables and the tables
 * of vectors. In a transaction of the caller; counts of namespaces come last, since triggers count what is written.
 */
export const applyRows = (sql: Statements, rows: readonly RowChange[]): void => {
  sql.db.pragma('defer_foreign_keys = ON')
  const of = (table: string): RowChange[] => rows.filter((row) => row.table === table)
  makeRoom(sql, of('embedders'), of('namespaces'))
  const tables = new Map(rowTables(sql).map((table) => [table.name, table]))
  const tableOf = (name: string): RowTable => {
    const table = tables.get(name)
    if (table === undefined)
      throw new Error(`a log names the table ${name}, which this program does not have`)
    return table
  }
  const others = rows.filter(({ table }) => !isParent(table) && table !== 'sqlite_sequence')
  for (const row of of('memories')) if (isPut(row)) putMemory(sql, row)
  // All are taken out first: what is unique in a row may have been that of another one before.
  for (const row of others) if (tables.has(row.table)) remove(sql, tableOf(row.table), row)
  for (const row of others) if (isPut(row)) insert(sql, tableOf(row.table), row)
  for (const row of of('memories')) if (!isPut(row)) removeMemory(sql, row)
  for (const row of of('namespaces')) applyNamespace(sql, row)
  for (const row of of('embedders')) applyEmbedder(sql, row)
  for (const { row } of of('sqlite_sequence')) putSequence(sql, row as { name: string; seq: number })
}

/** Takes out all rows of all tables, so that they can be made anew. */
export const removeEverything = (sql: Statements): void => {
  sql.db.pragma('defer_foreign_keys = ON')
  for (const { id } of sql.all<{ id: number }>('SELECT id FROM namespaces WHERE id > 0'))
    new KeywordTable(sql, id).drop()
  for (const { name } of rowTables(sql)) {
    if (name.startsWith('vectors_')) sql.db.exec(`DROP TABLE main."${name}"`)
    else sql.db.exec(`DELETE FROM main."${name}"`)
  }
  sql.run('DELETE FROM sqlite_sequence')
}

const isParent = (table: string): boolean => (PARENTS as readonly string[]).includes(table)

const isPut = (change: RowChange): change is Put => change.row !== null

/** Tables for what is about to come. */
const makeRoom = (
  sql: Statements,
  embedders: readonly RowChange[],
  namespaces: readonly RowChange[],
): void => {
  for (const { row } of embedders) {
    if (row !== null) VectorTable.make(sql, { id: Number(row.id), name: String(row.name) })
  }
  for (const { key, row } of namespaces) {
    const space = Number(key[0])
    if (row === null || space === 0 || hasNamespace(sql, space)) continue
    new KeywordTable(sql, space).create()
    upsertNamespace(sql, row)
  }
}

const hasNamespace = (sql: Statements, space: number): boolean =>
  sql.one('SELECT 1 FROM namespaces WHERE id = ?', space) !== undefined

/** Words are counted by this program's own analyzer, whatever wrote the row. */
const upsertNamespace = (sql: Statements, row: Put['row']): void => {
  const space = Number(row.id)
  const own = sql.one<{ analyzer: number }>('SELECT analyzer FROM namespaces WHERE id = ?', space)
  const analyzer = space === 0 ? 0 : (own?.analyzer ?? analyzerVersion)
  upsert(sql, 'namespaces', { ...row, analyzer }, 'id')
}

const applyNamespace = (sql: Statements, { key, row }: RowChange): void => {
  if (row !== null) {
    upsertNamespace(sql, row)
    return
  }
  const space = Number(key[0])
  if (!hasNamespace(sql, space)) return
  new KeywordTable(sql, space).drop()
  sql.run('DELETE FROM namespaces WHERE id = ?', space)
}

const applyEmbedder = (sql: Statements, { key, row }: RowChange): void => {
  if (row !== null) return
  sql.db.exec(`DROP TABLE IF EXISTS main.vectors_${Number(key[0])}`)
  sql.run('DELETE FROM embedders WHERE id = ?', Number(key[0]))
}

interface Words {
  readonly text: string
  readonly namespace_id: number
  readonly deleted_at: number | null
}

const wordsOf = (sql: Statements, key: number): Words | undefined =>
  sql.one<Words>('SELECT text, namespace_id, deleted_at FROM memories WHERE key = ?', key)

const putMemory = (sql: Statements, { key, row }: Put): void => {
  const number = Number(key[0])
  const before = wordsOf(sql, number)
  upsert(sql, 'memories', row, 'key')
  const after = row as unknown as Words
  const keywords = new KeywordTable(sql, after.namespace_id)
  const lived = before !== undefined && before.deleted_at === null
  const lives = after.deleted_at === null
  const isSame = before?.text === after.text
  if (lived && (!lives || !isSame)) keywords.remove(number)
  if (lives && (!lived || !isSame)) keywords.add(number, after.text)
}

const removeMemory = (sql: Statements, { key }: RowChange): void => {
  const number = Number(key[0])
  const before = wordsOf(sql, number)
  if (before === undefined) return
  if (before.deleted_at === null) new KeywordTable(sql, before.namespace_id).remove(number)
  sql.run('DELETE FROM memories WHERE key = ?', number)
}

const upsert = (sql: Statements, table: string, row: Put['row'], key: string): void => {
  const names = Object.keys(row)
  const set = names.filter((name) => name !== key).map((name) => `"${name}" = excluded."${name}"`)
  sql.run(
    `INSERT INTO main."${table}" (${quoted(names)}) VALUES (${places(names)}) ON CONFLICT ("${key}") DO UPDATE SET ${set.join(', ')}`,
    ...values(row),
  )
}

const remove = (sql: Statements, table: RowTable, { key }: RowChange): void => {
  sql.run(`DELETE FROM main."${table.name}" WHERE ${keyCondition(table)}`, ...key)
}

const insert = (sql: Statements, table: RowTable, { key, row }: Put): void => {
  const numbered = table.key.length === 0 && !table.hasNumber
  const names = [...(numbered ? ['rowid'] : []), ...Object.keys(row)]
  sql.run(
    `INSERT INTO main."${table.name}" (${quoted(names)}) VALUES (${places(names)})`,
    ...(numbered ? [key[0] as number] : []),
    ...values(row),
  )
}

const putSequence = (sql: Statements, { name, seq }: { name: string; seq: number }): void => {
  const { changes } = sql.run('UPDATE sqlite_sequence SET seq = ? WHERE name = ?', seq, name)
  if (changes === 0) sql.run('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)', name, seq)
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
const places = (names: readonly string[]): string => names.map(() => '?').join(', ')

const values = (row: Put['row']): Value[] =>
  Object.values(row).map((value) =>
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
  )
