import type { Filter } from '#contract/filter'
import type { LinkEnd } from '#contract/links'
import type { PageQuery, SortColumn } from '#contract/memories'
import type { Memory, MemoryRow, MemoryType, MemoryVersion } from '#contract/memory'
import type { MemoryState, NamespaceStats, RecallRow } from '#engine/ports'
import { box, filterSql } from './filter-sql.ts'
import {
  coordinateOf,
  type FullRecord,
  type MemoryRecord,
  ROW_COLUMNS,
  type StateRecord,
  toMemory,
  toMemoryRow,
  toState,
  toVersion,
  type VersionRecord,
} from './rows.ts'
import { keyAt, keywordsOf, lastSeq, namespaceRow } from './space.ts'
import type { Statements, Value } from './statements.ts'

const SORT: Readonly<Record<SortColumn, readonly string[]>> = {
  coordinate: ['c0', 'c1', 'c2'],
  type: ['type'],
  importance: ['importance'],
  timestamp: ['timestamp'],
  created: ['created_at'],
  updated: ['updated_at'],
  title: ['title COLLATE NOCASE'],
  bytes: ['bytes'],
}

export const get = (sql: Statements, namespace: string, coordinate: readonly number[]): Memory | null => {
  const { id } = namespaceRow(sql, namespace)
  const key = keyAt(sql, id, coordinate)
  const record = key === null ? undefined : sql.one<FullRecord>('SELECT * FROM memories WHERE key = ?', key)
  if (record === undefined) return null
  return toMemory(record, { namespace, supersededBy: supersededBy(sql, record.key) })
}

/** The living memory that was stored last in place of this one. */
const supersededBy = (sql: Statements, key: number): number[] | null => {
  const record = sql.one<MemoryRecord>(
    `SELECT ${ROW_COLUMNS} FROM memories WHERE deleted_at IS NULL AND key = (
       SELECT l.from_key FROM links AS l JOIN memories AS m ON m.key = l.from_key
       WHERE l.to_key = ? AND l.type = 'supersedes' AND m.deleted_at IS NULL ORDER BY l.seq DESC LIMIT 1)`,
    key,
  )
  return record === undefined ? null : coordinateOf(record)
}

export const rowsAt = (
  sql: Statements,
  namespace: string,
  coordinates: readonly (readonly number[])[],
): (MemoryRow | null)[] => {
  const { id } = namespaceRow(sql, namespace)
  return coordinates.map((coordinate) => {
    const key = keyAt(sql, id, coordinate)
    return key === null ? null : (rowOf(sql, key) ?? null)
  })
}

export const memoriesAt = (
  sql: Statements,
  namespace: string,
  coordinates: readonly (readonly number[])[],
): (Memory | null)[] => {
  const { id } = namespaceRow(sql, namespace)
  return coordinates.map((coordinate) => {
    const key = keyAt(sql, id, coordinate)
    const record = key === null ? undefined : sql.one<FullRecord>('SELECT * FROM memories WHERE key = ?', key)
    return record === undefined ? null : toMemory(record, { namespace, supersededBy: null })
  })
}

export const keyOf = (sql: Statements, namespace: string, coordinate: readonly number[]): number | null =>
  keyAt(sql, namespaceRow(sql, namespace).id, coordinate)

export const namespacesWith = (sql: Statements, coordinate: readonly number[]): string[] =>
  sql
    .all<{ id: number; name: string }>('SELECT id, name FROM namespaces ORDER BY name')
    .filter(({ id }) => {
      const key = keyAt(sql, id, coordinate)
      return key !== null && rowOf(sql, key)?.deletedAt === null
    })
    .map(({ name }) => name)

const rowOf = (sql: Statements, key: number): MemoryRow | undefined => {
  const record = sql.one<MemoryRecord>(`SELECT ${ROW_COLUMNS} FROM memories WHERE key = ?`, key)
  return record && toMemoryRow(record)
}

const rowsOf = (sql: Statements, keys: Iterable<number>): MemoryRow[] =>
  [...keys].map((key) => rowOf(sql, key)).filter((row) => row !== undefined)

