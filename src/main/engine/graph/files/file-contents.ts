import { isAppError } from '#contract/errors'
import type { PayloadLimits } from '../../memory/payload.ts'
import { readPayload } from '../../memory/payload.ts'
import {
  type FileLink,
  type FileMemory,
  FileRefused,
  idOf,
  type RawGraph,
  type RawLink,
  type RawNode,
} from './graph-file.ts'
import { AS_JSON } from './xml-text.ts'

export interface LeftOut {
  readonly what: string
  readonly why: string
}

/** Named of those that are left out. */
const MOST_NAMED = 100
const MOST_MEMORIES = 1_000_000
const MOST_LINKS = 5_000_000
const LONGEST_TYPE = 100
const LONGEST_NOTE = 2000

/** Of one node or link; all the others are taken. */
class Unusable extends Error {
  override readonly name = 'Unusable'
}

/**
 * What a file says, of which only that is kept which a store could hold; the rest is counted, and the first of it
 * named. Links wait until all memories are known.
 */
export class FileContents implements RawGraph {
  readonly memories: FileMemory[] = []
  readonly links: FileLink[] = []
  readonly leftOut: LeftOut[] = []
  leftOutTotal = 0
  readonly #limits: PayloadLimits
  readonly #coordinates = new Map<string, readonly number[]>()
  readonly #taken = new Set<string>()
  readonly #waiting: RawLink[] = []

  constructor(limits: PayloadLimits) {
    this.#limits = limits
  }

  node(node: RawNode): void {
    if (this.memories.length >= MOST_MEMORIES) throw tooMany(MOST_MEMORIES, 'memories')
    this.#attempt(`memory ${shown(node.id)}`, () => {
      const memory = memoryOf(node, this.#limits)
      const place = idOf(memory.coordinate)
      if (this.#taken.has(place)) throw new Unusable('there is one at its coordinate already')
      this.#taken.add(place)
      this.#coordinates.set(node.id, memory.coordinate)
      this.memories.push(memory)
    })
  }

  link(link: RawLink): void {
    if (this.#waiting.length >= MOST_LINKS) throw tooMany(MOST_LINKS, 'links')
    this.#waiting.push(link)
  }

  /** Call it when all was read. */
  settle(): void {
    const known = new Set<string>()
    for (const raw of this.#waiting) {
      this.#attempt(`link ${shown(raw.source)} to ${shown(raw.target)}`, () => {
        const link = linkOf(raw, this.#coordinates)
        const place = JSON.stringify([link.from, link.to, link.type])
        if (known.has(place)) throw new Unusable('there is one of its ends and type already')
        known.add(place)
        this.links.push(link)
      })
    }
    this.#waiting.length = 0
  }

  #attempt(what: string, take: () => void): void {
    try {
      take()
    } catch (error) {
      if (!(error instanceof Unusable)) throw error
      this.leftOutTotal++
      if (this.leftOut.length < MOST_NAMED) this.leftOut.push({ what, why: error.message })
    }
  }
}

const tooMany = (most: number, what: string): FileRefused =>
  new FileRefused(`It has more than ${most.toLocaleString('en')} ${what}.`)

const shown = (id: string): string => (id.length > 60 ? `${id.slice(0, 60)}…` : id)

const memoryOf = ({ id, fields }: RawNode, limits: PayloadLimits): FileMemory => {
  const type = fields.get('type') ?? 'episodic'
  if (type !== 'episodic' && type !== 'semantic') {
    throw new Unusable('its type is neither episodic nor semantic')
  }
  return {
    coordinate: coordinateOf(id),
    title: '',
    payload: payloadOf(id, fields, limits),
    type,
    importance: numberOf(fields, 'importance') ?? 0,
    timestamp: numberOf(fields, 'timestamp'),
    pinned: isTrue(fields.get('pinned')),
  }
}

const coordinateOf = (id: string): number[] => {
  const parts = id.split(',').map((part) => part.trim())
  const numbers = parts.map((part) => (part === '' ? Number.NaN : Number(part) + 0))
  if (numbers.length <= 16 && numbers.every(Number.isFinite)) return numbers
  throw new Unusable('its name is no coordinate, which is 1 to 16 numbers parted by commas')
}

/** A graph of another program has no payloads: what it calls a node becomes one. */
const payloadOf = (id: string, fields: RawNode['fields'], limits: PayloadLimits): string => {
  const given = textOf(fields, 'payload')
  const source = given ?? JSON.stringify({ title: textOf(fields, 'label') ?? id })
  try {
    return readPayload(source, limits).json
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new Unusable(error.message)
  }
}

const linkOf = (
  { source, target, fields }: RawLink,
  places: ReadonlyMap<string, readonly number[]>,
): FileLink => {
  const [from, to] = [places.get(source), places.get(target)]
  if (from === undefined || to === undefined) {
    throw new Unusable('the file has no usable memory at one of its ends')
  }
  const type = (textOf(fields, 'type') ?? 'related').trim()
  if (type === '' || type.length > LONGEST_TYPE)
    throw new Unusable('its type is not 1 to 100 characters long')
  const note = textOf(fields, 'note') ?? null
  if (note !== null && note.length > LONGEST_NOTE)
    throw new Unusable('its note is longer than 2,000 characters')
  const weight = numberOf(fields, 'weight') ?? 1
  if (weight <= 0) throw new Unusable('its weight is not greater than 0')
  return { from, to, type, weight, note, createdAt: numberOf(fields, 'createdAt') }
}

const textOf = (fields: RawNode['fields'], name: string): string | undefined => {
  const escaped = fields.get(`${name}${AS_JSON}`)
  const value = escaped === undefined ? fields.get(name) : unescaped(escaped, name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new Unusable(`its ${name} is not a text`)
  return value
}

const unescaped = (value: unknown, name: string): unknown => {
  try {
    return JSON.parse(String(value))
  } catch {
    throw new Unusable(`its ${name} is not a JSON string`)
  }
}

const numberOf = (fields: RawNode['fields'], name: string): number | null => {
  const value = fields.get(name)
  if (value === undefined || value === null || value === '') return null
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN
  if (Number.isFinite(number)) return number
  throw new Unusable(`its ${name} is not a finite number`)
}

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1'
