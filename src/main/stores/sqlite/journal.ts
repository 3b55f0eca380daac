import type { Change } from '#contract/changes'
import type { UndoStep } from '#engine/ports'
import { type MemoryRecord, ROW_COLUMNS, type StateRecord, toState } from './rows.ts'
import type { Statements } from './statements.ts'

const CHANGE_COLUMNS = 'seq, namespace, at, author, action, summary, count, undoes, undone_by AS undoneBy'

export const changes = (
  sql: Statements,
  {
    namespace,
    before,
    limit,
  }: { namespace?: string | undefined; before?: number | undefined; limit: number },
): Change[] =>
  sql.all<Change>(
    `SELECT ${CHANGE_COLUMNS} FROM changes
     WHERE seq < ? ${namespace === undefined ? '' : 'AND namespace_id = (SELECT id FROM namespaces WHERE name = ?)'}
     ORDER BY seq DESC LIMIT ?`,
    before ?? Number.MAX_SAFE_INTEGER,
    ...(namespace === undefined ? [] : [namespace]),
    limit,
  )

interface UndoRecord extends StateRecord, Pick<MemoryRecord, 'id' | 'arity' | `c${number}`> {
  readonly last_seq: number
}

/** The memories that a change touched, each with its state before. */
export const undoPlan = (
  sql: Statements,
  seq: number,
): { change: Change | null; namespace: string; steps: UndoStep[] } => {
  const change = sql.one<Change>(`SELECT ${CHANGE_COLUMNS} FROM changes WHERE seq = ?`, seq) ?? null
  const owner = sql.one<{ name: string }>(
    'SELECT n.name FROM changes AS c JOIN namespaces AS n ON n.id = c.namespace_id WHERE c.seq = ?',
    seq,
  )
  const replaced = sql.all<UndoRecord>(
    `SELECT v.*, m.seq AS last_seq, m.id, m.arity, ${Array.from({ length: 16 }, (_, a) => `m.c${a}`).join(', ')}
     FROM versions AS v JOIN memories AS m ON m.key = v.memory_key WHERE v.replaced_seq = ?`,
    seq,
  )
  const created = sql.all<MemoryRecord>(`SELECT ${ROW_COLUMNS} FROM memories WHERE created_seq = ?`, seq)
  const steps = [
    ...replaced.map((record) => ({
      coordinate: coordinateOfRecord(record),
      id: record.id,
      before: toState(record),
      versionAfter: record.version + 1,
      lastSeq: record.last_seq,
    })),
    ...created.map((record) => ({
      coordinate: coordinateOfRecord(record),
      id: record.id,
      before: null,
      versionAfter: 1,
      lastSeq: record.seq,
    })),
  ]
  return { change, namespace: owner?.name ?? '', steps }
}

const coordinateOfRecord = (record: Pick<MemoryRecord, 'arity' | `c${number}`>): number[] =>
  Array.from({ length: record.arity }, (_, axis) => record[`c${axis}`] as number)
