import { createHash } from 'node:crypto'
import type { OutboxRow } from '#engine/ports'

/** What this program keeps beside a memory in its point. */
interface Soma {
  readonly key: number
  readonly seq: number
  readonly version: number
  readonly type: string
  readonly importance: number
  readonly timestamp: number | null
  readonly created: number
  readonly updated: number
  readonly pinned: boolean
  readonly tags: readonly string[]
  readonly arity: number
  readonly axes: Readonly<Record<string, number>>
  /** Each field with what it is: `s:text`, `o:source`, `s:source.url`. */
  readonly fields: readonly string[]
}

/**
 * A memory as the payload of its point: its fields at the top, with `coordinate` and `memory_type` beside them, as the
 * Python engine writes them, and under `soma` what filters and the outbox need.
 */
export const pointPayload = (row: OutboxRow): Record<string, unknown> => {
  const own = JSON.parse(row.payload ?? '{}') as Record<string, unknown>
  const { coordinate, type, importance, timestamp } = row
  return {
    ...own,
    coordinate: [...coordinate],
    memory_type: type,
    importance,
    ...(timestamp !== null && { timestamp }),
    soma: somaOf(row, own),
  }
}

const somaOf = (row: OutboxRow, own: Record<string, unknown>): Soma => ({
  key: row.key,
  seq: row.seq,
  version: row.version,
  type: row.type,
  importance: row.importance,
  timestamp: row.timestamp,
  created: row.createdAt,
  updated: row.updatedAt,
  pinned: row.pinned,
  tags: row.tags,
  arity: row.coordinate.length,
  axes: Object.fromEntries(row.coordinate.map((value, axis) => [`c${axis}`, value])),
  fields: fieldsOf(own, ''),
})

/** Names are those of the filter language: keys joined by dots, so a key with a dot in it has none. */
const fieldsOf = (value: Record<string, unknown>, prefix: string): string[] =>
  Object.entries(value).flatMap(([key, inner]) => {
    if (key === '' || key.includes('.')) return []
    const name = `${prefix}${key}`
    const own = `${kindOf(inner)}:${name}`
    return isObject(inner) ? [own, ...fieldsOf(inner, `${name}.`)] : [own]
  })

const kindOf = (value: unknown): string => {
  if (value === null) return 'z'
  if (Array.isArray(value)) return 'a'
  switch (typeof value) {
    case 'string':
      return 's'
    case 'boolean':
      return 'b'
    case 'object':
      return 'o'
    default:
      return 'n'
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Tells payloads apart whatever the order of their keys, which Qdrant does not keep. */
export const hashOf = (payload: unknown): string =>
  createHash('sha256').update(canonical(payload)).digest('base64url').slice(0, 22)

const canonical = (value: unknown): string => {
  if (typeof value === 'bigint') return String(Number(value))
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`
}

/** What this program wrote into a point, or null where it did not write it. */
export const somaIn = (payload: unknown): Pick<Soma, 'key' | 'seq'> | null => {
  const soma = isObject(payload) ? payload.soma : undefined
  if (!isObject(soma) || typeof soma.key !== 'number' || typeof soma.seq !== 'number') return null
  return { key: soma.key, seq: soma.seq }
}
