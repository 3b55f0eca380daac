import type { Change } from '#contract/changes'
import type { Artefact } from '#engine/artefact-ports'
import type { UndoPlan } from '#engine/ports'
import { artefactUndoSteps, hasArtefacts } from './artefacts.ts'
import { chainFrom, isInForce } from './chain.ts'
import { linkUndoSteps } from './links.ts'
import { coordinateOf, type MemoryRecord, ROW_COLUMNS, type StateRecord, toState } from './rows.ts'
import { namespaceRow } from './space.ts'
import { type AsIfUndone, standing } from './standing.ts'
import type { Statements } from './statements.ts'

export const CHANGE_COLUMNS =
  'seq, namespace, at, author, action, summary, count, undoes, undone_by AS undoneBy'

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
  const replaced = sql.all<UndoRecord>(
    `SELECT v.*, m.seq AS last_seq, m.version AS present, m.id, m.arity, ${Array.from({ length: 16 }, (_, a) => `m.c${a}`).join(', ')}
     FROM versions AS v JOIN memories AS m ON m.key = v.memory_key WHERE ${BEFORE}`,
    seq,
  )
  const created = sql.all<MemoryRecord>(`SELECT ${ROW_COLUMNS} FROM memories WHERE created_seq = ?`, seq)
  const steps = [
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
  const beside = { links: linkUndoSteps(sql, seq), artefacts: artefactUndoSteps(sql, seq) }
  return { change, namespace: namespaceOf(sql, seq), steps, ...beside }
}

/** The present name; empty where the namespace was deleted, and for the whole database. */
export const namespaceOf = (sql: Statements, seq: number): string =>
  sql.one<{ name: string }>(
    'SELECT n.name FROM changes AS c JOIN namespaces AS n ON n.id = c.namespace_id WHERE c.seq = ?',
    seq,
  )?.name ?? ''

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
