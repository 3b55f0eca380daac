import type { Change } from '#contract/changes'
import type { Artefact } from '#engine/artefact-ports'
import type { UndoPlan, UndoStep } from '#engine/ports'
import { artefactUndoSteps, hasArtefacts } from './artefacts.ts'
import { CHANGE_COLUMNS, chainFrom, isInForce } from './chain.ts'
import { linkUndoSteps } from './links.ts'
import { isOfName, lastNaming, withLaterChanges } from './namespace-names.ts'
import { coordinateOf, type MemoryRecord, ROW_COLUMNS, type StateRecord, toState } from './rows.ts'
import { nameBeforeBin, namespaceRow } from './space.ts'
import { type AsIfUndone, standing } from './standing.ts'
import type { Statements } from './statements.ts'

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

/** The changes that touched an artefact, newest first. */
export const artefactChanges = (
  sql: Statements,
  namespace: string,
  { kind, id }: Pick<Artefact, 'kind' | 'id'>,
): Change[] => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!hasArtefacts(sql)) return []
  return sql.all<Change>(
    `SELECT ${CHANGE_COLUMNS} FROM changes WHERE seq IN
       (SELECT seq FROM artefact_changes WHERE namespace_id = ? AND kind = ? AND id = ?) ORDER BY seq DESC`,
    space,
    kind,
    id,
  )
}

interface UndoRecord extends StateRecord, Pick<MemoryRecord, 'id' | 'arity' | `c${number}`> {
  readonly memory_key: number
  readonly last_seq: number
  readonly present: number
}

/** The state that a change found, not one of its own: a change may name a memory more than once. */
const BEFORE = 'v.replaced_seq = ? AND v.seq <> v.replaced_seq'

/** What a change touched, each with its state before. One that was undone and redone is in force as what redid it. */
export const undoPlan = (sql: Statements, asked: number): UndoPlan => {
  const chain = chainFrom(sql, asked)
  const seq = isInForce(chain) ? chain.last : asked
  const change = sql.one<Change>(`SELECT ${CHANGE_COLUMNS} FROM changes WHERE seq = ?`, seq) ?? null
  const artefacts = withLaterChanges(sql, seq, artefactUndoSteps(sql, seq))
  const plan = { change, namespace: namespaceOf(sql, seq, artefacts.some(isOfName)), artefacts }
  // What goes and comes with its namespace is not named one by one: there may be a million.
  return artefacts.some(isOfName)
    ? { ...plan, steps: [], links: [] }
    : { ...plan, steps: memorySteps(sql, seq), links: linkUndoSteps(sql, seq) }
}

const memorySteps = (sql: Statements, seq: number): UndoStep[] => {
  const replaced = sql.all<UndoRecord>(
    `SELECT v.*, m.seq AS last_seq, m.version AS present, m.id, m.arity, ${Array.from({ length: 16 }, (_, a) => `m.c${a}`).join(', ')}
     FROM versions AS v JOIN memories AS m ON m.key = v.memory_key WHERE ${BEFORE}`,
    seq,
  )
  const created = sql.all<MemoryRecord>(`SELECT ${ROW_COLUMNS} FROM memories WHERE created_seq = ?`, seq)
  return [
    ...replaced.map((record) => ({
      coordinate: coordinateOf(record),
      id: record.id,
      before: toState(record),
      version: record.present,
      lastSeq: standingOf(sql, record.memory_key, record.last_seq, seq),
    })),
    ...created.map((record) => ({
      coordinate: coordinateOf(record),
      id: record.id,
      before: null,
      version: record.version,
      lastSeq: standingOf(sql, record.key, record.seq, seq),
    })),
  ]
}

/**
 * The present name; empty where the namespace was deleted, and for the whole database. A change of the name itself has one as
 * long as the namespace can come back.
 */
export const namespaceOf = (
  sql: Statements,
  seq: number,
  isOfItself: boolean,
  isUndone?: AsIfUndone,
): string => {
  const row = sql.one<{ id: number; name: string }>(
    'SELECT n.id, n.name FROM changes AS c JOIN namespaces AS n ON n.id = c.namespace_id WHERE c.seq = ?',
    seq,
  )
  if (row === undefined) return ''
  const before = nameBeforeBin(row.name)
  if (before === null) return row.name
  return isOfItself || isUndone?.(lastNaming(sql, row.id) ?? 0) ? before : ''
}

/** The change that the present state of a memory stands for, as seen by an undo of `wanted`. */
export const standingOf = (
  sql: Statements,
  key: number,
  lastSeq: number,
  wanted: number,
  isUndone?: AsIfUndone,
): number =>
  standing(sql, { lastSeq, wanted, isUndone }, (undone) => {
    const before = sql.one<{ seq: number }>(
      `SELECT v.seq FROM versions AS v WHERE v.memory_key = ? AND ${BEFORE}`,
      key,
      undone,
    )
    return before?.seq ?? null
  })
