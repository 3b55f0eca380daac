import type { Purge } from '#engine/decay/decay-ports'
import { noteRemovedLinks } from './links.ts'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/**
 * Deletes from the bin for good: rows, versions, links, vectors. Only a line of the journal stays, which names none of
 * them and can't be undone. What is derived has lost a binned memory before; graphs learn of its links from their changes.
 */
export const purgeBin = (sql: Statements, purge: Purge): number => {
  const { id: space } = namespaceRow(sql, purge.namespace)
  const keys = chosen(sql, space, purge)
  if (keys.length === 0) return 0
  const seq = Number(
    sql.run(
      `INSERT INTO changes (namespace_id, namespace, at, author, action, summary, reason, count, undoes)
       VALUES (?, ?, ?, ?, 'purge', ?, NULL, ?, NULL)`,
      space,
      purge.namespace,
      purge.at,
      purge.author,
      purge.summary,
      keys.length,
    ).lastInsertRowid,
  )
  for (const key of keys) purgeOne(sql, { space, seq, key })
  return keys.length
}

const chosen = (sql: Statements, space: number, { which, limit }: Purge): number[] => {
  const binned = 'SELECT key FROM memories WHERE namespace_id = ? AND deleted_at IS NOT NULL'
  if ('before' in which) {
    return sql
      .get(`${binned} AND deleted_at < ? ORDER BY deleted_at, key LIMIT ?`)
      .pluck()
      .all(space, which.before, limit) as number[]
  }
  return which.ids
    .slice(0, limit)
    .flatMap((id) => sql.get(`${binned} AND id = ?`).pluck().all(space, id)) as number[]
}

const purgeOne = (
  sql: Statements,
  { space, seq, key }: { space: number; seq: number; key: number },
): void => {
  noteRemovedLinks(sql, { space, seq, key })
  const { changes: versions } = sql.run('DELETE FROM versions WHERE memory_key = ?', key)
  sql.run('UPDATE namespaces SET version_count = version_count - ? WHERE id = ?', versions, space)
  sql.run('DELETE FROM memories WHERE key = ?', key)
}

/** The oldest first. A change whose earlier states are gone has nothing to put back. */
export const purgeVersions = (sql: Statements, before: number, limit: number): number => {
  const last =
    sql.one<{ seq: number | null }>('SELECT max(seq) AS seq FROM changes WHERE at < ?', before)?.seq ?? null
  if (last === null) return 0
  const old = sql.all<{ memory_key: number; version: number; namespace_id: number }>(
    `SELECT v.memory_key, v.version, m.namespace_id FROM versions AS v JOIN memories AS m ON m.key = v.memory_key
     WHERE v.replaced_seq <= ? ORDER BY v.replaced_seq LIMIT ?`,
    last,
    limit,
  )
  for (const { memory_key: key, version, namespace_id: space } of old) {
    sql.run('DELETE FROM versions WHERE memory_key = ? AND version = ?', key, version)
    sql.run('UPDATE namespaces SET version_count = version_count - 1 WHERE id = ?', space)
  }
  return old.length
}
