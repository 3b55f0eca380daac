import type { GateRecordRow } from '#engine/ports'
import { keyAt, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

export const keepGateRecord = (
  sql: Statements,
  { key, version, record }: GateRecordRow & { readonly key: number },
): void => {
  sql.run('INSERT INTO gate_records (memory_key, version, record) VALUES (?, ?, ?)', key, version, record)
}

/** A file that is only read may be older than the records, and has none then. */
export const gateRecords = (
  sql: Statements,
  namespace: string,
  coordinate: readonly number[],
): GateRecordRow[] => {
  const { id: space } = namespaceRow(sql, namespace)
  const key = keyAt(sql, space, coordinate)
  if (key === null || sql.one("SELECT 1 FROM sqlite_schema WHERE name = 'gate_records'") === undefined)
    return []
  return sql.all<GateRecordRow>(
    'SELECT version, record FROM gate_records WHERE memory_key = ? ORDER BY version DESC',
    key,
  )
}
