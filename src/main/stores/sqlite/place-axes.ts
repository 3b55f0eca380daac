import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** A file of before that is only read has no such table. */
const SINCE = 9

const axesOf = (sql: Statements, space: number, embedder: string): string | null =>
  sql.one<{ axes: string }>(
    'SELECT axes FROM place_axes WHERE namespace_id = ? AND embedder = ?',
    space,
    embedder,
  )?.axes ?? null

export const placeAxes = (sql: Statements, namespace: string, embedder: string): string | null => {
  const { id } = namespaceRow(sql, namespace)
  const isThere = (sql.db.pragma('user_version', { simple: true }) as number) >= SINCE
  return isThere ? axesOf(sql, id, embedder) : null
}

export const keepPlaceAxes = (sql: Statements, namespace: string, embedder: string, axes: string): string => {
  const { id } = namespaceRow(sql, namespace)
  sql.run(
    'INSERT INTO place_axes (namespace_id, embedder, axes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    id,
    embedder,
    axes,
  )
  return axesOf(sql, id, embedder) ?? axes
}
