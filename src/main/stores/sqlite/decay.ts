import type { MemoryType } from '#contract/memory'
import type {
  DatingProgress,
  DecayEvents,
  DecayEventsQuery,
  DueCursor,
  DueMemory,
  EvictableMemory,
  ForgottenMark,
  PlacedFacts,
} from '#engine/decay/decay-ports'
import { type DatingRules, decayTime, dueTime, levelTimes } from '#engine/decay/due-time'
import {
  Dating,
  FACT_COLUMNS,
  type FactRecord,
  hasDecay,
  putDue,
  toFacts,
  UNDATED_FACT_COLUMNS,
} from './dating.ts'
import { coordinateOf, type MemoryRecord } from './rows.ts'
import { keyAt, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

const AXES = Array.from({ length: 16 }, (_, axis) => `m.c${axis}`).join(', ')
const WITH_DECAY = 'memories AS m LEFT JOIN decay AS d ON d.memory_key = m.key'

/** Rows with what the formula asks of them, also in a file that knows nothing of decay. */
const factsFrom = (sql: Statements): { readonly columns: string; readonly from: string } =>
  hasDecay(sql)
    ? { columns: FACT_COLUMNS, from: WITH_DECAY }
    : { columns: UNDATED_FACT_COLUMNS, from: 'memories AS m' }

/** Stands for every key, also those to come: what is written is dated as it is written. */
const ALL = Number.MAX_SAFE_INTEGER

export const isDatedBy = (sql: Statements, rules: DatingRules | null): boolean =>
  sql.one(
    'SELECT 1 FROM decay_state WHERE id = 1 AND rules = ? AND dated_to = ?',
    JSON.stringify(rules),
    ALL,
  ) !== undefined

export const dateBy = (sql: Statements, rules: DatingRules | null, limit: number): DatingProgress | null => {
  sql.run(
    `INSERT INTO decay_state (id, rules, dated_to) VALUES (1, ?, 0)
     ON CONFLICT (id) DO UPDATE SET rules = excluded.rules, dated_to = 0 WHERE rules <> excluded.rules`,
    JSON.stringify(rules),
  )
  const before = sql.one<{ dated_to: number }>('SELECT dated_to FROM decay_state WHERE id = 1')?.dated_to ?? 0
  const keys = rules === null ? undate(sql, before, limit) : redate(sql, rules, before, limit)
  const done = keys.length < limit ? ALL : (keys.at(-1) as number)
  sql.run('UPDATE decay_state SET dated_to = ? WHERE id = 1', done)
  const total = sql.one<{ key: number | null }>('SELECT max(key) AS key FROM memories')?.key ?? 0
  return done === ALL ? null : { done, total }
}

interface DatedRecord extends FactRecord {
  readonly key: number
  readonly deleted_at: number | null
}

const redate = (sql: Statements, rules: DatingRules, after: number, limit: number): number[] => {
  const records = sql.all<DatedRecord>(
    `SELECT m.key, m.deleted_at, ${FACT_COLUMNS} FROM ${WITH_DECAY} WHERE m.key > ? ORDER BY m.key LIMIT ?`,
    after,
    limit,
  )
  for (const record of records) {
    putDue(sql, record.key, record.deleted_at === null ? dueTime(toFacts(record), rules) : null)
  }
  return records.map(({ key }) => key)
}

/** Nothing is due any more; what was forgotten stays known. */
const undate = (sql: Statements, after: number, limit: number): number[] => {
  const records = sql.all<{ key: number }>(
    'SELECT memory_key AS key FROM decay WHERE memory_key > ? ORDER BY memory_key LIMIT ?',
    after,
    limit,
  )
  for (const { key } of records) putDue(sql, key, null)
  return records.map(({ key }) => key)
}

interface DueRecord
  extends FactRecord,
    Pick<MemoryRecord, 'key' | 'id' | 'version' | 'arity' | `c${number}`> {
  readonly namespace: string
  readonly payload: string
  readonly due: number
}

export const dueMemories = (
  sql: Statements,
  at: number,
  after: DueCursor | null,
  limit: number,
): DueMemory[] =>
  hasDecay(sql)
    ? sql
        .all<DueRecord>(
          `SELECT d.due, m.key, m.id, m.version, m.arity, ${AXES}, m.payload, n.name AS namespace, ${FACT_COLUMNS}
           FROM decay AS d JOIN memories AS m ON m.key = d.memory_key JOIN namespaces AS n ON n.id = m.namespace_id
           WHERE d.due <= ? AND (d.due, d.memory_key) > (?, ?) ORDER BY d.due, d.memory_key LIMIT ?`,
          at,
          after?.at ?? -Number.MAX_VALUE,
          after?.key ?? 0,
          limit,
        )
        .map((record) => ({
          key: record.key,
          namespace: record.namespace,
          coordinate: coordinateOf(record),
          id: record.id,
          version: record.version,
          payload: record.payload,
          facts: toFacts(record),
          due: { at: record.due, key: record.key },
        }))
    : []

export const markForgotten = (sql: Statements, marks: readonly ForgottenMark[]): void => {
  const dating = new Dating(sql)
  for (const { key, version, levels, isForgotten } of marks) {
    const record = sql.one<FactRecord>(
      `SELECT ${FACT_COLUMNS} FROM ${WITH_DECAY} WHERE m.key = ? AND m.version = ? AND m.deleted_at IS NULL`,
      key,
      version,
    )
    if (record) dating.note(key, { levels, isWhole: isForgotten }, record.used_at, false)
  }
}

/** A slice of keys, whatever namespaces they are in: its cost is known whatever the namespace. */
export const decayEvents = (sql: Statements, query: DecayEventsQuery): DecayEvents => {
  const { id: space } = namespaceRow(sql, query.namespace)
  const { columns, from } = factsFrom(sql)
  const { after, span, rules } = query
  const records = sql.all<DatedRecord>(
    `SELECT m.key, m.deleted_at, ${columns} FROM ${from}
     WHERE m.key > ? AND m.key <= ? AND m.namespace_id = ? AND m.deleted_at IS NULL`,
    after,
    after + span,
    space,
  )
  const decays: { key: number; at: number }[] = []
  const levels: { key: number; at: number }[] = []
  for (const record of records) {
    const facts = toFacts(record)
    const decay = rules.weights && decayTime(facts, rules.weights)
    if (decay !== null) decays.push({ key: record.key, at: decay })
    for (const at of levelTimes(facts, rules.levels)) {
      if (decay === null || at < decay) levels.push({ key: record.key, at })
    }
  }
  const last = sql.one<{ key: number | null }>('SELECT max(key) AS key FROM memories')?.key ?? 0
  const next = after + span < last ? after + span : null
  return { decays: inOrder(decays), levels: inOrder(levels), next }
}

const inOrder = (events: { key: number; at: number }[]) => {
  events.sort((a, b) => a.at - b.at || a.key - b.key)
  return {
    keys: Uint32Array.from(events, ({ key }) => key),
    at: Float64Array.from(events, ({ at }) => at),
  }
}

export const decayFacts = (
  sql: Statements,
  namespace: string,
  coordinates: readonly (readonly number[])[],
): (PlacedFacts | null)[] => {
  const { id: space } = namespaceRow(sql, namespace)
  const { columns, from } = factsFrom(sql)
  return coordinates.map((coordinate) => {
    const key = keyAt(sql, space, coordinate)
    const record =
      key === null
        ? undefined
        : sql.one<FactRecord>(`SELECT ${columns} FROM ${from} WHERE m.key = ? AND m.deleted_at IS NULL`, key)
    return key === null || record === undefined ? null : { key, facts: toFacts(record) }
  })
}

export const evictable = (
  sql: Statements,
  namespace: string,
  types: readonly MemoryType[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): EvictableMemory[] => {
  const { id: space } = namespaceRow(sql, namespace)
  const found: EvictableMemory[] = []
  let skip = offset
  for (const type of new Set(types)) {
    const ofType = evictableOf(sql, space, type, { offset: skip, limit: limit - found.length })
    found.push(...ofType)
    if (found.length >= limit) break
    if (skip > 0) skip = Math.max(0, skip - countEvictable(sql, space, type))
  }
  return found
}

const evictableOf = (
  sql: Statements,
  space: number,
  type: MemoryType,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): EvictableMemory[] =>
  sql
    .all<Pick<MemoryRecord, 'key' | 'id' | 'version' | 'arity' | `c${number}`>>(
      `SELECT m.key, m.id, m.version, m.arity, ${AXES} FROM memories AS m
       WHERE m.namespace_id = ? AND m.type = ? AND m.deleted_at IS NULL AND m.pinned = 0
       ORDER BY m.importance, m.created_at, m.key LIMIT ? OFFSET ?`,
      space,
      type,
      limit,
      offset,
    )
    .map((record) => ({
      key: record.key,
      id: record.id,
      version: record.version,
      coordinate: coordinateOf(record),
    }))

const countEvictable = (sql: Statements, space: number, type: MemoryType): number =>
  sql.one<{ n: number }>(
    `SELECT count(*) AS n FROM memories
     WHERE namespace_id = ? AND type = ? AND deleted_at IS NULL AND pinned = 0`,
    space,
    type,
  )?.n ?? 0

/** Another connection's commits move the one, this connection's own changes the other. */
export const stateOfData = (sql: Statements): string =>
  `${sql.db.pragma('data_version', { simple: true })}:${sql.get('SELECT total_changes()').pluck().get()}`
