import type { MemoryType } from '#contract/memory'
import type { MemoryKey } from './change.ts'
import type { VectorCursor } from './vector-store.ts'

/** A memory on its way to a second store, as it rests: what is sealed stays sealed. */
export interface OutboxRow {
  readonly key: MemoryKey
  readonly id: string
  readonly space: number
  /** The change that made it what it is. */
  readonly seq: number
  /** False where it must not be there: it is deleted, or has no vector yet. */
  readonly isThere: boolean
  readonly coordinate: readonly number[]
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: boolean
  readonly tags: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
  readonly version: number
  /** Null where it is not there. */
  readonly payload: string | null
}

export interface OutboxFeed {
  readonly rows: readonly OutboxRow[]
  /** Row-major [rows x dimension]; zero where a row is not there. */
  readonly vectors: Float32Array
  /** Living memories of it that wait for their vectors. */
  readonly waiting: Uint32Array
  readonly cursor: VectorCursor
  /** Tells the change of the cursor from another one of its number; null where there is none. */
  readonly stamp: string | null
  readonly complete: boolean
}

/** What goes first where a second store is told: those that got their vectors, or what changed after a point. */
export type OutboxPart =
  | { readonly after: VectorCursor; readonly spaces?: readonly number[] }
  | { readonly waited: string }
  | { readonly keys: Uint32Array }

/** How far a second store has got. */
export interface OutboxMark {
  readonly cursor: VectorCursor
  readonly stamp: string | null
}

export interface OutboxDepth {
  readonly count: number
  /** When the oldest of them was changed, epoch seconds. */
  readonly oldest: number | null
}

export interface OutboxSpace {
  readonly space: number
  readonly namespace: string
  readonly living: number
  readonly madeAt: number
}

/**
 * STO-5: what second stores still have to be told. The journal is the outbox: it is written with each change in one
 * transaction, in the order of the changes; kept beside it is only how far each second store has got, and whose vectors
 * came later than their change. A memory is always sent as it is now, so nothing older goes over something newer.
 */
export interface OutboxStore {
  outbox(embedder: string, part: OutboxPart, limit: number): Promise<OutboxFeed>
  outboxMark(target: string): Promise<OutboxMark | null>
  /** Takes down what was told, and who waits for a vector. */
  keepOutboxMark(target: string, told: OutboxMark & { readonly waiting?: Uint32Array }): Promise<void>
  /** Those that wait no more. */
  dropOutboxWaiting(target: string, keys: Uint32Array): Promise<void>
  outboxDepth(target: string): Promise<OutboxDepth>
  /** Whether a mark is one of this database, and of no past that was undone. */
  isOutboxMark(mark: OutboxMark): Promise<boolean>
  /** One process of several tells a second store; the others take over once it is silent. @returns whether it may */
  holdOutbox(
    target: string,
    hold: { readonly holder: string; readonly now: number; readonly until: number },
  ): Promise<boolean>
  outboxSpaces(): Promise<OutboxSpace[]>
  /** Living memories that have a vector, in the order of their ids, behind one. */
  outboxIds(
    embedder: string,
    space: number,
    after: string,
    limit: number,
  ): Promise<{ readonly key: MemoryKey; readonly id: string; readonly seq: number }[]>
}
