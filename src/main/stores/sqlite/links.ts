import { AppError } from '#contract/errors'
import {
  type LinkDraft,
  type LinkPlace,
  LinkRefused,
  type LinkRemoval,
  type LinkState,
  type LinkUndoStep,
} from '#engine/ports'
import { coordinateOf, type MemoryRecord, ROW_COLUMNS } from './rows.ts'
import { keyAt, namespaceRow } from './space.ts'
import { type AsIfUndone, standing } from './standing.ts'
import type { Statements } from './statements.ts'

/** A file that is only read may be older than what each change made of links, and can be asked for none then. */
export const hasLinkChanges = (sql: Statements): boolean =>
  sql.one("SELECT 1 FROM sqlite_schema WHERE name = 'link_changes'") !== undefined

interface LinkRecord extends LinkState {
  readonly key: number
  readonly seq: number
}

/** A link as it is known inside: by the keys of its ends. */
interface Ends {
  readonly from: number
  readonly to: number
  readonly type: string
}

/** @throws AppError `memory/not-found` */
export const livingKey = (sql: Statements, namespace: string, coordinate: readonly number[]): number => {
  const key = keyIfLiving(sql, namespaceRow(sql, namespace).id, coordinate)
  if (key === null) throw new AppError('memory/not-found', { namespace, coordinate: [...coordinate] })
  return key
}

export const link = (
  sql: Statements,
  namespace: string,
  { from, to, type }: LinkPlace,
): (LinkState & { readonly seq: number }) | null => {
  const [fromKey, toKey] = [livingKey(sql, namespace, from), livingKey(sql, namespace, to)]
  const found = linkAt(sql, { from: fromKey, to: toKey, type })
  return found === undefined ? null : { ...stateOf(found), seq: found.seq }
}

export const linksAt = (
  sql: Statements,
  namespace: string,
  places: readonly LinkPlace[],
): (LinkState | null | 'no-end')[] => {
  const { id } = namespaceRow(sql, namespace)
  return places.map(({ from, to, type }) => {
    const [fromKey, toKey] = [keyIfLiving(sql, id, from), keyIfLiving(sql, id, to)]
    if (fromKey === null || toKey === null) return 'no-end'
    const found = linkAt(sql, { from: fromKey, to: toKey, type })
    return found === undefined ? null : stateOf(found)
  })
}

const keyIfLiving = (sql: Statements, space: number, coordinate: readonly number[]): number | null => {
  const key = keyAt(sql, space, coordinate)
  const lives = key !== null && sql.one('SELECT 1 FROM memories WHERE key = ? AND deleted_at IS NULL', key)
  return lives ? key : null
}

const linkAt = (sql: Statements, { from, to, type }: Ends): LinkRecord | undefined =>
  sql.one<LinkRecord>(
    `SELECT key, seq, weight, note, created_at AS createdAt FROM links
     WHERE from_key = ? AND to_key = ? AND type = ?`,
    from,
    to,
    type,
  )

const stateOf = ({ weight, note, createdAt }: LinkState): LinkState => ({ weight, note, createdAt })

interface Part {
  readonly space: number
  readonly seq: number
  readonly at: number
  readonly links: readonly (LinkDraft | LinkRemoval)[]
  readonly isUndo: boolean
}

/**
 * Writes the links of a change and what they were before; returns how many changed.
 * @throws LinkRefused
 */
export const applyLinks = (sql: Statements, part: Part): number =>
  part.links.filter((one) => applyLink(sql, part, one)).length

const applyLink = (sql: Statements, part: Part, one: LinkDraft | LinkRemoval): boolean => {
  const [from, to] = [keyAt(sql, part.space, one.from), keyAt(sql, part.space, one.to)]
  if (from === null || to === null) return false
  const ends = { from, to, type: one.type }
  const present = linkAt(sql, ends)
  if (one.seen !== undefined && one.seen !== (present?.seq ?? null)) {
    throw new LinkRefused(`the link "${one.type}" was changed by change ${present?.seq ?? 'none'}`)
  }
  const before = present === undefined ? null : stateOf(present)
  const after = wanted(one, before, part.at)
  if (isSame(before, after) && !part.isUndo) return false
  const key = after === null ? takeAway(sql, present) : putLink(sql, part, ends, after)
  record(sql, part, { ...ends, key, before, after })
  return true
}

const wanted = (one: LinkDraft | LinkRemoval, before: LinkState | null, at: number): LinkState | null => {
  if ('isRemoved' in one) return null
  const { weight, note, createdAt = before?.createdAt ?? at } = one
  return { weight, note, createdAt }
}

const isSame = (a: LinkState | null, b: LinkState | null): boolean =>
  a === null || b === null
    ? a === b
    : a.weight === b.weight && a.note === b.note && a.createdAt === b.createdAt

/** Returns the key that it had; 0 where there was none. */
const takeAway = (sql: Statements, present: LinkRecord | undefined): number => {
  if (present === undefined) return 0
  sql.run('DELETE FROM links WHERE key = ?', present.key)
  return present.key
}