/**
 * One page. Without filter and search the keys come from an index alone and the number of all from the namespace's
 * counters. With them the whole list is found once and kept, so that scrolling through it costs a page at a time.
 */
export const page = (
  sql: Statements,
  query: PageQuery,
): { total: number; rows: MemoryRow[]; seq: number } => {
  const space = namespaceRow(sql, query.namespace)
  const where = [`m.namespace_id = ${space.id}`, `m.deleted_at IS ${query.bin ? 'NOT NULL' : 'NULL'}`]
  const values: Value[] = []
  if (query.filter) {
    const condition = filterSql(query.filter)
    where.push(condition.sql)
    values.push(...condition.values)
  }
  const words = query.search === undefined ? null : keywordsOf(sql, space.id).allWords(query.search)
  if (words !== null && !query.bin) {
    where.push(words.sql)
    values.push(...words.values)
  } else if (query.search?.trim()) {
    // The bin is not in the keyword table, and a search of marks alone has no words.
    where.push('instr(lower(m.text), lower(?)) > 0')
    values.push(query.search.trim())
  }
  const direction = query.sort.direction === 'asc' ? 'ASC' : 'DESC'
  const order = [...SORT[query.sort.by], 'key'].map((column) => `m.${column} ${direction}`).join(', ')
  const keys = `SELECT m.key FROM memories AS m WHERE ${where.join(' AND ')} ORDER BY ${order}`
  const seq = lastSeq(sql)
  const { offset, limit } = query
  // A filter need not have values: one that lets nothing through may be made of nothing.
  if (where.length === 2) {
    const found = sql.get(`${keys} LIMIT ? OFFSET ?`).pluck().all(limit, offset) as number[]
    return { total: query.bin ? space.bin : space.living, rows: rowsOf(sql, found), seq }
  }
  const all = sql.lists.get(keys, values, seq)
  return { total: all.length, rows: rowsOf(sql, all.subarray(offset, offset + limit)), seq }
}

export const range = (
  sql: Statements,
  namespace: string,
  query: { min: readonly number[]; max: readonly number[]; type?: MemoryType | undefined; limit: number },
): MemoryRow[] => {
  const { id } = namespaceRow(sql, namespace)
  const condition = box(query.min, query.max)
  const ofType = query.type === undefined ? '' : 'AND m.type = ?'
  return sql
    .all<MemoryRecord>(
      `SELECT ${ROW_COLUMNS} FROM memories AS m
       WHERE m.namespace_id = ? AND m.deleted_at IS NULL AND ${condition.sql} ${ofType}
       ORDER BY c0, c1, c2, key LIMIT ?`,
      id,
      ...condition.values,
      ...(query.type === undefined ? [] : [query.type]),
      query.limit,
    )
    .map(toMemoryRow)
}

/** Keys of the living memories that match, ascending. */
export const matching = (sql: Statements, namespace: string, filter: Filter): Uint32Array => {
  const { id } = namespaceRow(sql, namespace)
  const condition = filterSql(filter)
  const keys = sql
    .get(
      `SELECT m.key FROM memories AS m
       WHERE m.namespace_id = ? AND m.deleted_at IS NULL AND ${condition.sql} ORDER BY m.key`,
    )
    .pluck()
    .all(id, ...condition.values) as number[]
  return Uint32Array.from(keys)
}

const VERSION_COLUMNS =
  'v.version, v.seq, v.at, v.type, v.importance, v.timestamp, v.pinned, v.deleted_at, v.title, v.tags, v.text, v.payload'
const STATES = `(SELECT memory_key, version, seq, at, type, importance, timestamp, pinned, deleted_at, title, tags,
    text, payload FROM versions
  UNION ALL SELECT key, version, seq, updated_at, type, importance, timestamp, pinned, deleted_at, title, tags, text,
    payload FROM memories)`

export const versions = (
  sql: Statements,
  namespace: string,
  coordinate: readonly number[],
  limit: number,
): MemoryVersion[] => {
  const key = keyOf(sql, namespace, coordinate)
  if (key === null) return []
  return sql
    .all<VersionRecord>(
      `SELECT ${VERSION_COLUMNS}, c.author, c.action, c.reason FROM ${STATES} AS v
       LEFT JOIN changes AS c ON c.seq = v.seq WHERE v.memory_key = ? ORDER BY v.version DESC LIMIT ?`,
      key,
      limit,
    )
    .map(toVersion)
}

