import type { Memory, MemoryRow, MemoryType, MemoryVersion } from '#contract/memory'
import type { MemoryState } from '#engine/ports'

const AXES = Array.from({ length: 16 }, (_, axis) => `c${axis}`)

/** Columns of a list row, in front of the large ones. */
export const ROW_COLUMNS = `key, id, type, importance, timestamp, pinned, created_at, updated_at, access_count,
  last_accessed_at, version, seq, deleted_at, bytes, title, arity, ${AXES.join(', ')}, tags`

export interface MemoryRecord extends Readonly<Record<`c${number}`, number | null>> {
  readonly key: number
  readonly id: string
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: 0 | 1
  readonly created_at: number
  readonly updated_at: number
  readonly access_count: number
  readonly last_accessed_at: number | null
  readonly version: number
  readonly seq: number
  readonly deleted_at: number | null
  readonly bytes: number
  readonly title: string
  readonly arity: number
  readonly tags: string
}

export interface FullRecord extends MemoryRecord {
  readonly text: string
  readonly payload: string
}

export const coordinateOf = (record: Pick<MemoryRecord, 'arity' | `c${number}`>): number[] =>
  AXES.slice(0, record.arity).map((axis) => record[axis as 'c0'] as number)

/** The coordinate as the sixteen values of a row. */
export const axesOf = (coordinate: readonly number[]): (number | null)[] =>
  AXES.map((_, axis) => coordinate[axis] ?? null)

const shared = (record: MemoryRecord) => ({
  id: record.id,
  coordinate: coordinateOf(record),
  type: record.type,
  importance: record.importance,
  timestamp: record.timestamp,
  pinned: record.pinned === 1,
  createdAt: record.created_at,
  updatedAt: record.updated_at,
  accessCount: record.access_count,
  lastAccessedAt: record.last_accessed_at,
  version: record.version,
  seq: record.seq,
  deletedAt: record.deleted_at,
})

export const toMemoryRow = (record: MemoryRecord): MemoryRow => ({
  ...shared(record),
  title: record.title,
  tags: JSON.parse(record.tags) as string[],
  bytes: record.bytes,
})

export const toMemory = (record: FullRecord, of: Pick<Memory, 'namespace' | 'supersededBy'>): Memory => ({
  ...shared(record),
  ...of,
  payload: record.payload,
  text: record.text,
})

/** A row of `versions`, or the present state in the same columns. */
export interface StateRecord {
  readonly version: number
  readonly seq: number
  readonly at: number
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: 0 | 1
  readonly deleted_at: number | null
  readonly title: string
  readonly tags: string
  readonly text: string
  readonly payload: string
}

export const toState = (record: StateRecord): MemoryState => ({
  payload: record.payload,
  text: record.text,
  title: record.title,
  tags: JSON.parse(record.tags) as string[],
  type: record.type,
  importance: record.importance,
  timestamp: record.timestamp,
  pinned: record.pinned === 1,
  deletedAt: record.deleted_at,
})

export interface VersionRecord extends StateRecord {
  readonly author: string | null
  readonly action: string | null
  readonly reason: string | null
}

export const toVersion = (record: VersionRecord): MemoryVersion => ({
  version: record.version,
  seq: record.seq,
  at: record.at,
  author: record.author ?? 'unknown',
  action: record.action ?? 'unknown',
  reason: record.reason,
  type: record.type,
  payload: record.payload,
  importance: record.importance,
  timestamp: record.timestamp,
  pinned: record.pinned === 1,
  deleted: record.deleted_at !== null,
})
