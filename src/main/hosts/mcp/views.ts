import { z } from 'zod'
import { Coordinate, type Memory, type MemoryRow, NamespaceName } from '#contract/memory'

/** Beyond it a list shows the beginning of a payload's text, and where the rest is. */
const MOST_OF_A_PAYLOAD = 16_000

export const memoryUri = (namespace: string, coordinate: readonly number[]): string =>
  `soma://memory/${namespace}/${coordinate.join(',')}`

/** @returns undefined for what names no memory */
export const readCoordinate = (text: string): number[] | undefined => {
  const parts = text.split(',')
  if (parts.some((part) => part.trim() === '')) return undefined
  return Coordinate.safeParse(parts.map(Number)).data
}

/** One memory whole, for who asked for it. */
export const wholeMemory = ({ text: _, payload, id: __, accessCount, ...memory }: Memory): object => ({
  uri: memoryUri(memory.namespace, memory.coordinate),
  ...memory,
  timesRecalled: accessCount,
  payload: JSON.parse(payload) as unknown,
})

/** A memory among others. */
export const memoryRow = (namespace: string, row: MemoryRow): object => {
  const { coordinate, title, type, importance, timestamp, pinned, tags } = row
  return {
    uri: memoryUri(namespace, coordinate),
    coordinate,
    title,
    type,
    importance,
    timestamp,
    pinned,
    tags,
  }
}

/** A payload in a list: whole unless it is long. */
export const shownPayload = ({ payload, text }: Memory): object =>
  payload.length <= MOST_OF_A_PAYLOAD
    ? { payload: JSON.parse(payload) as unknown }
    : { beginning: text.slice(0, MOST_OF_A_PAYLOAD), isCut: true, whole: 'ask "get" for it' }

export const namespaceInput = {
  namespace: NamespaceName.optional().describe('Where to look or store; the configured one if left out'),
}

export const coordinateInput = Coordinate.describe(
  'Where the memory is: 1 to 16 numbers, for example [1, 2, 3]',
)

export const limitInput = z.int().min(1).max(100).default(20).describe('How many at most')