export const version = (
  sql: Statements,
  namespace: string,
  coordinate: readonly number[],
  wanted: number,
): MemoryState | null => {
  const key = keyOf(sql, namespace, coordinate)
  if (key === null) return null
  const record = sql.one<StateRecord>(
    `SELECT ${VERSION_COLUMNS} FROM ${STATES} AS v WHERE v.memory_key = ? AND v.version = ?`,
    key,
    wanted,
  )
  return record ? toState(record) : null
}

interface LinkRecord {
  readonly direction: 'out' | 'in'
  readonly type: string
  readonly weight: number
  readonly note: string | null
  readonly created_at: number
  readonly other: number
}

/** Links whose other end lives; a link to itself is listed once, as going out. */
const LINKS = `(SELECT 'out' AS direction, type, weight, note, created_at, to_key AS other FROM links WHERE from_key = ?
  UNION ALL SELECT 'in', type, weight, note, created_at, from_key FROM links WHERE to_key = ? AND from_key <> ?)`

export const links = (
  sql: Statements,
  namespace: string,
  coordinate: readonly number[],
  limit: number,
): { total: number; links: LinkEnd[] } | null => {
  const key = keyOf(sql, namespace, coordinate)
  if (key === null) return null
  const from = `FROM ${LINKS} AS l JOIN memories AS m ON m.key = l.other WHERE m.deleted_at IS NULL`
  const total = sql.one<{ n: number }>(`SELECT count(*) AS n ${from}`, key, key, key)?.n as number
  const records = sql.all<LinkRecord>(
    `SELECT l.* ${from} ORDER BY l.direction DESC, l.type, m.title, m.key LIMIT ?`,
    key,
    key,
    key,
    limit,
  )
  return {
    total,
    links: records.map(({ direction, type, weight, note, created_at, other }) => ({
      direction,
      type,
      weight,
      note,
      createdAt: created_at,
      memory: rowOf(sql, other) as MemoryRow,
    })),
  }
}

export const stats = (sql: Statements, namespace: string): NamespaceStats => {
  const row = namespaceRow(sql, namespace)
  const edge = (order: 'ASC' | 'DESC') =>
    sql.one<{ timestamp: number }>(
      `SELECT timestamp FROM memories WHERE namespace_id = ? AND deleted_at IS NULL AND timestamp IS NOT NULL
       ORDER BY timestamp ${order} LIMIT 1`,
      row.id,
    )?.timestamp ?? null
  return {
    episodic: row.episodic,
    semantic: row.living - row.episodic,
    pinned: row.pinned_count,
    bin: row.bin,
    links: row.link_count,
    versions: row.version_count,
    payloadBytes: row.payload_bytes,
    oldest: edge('ASC'),
    newest: edge('DESC'),
  }
}

export const recallRows = (sql: Statements, keys: Uint32Array): RecallRow[] =>
  [...keys].flatMap((key) => {
    const record = sql.one<FullRecord>(`SELECT ${ROW_COLUMNS}, text FROM memories WHERE key = ?`, key)
    return record ? [{ key, row: toMemoryRow(record), text: record.text }] : []
  })

/** The texts of memories, in the order of the keys; empty where there is none. */
export const textsOf = (sql: Statements, keys: Uint32Array): string[] =>
  [...keys].map(
    (key) => sql.one<{ text: string }>('SELECT text FROM memories WHERE key = ?', key)?.text ?? '',
  )

export const attributes = (
  sql: Statements,
  keys: Uint32Array,
): { importance: Float64Array; time: Float64Array } => {
  const importance = new Float64Array(keys.length)
  const time = new Float64Array(keys.length)
  keys.forEach((key, i) => {
    const row = sql.one<{ importance: number; time: number }>(
      'SELECT importance, coalesce(timestamp, created_at) AS time FROM memories WHERE key = ?',
      key,
    )
    importance[i] = row?.importance ?? 0
    time[i] = row?.time ?? 0
  })
  return { importance, time }
}
