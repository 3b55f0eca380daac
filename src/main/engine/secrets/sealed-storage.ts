import type { ArtefactKind } from '#contract/changes'
import type { MemoryType } from '#contract/memory'
import type { MemoryKey } from '../ports.ts'

/** A payload as it rests, with what two namespaces are compared by. */
export interface RestingPayload {
  readonly id: string
  readonly payload: string
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
}

/** A present or earlier state of a memory, as it rests. */
export interface RestingState {
  readonly key: MemoryKey
  readonly version: number
  readonly isPresent: boolean
  readonly id: string
  readonly coordinate: readonly number[]
  readonly payload: string
}

/** Another form of the same state. */
export interface Rewrite {
  readonly key: MemoryKey
  readonly version: number
  /** The payload that is replaced; where there is another one by now, it stays. */
  readonly from: string
  readonly payload: string
  readonly text: string
  readonly title: string
  readonly tags: readonly string[]
}

/** The sentences of a line of the journal. */
export interface JournalLine {
  readonly seq: number
  readonly author: string
  readonly action: string
  readonly summary: string
  readonly reason: string | null
}

/** A state of an artefact: the present one, or those on either side of a change. */
export type ArtefactPart = 'present' | 'before' | 'after'

export interface RestingArtefact {
  /** Where the store has it; they are paged through by it. */
  readonly at: number
  readonly id: string
  readonly state: string
}

/**
 * What a store gives beside `MemoryStore` so that what rests in it can be sealed: payloads as they rest, and a way to
 * write them in another form that makes neither a change nor a version, as nothing changed.
 */
export interface SealedStorage {
  /** In the order they were asked for; null where there is none. */
  restingPayloads(
    which: { readonly ids: readonly string[] } | { readonly keys: Uint32Array },
  ): Promise<(RestingPayload | null)[]>
  /** Every state of the memories behind a key, whole memories only; of one namespace if it is named. */
  restingStates(after: MemoryKey, memories: number, namespace?: string): Promise<RestingState[]>
  /** In one transaction; returns how many were written. */
  rewriteStates(rewrites: readonly Rewrite[]): Promise<number>
  restingArtefacts(query: {
    readonly part: ArtefactPart
    readonly kind: ArtefactKind
    readonly after: number
    readonly limit: number
  }): Promise<RestingArtefact[]>
  /** In one transaction; where there is another state than `from` by now, it stays. Returns how many were written. */
  rewriteArtefacts(
    part: ArtefactPart,
    rewrites: readonly { readonly at: number; readonly from: string; readonly state: string }[],
  ): Promise<number>
  journalLines(after: number, limit: number): Promise<JournalLine[]>
  rewriteJournal(lines: readonly Pick<JournalLine, 'seq' | 'summary' | 'reason'>[]): Promise<void>
  /** What the store knows about its keys; null where it never had one. */
  sealingRecord(): Promise<string | null>
  setSealingRecord(record: string | null): Promise<void>
  /** Overwrites what was deleted or replaced, wherever it may still lie. Takes as long as copying the database. */
  eraseTraces(): Promise<void>
}
