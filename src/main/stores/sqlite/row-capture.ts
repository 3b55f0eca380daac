import type { RowChange, RowValue } from '../row-log.ts'
import { keyCondition, type RowTable, rowTables } from './row-tables.ts'
import type { Statements, Value } from './statements.ts'

/** Journal lines stay when their namespace goes, so they belong to the whole database. */
const OF_THE_WHOLE = new Set(['changes'])

interface Captured {
  readonly table_name: string
  readonly key: string
  readonly space: number | null
  readonly memory: number | null
}

/**
 * Notes which rows the statements of this connection touch, whatever wrote them: a method of the store, a trigger of the
 * schema or a cascade. It does so by triggers of its own that no other connection sees.
 */
export class RowCapture {
  readonly #sql: Statements
  /** Tables that have the triggers. */
  #watched = new Map<string, RowTable>()

  constructor(sql: Statements) {
    this.#sql = sql
    // Else a row that another one replaces would go without a word.
    sql.db.pragma('recursive_triggers = ON')
    this.renew()
  }

  /** Nothing is noted so far. */
  begin(): void {
    this.#sql.run('DELETE FROM temp.captured')
  }

  /** Likewise, after a rollback or a change of the connection, which may have taken triggers away. */
  renew(): void {
    this.#sql.db.exec(
      `CREATE TEMP TABLE IF NOT EXISTS captured (table_name TEXT NOT NULL, key TEXT NOT NULL, space INTEGER, memory INTEGER)`,
    )
    this.begin()
    this.#watched = new Map(rowTables(this.#sql).map((table) => [table.name, table]))
    for (const table of this.#watched.values()) this.#watch(table)
  }

  #watch(table: RowTable): void {
    const note = (row: 'NEW' | 'OLD'): string =>
      `INSERT INTO captured (table_name, key, space, memory)
       VALUES ('${table.name}', ${keyOf(table, row)}, ${spaceOf(table, row)}, ${memoryOf(table, row)});`
    const on = `ON main."${table.name}" BEGIN`
    const made = `CREATE TEMP TRIGGER IF NOT EXISTS "capture_${table.name}`
    this.#sql.db.exec(`
      ${made}_insert" AFTER INSERT ${on} ${note('NEW')} END;
      ${made}_update" AFTER UPDATE ${on} ${note('OLD')} ${note('NEW')} END;
      ${made}_delete" BEFORE DELETE ${on} ${note('OLD')} END;`)
  }

  /** What was touched since the last {@link begin}, as it is now. */
  take(): RowChange[] {
    const present = this.#takeNewTables()
    const captured = this.#sql.all<Captured>(
      `SELECT table_name, key, max(space) AS space, max(memory) AS memory FROM temp.captured
       GROUP BY table_name, key ORDER BY min(rowid)`,
    )
    const spaces = new Map(
      captured.flatMap(({ table_name, key, space }) =>
        table_name === 'memories' ? [[Number(JSON.parse(key)[0]), space] as const] : [],
      ),
    )
    const rows = captured.flatMap(({ table_name, key, space, memory }) => {
      const table = this.#watched.get(table_name)
      if (table === undefined) return []
      const parsed = JSON.parse(key) as (string | number)[]
      const owner = space ?? (memory === null ? null : (spaces.get(memory) ?? null))
      return [
        {
          table: table_name,
          key: parsed,
          row: present.has(table_name) ? this.#read(table, parsed) : null,
          space: owner,
        },
      ]
    })
    return [...rows, ...this.#sequences(new Set(rows.map(({ table }) => table)))]
  }

  #read(table: RowTable, key: readonly (string | number)[]): RowChange['row'] {
    const columns = table.columns.map((name) => `"${name}"`).join(', ')
    const row = this.#sql.one<Record<string, Value>>(
      `SELECT ${columns} FROM main."${table.name}" WHERE ${keyCondition(table)}`,
      ...key,
    )
    return (row as Record<string, RowValue> | undefined) ?? null
  }

  /** The vectors of an embedder have a table of their own, made by the write that brings the first of them. @returns the tables there are */
  #takeNewTables(): ReadonlySet<string> {
    const tables = rowTables(this.#sql)
    for (const table of tables) {
      if (this.#watched.has(table.name)) continue
      this.#watched.set(table.name, table)
      this.#sql.db.exec(
        `INSERT INTO temp.captured (table_name, key, space, memory)
         SELECT '${table.name}', ${keyOf(table, 't')}, ${spaceOf(table, 't')}, ${memoryOf(table, 't')}
         FROM main."${table.name}" AS t`,
      )
      this.#watch(table)
    }
    return new Set(tables.map(({ name }) => name))
  }

  /** Numbers that were given once are never given again, also not after the row with the greatest is gone. */
  #sequences(tables: ReadonlySet<string>): RowChange[] {
    const sequences = this.#sql.all<{ name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')
    return sequences.flatMap(({ name, seq }) =>
      tables.has(name) ? [{ table: 'sqlite_sequence', key: [name], row: { name, seq }, space: null }] : [],
    )
  }
}

/** SQL of the key of a row, as a list in JSON. */
export const keyOf = ({ key }: RowTable, row: string): string =>
  `json_array(${key.length === 0 ? `${row}.rowid` : key.map((name) => `${row}."${name}"`).join(', ')})`

/** SQL of the namespace that a row belongs to. */
export const spaceOf = ({ name, columns }: RowTable, row: string): string => {
  if (OF_THE_WHOLE.has(name)) return 'NULL'
  if (columns.includes('namespace_id')) return `${row}.namespace_id`
  if (!columns.includes('memory_key')) return 'NULL'
  return `(SELECT namespace_id FROM memories WHERE key = ${row}.memory_key)`
}

const memoryOf = ({ columns }: RowTable, row: string): string =>
  columns.includes('memory_key') ? `${row}.memory_key` : 'NULL'
