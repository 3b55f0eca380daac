import type { MemoryType } from '#contract/memory'
import type { MemoryKey } from '../ports/change.ts'
import type { DecayFacts } from './decay-score.ts'
import type { DatingRules } from './due-time.ts'

/** A place in the list of what is due: by time, then by key. */
export interface DueCursor {
  readonly at: number
  readonly key: MemoryKey
}

/** A memory that a sweep has to look at. */
export interface DueMemory {
  readonly key: MemoryKey
  readonly namespace: string
  readonly coordinate: readonly number[]
  readonly id: string
  readonly version: number
  /** Null where a seal is broken: nothing is taken out of what nobody can read. */
  readonly payload: string | null
  readonly facts: DecayFacts
  readonly due: DueCursor
}

/** A memory with nothing to lose passes what takes nothing from it without a change. */
export interface ForgottenMark {
  readonly key: MemoryKey
  readonly version: number
  readonly levels: number
  readonly isForgotten: boolean
}

/** What will happen to memories, in columns: in the order of time, then of keys. */
export interface EventColumns {
  readonly keys: Uint32Array
  readonly at: Float64Array
}

export interface DecayEvents {
  readonly decays: EventColumns
  /** Ages of DEC-3 that are passed before the memory decays. */
  readonly levels: EventColumns
  /** Behind which key to go on; null at the end. */
  readonly next: MemoryKey | null
}

export interface DecayEventsQuery {
  readonly namespace: string
  readonly rules: DatingRules
  readonly after: MemoryKey
  /** How many keys to look at. */
  readonly span: number
  readonly signal?: AbortSignal
}

export interface PlacedFacts {
  readonly key: MemoryKey
  readonly facts: DecayFacts
}

export interface EvictableMemory {
  readonly key: MemoryKey
  readonly coordinate: readonly number[]
  readonly id: string
  readonly version: number
}

/** What is to go for good. */
export interface Purge {
  readonly namespace: string
  /** Which of the bin, by id; or what lies there since a time before this one. */
  readonly which: { readonly ids: readonly string[] } | { readonly before: number }
  readonly limit: number
  readonly at: number
  readonly author: string
  readonly summary: string
}

/** How far memories are dated by other rules than before, in keys. */
export interface DatingProgress {
  readonly done: number
  readonly total: number
}

/** The part of the primary store that knows when memories are forgotten, and which of them first. */
export interface DecayStore {
  /**
   * Dates by these rules from now on: what is written, at once, and what was dated by others, some in each call. Writes
   * nothing where all is dated.
   * @returns null when all is dated by these rules
   */
  dateBy(rules: DatingRules | null, limit: number): Promise<DatingProgress | null>
  /** Living memories that were dated up to this moment, by time. Some may not be due any more. */
  dueMemories(at: number, after: DueCursor | null, limit: number): Promise<DueMemory[]>
  /** Passes what takes nothing from memories, where they are still as they were seen. */
  markForgotten(marks: readonly ForgottenMark[]): Promise<void>
  /** What would happen to living memories of a slice of keys, by any rules. Nothing is written. */
  decayEvents(query: DecayEventsQuery): Promise<DecayEvents>
  /** In the order of the places; null where nothing lives. */
  decayFacts(namespace: string, coordinates: readonly (readonly number[])[]): Promise<(PlacedFacts | null)[]>
  /** Living memories without a pin in the order in which they would be evicted: by type, importance, age. */
  evictable(
    namespace: string,
    types: readonly MemoryType[],
    page: { readonly offset: number; readonly limit: number },
  ): Promise<EvictableMemory[]>
  /** Changes with every change of anything, by whomever. */
  stateOfData(): Promise<string>
  /** Deletes from the bin for good, with all versions and links. @returns how many, at most `limit` */
  purgeBin(purge: Purge): Promise<number>
  /** Deletes earlier versions that were replaced before a moment. @returns how many, at most `limit` */
  purgeVersions(before: number, limit: number): Promise<number>
}
