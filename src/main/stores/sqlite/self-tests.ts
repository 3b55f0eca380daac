import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** A file of before that is only read has no such table. */
const SINCE = 19

export const selfTest = (sql: Statements, namespace: string, embedder: string): string | null => {
  const { id } = namespaceRow(sql, namespace)
  if ((sql.db.pragma('user_version', { simple: true }) as number) < SINCE) return null
  const kept = sql.one<{ test: string }>(
    'SELECT test FROM self_tests WHERE namespace_id = ? AND embedder = ?',
    id,
    embedder,
  )
  return kept?.test ?? null
}

export const keepSelfTest = (sql: Statements, namespace: string, embedder: string, test: string): void => {
  const { id } = namespaceRow(sql, namespace)
  sql.run(
    'INSERT OR REPLACE INTO self_tests (namespace_id, embedder, test) VALUES (?, ?, ?)',
    id,
    embedder,
    test,
  )
}
