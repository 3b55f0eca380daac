import { createHash } from 'node:crypto'
import type { RowChange, RowValue } from '../row-log.ts'
import { keyOf, spaceOf } from './row-capture.ts'
import { type RowTable, rowTables } from './row-tables.ts'
import type { Statements, Value } from './statements.ts'

/** What others belong to goes first. */
const FIRST = ['namespaces', 'embedders', 'memories']
const MOST_ROWS = 500
const MOST_BYTES = 4 * 1024 * 1024

const tablesInOrder = (sql: Statements): RowTable[] => {
  const rank = ({ name }: RowTable): number => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1)
  return rowTables(sql).toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

const orderOf = ({ key }: RowTable): string =>
  key.length === 0 ? 'rowid' : key.map((name) => `"${name}"`).join(', ')

export const countRows = (sql: Statements): number =>
  rowTables(sql).reduce(
    (sum, { name }) => sum + (sql.one<{ n: number }>(`SELECT count(*) AS n FROM main."${name}"`)?.n ?? 0),
    0,
  )

/** Every row of a database that does not change, in parts that are the same at every look. */
export function* rowBatches(sql: Statements): Generator<RowChange[]> {
  let batch: RowChange[] = []
  let bytes = 0
  for (const change of everyRow(sql)) {
    const size = sizeOf(change)
    if (batch.length > 0 && (batch.length === MOST_ROWS || bytes + size > MOST_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(change)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

function* everyRow(sql: Statements): Generator<RowChange> {
  for (const table of tablesInOrder(sql)) yield* rowsOf(sql, table)
  const sequences = 'SELECT name, seq FROM sqlite_sequence ORDER BY name'
  for (const { name, seq } of sql.all<{ name: string; seq: number }>(sequences))
    yield { table: 'sqlite_sequence', key: [name], row: { name, seq }, space: null }
}

function* rowsOf(sql: Statements, table: RowTable): Generator<RowChange> {
  const columns = table.columns.map((name) => `t."${name}"`).join(', ')
  const rows = sql.db.prepare(
    `SELECT ${keyOf(table, 't')} AS "soma key", ${spaceOf(table, 't')} AS "soma space", ${columns}
     FROM main."${table.name}" AS t ORDER BY ${orderOf(table)}`,
  )
  for (const found of rows.iterate() as IterableIterator<Record<string, Value>>) {
    const { 'soma key': key, 'soma space': space, ...row } = found
    yield {
      table: table.name,
      key: JSON.parse(String(key)) as (string | number)[],
      row: row as Record<string, RowValue>,
      space: space as number | null,
    }
  }
}

const sizeOf = ({ row }: RowChange): number =>
  Object.values(row ?? {}).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' || value instanceof Uint8Array ? value.length : 8),
    0,
  )

/** Rows of one table, and a checksum of all that stands in them, with their keys and in their order. */
export interface TableDigest {
  readonly name: string
  readonly rows: number
  readonly checksum: string
}

/** @param onRows told how many more rows were read */
export const digestTables = (sql: Statements, onRows: (rows: number) => void = () => {}): TableDigest[] =>
  tablesInOrder(sql).flatMap((table) => {
    const hash = createHash('sha256')
    let rows = 0
    for (const { key, row } of rowsOf(sql, table)) {
      hash.update(
        JSON.stringify([key, Object.entries(row ?? {}).map(([name, value]) => [name, told(value)])]),
      )
      rows += 1
      if (rows % 1000 === 0) onRows(1000)
    }
    onRows(rows % 1000)
    return rows === 0 ? [] : [{ name: table.name, rows, checksum: hash.digest('hex') }]
  })

const told = (value: RowValue): unknown =>
  value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value
