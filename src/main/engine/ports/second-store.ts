import type { Filter } from '#contract/filter'
import type { MemoryKey } from './change.ts'
import type { OutboxMark, OutboxRow } from './outbox-store.ts'

/** How far a second store says that it has got with a namespace. */
export type SecondMark = OutboxMark & { readonly namespace: string }

/** What a second store has of a namespace. */
export type SecondSpace =
  | {
      readonly is: 'ours'
      readonly collection: string
      readonly mark: OutboxMark | null
      /** When the namespace that was told there was made; null where that is not known. */
      readonly madeAt: number | null
      /** Nothing was there. */
      readonly isEmpty: boolean
      /** Why it stays as it is, where it turns out that another database told it. */
      readonly ifForeign: string
    }
  /** It cannot take what would be sent, and was left as it is. */
  | {
      readonly is: 'foreign'
      readonly collection: string
      readonly points: number
      readonly dimension: number | null
      readonly why: string
    }

export interface SecondQuery {
  readonly namespace: string
  readonly vector: Float32Array
  readonly k: number
  /** Null where nothing is filtered. */
  readonly filter: Filter | null
  /** Ids of the memories that the filter lets through, in place of the filter. */
  readonly ids?: readonly string[]
  /** Compares with every vector. */
  readonly exact?: boolean
}

export interface SecondAnswer {
  readonly keys: Uint32Array
  readonly scores: Float64Array
  /** Points that are not ours, among what was found. */
  readonly strangers: number
}

/** A point as it is there, for who compares. */
export interface SecondPoint {
  readonly id: string
  /** Null where this program did not write it. */
  readonly key: MemoryKey | null
  readonly seq: number | null
  /** Of what is there now. */
  readonly hash: string
}

export interface SecondHealth {
  readonly state: 'ready' | 'unreachable' | 'misconfigured'
  /** Why, in a sentence; empty while it is ready. */
  readonly message: string
  /** Milliseconds that its last answer took; null before the first. */
  readonly latency: number | null
}

/**
 * Another store that has vectors too, and is told of changes by the outbox. Every call rejects, soon, where it is away:
 * whoever asks has another answer.
 */
export interface SecondStore {
  /** What tells it, with the embedder, from others: kept beside how far it has got. */
  readonly target: string
  /** As people know it. */
  readonly name: string
  /** Looks what there is for a namespace, and makes it where there is nothing. Its name and when it was made tell it from others. */
  open(namespace: string, madeAt: number): Promise<SecondSpace>
  /** Makes a place for a namespace beside what was found foreign, which stays as it is. */
  openBeside(namespace: string): Promise<SecondSpace>
  /**
   * Writes memories as they are now, and takes away those that are not there; never over something newer.
   * @param vectors row-major [rows x dimension]
   */
  write(namespace: string, rows: readonly OutboxRow[], vectors: Float32Array): Promise<void>
  /** One that is ahead stays, as another computer may have put it; null begins anew. */
  keepMark(namespace: string, mark: OutboxMark | null): Promise<void>
  /** Takes away all that this program wrote for a namespace; the place itself stays. */
  forget(namespace: string): Promise<void>
  /** Marks of every namespace that this program wrote there. */
  marks(): Promise<SecondMark[]>
  /** Keys of the nearest; `needs-ids` where the filter cannot be said there. */
  search(query: SecondQuery): Promise<SecondAnswer | 'needs-ids'>
  /** Points in the order of their ids, behind one; null behind the last. */
  points(
    namespace: string,
    after: string | null,
    limit: number,
  ): Promise<{ readonly points: readonly SecondPoint[]; readonly next: string | null }>
  /**
   * The numbers that it has of points, row-major in the order of the ids [ids x dimension]; NaN where it has none, or others in
   * number than the embedder makes.
   */
  vectorsOf(namespace: string, ids: readonly string[]): Promise<Float32Array>
  /** What {@link SecondPoint.hash} would be, were the rows there. */
  hashes(rows: readonly OutboxRow[]): Promise<readonly string[]>
  /** What other programs wrote in the place of a namespace: payloads as lines of JSON, behind a point; null behind the last. */
  foreignLines(
    namespace: string,
    after: string | null,
    limit: number,
  ): Promise<{ readonly lines: string; readonly count: number; readonly next: string | null }>
  remove(namespace: string, ids: readonly string[]): Promise<void>
  health(): Promise<SecondHealth>
  close(): Promise<void>
}
