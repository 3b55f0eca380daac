import { AppError } from '#contract/errors'
import type { BinnedNamespace } from '#contract/namespaces'
import type { NamespaceChange, NamespaceChanged, NamespaceStore } from '#engine/ports'
import { Dating } from './dating.ts'
import { noteName } from './namespace-names.ts'
import { refuseTaken, removeSpace, renewKeywordsOf } from './namespaces.ts'
import {
  binnedIdPrefix,
  binnedName,
  keywordsOf,
  type NamespaceRow,
  nameBeforeBin,
  namespaceRow,
} from './space.ts'
import type { Statements } from './statements.ts'

/**
 * Takes a namespace away: each living memory goes to the bin with a version of it, and links, queries and all else stay where
 * they are, for nobody finds them. All in a few statements, as there may be a million.
 */
export const binNamespace = (
  sql: Statements,
  name: string,
  by: NamespaceChange,
): NamespaceChanged & { readonly binned: number } => {
  const row = namespaceRow(sql, name)
  const { id: space, living } = row
  const line = {
    action: 'namespace-delete',
    summary: `Deleted the namespace "${name}"`,
    count: living,
  }
  const change = noteName(sql, { space, before: name, after: null, by, line })
  const prefix = binnedIdPrefix(space)
  const present = 'namespace_id = ? AND deleted_at IS NULL'
  keepVersions(sql, change.seq, present, [space])
  sql.run(
    `UPDATE decay SET due = NULL WHERE due IS NOT NULL AND memory_key IN (SELECT key FROM memories WHERE ${present})`,
    space,
  )
  sql.run(
    `UPDATE memories SET deleted_at = ?, updated_at = ?, seq = ?, version = version + 1 WHERE ${present}`,
    ...[by.at, by.at, change.seq, space],
  )
  sql.run('UPDATE memories SET id = ? || id WHERE namespace_id = ?', prefix, space)
  sql.run('UPDATE namespaces SET name = ? WHERE id = ?', binnedName(row), space)
  const keywords = keywordsOf(sql, space)
  keywords.drop()
  keywords.create()
  return { change, binned: living }
}

export const unbinNamespace = (
  sql: Statements,
  by: Parameters<NamespaceStore['unbinNamespace']>[0],
): NamespaceChanged => {
  const { at, undoes } = by
  const { id: space, name } = binnedBy(sql, undoes.seq)
  refuseTaken(sql, name)
  sql.run('UPDATE namespaces SET name = ? WHERE id = ?', name, space)
  const prefix = binnedIdPrefix(space)
  sql.run('UPDATE memories SET id = substr(id, ?) WHERE namespace_id = ?', prefix.length + 1, space)
  const gone = 'namespace_id = ? AND seq = ? AND deleted_at IS NOT NULL'
  const keys = sql.get(`SELECT key FROM memories WHERE ${gone}`).pluck().all(space, undoes.seq) as number[]
  const line = { action: undoes.action, summary: undoes.summary, count: keys.length }
  const change = noteName(sql, { space, before: null, after: name, by, line })
  keepVersions(sql, change.seq, gone, [space, undoes.seq])
  sql.run(
    `UPDATE memories SET deleted_at = NULL, updated_at = ?, seq = ?, version = version + 1 WHERE ${gone}`,
    ...[at, change.seq, space, undoes.seq],
  )
  renewKeywordsOf(sql, space)
  const dating = new Dating(sql)
  for (const key of keys) dating.note(key, undefined, at, false)
  return { change }
}

export const binnedNamespaces = (sql: Statements): BinnedNamespace[] =>
  sql
    .all<Omit<BinnedNamespace, 'name' | 'memories'> & { stored: string; count: number }>(
      `SELECT n.name AS stored, c.at, c.author, c.seq, c.count FROM namespaces AS n
       JOIN changes AS c ON c.seq = (SELECT max(seq) FROM changes WHERE namespace_id = n.id)
       WHERE n.id > 0 AND instr(n.name, ' ') > 0 ORDER BY c.seq DESC`,
    )
    .map(({ stored, count, ...rest }) => ({
      name: nameBeforeBin(stored) ?? stored,
      memories: count,
      ...rest,
    }))

export const purgeNamespace = (
  sql: Statements,
  seq: number,
  name: string,
): { readonly space: number; readonly purged: number } => {
  const row = binnedBy(sql, seq, name)
  return { space: row.id, purged: removeSpace(sql, row) }
}

/** @throws AppError `namespace/not-found` */
const binnedBy = (sql: Statements, seq: number, called?: string): NamespaceRow => {
  const row = sql.one<NamespaceRow>(
    `SELECT n.* FROM changes AS c JOIN namespaces AS n ON n.id = c.namespace_id
     WHERE c.seq = ? AND c.seq = (SELECT max(seq) FROM changes WHERE namespace_id = n.id)`,
    seq,
  )
  const name = row && nameBeforeBin(row.name)
  if (!row || !name || (called !== undefined && called !== name)) {
    throw new AppError('namespace/not-found', { namespace: called ?? name ?? '' })
  }
  return { ...row, name }
}

const keepVersions = (
  sql: Statements,
  replacedSeq: number,
  which: string,
  values: readonly number[],
): void => {
  sql.run(
    `INSERT INTO versions (memory_key, version, seq, replaced_seq, at, type, importance, timestamp, pinned, deleted_at,
       title, tags, text, payload)
     SELECT key, version, seq, ?, updated_at, type, importance, timestamp, pinned, deleted_at, title, tags, text, payload
     FROM memories WHERE ${which}`,
    replacedSeq,
    ...values,
  )
}
