import type { Change } from '#contract/changes'
import type { ArtefactUndoStep } from '#engine/artefact-ports'
import type { NamespaceChange } from '#engine/ports'
import { applyArtefacts } from './artefacts.ts'
import { CHANGE_COLUMNS, changeAt, linesAfter } from './chain.ts'
import type { AsIfUndone } from './standing.ts'
import type { Statements } from './statements.ts'

/**
 * What a namespace is called is kept like an artefact of it, and nothing where it is deleted. So a change of it is undone,
 * and stands in the way, like any other (MEM-10).
 */
const NAME = { kind: 'namespace', id: 'name' } as const

export const isOfName = ({ kind }: Pick<ArtefactUndoStep, 'kind'>): boolean => kind === NAME.kind

interface Naming {
  readonly space: number
  /** Null where it was not there, or is not any more. */
  readonly before: string | null
  readonly after: string | null
  readonly by: NamespaceChange
  readonly line: { readonly action: string; readonly summary: string; readonly count: number }
}

/** Writes the line of the journal, and what the namespace was called before and after. */
export const noteName = (sql: Statements, { space, before, after, by, line }: Naming): Change => {
  const { at, author, undoes } = by
  const { action, summary, count } = { ...line, ...undoes, count: line.count }
  const seq = Number(
    sql.run(
      `INSERT INTO changes (namespace_id, namespace, at, author, action, summary, count, undoes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      space,
      after ?? before,
      at,
      author,
      action,
      summary,
      count,
      undoes?.seq ?? null,
    ).lastInsertRowid,
  )
  if (undoes !== undefined) sql.run('UPDATE changes SET undone_by = ? WHERE seq = ?', seq, undoes.seq)
  if (before !== null) {
    // It was made before names were kept.
    sql.run(
      `INSERT INTO artefacts (namespace_id, kind, id, seq, state) VALUES (?, ?, ?, 0, ?) ON CONFLICT DO NOTHING`,
      ...[space, NAME.kind, NAME.id, JSON.stringify({ name: before })],
    )
  }
  const present = sql.one<{ seq: number }>(
    'SELECT seq FROM artefacts WHERE namespace_id = ? AND kind = ? AND id = ?',
    ...[space, NAME.kind, NAME.id],
  )
  const state = after === null ? null : JSON.stringify({ name: after })
  const artefacts = [{ ...NAME, state, seen: present?.seq ?? null }]
  applyArtefacts(sql, { space, seq, artefacts, isUndo: undoes !== undefined })
  return changeAt(sql, seq) as Change
}

/** The change that named it last, or took it away; null where it was made before names were kept. */
export const lastNaming = (sql: Statements, space: number): number | null =>
  sql.one<{ seq: number | null }>(
    'SELECT max(seq) AS seq FROM artefact_changes WHERE namespace_id = ? AND kind = ? AND id = ?',
    ...[space, NAME.kind, NAME.id],
  )?.seq ?? null

/**
 * The steps of a change that made or brought back a namespace, or none of it: whatever is still in force of what was done in
 * it later stands in the way of taking it away again.
 */
export const withLaterChanges = (
  sql: Statements,
  seq: number,
  steps: readonly ArtefactUndoStep[],
  isUndone: AsIfUndone = () => false,
): ArtefactUndoStep[] =>
  steps.map((step) => {
    const isMade = isOfName(step) && step.before === null && step.lastSeq === seq
    return isMade ? { ...step, lastSeq: laterChange(sql, seq, isUndone) ?? seq } : step
  })

/** The newest change in the same namespace that is in force and was not before. */
const laterChange = (sql: Statements, seq: number, isUndone: AsIfUndone): number | null => {
  const open = sql.all<Change>(
    `SELECT ${CHANGE_COLUMNS} FROM changes WHERE seq > ? AND undone_by IS NULL
     AND namespace_id = (SELECT namespace_id FROM changes WHERE seq = ?) ORDER BY seq DESC`,
    seq,
    seq,
  )
  const found = open.find((line) => !isUndone(line.seq) && linesAfter(sql, line, seq) % 2 === 1)
  return found?.seq ?? null
}
