import type { LinkState } from '#engine/ports'
import { hasLinkChanges } from './links.ts'
import type { Statements } from './statements.ts'

/** A link with its states at both moments, whether or not its ends lived then. */
export interface LinkBetween {
  readonly from: number
  readonly to: number
  readonly type: string
  readonly before: LinkState | null
  readonly after: LinkState | null
}

interface Stretch {
  readonly space: number
  /** After the first of these changes, up to the second. */
  readonly from: number
  readonly to: number
}

interface Line {
  readonly from_key: number
  readonly to_key: number
  readonly type: string
  readonly before: string | null
  readonly after: string | null
}

/**
 * The links that may be other at a later moment than at an earlier one: those that changed in between, then those of
 * memories that went into the bin or came back, which carried their links with them.
 * @param flipped keys of these memories
 */
export function* linksBetween(
  sql: Statements,
  stretch: Stretch,
  flipped: ReadonlySet<number>,
): Generator<LinkBetween> {
  const seen = new Set<string>()
  if (hasLinkChanges(sql)) {
    for (const link of touchedLinks(sql, stretch)) {
      if (flipped.size > 0) seen.add(nameOf(link))
      yield link
    }
  }
  if (flipped.size === 0) return
  for (const link of carriedLinks(sql, stretch, flipped)) {
    const name = nameOf(link)
    if (seen.has(name)) continue
    seen.add(name)
    yield link
  }
}

const nameOf = ({ from, to, type }: Pick<LinkBetween, 'from' | 'to' | 'type'>): string =>
  `${from} ${to} ${type}`

/** The first of its lines has what was before, the last what was after. */
function* touchedLinks(sql: Statements, { space, from, to }: Stretch): Generator<LinkBetween> {
  const lines = sql
    .get(
      `SELECT f.from_key, f.to_key, f.type, f.before, l.after
       FROM (SELECT min(rowid) AS first, max(rowid) AS last FROM link_changes
         WHERE namespace_id = ? AND seq > ? AND seq <= ? GROUP BY from_key, to_key, type)
       JOIN link_changes AS f ON f.rowid = first JOIN link_changes AS l ON l.rowid = last`,
    )
    .iterate(space, from, to) as IterableIterator<Line>
  for (const { from_key, to_key, type, before, after } of lines) {
    yield { from: from_key, to: to_key, type, before: stateOf(before), after: stateOf(after) }
  }
}

const stateOf = (text: string | null): LinkState | null =>
  text === null ? null : (JSON.parse(text) as LinkState)

/** Links that nothing touched in between are as the first line after it found them, or as they are now. */
function* carriedLinks(
  sql: Statements,
  { space, to }: Stretch,
  flipped: ReadonlySet<number>,
): Generator<LinkBetween> {
  const later = new Set<string>()
  if (hasLinkChanges(sql)) {
    const lines = sql
      .get(
        'SELECT from_key, to_key, type, before FROM link_changes WHERE namespace_id = ? AND seq > ? ORDER BY rowid',
      )
      .iterate(space, to) as IterableIterator<Line>
    for (const { from_key, to_key, type, before } of lines) {
      if (!flipped.has(from_key) && !flipped.has(to_key)) continue
      const ends = { from: from_key, to: to_key, type }
      if (later.has(nameOf(ends))) continue
      later.add(nameOf(ends))
      yield { ...ends, before: stateOf(before), after: stateOf(before) }
    }
  }
  for (const key of flipped) {
    for (const { weight, note, createdAt, ...ends } of presentLinks(sql, key)) {
      const state = { weight, note, createdAt }
      if (!later.has(nameOf(ends))) yield { ...ends, before: state, after: state }
    }
  }
}

const presentLinks = (sql: Statements, key: number) =>
  sql.all<LinkState & { from: number; to: number; type: string }>(
    `SELECT from_key AS "from", to_key AS "to", type, weight, note, created_at AS createdAt FROM links WHERE from_key = ?
     UNION ALL
     SELECT from_key, to_key, type, weight, note, created_at FROM links WHERE to_key = ? AND from_key <> to_key`,
    key,
    key,
  )
