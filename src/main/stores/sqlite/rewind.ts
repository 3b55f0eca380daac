import type { Change } from '#contract/changes'
import type { Blocked, HistoryScope, RewindQuery, RewindStep } from '#engine/journal/journal-ports'
import { artefactUndoSteps, hasArtefacts } from './artefacts.ts'
import { CHANGE_COLUMNS, linesAfter } from './chain.ts'
import { countMemories, IS_THING, inScope, originOf } from './history.ts'
import { namespaceOf, standingOf } from './journal.ts'
import { coordinateOfKey, hasLinkChanges, linkUndoSteps } from './links.ts'
import { isOfName, withLaterChanges } from './namespace-names.ts'
import type { AsIfUndone } from './standing.ts'
import type { Statements } from './statements.ts'

/**
 * The undos that lead back to a point, newest first. Of a chain of undos only its newest line counts, and only where an
 * odd number of its lines lie after the point: else what it did is as it was then. What lies between two lines of a
 * chain and touched the same is cancelled out by other undos, as an undo is refused where anything stands in its way.
 */
export const rewindSteps = (
  sql: Statements,
  { to, before = Number.MAX_SAFE_INTEGER, limit, ...scope }: RewindQuery,
  most: number,
): { steps: RewindStep[]; total: number } => {
  const lines = linesBack(sql, scope, to).slice(0, most + 1)
  const all = new Set(lines.map(({ seq }) => seq))
  const some = lines.filter(({ seq }) => seq < before).slice(0, limit)
  const steps = some.map((line) => stepOf(sql, line, (seq) => seq > line.seq && all.has(seq)))
  return { steps, total: lines.length }
}

const linesBack = (sql: Statements, scope: HistoryScope, to: number): Change[] => {
  const { sql: where, values } = inScope(scope)
  const open = sql.all<Change>(
    `SELECT ${CHANGE_COLUMNS} FROM changes AS c WHERE c.seq > ? AND c.undone_by IS NULL AND ${where}
     ORDER BY c.seq DESC`,
    to,
    ...values,
  )
  return open.filter((line) => linesAfter(sql, line, to) % 2 === 1)
}

const stepOf = (sql: Statements, change: Change, isUndone: AsIfUndone): RewindStep => {
  const { seq } = change
  const artefacts = withLaterChanges(sql, seq, artefactUndoSteps(sql, seq, isUndone), isUndone)
  const isOfItself = artefacts.some(isOfName)
  const links = isOfItself ? [] : linkUndoSteps(sql, seq, isUndone)
  const blocked = [...links, ...artefacts].find(({ lastSeq }) => lastSeq !== seq)
  const { change: origin, depth } = originOf(sql, change)
  return {
    change,
    origin,
    act: depth % 2 === 0 ? 'undo' : 'redo',
    namespace: namespaceOf(sql, seq, isOfItself, isUndone),
    count: countMemories(sql, seq) + links.length + artefacts.length,
    blocked: (isOfItself ? null : blockedMemory(sql, seq, isUndone)) ?? blocked ?? null,
  }
}

/** Only memories that somebody changed again are looked at one by one. */
const blockedMemory = (sql: Statements, seq: number, isUndone: AsIfUndone): Blocked | null => {
  const changed = sql.all<{ key: number; last: number }>(
    `SELECT m.key, m.seq AS last FROM versions AS v JOIN memories AS m ON m.key = v.memory_key
     WHERE v.replaced_seq = ? AND v.seq <> v.replaced_seq AND m.seq <> ?
     UNION SELECT key, seq FROM memories WHERE created_seq = ? AND seq <> ?`,
    seq,
    seq,
    seq,
    seq,
  )
  for (const { key, last } of changed) {
    const lastSeq = standingOf(sql, key, last, seq, isUndone)
    if (lastSeq !== seq) return { coordinate: coordinateOfKey(sql, key) ?? [], lastSeq }
  }
  return null
}

/** How many different memories, links and artefacts the undos of changes would put back. */
export const touchedBy = (
  sql: Statements,
  seqs: readonly number[],
): { memories: number; links: number; others: number } => {
  const list = JSON.stringify(seqs)
  const count = (rows: string, times: number): number =>
    sql.one<{ n: number }>(`SELECT count(*) AS n FROM (${rows})`, ...Array<string>(times).fill(list))?.n ?? 0
  const among = 'IN (SELECT value FROM json_each(?))'
  const exists = (key: string): string => `EXISTS (SELECT 1 FROM memories WHERE key = ${key})`
  return {
    memories: count(
      `SELECT key FROM memories WHERE created_seq ${among}
       UNION SELECT memory_key FROM versions WHERE replaced_seq ${among} AND seq <> replaced_seq`,
      2,
    ),
    links: hasLinkChanges(sql)
      ? count(
          `SELECT DISTINCT from_key, to_key, type FROM link_changes
           WHERE seq ${among} AND ${exists('from_key')} AND ${exists('to_key')}`,
          1,
        )
      : 0,
    others: hasArtefacts(sql)
      ? count(
          `SELECT DISTINCT namespace_id, kind, id FROM artefact_changes WHERE ${IS_THING} AND seq ${among}`,
          1,
        )
      : 0,
  }
}
