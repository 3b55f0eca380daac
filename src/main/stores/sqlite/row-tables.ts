import type { Statements } from './statements.ts'

/** What has to be known of a table to carry its rows elsewhere. */
export interface RowTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns that are the key of a row; empty where its number is. */
  readonly key: readonly string[]
  /** The number of a row is a column of it. */
  readonly hasNumber: boolean
}

/** Of this computer alone: where it has read the log up to. */
export const POSITION_TABLE = 'log_position'

/** Likewise: how far it has told second stores. */
const OWN_TABLES = [POSITION_TABLE, 'outbox_marks', 'outbox_waiting']

/** Every table whose rows are not derived from others: keyword tables are virtual, and have shadows. */
export const rowTables = (sql: Statements): RowTable[] => {
  const tables = sql.all<{ name: string; wr: 0 | 1 }>(
    `SELECT name, wr FROM pragma_table_list
     WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
     AND name NOT IN (SELECT value FROM json_each(?))`,
    JSON.stringify(OWN_TABLES),
  )
  return tables.map(({ name, wr }) => {
    const columns = sql.all<{ name: string; type: string; pk: number }>(
      'SELECT name, type, pk FROM pragma_table_info(?)',
      name,
    )
    const key = columns.filter(({ pk }) => pk > 0)
    return {
      name,
      columns: columns.map((column) => column.name),
      key: wr === 1 ? key.map((column) => column.name) : [],
      hasNumber: wr === 0 && key.length === 1 && key[0]?.type === 'INTEGER',
    }
  })
}

export const keyCondition = ({ key }: RowTable): string =>
  key.length === 0 ? 'rowid = ?' : key.map((name) => `"${name}" = ?`).join(' AND ')

/** A database that was copied has read no log and told no other store. */
export const forgetOwn = (sql: Statements): void => {
  sql.db.exec(`DROP TABLE IF EXISTS main.${POSITION_TABLE}`)
  for (const name of OWN_TABLES) if (name !== POSITION_TABLE) sql.db.exec(`DELETE FROM main."${name}"`)
}
