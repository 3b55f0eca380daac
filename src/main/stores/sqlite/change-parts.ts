import type { ArtefactKind } from '#contract/changes'
import type { ChangeParts, LinkFacts } from '#engine/journal/journal-ports'
import { hasArtefacts } from './artefacts.ts'
import { chainFrom, changeAt, isInForce } from './chain.ts'
import { IS_THING, lineOf } from './history.ts'
import { namespaceOf } from './journal.ts'
import { coordinateOfKey, hasLinkChanges } from './links.ts'
import type { Statements } from './statements.ts'

/** Earlier changes that are named as held up. */
const NAMED = 20

export const changeParts = (sql: Statements, seq: number, limit: number): ChangeParts | null => {
  const change = changeAt(sql, seq)
  if (change === null) return null
  return {
    line: lineOf(sql, change),
    namespace: namespaceOf(sql, seq, false),
    memories: memoriesOf(sql, seq, limit),
    links: linksOf(sql, seq, limit),
    others: artefactsOf(sql, seq, limit),
    inTheWayOf: isInForce(chainFrom(sql, seq)) ? inTheWayOf(sql, seq) : [],
  }
}

/** The state that a change found and the last that it left: it may name a memory more than once. */
const memoriesOf = (sql: Statements, seq: number, limit: number): ChangeParts['memories'] => {
  const touched = sql.all<{ key: number; before: number | null }>(
    `SELECT key, NULL AS before FROM memories WHERE created_seq = ?
     UNION ALL SELECT memory_key, version FROM versions WHERE replaced_seq = ? AND seq <> replaced_seq
     ORDER BY 1 LIMIT ?`,
    seq,
    seq,
    limit,
  )
  return touched.flatMap(({ key, before }) => {
    const after = sql.one<{ version: number | null }>(
      `SELECT max(version) AS version FROM (SELECT version FROM versions WHERE memory_key = ? AND seq = ?
         UNION ALL SELECT version FROM memories WHERE key = ? AND seq = ?)`,
      key,
      seq,
      key,
      seq,
    )
    const coordinate = coordinateOfKey(sql, key)
    return coordinate === null ? [] : [{ coordinate, before, after: after?.version ?? null }]
  })
}

interface LinkLine {
  readonly from_key: number
  readonly to_key: number
  readonly type: string
  readonly before: string | null
  readonly after: string | null
}

const linksOf = (sql: Statements, seq: number, limit: number): ChangeParts['links'] => {
  if (!hasLinkChanges(sql)) return []
  const lines = sql.all<LinkLine>(
    `SELECT f.from_key, f.to_key, f.type, f.before, l.after
     FROM (SELECT min(rowid) AS first, max(rowid) AS last FROM link_changes WHERE seq = ?
           GROUP BY from_key, to_key, type ORDER BY 1 LIMIT ?) AS g
     JOIN link_changes AS f ON f.rowid = g.first JOIN link_changes AS l ON l.rowid = g.last ORDER BY g.first`,
    seq,
    limit,
  )
  return lines.flatMap(({ from_key, to_key, type, before, after }) => {
    const [from, to] = [coordinateOfKey(sql, from_key), coordinateOfKey(sql, to_key)]
    if (from === null || to === null) return []
    return [{ from, to, type, before: linkState(before), after: linkState(after) }]
  })
}

const linkState = (text: string | null): LinkFacts | null =>
  text === null ? null : (JSON.parse(text) as LinkFacts)

const artefactsOf = (sql: Statements, seq: number, limit: number): ChangeParts['others'] =>
  hasArtefacts(sql)
    ? sql.all<{ kind: ArtefactKind; id: string; before: string | null; after: string | null }>(
        `SELECT kind, id, before, after FROM artefact_changes WHERE seq = ? AND ${IS_THING} ORDER BY rowid LIMIT ?`,
        seq,
        limit,
      )
    : []

/** A change stands in the way of the one whose state it replaced, as long as both are in force. */
const inTheWayOf = (sql: Statements, seq: number): number[] => {
  const replaced = [
    'SELECT seq FROM versions WHERE replaced_seq = ? AND seq <> replaced_seq',
    ...(hasLinkChanges(sql) ? [beforeIn('link_changes', ['from_key', 'to_key', 'type'])] : []),
    ...(hasArtefacts(sql) ? [beforeIn('artefact_changes', ['namespace_id', 'kind', 'id'])] : []),
  ]
  const found = sql.all<{ seq: number | null }>(
    `${replaced.join(' UNION ')} ORDER BY 1 DESC LIMIT ${NAMED}`,
    ...replaced.map(() => seq),
  )
  const isOwn = (one: number): boolean => changeAt(sql, one)?.undoes === null
  return found.flatMap((one) => (one.seq !== null && isOwn(one.seq) ? [one.seq] : []))
}

const beforeIn = (table: string, names: readonly string[]): string =>
  `SELECT (SELECT max(b.seq) FROM ${table} AS b WHERE ${names.map((name) => `b.${name} = c.${name}`).join(' AND ')}
     AND b.seq < c.seq) FROM ${table} AS c WHERE c.seq = ?`
