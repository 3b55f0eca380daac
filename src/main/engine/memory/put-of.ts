import type { MemoryType } from '#contract/memory'
import type { MemoryState, Mutation } from '../ports.ts'
import { memoryId } from './coordinate.ts'
import type { Payload } from './payload.ts'

/** A memory to store, as it was asked for. */
export interface Putting {
  readonly namespace: string
  readonly coordinate: readonly number[]
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp?: number | null | undefined
  readonly pinned?: boolean | undefined
  readonly ifTaken: 'update' | 'refuse'
}

/** @param now epoch seconds */
export const putOf = (
  input: Putting,
  { payload, vector, now }: { payload: Payload; vector: Float32Array | undefined; now: number },
): Mutation => ({
  coordinate: input.coordinate,
  id: memoryId(input.namespace, input.coordinate),
  kind: 'put',
  when: input.ifTaken === 'refuse' ? 'absent' : 'any',
  ...(vector && { vector }),
  set: {
    ...stateOf(payload),
    type: input.type,
    importance: input.importance,
    timestamp: timestampOf(input, now),
    deletedAt: null,
    ...(input.pinned !== undefined && { pinned: input.pinned }),
  },
})

/** MEM-4: an episode happened at a time; a fact need not have one. */
export const timestampOf = (
  { timestamp, type }: Pick<Putting, 'timestamp' | 'type'>,
  now: number,
): number | null => timestamp ?? (type === 'episodic' ? now : null)

/** What a payload is to the store. */
export const stateOf = ({
  json,
  text,
  title,
  tags,
}: Payload): Pick<MemoryState, 'payload' | 'text' | 'title' | 'tags'> => ({
  payload: json,
  text,
  title,
  tags,
})
