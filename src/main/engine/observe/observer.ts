import type { Change } from '#contract/changes'
import type { MemoryType } from '#contract/memory'
import type { WatchPoint } from '#contract/quality'
import type { RecallResult } from '#contract/recall'
import type { ChangeDraft, Committed } from '../ports.ts'

/**
 * Who wants to know what the engine does, whoever asked for it: the audit log, the metrics. It is told after the fact
 * and never waited for; what it makes of it changes no answer.
 */
export interface Observer {
  note(happened: Observation): void
  /** Does the work of what was begun, and knows by that what belongs to it: calls of stores, and what is begun within. */
  around?<T>(begun: Begun, work: () => Promise<T>): Promise<T>
  /** Resolves when all that was noted is where it is to be. */
  close?(): Promise<void>
}

/** What has an inside: a recall, a write, and a change that is given to the store. */
export type Begun =
  | Pick<ObservedRecall, 'is' | 'namespace' | 'author' | 'query' | 'k' | 'type'>
  | Omit<ObservedWrite, 'took' | 'failed'>
  | Pick<ObservedChange, 'is' | 'draft'>

export type Observation =
  | ObservedChange
  | ObservedRecall
  | ObservedWrite
  | ObservedCall
  | { readonly is: 'others-change'; readonly change: Change; readonly memories: number }
  | { readonly is: 'embedder'; readonly change: Change }
  | ObservedPurge
  | ObservedWatch
  | ObservedNamespace

/** A change was given to the store, and is on disk unless nothing of it applied. */
export interface ObservedChange {
  readonly is: 'change'
  readonly draft: ChangeDraft
  readonly committed: Committed
}

export interface ObservedPurge {
  readonly is: 'purge'
  readonly namespace: string
  readonly author: string
  readonly at: number
  readonly count: number
}

export interface ObservedNamespace {
  readonly is: 'namespace'
  readonly how: 'create' | 'rename' | 'copy' | 'remove' | 'restore' | 'purge'
  readonly namespace: string
  /** What it was renamed or copied to. */
  readonly to?: string
  readonly author: string
  readonly at: number
}

/** The watch of recall measured (QUAL-1). */
export interface ObservedWatch {
  readonly is: 'watch'
  readonly namespace: string
  readonly point: WatchPoint
  readonly isAlert: boolean
}

/** Somebody asked; what the engine asks itself is not told. */
export interface ObservedRecall {
  readonly is: 'recall'
  readonly namespace: string
  readonly author: string
  readonly query: string
  readonly k: number
  /** The only type that was asked for. */
  readonly type: MemoryType | null
  readonly at: number
  /** Seconds. */
  readonly took: number
  /** Null where nobody waited for the answer, or it failed. */
  readonly result: RecallResult | null
  readonly outcome: 'answered' | 'aborted' | 'failed'
}

/** Memories came to a door to be stored, or to be deleted. What became of each is told by its change. */
export interface ObservedWrite {
  readonly is: 'write'
  readonly kind: 'store' | 'store-many' | 'delete'
  readonly namespace: string
  readonly author: string
  readonly memories: number
  readonly took: number
  readonly failed: boolean
}

/** One call of a store. */
export interface ObservedCall {
  readonly is: 'call'
  readonly store: 'memories' | 'vectors'
  readonly call: string
  readonly took: number
  readonly failed: boolean
}
