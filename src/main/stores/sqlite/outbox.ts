import type {
  OutboxDepth,
  OutboxFeed,
  OutboxMark,
  OutboxPart,
  OutboxRow,
  OutboxSpace,
  VectorCursor,
} from '#engine/ports'
import { coordinateOf, type MemoryRecord, ROW_COLUMNS } from './rows.ts'
import { IS_THERE, idBeforeBin } from './space.ts'
import type { Statements, Value } from './statements.ts'
import { VectorTable } from './vector-table.ts'

interface OutboxRecord extends MemoryRecord {
  readonly space: number
  readonly payload: string
  readonly vector: Buffer | null
}

const COLUMNS = ROW_COLUMNS.replace(/\w+/g, (name) => `m.${name}`)

/** Memories as a second store is to have them, in the order of their changes. */
export const outbox = (sql: Statements, embedder: string, part: OutboxPart, limit: number): OutboxFeed => {
  const { join, vector } = vectorsOf(sql, embedder)
  const { where, values, isAfter } = conditionOf(part)
  const records = sql.all<OutboxRecord>(
    `SELECT ${COLUMNS}, m.namespace_id AS space, m.payload, ${vector} FROM memories AS m ${join}
     WHERE ${where} ORDER BY m.seq, m.key LIMIT ?`,
    ...values,
    limit,
  )
  const last = records.at(-1)
  const cursor = last ? { seq: last.seq, key: last.key } : isAfter
  const waiting = records.filter((record) => record.deleted_at === null && record.vector === null)
  return {
    rows: records.map(toRow),
    vectors: vectorsIn(records),
    waiting: Uint32Array.from(waiting, ({ key }) => key),
    cursor,
    stamp: stampOf(sql, cursor),
    complete: records.length < limit,
  }
}

const START: VectorCursor = { seq: 0, key: 0 }

const conditionOf = (
  part: OutboxPart,
): { readonly where: string; readonly values: Value[]; readonly isAfter: VectorCursor } => {
  if ('keys' in part) {
    const where = 'm.key IN (SELECT value FROM json_each(?))'
    return { where, values: [JSON.stringify([...part.keys])], isAfter: START }
  }
  if ('waited' in part) {
    // Whoever got a vector, or needs none any more.
    const where = `m.key IN (SELECT memory_key FROM outbox_waiting WHERE target = ?)
      AND (m.deleted_at IS NOT NULL OR v.vector IS NOT NULL)`
    return { where, values: [part.waited], isAfter: START }
  }
  const { after, spaces } = part
  const own = spaces === undefined ? '' : 'AND m.namespace_id IN (SELECT value FROM json_each(?))'
  const values = [after.seq, after.key, ...(spaces === undefined ? [] : [JSON.stringify(spaces)])]
  return { where: `(m.seq, m.key) > (?, ?) ${own}`, values, isAfter: after }
}

/** Without a table nothing has a vector. */
const vectorsOf = (sql: Statements, embedder: string) => {
  const name = VectorTable.find(sql, embedder)?.name
  const from = name ?? '(SELECT NULL AS memory_key, NULL AS vector WHERE 0)'
  return { join: `LEFT JOIN ${from} AS v ON v.memory_key = m.key`, vector: 'v.vector' }
}

const toRow = (record: OutboxRecord): OutboxRow => {
  const isThere = record.deleted_at === null && record.vector !== null
  return {
    key: record.key,
    id: idBeforeBin(record.id),
    space: record.space,
    seq: record.seq,
    isThere,
    coordinate: coordinateOf(record),
    type: record.type,
    importance: record.importance,
    timestamp: record.timestamp,
    pinned: record.pinned === 1,
    tags: JSON.parse(record.tags) as string[],
    createdAt: record.created_at,
    updatedAt: record.updated_at,
    version: record.version,
    payload: isThere ? record.payload : null,
  }
}

const vectorsIn = (records: readonly OutboxRecord[]): Float32Array => {
  const bytes = records.find(({ vector }) => vector !== null)?.vector?.byteLength ?? 0
  const vectors = new Float32Array((records.length * bytes) / Float32Array.BYTES_PER_ELEMENT)
  const raw = new Uint8Array(vectors.buffer)
  records.forEach(({ deleted_at: deletedAt, vector }, i) => {
    if (deletedAt === null && vector !== null) raw.set(vector, i * bytes)
  })
  return vectors
}

