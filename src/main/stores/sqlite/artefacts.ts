import {
  type Artefact,
  type ArtefactMutation,
  type ArtefactQuery,
  ArtefactRefused,
  type ArtefactTally,
  type ArtefactUndoStep,
} from '#engine/artefact-ports'
import { namespaceRow, WHOLE_DATABASE } from './space.ts'
import { type AsIfUndone, standing } from './standing.ts'
import type { Statements } from './statements.ts'

type Kind = ArtefactMutation['kind']

/** The first format that has artefacts. A file that is only read may be older, and has none then. */
const SINCE = 2

export const hasArtefacts = (sql: Statements, since = SINCE): boolean =>
  (sql.db.pragma('user_version', { simple: true }) as number) >= since

const WHERE = { id: 'a.id', name: 'a.name', partOf: 'a.part_of' } as const
const AGE = "a.state ->> '$.createdAt'"

export const artefacts = (sql: Statements, namespace: string, query: ArtefactQuery): Artefact[] => {
  // No change of the whole database has asked for its row yet: what is not there has no artefacts.
  const space = namespace === WHOLE_DATABASE.name ? WHOLE_DATABASE.id : namespaceRow(sql, namespace).id
  if (!hasArtefacts(sql)) return []
  const { kind, newestFirst = false, offset = 0, limit = -1, ...by } = query
  const given = Object.entries(by) as [keyof typeof WHERE, string][]
  const direction = newestFirst ? 'DESC' : 'ASC'
  return sql.all<Artefact>(
    `SELECT a.kind, a.id, a.state, a.seq,
       (SELECT count(*) FROM artefacts AS p WHERE p.namespace_id = a.namespace_id AND p.part_of = a.id) AS parts
     FROM artefacts AS a WHERE ${['a.namespace_id = ?', 'a.kind = ?', ...given.map(([key]) => `${WHERE[key]} = ?`)].join(' AND ')}
     ORDER BY ${AGE} ${direction}, a.key ${direction} LIMIT ? OFFSET ?`,
    space,
    kind,
    ...given.map(([, value]) => value),
    limit,
    offset,
  )
}

/** The first format that counts what was dropped. */
const TALLY_SINCE = 5

export const artefactTally = (sql: Statements, namespace: string, kind: Kind): ArtefactTally => {
  const { id: space } = namespaceRow(sql, namespace)
  if (!hasArtefacts(sql, TALLY_SINCE)) return { kept: 0, dropped: 0 }
  const drops = sql.one<{ dropped: number }>(
    'SELECT dropped FROM artefact_drops WHERE namespace_id = ? AND kind = ?',
    space,
    kind,
  )
  return { kept: countOf(sql, space, kind), dropped: drops?.dropped ?? 0 }
}

const countOf = (sql: Statements, space: number, kind: Kind): number =>
  sql.one<{ n: number }>(
    'SELECT count(*) AS n FROM artefacts WHERE namespace_id = ? AND kind = ?',
    space,
    kind,
  )?.n ?? 0

interface Part {
  readonly space: number
  readonly seq: number
  readonly artefacts: readonly ArtefactMutation[]
  readonly isUndo: boolean
}

/**
 * Writes the artefacts of a change and what they were before; returns the kinds of those that changed.
 * @throws ArtefactRefused
 */
export const applyArtefacts = (sql: Statements, part: Part): Kind[] => {
  const done = part.artefacts.filter((mutation) => applyArtefact(sql, part, mutation))
  for (const mutation of done) checkWhole(sql, part.space, mutation)
  const caps = new Map(done.flatMap(({ kind, keep }) => (keep === undefined ? [] : [[kind, keep] as const])))
  for (const [kind, keep] of caps) dropOldest(sql, { space: part.space, kind, keep })
  return done.map(({ kind }) => kind)
}

const applyArtefact = (
  sql: Statements,
  { space, seq, isUndo }: Part,
  { kind, id, state, seen }: ArtefactMutation,
): boolean => {
  const present = sql.one<{ seq: number; state: string }>(
    'SELECT seq, state FROM artefacts WHERE namespace_id = ? AND kind = ? AND id = ?',
    space,
    kind,
    id,
  )
  if ((present?.seq ?? null) !== seen) throw new ArtefactRefused('changed')
  const before = present?.state ?? null
  if (before === state && !isUndo) return false
  if (state === null) {
    sql.run('DELETE FROM artefacts WHERE namespace_id = ? AND kind = ? AND id = ?', space, kind, id)
  } else putState(sql, { space, kind, id, seq, state })
  sql.run(
    'INSERT INTO artefact_changes (namespace_id, kind, id, seq, before, after) VALUES (?, ?, ?, ?, ?, ?)',
    space,
    kind,
    id,
    seq,
    before,
    state,
  )
  return true
}

