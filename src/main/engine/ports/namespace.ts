import type { MemoryType } from '#contract/memory'
import type { MemoryKey } from './change.ts'

export interface NamespaceRecord {
  readonly name: string
  readonly createdAt: number
  readonly note: string
  readonly suggestions: readonly string[]
  readonly living: number
  readonly bin: number
}

export interface NamespaceStats {
  readonly episodic: number
  readonly semantic: number
  readonly pinned: number
  readonly bin: number
  readonly links: number
  readonly versions: number
  readonly payloadBytes: number
  readonly oldest: number | null
  readonly newest: number | null
}

/** Payloads that take the place of others because the ids change that their seals are made for (SEC-1). */
export interface Resealing {
  /** The last change of the namespace that they were made from; after a later one they are not taken. */
  readonly seq: number
  readonly states: readonly { readonly key: MemoryKey; readonly version: number; readonly payload: string }[]
}

export interface NamespaceComparison {
  readonly onlyLeft: number
  readonly onlyRight: number
  readonly different: number
  readonly equal: number
  readonly differences: readonly {
    readonly coordinate: number[]
    readonly title: string
    readonly type: MemoryType
    readonly kind: 'only-left' | 'only-right' | 'different'
  }[]
}

/** A namespace was changed while its payloads were being sealed for new ids. Nothing was written; it may be tried again. */
export class NamespaceMoved extends Error {
  override readonly name = 'NamespaceMoved'
}
