import { isAppError } from '#contract/errors'
import type { MemoryType } from '#contract/memory'
import { type PayloadLimits, readPayload } from '../memory/payload.ts'
import type { FileState } from './file-memory.ts'
import {
  type ImportEnd,
  type ImportLink,
  type ImportMemory,
  type RawLink,
  type RawMemory,
  Unusable,
} from './records.ts'

const MOST_AXES = 16
const LONGEST_TYPE = 100
const LONGEST_NOTE = 2000
const LONGEST_NAME = 2000

/** @throws Unusable with what no store could hold */
export const checkMemory = (raw: RawMemory, limits: PayloadLimits): ImportMemory => {
  const coordinate = isGiven(raw.coordinate) ? coordinateOf(raw.coordinate) : null
  return {
    line: raw.line,
    name: coordinate === null ? nameOf(raw.name) : null,
    coordinate,
    payload: payloadOf(raw.payload, limits),
    type: typeOf(raw.type),
    importance: numberOf(raw.importance, 'importance'),
    timestamp: numberOf(raw.timestamp, 'timestamp'),
    pinned: booleanOf(raw.pinned),
    versions: Array.isArray(raw.versions) ? raw.versions.map((state) => versionOf(state, limits)) : [],
  }
}

const versionOf = (state: unknown, limits: PayloadLimits): FileState => {
  try {
    if (typeof state !== 'object' || state === null) throw new Unusable('it is no JSON object')
    const { payload, type, importance, timestamp, pinned } = state as Record<string, unknown>
    return {
      payload: payloadOf(typeof payload === 'string' ? payload : JSON.stringify(payload ?? null), limits),
      type: typeOf(type) ?? 'episodic',
      importance: numberOf(importance, 'importance') ?? 0,
      timestamp: numberOf(timestamp, 'timestamp'),
      pinned: booleanOf(pinned) ?? false,
    }
  } catch (error) {
    if (!(error instanceof Unusable)) throw error
    throw new Unusable(`one of its earlier versions is not usable: ${error.message}`)
  }
}

/** @throws Unusable */
export const checkLink = (raw: RawLink): ImportLink => {
  const type = (textOf(raw.type, 'type') ?? 'related').trim()
  if (type === '' || type.length > LONGEST_TYPE)
    throw new Unusable('its type is not 1 to 100 characters long')
  if (!isStorable(type)) throw new Unusable('its type has characters that no database can hold')
  const note = textOf(raw.note, 'note') ?? null
  if (note !== null && note.length > LONGEST_NOTE)
    throw new Unusable('its note is longer than 2,000 characters')
  if (note !== null && !isStorable(note))
    throw new Unusable('its note has characters that no database can hold')
  const weight = numberOf(raw.weight, 'weight') ?? 1
  if (weight <= 0) throw new Unusable('its weight is not greater than 0')
  const createdAt = numberOf(raw.createdAt, 'createdAt')
  return { line: raw.line, from: endOf(raw.from), to: endOf(raw.to), type, weight, note, createdAt }
}

/** A coordinate in one of its forms; null for what is a name. */
const readCoordinate = (value: unknown): number[] | null => {
  const parts: unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.replace(/^\s*[([]|[)\]]\s*$/g, '').split(',')
      : [value]
  if (parts.length === 0 || parts.length > MOST_AXES) return null
  const numbers = parts.map((part) => (typeof part === 'string' ? fromText(part) : part))
  if (!numbers.every((one): one is number => typeof one === 'number' && Number.isFinite(one))) return null
  return numbers.map((one) => one + 0)
}

const fromText = (part: string): number => (part.trim() === '' ? Number.NaN : Number(part))

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

const coordinateOf = (value: unknown): number[] => {
  const numbers = readCoordinate(value)
  if (numbers !== null) return numbers
  throw new Unusable('its coordinate is not 1 to 16 numbers')
}

const nameOf = (name: string | undefined): string | null => {
  if (name === undefined || name === '') return null
  if (name.length > LONGEST_NAME) throw new Unusable('its name is longer than 2,000 characters')
  return name
}

/** `{name}` is a name, whatever it looks like. */
const endOf = (value: unknown): ImportEnd => {
  if (typeof value === 'object' && value !== null && 'name' in value) {
    const { name } = value
    if (typeof name === 'string' && name !== '' && name.length <= LONGEST_NAME) return name
  }
  const coordinate = readCoordinate(value)
  if (coordinate !== null) return coordinate
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME) return value
  throw new Unusable('one of its ends is neither a coordinate nor a name')
}

const payloadOf = (source: string, limits: PayloadLimits): string => {
  try {
    return readPayload(source, limits).json
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new Unusable(error.message)
  }
}

const typeOf = (value: unknown): MemoryType | null => {
  if (!isGiven(value)) return null
  if (value === 'episodic' || value === 'semantic') return value
  throw new Unusable('its type is neither episodic nor semantic')
}

const textOf = (value: unknown, what: string): string | undefined => {
  if (!isGiven(value)) return undefined
  if (typeof value !== 'string') throw new Unusable(`its ${what} is not a text`)
  return value
}

const numberOf = (value: unknown, what: string): number | null => {
  if (!isGiven(value)) return null
  const number = typeof value === 'number' ? value : typeof value === 'string' ? fromText(value) : Number.NaN
  if (Number.isFinite(number)) return number
  throw new Unusable(`its ${what} is not a finite number`)
}

const booleanOf = (value: unknown): boolean | null => {
  if (!isGiven(value)) return null
  return value === true || value === 1 || (typeof value === 'string' && /^(true|1|yes)$/i.test(value))
}

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
