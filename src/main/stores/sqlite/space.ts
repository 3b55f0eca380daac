import { AppError } from '#contract/errors'
import { KeywordTable } from './keyword-table.ts'
import type { Statements } from './statements.ts'

export interface NamespaceRow {
  readonly id: number
  readonly name: string
  readonly created_at: number
  readonly note: string
  readonly suggestions: string
  readonly living: number
  readonly bin: number
  readonly episodic: number
  readonly pinned_count: number
  readonly payload_bytes: number
  readonly link_count: number
  readonly version_count: number
}

/** @throws AppError `namespace/not-found` */
export const namespaceRow = (sql: Statements, name: string): NamespaceRow => {
  const row = sql.one<NamespaceRow>('SELECT * FROM namespaces WHERE name = ?', name)
  if (row === undefined) throw new AppError('namespace/not-found', { namespace: name })
  return row
}

/**
 * A namespace that was deleted keeps its row, under a name that none can have: the old one, a space and its number. So its name is
 * free, and nobody finds it. In the same way its memories keep their ids behind its number and a colon.
 */
export const binnedName = ({ id, name }: Pick<NamespaceRow, 'id' | 'name'>): string => `${name} ${id}`

/** What it was called; null where it was not deleted. */
export const nameBeforeBin = (name: string): string | null =>
  name.includes(' ') ? name.slice(0, name.indexOf(' ')) : null

export const binnedIdPrefix = (space: number): string => `${space}:`

/** The id that a memory has or had, and is sealed for. */
export const idBeforeBin = (id: string): string => id.slice(id.indexOf(':') + 1)

/** Of a row of `namespaces`: that it is one, and was not deleted. */
export const IS_THERE = "id > 0 AND instr(name, ' ') = 0"

/** Holds what belongs to the whole database. It is no namespace to anybody outside, and has no keyword table. */
export const WHOLE_DATABASE = { id: 0, name: '' } as const

/** The row of what is to be changed; that of the whole database is made when it is first needed. */
export const spaceToChange = (sql: Statements, name: string, at: number): number => {
  if (name !== WHOLE_DATABASE.name) return namespaceRow(sql, name).id
  sql.run(
    `INSERT INTO namespaces (id, name, created_at, note, suggestions, analyzer) VALUES (?, ?, ?, '', '[]', 0)
     ON CONFLICT DO NOTHING`,
    WHOLE_DATABASE.id,
    WHOLE_DATABASE.name,
    at,
  )
  return WHOLE_DATABASE.id
}

export const keywordsOf = (sql: Statements, space: number): KeywordTable => new KeywordTable(sql, space)

export const lastSeq = (sql: Statements): number =>
  (sql.one<{ seq: number | null }>('SELECT max(seq) AS seq FROM changes')?.seq ?? 0) as number

export const keyAt = (sql: Statements, space: number, coordinate: readonly number[]): number | null => {
  const axes = coordinate.map((_, axis) => `c${axis} = ?`).join(' AND ')
  const row = sql.one<{ key: number }>(
    `SELECT key FROM memories WHERE namespace_id = ? AND arity = ? AND ${axes}`,
    space,
    coordinate.length,
    ...coordinate,
  )
  return row?.key ?? null
}