/** A restored backup has changes of the same numbers, but not of the same moments. */
const stampOf = (sql: Statements, { seq }: VectorCursor): string | null => {
  const line = sql.one<{ at: number; action: string }>('SELECT at, action FROM changes WHERE seq = ?', seq)
  return line === undefined ? null : `${line.at} ${line.action}`
}

export const isOutboxMark = (sql: Statements, { cursor, stamp }: OutboxMark): boolean =>
  stamp !== null && stamp === stampOf(sql, cursor)

export const outboxMark = (sql: Statements, target: string): OutboxMark | null => {
  const row = sql.one<{ seq: number; key: number; stamp: string | null }>(
    'SELECT seq, key, stamp FROM outbox_marks WHERE target = ? AND seq > 0',
    target,
  )
  return row === undefined ? null : { cursor: { seq: row.seq, key: row.key }, stamp: row.stamp }
}

export const keepOutboxMark = (
  sql: Statements,
  target: string,
  { cursor, stamp, waiting }: OutboxMark & { readonly waiting?: Uint32Array },
): void => {
  sql.run(
    `INSERT INTO outbox_marks (target, seq, key, stamp) VALUES (?, ?, ?, ?)
     ON CONFLICT (target) DO UPDATE SET seq = excluded.seq, key = excluded.key, stamp = excluded.stamp`,
    target,
    cursor.seq,
    cursor.key,
    stamp,
  )
  if (waiting === undefined || waiting.length === 0) return
  sql.run(
    `INSERT INTO outbox_waiting (target, memory_key)
     SELECT ?, m.key FROM memories AS m WHERE m.key IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING`,
    target,
    JSON.stringify([...waiting]),
  )
}

export const dropOutboxWaiting = (sql: Statements, target: string, keys: Uint32Array): void => {
  sql.run(
    'DELETE FROM outbox_waiting WHERE target = ? AND memory_key IN (SELECT value FROM json_each(?))',
    target,
    JSON.stringify([...keys]),
  )
}

export const outboxDepth = (sql: Statements, target: string): OutboxDepth => {
  const { seq, key } = outboxMark(sql, target)?.cursor ?? START
  const { count, first } = sql.one<{ count: number; first: number | null }>(
    'SELECT count(*) AS count, min(seq) AS first FROM memories WHERE (seq, key) > (?, ?)',
    seq,
    key,
  ) ?? { count: 0, first: null }
  const waiting = sql.one<{ count: number; first: number | null }>(
    `SELECT count(*) AS count, min(m.seq) AS first FROM outbox_waiting AS w JOIN memories AS m ON m.key = w.memory_key
     WHERE w.target = ?`,
    target,
  ) ?? { count: 0, first: null }
  const firsts = [first, waiting.first].filter((one) => one !== null)
  const oldest =
    firsts.length === 0
      ? null
      : (sql.one<{ at: number }>('SELECT at FROM changes WHERE seq = ?', Math.min(...firsts))?.at ?? null)
  return { count: count + waiting.count, oldest }
}

export const holdOutbox = (
  sql: Statements,
  target: string,
  { holder, now, until }: { readonly holder: string; readonly now: number; readonly until: number },
): boolean => {
  const { changes } = sql.run(
    `INSERT INTO outbox_marks (target, holder, held_until) VALUES (?, ?, ?)
     ON CONFLICT (target) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
     WHERE holder IS NULL OR holder = excluded.holder OR held_until < ? OR held_until > ?`,
    target,
    holder,
    until,
    now,
    // The clock was put back since.
    now + 3600,
  )
  return changes > 0
}

export const outboxSpaces = (sql: Statements): OutboxSpace[] =>
  sql.all<OutboxSpace>(
    `SELECT id AS space, name AS namespace, living, created_at AS madeAt FROM namespaces WHERE ${IS_THERE} ORDER BY id`,
  )

export const outboxIds = (
  sql: Statements,
  embedder: string,
  space: number,
  after: string,
  limit: number,
): { key: number; id: string; seq: number }[] => {
  const { join } = vectorsOf(sql, embedder)
  return sql.all(
    `SELECT m.key, m.id, m.seq FROM memories AS m ${join}
     WHERE m.id > ? AND m.namespace_id = ? AND m.deleted_at IS NULL AND v.vector IS NOT NULL ORDER BY m.id LIMIT ?`,
    after,
    space,
    limit,
  )
}