const putLink = (sql: Statements, { space, seq }: Part, ends: Ends, state: LinkState): number => {
  sql.run(
    `INSERT INTO links (namespace_id, from_key, to_key, type, weight, note, created_at, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (from_key, to_key, type) DO UPDATE SET weight = excluded.weight, note = excluded.note,
       created_at = excluded.created_at, seq = excluded.seq`,
    space,
    ends.from,
    ends.to,
    ends.type,
    state.weight,
    state.note,
    state.createdAt,
    seq,
  )
  return linkAt(sql, ends)?.key as number
}

interface Line extends Ends {
  readonly key: number
  readonly before: LinkState | null
  readonly after: LinkState | null
}

const record = (sql: Statements, { space, seq }: Part, line: Line): void => {
  sql.run(
    `INSERT INTO link_changes (namespace_id, link_key, from_key, to_key, type, seq, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    space,
    line.key,
    line.from,
    line.to,
    line.type,
    seq,
    line.before && JSON.stringify(line.before),
    line.after && JSON.stringify(line.after),
  )
}

interface StepRecord {
  readonly from_key: number
  readonly to_key: number
  readonly type: string
  readonly before: string | null
  readonly present: number | null
}

/** The links that a change touched, each with the state that the change found: it may name a link more than once. */
export const linkUndoSteps = (sql: Statements, seq: number, isUndone?: AsIfUndone): LinkUndoStep[] => {
  if (!hasLinkChanges(sql)) return []
  const records = sql.all<StepRecord>(
    `SELECT c.from_key, c.to_key, c.type, c.before, l.seq AS present
     FROM link_changes AS c LEFT JOIN links AS l USING (from_key, to_key, type)
     WHERE c.rowid IN (SELECT min(rowid) FROM link_changes WHERE seq = ? GROUP BY from_key, to_key, type)
     ORDER BY c.rowid`,
    seq,
  )
  return records.flatMap((one) => {
    const [from, to] = [coordinateOfKey(sql, one.from_key), coordinateOfKey(sql, one.to_key)]
    // An end that was purged takes its links with it for good.
    if (from === null || to === null) return []
    const before = one.before === null ? null : (JSON.parse(one.before) as LinkState)
    const lastSeq = standingOf(sql, one, seq, isUndone)
    return [{ from, to, type: one.type, before, present: one.present, lastSeq }]
  })
}

const standingOf = (
  sql: Statements,
  { from_key, to_key, type }: StepRecord,
  wanted: number,
  isUndone?: AsIfUndone,
): number => {
  const before = (limit: number): number | null =>
    sql.one<{ seq: number | null }>(
      'SELECT max(seq) AS seq FROM link_changes WHERE from_key = ? AND to_key = ? AND type = ? AND seq < ?',
      from_key,
      to_key,
      type,
      limit,
    )?.seq ?? null
  const lastSeq = before(Number.MAX_SAFE_INTEGER) ?? wanted
  return standing(sql, { lastSeq, wanted, isUndone }, before)
}

export const coordinateOfKey = (sql: Statements, key: number): number[] | null => {
  const found = sql.one<MemoryRecord>(`SELECT ${ROW_COLUMNS} FROM memories WHERE key = ?`, key)
  return found === undefined ? null : coordinateOf(found)
}

/** Says that the links of a memory go with it, for graphs to follow; the rows go with the memory's own. */
export const noteRemovedLinks = (
  sql: Statements,
  { space, seq, key }: { readonly space: number; readonly seq: number; readonly key: number },
): void => {
  const part = { space, seq, at: 0, links: [], isUndo: false }
  for (const link of linksOfEnd(sql, key)) {
    const { key: linkKey, from_key: from, to_key: to, type, ...found } = link
    record(sql, part, { key: linkKey, from, to, type, before: stateOf(found), after: null })
  }
}

const linksOfEnd = (sql: Statements, key: number) =>
  sql.all<LinkRecord & { from_key: number; to_key: number; type: string }>(
    `SELECT key, seq, from_key, to_key, type, weight, note, created_at AS createdAt FROM links
     WHERE from_key = ? OR to_key = ?`,
    key,
    key,
  )

/** Copies the links between memories that were copied. */
export const copyLinks = (
  sql: Statements,
  source: number,
  {
    target,
    seq,
    copies,
  }: { readonly target: number; readonly seq: number; readonly copies: ReadonlyMap<number, number> },
): void => {
  const links = sql.all<LinkRecord & { from_key: number; to_key: number; type: string }>(
    `SELECT key, seq, from_key, to_key, type, weight, note, created_at AS createdAt FROM links
     WHERE namespace_id = ? ORDER BY key`,
    source,
  )
  const part = { space: target, seq, at: 0, links: [], isUndo: false }
  for (const { from_key, to_key, type, ...found } of links) {
    const [from, to] = [copies.get(from_key), copies.get(to_key)]
    if (from === undefined || to === undefined) continue
    const [ends, after] = [{ from, to, type }, stateOf(found)]
    record(sql, part, { ...ends, key: putLink(sql, part, ends, after), before: null, after })
  }
}

export const removeLinks = (sql: Statements, space: number): void => {
  sql.run('DELETE FROM links WHERE namespace_id = ?', space)
  sql.run('DELETE FROM link_changes WHERE namespace_id = ?', space)
}
