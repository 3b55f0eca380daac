import type { StoredRun } from '#engine/artefact-ports'
import { hasArtefacts } from './artefacts.ts'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

export const keepGoldenRun = (
  sql: Statements,
  namespace: string,
  set: string,
  { summary, results, keep }: { summary: string; results: string; keep: number },
): number => {
  const { id: space } = namespaceRow(sql, namespace)
  const ofSet = 'WHERE namespace_id = ? AND set_id = ?'
  sql.run(`UPDATE golden_runs SET results = NULL ${ofSet}`, space, set)
  const { lastInsertRowid } = sql.run(
    'INSERT INTO golden_runs (namespace_id, set_id, summary, results) VALUES (?, ?, ?, ?)',
    space,
    set,
    summary,
    results,
  )
  sql.run(
    `DELETE FROM golden_runs ${ofSet} AND key NOT IN
       (SELECT key FROM golden_runs ${ofSet} ORDER BY key DESC LIMIT ?)`,
    space,
    set,
    space,
    set,
    keep,
  )
  return Number(lastInsertRowid)
}

export const goldenRuns = (sql: Statements, namespace: string, set: string): StoredRun[] => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!hasArtefacts(sql)) return []
  return sql.all<StoredRun>(
    'SELECT key AS run, summary FROM golden_runs WHERE namespace_id = ? AND set_id = ? ORDER BY key DESC',
    space,
    set,
  )
}

export const lastGoldenRun = (
  sql: Statements,
  namespace: string,
  set: string,
): (StoredRun & { readonly results: string }) | null => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!hasArtefacts(sql)) return null
  const last = sql.one<StoredRun & { readonly results: string }>(
    `SELECT key AS run, summary, results FROM golden_runs WHERE namespace_id = ? AND set_id = ?
     ORDER BY key DESC LIMIT 1`,
    space,
    set,
  )
  return last ?? null
}
