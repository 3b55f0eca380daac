import type { ArtefactKind, Change } from '#contract/changes'
import type { ChangeEffect } from '#engine/ports'
import { hasArtefacts } from './artefacts.ts'
import { CHANGE_COLUMNS } from './chain.ts'
import { hasLinkChanges } from './links.ts'
import type { Statements } from './statements.ts'

/** As many ids as a change tells of itself. */
const MAX_IDS = 1000

/** The changes after one, oldest first, each with what it touched. */
export const effectsAfter = (sql: Statements, seq: number, limit: number): ChangeEffect[] => {
  const changes = sql.all<Change>(
    `SELECT ${CHANGE_COLUMNS} FROM changes WHERE seq > ? ORDER BY seq LIMIT ?`,
    seq,
    limit,
  )
  return changes.map((change) => ({
    change,
    ids: memoriesOf(sql, change.seq),
    links: linksOf(sql, change.seq),
    artefacts: artefactsOf(sql, change.seq),
  }))
}

const memoriesOf = (sql: Statements, seq: number): string[] =>
  sql
    .all<{ id: string }>(
      `SELECT id FROM memories WHERE created_seq = ?
       UNION SELECT m.id FROM versions AS v JOIN memories AS m ON m.key = v.memory_key WHERE v.replaced_seq = ?
       LIMIT ${MAX_IDS}`,
      seq,
      seq,
    )
    .map(({ id }) => id)

const linksOf = (sql: Statements, seq: number): number =>
  hasLinkChanges(sql)
    ? (sql.one<{ n: number }>('SELECT count(*) AS n FROM link_changes WHERE seq = ?', seq)?.n ?? 0)
    : 0

const artefactsOf = (sql: Statements, seq: number): ArtefactKind[] =>
  hasArtefacts(sql)
    ? sql
        .all<{ kind: ArtefactKind }>('SELECT DISTINCT kind FROM artefact_changes WHERE seq = ?', seq)
        .map(({ kind }) => kind)
    : []
