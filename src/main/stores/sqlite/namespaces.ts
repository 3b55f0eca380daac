import { AppError } from '#contract/errors'
import { memoryId } from '#engine/memory/coordinate'
import type {
  NamespaceChange,
  NamespaceChanged,
  NamespaceComparison,
  NamespaceRecord,
  NamespaceStore,
  Resealing,
} from '#engine/ports'
import { analyzerVersion } from '#engine/text/analyzer'
import { copyArtefacts, removeArtefacts } from './artefacts.ts'
import { Dating } from './dating.ts'
import { copyLinks, removeLinks } from './links.ts'
import { noteName } from './namespace-names.ts'
import { putResealed, refuseOlderSeals, resealedPayload } from './resealing.ts'
import { coordinateOf, type MemoryRecord, ROW_COLUMNS } from './rows.ts'
import { IS_THERE, keywordsOf, type NamespaceRow, namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'
import { VectorTable } from './vector-table.ts'

export const listNamespaces = (sql: Statements): NamespaceRecord[] =>
  sql
    .all<NamespaceRow>(`SELECT * FROM namespaces WHERE ${IS_THERE} ORDER BY name COLLATE NOCASE`)
    .map((row) => ({
      name: row.name,
      createdAt: row.created_at,
      note: row.note,
      suggestions: JSON.parse(row.suggestions) as string[],
      living: row.living,
      bin: row.bin,
    }))

/** @throws AppError `namespace/exists` */
export const refuseTaken = (sql: Statements, name: string): void => {
  if (sql.one('SELECT 1 FROM namespaces WHERE name = ?', name) !== undefined) {
    throw new AppError('namespace/exists', { namespace: name })
  }
}

type Meta = Parameters<NamespaceStore['createNamespace']>[1]

export const createNamespace = (sql: Statements, name: string, meta: Meta): NamespaceChanged => {
  const space = insertNamespace(sql, name, meta)
  const { author, at } = meta
  if (author === undefined) return { change: null }
  const line = { action: 'namespace-create', summary: `Created "${name}"`, count: 0 }
  return { change: noteName(sql, { space, before: null, after: name, by: { at, author }, line }) }
}

const insertNamespace = (sql: Statements, name: string, meta: Meta): number => {
  refuseTaken(sql, name)
  const { lastInsertRowid } = sql.run(
    'INSERT INTO namespaces (name, created_at, note, suggestions, analyzer) VALUES (?, ?, ?, ?, ?)',
    name,
    meta.at,
    meta.note,
    JSON.stringify(meta.suggestions),
    analyzerVersion,
  )
  const space = Number(lastInsertRowid)
  keywordsOf(sql, space).create()
  return space
}

/** Makes the keyword tables anew whose words an older analyzer made: a query would not find them. */
export const renewKeywords = (sql: Statements): void => {
  const stale = sql.all<{ id: number }>(
    'SELECT id FROM namespaces WHERE id > 0 AND analyzer <> ?',
    analyzerVersion,
  )
  for (const { id } of stale) renewKeywordsOf(sql, id)
}

/** Makes the keyword table of one namespace anew. */
export const renewKeywordsOf = (sql: Statements, space: number): void => {
  const keywords = keywordsOf(sql, space)
  keywords.drop()
  keywords.create()
  const living = sql
    .get('SELECT key, text FROM memories WHERE namespace_id = ? AND deleted_at IS NULL')
    .all(space)
  for (const { key, text } of living as { key: number; text: string }[]) keywords.add(key, text)
  sql.run('UPDATE namespaces SET analyzer = ? WHERE id = ?', analyzerVersion, space)
}

/** Ids are made of name and coordinate (MEM-2), so every memory gets a new one. */
export const renameNamespace = (
  sql: Statements,
  from: string,
  to: string,
  by: NamespaceChange,
  reseal?: Resealing,
): NamespaceChanged => {
  const { id: space } = namespaceRow(sql, from)
  if (from === to) return { change: null }
  refuseTaken(sql, to)
  if (reseal) {
    refuseOlderSeals(sql, space, reseal)
    putResealed(sql, reseal)
  }
  sql.run('UPDATE namespaces SET name = ? WHERE id = ?', to, space)
  for (const record of sql.all<MemoryRecord>(
    `SELECT ${ROW_COLUMNS} FROM memories WHERE namespace_id = ?`,
    space,
  )) {
    sql.run('UPDATE memories SET id = ? WHERE key = ?', memoryId(to, coordinateOf(record)), record.key)
  }
  sql.run('UPDATE changes SET namespace = ? WHERE namespace_id = ?', to, space)
  const line = { action: 'rename', summary: `Renamed "${from}" to "${to}"`, count: 0 }
  return { change: noteName(sql, { space, before: from, after: to, by, line }) }
}

const COPIED = `type, importance, timestamp, pinned, created_at, updated_at, access_count, last_accessed_at, bytes,
  title, arity, ${Array.from({ length: 16 }, (_, axis) => `c${axis}`).join(', ')}, tags, text, payload`

/** Copies the living, the links between them and the artefacts. */
export const copyNamespace = (
  sql: Statements,
  from: string,
  to: string,
  by: { readonly at: number; readonly author: string },
  reseal?: Resealing,
): NamespaceChanged & { readonly copied: number } => {
  const source = namespaceRow(sql, from)
  if (reseal) refuseOlderSeals(sql, source.id, reseal)
  const target = insertNamespace(sql, to, {
    at: by.at,
    note: source.note,
    suggestions: JSON.parse(source.suggestions) as string[],
  })
  const line = { action: 'copy', summary: `Copied "${from}" to "${to}"`, count: source.living }
  const change = noteName(sql, { space: target, before: null, after: to, by, line })
  const { seq } = change
  const copies = new Map<number, number>()
  const resealed = resealedPayload(reseal)
  const keywords = keywordsOf(sql, target)
  const vectors = VectorTable.all(sql)
  const dating = new Dating(sql)
  const records = sql.all<MemoryRecord & { text: string }>(
    `SELECT ${ROW_COLUMNS}, text FROM memories WHERE namespace_id = ? AND deleted_at IS NULL`,
    source.id,
  )
  for (const record of records) {
    const { lastInsertRowid } = sql.run(
      `INSERT INTO memories (namespace_id, id, version, seq, created_seq, ${COPIED})
       SELECT ?, ?, 1, ?, ?, ${COPIED} FROM memories WHERE key = ?`,
      target,
      memoryId(to, coordinateOf(record)),
      seq,
      seq,
      record.key,
    )
    const key = Number(lastInsertRowid)
    copies.set(record.key, key)
    const payload = resealed(record)
    if (payload !== null) sql.run('UPDATE memories SET payload = ? WHERE key = ?', payload, key)
    keywords.add(key, record.text)
    for (const table of vectors) table.copy(record.key, key)
    copyForgotten(sql, record.key, key)
    dating.date(key)
  }
  copyLinks(sql, source.id, { target, seq, copies })
  copyArtefacts(sql, source.id, target, seq)
  return { change, copied: records.length }
}

/** A copy can't lose what was lost before. */
const copyForgotten = (sql: Statements, from: number, to: number): void => {
  sql.run(
    `INSERT INTO decay (memory_key, levels, forgotten, used_at)
     SELECT ?, levels, forgotten, used_at FROM decay WHERE memory_key = ?`,
    to,
    from,
  )
}

/** Deletes a namespace for good; its lines of the journal stay as a record. Returns how many memories were in it. */
export const removeNamespace = (sql: Statements, name: string): number =>
  removeSpace(sql, namespaceRow(sql, name))

export const removeSpace = (
  sql: Statements,
  { id, living, bin }: Pick<NamespaceRow, 'id' | 'living' | 'bin'>,
): number => {
  removeLinks(sql, id)
  removeArtefacts(sql, id)
  sql.run('DELETE FROM place_axes WHERE namespace_id = ?', id)
  sql.run('DELETE FROM maps WHERE namespace_id = ?', id)
  sql.run('DELETE FROM self_tests WHERE namespace_id = ?', id)
  sql.run('DELETE FROM memories WHERE namespace_id = ?', id)
  sql.run('UPDATE changes SET namespace_id = NULL WHERE namespace_id = ?', id)
  keywordsOf(sql, id).drop()
  sql.run('DELETE FROM namespaces WHERE id = ?', id)
  return living + bin
}

const SAME_PLACE = `a.arity = b.arity AND a.c0 = b.c0 AND ${Array.from({ length: 15 }, (_, i) => `a.c${i + 1} IS b.c${i + 1}`).join(' AND ')}`
const OTHER = `(SELECT * FROM memories AS b WHERE b.namespace_id = ? AND b.deleted_at IS NULL)`
const IS_SAME =
  'a.payload = b.payload AND a.type = b.type AND a.importance = b.importance AND a.timestamp IS b.timestamp'

type Difference = NamespaceComparison['differences'][number]

export const compareNamespaces = (
  sql: Statements,
  left: string,
  right: string,
  limit: number,
): NamespaceComparison => {
  const [a, b] = [namespaceRow(sql, left).id, namespaceRow(sql, right).id]
  const missing = (kind: 'only-left' | 'only-right', here: number, there: number) => {
    const from = `FROM memories AS a WHERE a.namespace_id = ${here} AND a.deleted_at IS NULL AND NOT EXISTS
      (SELECT 1 FROM memories AS b WHERE b.namespace_id = ${there} AND b.deleted_at IS NULL AND ${SAME_PLACE})`
    return listed(sql, from, [], kind, limit)
  }
  const pairs = `FROM memories AS a JOIN ${OTHER} AS b ON ${SAME_PLACE}
    WHERE a.namespace_id = ${a} AND a.deleted_at IS NULL`
  const onlyLeft = missing('only-left', a, b)
  const onlyRight = missing('only-right', b, a)
  const different = listed(sql, `${pairs} AND NOT (${IS_SAME})`, [b], 'different', limit)
  const equal = sql.one<{ n: number }>(`SELECT count(*) AS n ${pairs} AND ${IS_SAME}`, b)?.n ?? 0
  return {
    onlyLeft: onlyLeft.count,
    onlyRight: onlyRight.count,
    different: different.count,
    equal,
    differences: [...different.rows, ...onlyLeft.rows, ...onlyRight.rows].slice(0, limit),
  }
}

const listed = (
  sql: Statements,
  from: string,
  values: number[],
  kind: Difference['kind'],
  limit: number,
): { count: number; rows: Difference[] } => {
  const count = sql.one<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0
  const columns = ROW_COLUMNS.split(',')
    .map((column) => `a.${column.trim()}`)
    .join(', ')
  const records = sql.all<MemoryRecord>(
    `SELECT ${columns} ${from} ORDER BY a.c0, a.c1, a.c2, a.key LIMIT ?`,
    ...values,
    limit,
  )
  return {
    count,
    rows: records.map((record) => ({
      coordinate: coordinateOf(record),
      title: record.title,
      type: record.type,
      kind,
    })),
  }
}
