import type { MapMethod } from '#contract/map'
import type { KeptMap, MapRows } from '#engine/ports'
import { drawnRows } from './graph-queries.ts'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'

/** A file of before that is only read has no such table. */
const SINCE = 17
/** Of all namespaces together. A map of 100,000 memories takes 2 MB. */
const MOST_KEPT = 24

interface MapRecord {
  readonly made_at: number
  readonly explained: number
  readonly vectors: number
  readonly keys: Buffer
  readonly xy: Buffer
  readonly topics: Buffer
  readonly laid_out: Buffer
  readonly outliers: Buffer | null
  readonly plane: Buffer
}

export const keptMap = (
  sql: Statements,
  namespace: string,
  embedder: string,
  method: MapMethod,
): KeptMap | null => {
  const { id } = namespaceRow(sql, namespace)
  if ((sql.db.pragma('user_version', { simple: true }) as number) < SINCE) return null
  const record = sql.one<MapRecord>(
    'SELECT * FROM maps WHERE namespace_id = ? AND embedder = ? AND method = ?',
    id,
    embedder,
    method,
  )
  if (record === undefined) return null
  const { outliers } = record
  return {
    madeAt: record.made_at,
    explained: record.explained,
    of: record.vectors,
    keys: new Uint32Array(bytesOf(record.keys)),
    xy: new Float32Array(bytesOf(record.xy)),
    topics: new Uint8Array(bytesOf(record.topics)),
    laidOut: new Uint8Array(bytesOf(record.laid_out)),
    outliers: outliers && new Float32Array(bytesOf(outliers)),
    plane: new Float32Array(bytesOf(record.plane)),
  }
}

export const keepMap = (
  sql: Statements,
  namespace: string,
  { embedder, method }: { readonly embedder: string; readonly method: MapMethod },
  map: KeptMap,
): void => {
  const { id } = namespaceRow(sql, namespace)
  const columns = [map.keys, map.xy, map.topics, map.laidOut].map(blobOf)
  sql.run(
    `INSERT OR REPLACE INTO maps
       (namespace_id, embedder, method, made_at, explained, vectors, keys, xy, topics, laid_out, outliers, plane)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, embedder, method, map.madeAt, map.explained, map.of],
    ...columns,
    map.outliers && blobOf(map.outliers),
    blobOf(map.plane),
  )
  sql.run(
    'DELETE FROM maps WHERE rowid NOT IN (SELECT rowid FROM maps ORDER BY made_at DESC, rowid DESC LIMIT ?)',
    MOST_KEPT,
  )
}

export const mapRows = (sql: Statements, namespace: string, keys: Uint32Array): MapRows => {
  const { id } = namespaceRow(sql, namespace)
  const lives = sql
    .get('SELECT 1 FROM memories WHERE key = ? AND namespace_id = ? AND deleted_at IS NULL')
    .pluck()
  const living = keys.filter((key) => lives.get(key, id) === 1)
  return { keys: living, ...drawnRows(sql, [...living]) }
}

const blobOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)

/** A copy: a column of SQLite may begin anywhere. */
const bytesOf = (blob: Buffer): ArrayBuffer => Uint8Array.from(blob).buffer
