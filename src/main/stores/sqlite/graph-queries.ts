import type { TextColumn } from '#contract/graph'
import { textColumn } from '#engine/graph/text-column'
import type { KeyedMemory, StoredLink, StoredRemoval } from '#engine/graph-ports'
import type { LinkState } from '#engine/ports'
import { hasLinkChanges } from './links.ts'
import { coordinateOf, type FullRecord, type MemoryRecord, ROW_COLUMNS, toMemory } from './rows.ts'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** What a view shows of memories beside their links, as columns in the order of the keys. */
export const drawnRows = (sql: Statements, keys: readonly number[]) => {
  const count = keys.length
  const columns = {
    arity: new Uint8Array(count),
    type: new Uint8Array(count),
    pinned: new Uint8Array(count),
    importance: new Float32Array(count),
    timestamp: new Float64Array(count),
    createdAt: new Float64Array(count),
  }
  const [ids, titles, coordinates]: [string[], string[], number[]] = [[], [], []]
  for (const [i, key] of keys.entries()) {
    const record = sql.one<MemoryRecord>(
      `SELECT ${ROW_COLUMNS} FROM memories WHERE key = ?`,
      key,
    ) as MemoryRecord
    columns.arity[i] = record.arity
    columns.type[i] = record.type === 'semantic' ? 1 : 0
    columns.pinned[i] = record.pinned
    columns.importance[i] = record.importance
    columns.timestamp[i] = record.timestamp ?? Number.NaN
    columns.createdAt[i] = record.created_at
    ids.push(record.id)
    titles.push(record.title)
    coordinates.push(...coordinateOf(record))
  }
  return {
    ...columns,
    ids: textColumn(ids),
    titles: textColumn(titles),
    coordinates: Float64Array.from(coordinates),
  }
}

export const titlesOf = (sql: Statements, keys: Uint32Array): TextColumn => {
  const titleOf = sql.get('SELECT title FROM memories WHERE key = ?').pluck()
  return textColumn(Array.from(keys, (key) => (titleOf.get(key) as string | undefined) ?? ''))
}

interface RemovalRecord {
  readonly from_key: number
  readonly to_key: number
  readonly type: string
  readonly before: string
  readonly at: number
}

/** A removal whose time is that of its change; files from before links were recorded have none to tell of. */
export const removedLinks = (
  sql: Statements,
  namespace: string,
  since: number,
  limit: number,
): { total: number; links: StoredRemoval[] } => {
  const { id } = namespaceRow(sql, namespace)
  if (!hasLinkChanges(sql)) return { total: 0, links: [] }
  const from = `FROM link_changes AS l JOIN changes AS c ON c.seq = l.seq
    WHERE l.namespace_id = ? AND l.after IS NULL AND l.before IS NOT NULL AND c.at > ?`
  const total = sql.get(`SELECT count(*) ${from}`).pluck().get(id, since) as number
  const records = sql.all<RemovalRecord>(
    `SELECT l.from_key, l.to_key, l.type, l.before, c.at ${from} ORDER BY l.rowid DESC LIMIT ?`,
    id,
    since,
    limit,
  )
  const places = new Map<number, number[]>()
  const placeOf = (key: number): number[] => {
    const known = places.get(key) ?? coordinateAt(sql, key)
    places.set(key, known)
    return known
  }
  const links = records.map(({ from_key, to_key, type, before, at }) => {
    const { weight, createdAt } = JSON.parse(before) as LinkState
    return { from: placeOf(from_key), to: placeOf(to_key), type, weight, createdAt, removedAt: at }
  })
  return { total, links }
}

const coordinateAt = (sql: Statements, key: number): number[] => {
  const record = sql.one<MemoryRecord>(`SELECT ${ROW_COLUMNS} FROM memories WHERE key = ?`, key)
  return record === undefined ? [] : coordinateOf(record)
}

/** By key, not by an index of the namespace: each page goes on where the last one ended. */
export const memoriesAfter = (
  sql: Statements,
  namespace: string,
  after: number,
  limit: number,
): KeyedMemory[] => {
  const { id } = namespaceRow(sql, namespace)
  const records = sql.all<FullRecord>(
    `SELECT ${ROW_COLUMNS}, text, payload FROM memories NOT INDEXED
     WHERE namespace_id = ? AND deleted_at IS NULL AND key > ? ORDER BY key LIMIT ?`,
    id,
    after,
    limit,
  )
  return records.map((record) => ({
    key: record.key,
    title: record.title,
    memory: toMemory(record, { namespace, supersededBy: null }),
  }))
}

export const linksAfter = (
  sql: Statements,
  namespace: string,
  after: number,
  limit: number,
): StoredLink[] => {
  const { id } = namespaceRow(sql, namespace)
  return sql.all<StoredLink>(
    `SELECT l.key AS number, l.from_key AS "from", l.to_key AS "to", l.type, l.weight, l.note,
       l.created_at AS createdAt
     FROM links AS l JOIN memories AS a ON a.key = l.from_key JOIN memories AS b ON b.key = l.to_key
     WHERE l.namespace_id = ? AND l.key > ? AND a.deleted_at IS NULL AND b.deleted_at IS NULL
     ORDER BY l.key LIMIT ?`,
    id,
    after,
    limit,
  )
}
