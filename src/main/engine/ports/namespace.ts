import type { Change } from '#contract/changes'
import type { MemoryType } from '#contract/memory'
import type { BinnedNamespace } from '#contract/namespaces'
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

/** Who makes, renames, takes away or brings back a namespace. */
export interface NamespaceChange {
  readonly at: number
  readonly author: string
  /** The change that this one undoes, and the words of that; else they are those of what is done. */
  readonly undoes?: { readonly seq: number; readonly summary: string; readonly action: 'undo' | 'redo' }
}

/** The line of the journal; null where there is none. */
export interface NamespaceChanged {
  readonly change: Change | null
}

/** The part of the primary store that keeps namespaces apart (MEM-7). */
export interface NamespaceStore {
  namespaces(): Promise<NamespaceRecord[]>
  /** With an author it is a change that can be undone; without one it is part of what made it. */
  createNamespace(
    name: string,
    meta: {
      readonly at: number
      readonly note: string
      readonly suggestions: readonly string[]
      readonly author?: string | undefined
    },
  ): Promise<NamespaceChanged>
  /**
   * Ids are derived from the name, so they change.
   * @throws NamespaceMoved where `reseal` was made from an older state
   */
  renameNamespace(
    from: string,
    to: string,
    by: NamespaceChange,
    reseal?: Resealing,
  ): Promise<NamespaceChanged>
  /** @throws NamespaceMoved likewise */
  copyNamespace(
    from: string,
    to: string,
    by: { readonly at: number; readonly author: string },
    reseal?: Resealing,
  ): Promise<NamespaceChanged & { readonly copied: number }>
  /** Takes a namespace away with everything in it, so that it can come back. Its name is free from then on. */
  binNamespace(name: string, by: NamespaceChange): Promise<NamespaceChanged & { readonly binned: number }>
  /**
   * Brings back what a change took away.
   * @throws AppError `namespace/exists` where another has its name, `namespace/not-found` where it is gone for good
   */
  unbinNamespace(by: NamespaceChange & Required<Pick<NamespaceChange, 'undoes'>>): Promise<NamespaceChanged>
  /** The last that went first. */
  binnedNamespaces(): Promise<BinnedNamespace[]>
  /** Deletes for good what a change took away. @throws AppError `namespace/not-found` */
  purgeNamespace(seq: number, name: string): Promise<{ readonly space: number; readonly purged: number }>
  /** Deletes one for good that is there. Returns how many memories were in it. */
  removeNamespace(name: string): Promise<number>
  compareNamespaces(left: string, right: string, limit: number): Promise<NamespaceComparison>
  stats(namespace: string): Promise<NamespaceStats>
}

/** A namespace was changed while its payloads were being sealed for new ids. Nothing was written; it may be tried again. */
export class NamespaceMoved extends Error {
  override readonly name = 'NamespaceMoved'
}
