import type { WatchedQuery, WatchRow, WatchStore } from '#engine/quality/watch/watch-ports'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** A file of before that is only read has no such tables. */
const SINCE = 18

const isThere = (sql: Statements): boolean =>
  (sql.db.pragma('user_version', { simple: true }) as number) >= SINCE

type Args<M extends keyof WatchStore> = Parameters<WatchStore[M]>

export const keepWatched = (
  sql: Statements,
  ...[namespace, embedder, { queries, keep }]: Args<'keepWatched'>
): void => {
  const { id: space } = namespaceRow(sql, namespace)
  sql.run('DELETE FROM watched_queries WHERE namespace_id = ? AND embedder <> ?', space, embedder)
  for (const { id, priority, at, vector, text } of queries) {
    sql.run(
      `INSERT INTO watched_queries (namespace_id, embedder, id, priority, asked_at, vector, text)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET priority = min(priority, excluded.priority), asked_at = excluded.asked_at,
         text = excluded.text`,
      space,
      embedder,
      id,
      priority,
      at,
      Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
      text,
    )
  }
  sql.run(
    `DELETE FROM watched_queries WHERE key IN
       (SELECT key FROM watched_queries WHERE namespace_id = ? AND embedder = ? ORDER BY priority LIMIT -1 OFFSET ?)`,
    space,
    embedder,
    keep,
  )
}

interface QueryRow {
  readonly id: string
  readonly priority: number
  readonly asked_at: number
  readonly vector: Buffer
  readonly text: string | null
}

export const watched = (sql: Statements, ...[namespace, embedder]: Args<'watched'>): WatchedQuery[] => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!isThere(sql)) return []
  const rows = sql.all<QueryRow>(
    `SELECT id, priority, asked_at, vector, text FROM watched_queries WHERE namespace_id = ? AND embedder = ?
     ORDER BY priority`,
    space,
    embedder,
  )
  return rows.map(({ asked_at: at, vector, ...row }) => ({
    ...row,
    at,
    vector: new Float32Array(Uint8Array.from(vector).buffer),
  }))
}

export const watchedNamespaces = (sql: Statements): string[] => {
  if (!isThere(sql)) return []
  const rows = sql.all<{ name: string }>(
    `SELECT name FROM namespaces AS n WHERE EXISTS
       (SELECT 1 FROM watched_queries AS w WHERE w.namespace_id = n.id) ORDER BY name`,
  )
  return rows.map(({ name }) => name)
}

export const dropWatchedTexts = (sql: Statements): number =>
  isThere(sql) ? sql.run('UPDATE watched_queries SET text = NULL WHERE text IS NOT NULL').changes : 0

export const watchRows = (sql: Statements, ...[namespace]: Args<'watchRows'>): WatchRow[] => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!isThere(sql)) return []
  return sql.all<WatchRow>(
    'SELECT key, at, state FROM watch_rows WHERE namespace_id = ? ORDER BY at, key',
    space,
  )
}

export const writeWatch = (
  sql: Statements,
  ...[namespace, { add, drop, state }]: Args<'writeWatch'>
): void => {
  const { id: space } = namespaceRow(sql, namespace)
  for (const key of drop) sql.run('DELETE FROM watch_rows WHERE key = ? AND namespace_id = ?', key, space)
  for (const row of add) {
    sql.run('INSERT INTO watch_rows (namespace_id, at, state) VALUES (?, ?, ?)', space, row.at, row.state)
  }
  sql.run(
    `INSERT INTO watch_states (namespace_id, state) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state`,
    space,
    state,
  )
}

export const watchState = (sql: Statements, ...[namespace]: Args<'watchState'>): string | null => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!isThere(sql)) return null
  const found = sql.one<{ state: string }>('SELECT state FROM watch_states WHERE namespace_id = ?', space)
  return found?.state ?? null
}

export const clearWatch = (sql: Statements, ...[namespace, what]: Args<'clearWatch'>): number => {
  const { id: space } = namespaceRow(sql, namespace)
  const { changes } = sql.run('DELETE FROM watched_queries WHERE namespace_id = ?', space)
  // What was missed names the queries.
  sql.run('DELETE FROM watch_states WHERE namespace_id = ?', space)
  if (what === 'all') sql.run('DELETE FROM watch_rows WHERE namespace_id = ?', space)
  return changes
}
