import type {
  ArtefactPart,
  JournalLine,
  RestingArtefact,
  RestingPayload,
  RestingState,
  Rewrite,
  SealedStorage,
} from '#engine/secrets/sealed-storage'
import { renewKeywordsOf } from './namespaces.ts'
import { coordinateOf, type FullRecord } from './rows.ts'
import { idBeforeBin, keywordsOf, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'
import { dropWatchedTexts } from './watch.ts'

const RESTING = 'SELECT id, payload, type, importance, timestamp FROM memories WHERE'

export const restingPayloads = (
  sql: Statements,
  which: Parameters<SealedStorage['restingPayloads']>[0],
): (RestingPayload | null)[] =>
  'ids' in which
    ? which.ids.map((id) => sql.one<RestingPayload>(`${RESTING} id = ?`, id) ?? null)
    : [...which.keys].map((key) => sql.one<RestingPayload>(`${RESTING} key = ?`, key) ?? null)

export const restingStates = (
  sql: Statements,
  after: number,
  memories: number,
  namespace?: string,
): RestingState[] => {
  const space = namespace === undefined ? null : namespaceRow(sql, namespace).id
  const records = sql.all<FullRecord>(
    `SELECT * FROM memories WHERE key > ? ${space === null ? '' : 'AND namespace_id = ?'} ORDER BY key LIMIT ?`,
    after,
    ...(space === null ? [] : [space]),
    memories,
  )
  return records.flatMap((record) => statesOf(sql, record))
}

const statesOf = (sql: Statements, record: FullRecord): RestingState[] => {
  const { key, version, payload } = record
  const id = idBeforeBin(record.id)
  const coordinate = coordinateOf(record)
  const earlier = sql.all<{ version: number; payload: string }>(
    'SELECT version, payload FROM versions WHERE memory_key = ? ORDER BY version',
    key,
  )
  return [
    ...earlier.map((one) => ({ key, id, coordinate, isPresent: false, ...one })),
    { key, id, coordinate, isPresent: true, version, payload },
  ]
}

/** Freed space is overwritten from here on: what is replaced is just what must not stay. */
const overwriteFreed = (sql: Statements): void => {
  sql.db.pragma('secure_delete = ON')
}

export const rewriteStates = (sql: Statements, rewrites: readonly Rewrite[]): number => {
  overwriteFreed(sql)
  return sql.db.transaction(() => rewrites.filter((one) => rewriteState(sql, one)).length).immediate()
}

const rewriteState = (sql: Statements, { key, version, from, ...to }: Rewrite): boolean => {
  const tags = JSON.stringify(to.tags)
  const present = sql.one<FullRecord & { namespace_id: number }>(
    'SELECT * FROM memories WHERE key = ? AND version = ?',
    key,
    version,
  )
  if (present === undefined) {
    const { changes } = sql.run(
      `UPDATE versions SET payload = ?, text = ?, title = ?, tags = ?
       WHERE memory_key = ? AND version = ? AND payload = ?`,
      ...[to.payload, to.text, to.title, tags, key, version, from],
    )
    return changes > 0
  }
  if (present.payload !== from) return false
  sql.run(
    'UPDATE memories SET payload = ?, bytes = ?, text = ?, title = ?, tags = ? WHERE key = ?',
    ...[to.payload, Buffer.byteLength(to.payload), to.text, to.title, tags, key],
  )
  if (present.deleted_at === null && present.text !== to.text) {
    const keywords = keywordsOf(sql, present.namespace_id)
    keywords.remove(key)
    keywords.add(key, to.text)
  }
  return true
}

const PART = {
  present: { table: 'artefacts', at: 'key', column: 'state' },
  before: { table: 'artefact_changes', at: 'rowid', column: 'before' },
  after: { table: 'artefact_changes', at: 'rowid', column: 'after' },
} as const satisfies Record<ArtefactPart, object>

export const restingArtefacts = (
  sql: Statements,
  { part, kind, after, limit }: Parameters<SealedStorage['restingArtefacts']>[0],
): RestingArtefact[] => {
  const { table, at, column } = PART[part]
  return sql.all<RestingArtefact>(
    `SELECT ${at} AS at, id, ${column} AS state FROM ${table}
     WHERE ${at} > ? AND kind = ? AND ${column} IS NOT NULL ORDER BY ${at} LIMIT ?`,
    after,
    kind,
    limit,
  )
}

export const rewriteArtefacts = (
  sql: Statements,
  ...[part, rewrites]: Parameters<SealedStorage['rewriteArtefacts']>
): number => {
  overwriteFreed(sql)
  const { table, at: key, column } = PART[part]
  const write = `UPDATE ${table} SET ${column} = ? WHERE ${key} = ? AND ${column} = ?`
  const work = (): number =>
    rewrites.filter(({ at, from, state }) => sql.run(write, state, at, from).changes > 0).length
  return sql.db.transaction(work).immediate()
}

export const journalLines = (sql: Statements, after: number, limit: number): JournalLine[] =>
  sql.all<JournalLine>(
    'SELECT seq, author, action, summary, reason FROM changes WHERE seq > ? ORDER BY seq LIMIT ?',
    after,
    limit,
  )

export const rewriteJournal = (
  sql: Statements,
  lines: readonly Pick<JournalLine, 'seq' | 'summary' | 'reason'>[],
): void => {
  overwriteFreed(sql)
  const write = (): void => {
    for (const { seq, summary, reason } of lines) {
      sql.run('UPDATE changes SET summary = ?, reason = ? WHERE seq = ?', summary, reason, seq)
    }
  }
  sql.db.transaction(write).immediate()
}

export const sealingRecord = (sql: Statements): string | null =>
  sql.one<{ record: string }>('SELECT record FROM sealing')?.record ?? null

export const setSealingRecord = (sql: Statements, record: string | null): void => {
  if (record === null) sql.run('DELETE FROM sealing')
  else
    sql.run(
      'INSERT INTO sealing (id, record) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record',
      record,
    )
}

/**
 * Words that were taken out of a keyword table stay in its lists until they are merged, and rows that were replaced in
 * pages that were freed. So the tables are made anew, the file is written anew, and the log is emptied.
 */
export const eraseTraces = (sql: Statements): void => {
  overwriteFreed(sql)
  const renew = (): void => {
    // What was asked may quote what is sealed now.
    dropWatchedTexts(sql)
    for (const { id } of sql.all<{ id: number }>('SELECT id FROM namespaces WHERE id > 0'))
      renewKeywordsOf(sql, id)
  }
  sql.db.transaction(renew).immediate()
  // The copy that it makes holds what stays only, so it may lie in a file: it may be larger than the memory.
  sql.db.pragma('temp_store = FILE')
  sql.db.exec('VACUUM')
  sql.db.pragma('temp_store = MEMORY')
  sql.db.pragma('wal_checkpoint(TRUNCATE)')
}