/** What nobody looked at must not grow without end, so nothing of it stays: no history, nothing to undo. */
const dropOldest = (
  sql: Statements,
  { space, kind, keep }: { readonly space: number; readonly kind: Kind; readonly keep: number },
): void => {
  const over = countOf(sql, space, kind) - keep
  if (over <= 0) return
  const oldest = sql.all<{ id: string }>(
    `SELECT a.id FROM artefacts AS a WHERE a.namespace_id = ? AND a.kind = ? ORDER BY ${AGE}, a.key LIMIT ?`,
    space,
    kind,
    over,
  )
  for (const { id } of oldest) {
    for (const table of ['artefacts', 'artefact_changes']) {
      sql.run(`DELETE FROM ${table} WHERE namespace_id = ? AND kind = ? AND id = ?`, space, kind, id)
    }
  }
  sql.run(
    `INSERT INTO artefact_drops (namespace_id, kind, dropped) VALUES (?, ?, ?)
     ON CONFLICT (namespace_id, kind) DO UPDATE SET dropped = dropped + excluded.dropped`,
    space,
    kind,
    oldest.length,
  )
}

interface Row {
  readonly space: number
  readonly kind: Kind
  readonly id: string
  readonly seq: number
  readonly state: string
}

const putState = (sql: Statements, { space, kind, id, seq, state }: Row): void => {
  if (isTaken(sql, { space, kind, id, state })) throw new ArtefactRefused('name-taken')
  sql.run(
    `INSERT INTO artefacts (namespace_id, kind, id, seq, state) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (namespace_id, id, kind) DO UPDATE SET seq = excluded.seq, state = excluded.state`,
    space,
    kind,
    id,
    seq,
    state,
  )
}

const isTaken = (sql: Statements, { space, kind, id, state }: Omit<Row, 'seq'>): boolean => {
  const { name } = JSON.parse(state) as { name?: string }
  if (name === undefined) return false
  const owner = sql.one<{ id: string }>(
    'SELECT id FROM artefacts WHERE namespace_id = ? AND kind = ? AND name = ?',
    space,
    kind,
    name,
  )
  return owner !== undefined && owner.id !== id
}

/** Asked after all of a change, so that a whole and its parts may come and go together in any order. */
const checkWhole = (sql: Statements, space: number, { id, state }: ArtefactMutation): void => {
  if (state === null) {
    const part = sql.one('SELECT 1 FROM artefacts WHERE namespace_id = ? AND part_of = ?', space, id)
    if (part !== undefined) throw new ArtefactRefused('has-parts')
    return
  }
  const { partOf } = JSON.parse(state) as { partOf?: string }
  if (partOf === undefined) return
  const whole = sql.one('SELECT 1 FROM artefacts WHERE namespace_id = ? AND id = ?', space, partOf)
  if (whole === undefined) throw new ArtefactRefused('part-of-nothing')
}

interface StepRecord extends Omit<ArtefactUndoStep, 'lastSeq'> {
  readonly namespace_id: number
}

/** The artefacts that a change touched, each with its state before. */
export const artefactUndoSteps = (
  sql: Statements,
  seq: number,
  isUndone?: AsIfUndone,
): ArtefactUndoStep[] => {
  if (!hasArtefacts(sql)) return []
  const records = sql.all<StepRecord>(
    `SELECT c.namespace_id, c.kind, c.id, c.before, a.seq AS present
     FROM artefact_changes AS c LEFT JOIN artefacts AS a USING (namespace_id, kind, id) WHERE c.seq = ?
     ORDER BY c.rowid`,
    seq,
  )
  return records.map(({ namespace_id, ...step }) => {
    const before = (limit: number): number | null =>
      sql.one<{ seq: number | null }>(
        `SELECT max(seq) AS seq FROM artefact_changes
         WHERE namespace_id = ? AND kind = ? AND id = ? AND seq < ?`,
        namespace_id,
        step.kind,
        step.id,
        limit,
      )?.seq ?? null
    const last = before(Number.MAX_SAFE_INTEGER) ?? seq
    return { ...step, lastSeq: standing(sql, { lastSeq: last, wanted: seq, isUndone }, before) }
  })
}

/** Ids stay: what they are made of names no namespace, and coordinates mean the copied memories. */
export const copyArtefacts = (sql: Statements, from: number, to: number, seq: number): void => {
  sql.run(
    `INSERT INTO artefacts (namespace_id, kind, id, seq, state)
     SELECT ?, kind, id, ?, state FROM artefacts WHERE namespace_id = ? AND kind <> 'namespace' ORDER BY key`,
    to,
    seq,
    from,
  )
  sql.run(
    `INSERT INTO artefact_changes (namespace_id, kind, id, seq, before, after)
     SELECT namespace_id, kind, id, seq, NULL, state FROM artefacts WHERE namespace_id = ? AND kind <> 'namespace'`,
    to,
  )
  sql.run(
    `INSERT INTO golden_runs (namespace_id, set_id, summary, results)
     SELECT ?, set_id, summary, results FROM golden_runs WHERE namespace_id = ? ORDER BY key`,
    to,
    from,
  )
}

export const removeArtefacts = (sql: Statements, space: number): void => {
  for (const table of ['artefacts', 'artefact_changes', 'artefact_drops', 'golden_runs']) {
    sql.run(`DELETE FROM ${table} WHERE namespace_id = ?`, space)
  }
}
