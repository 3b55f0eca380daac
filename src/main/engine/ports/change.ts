import type { Change } from '#contract/changes'
import type { MemoryType } from '#contract/memory'
import type { ArtefactMutation } from '../artefact-ports.ts'

/** The number under which store, keyword table and vector index know a memory; never used twice. */
export type MemoryKey = number

/** What can change about a memory. `text` and `title` are derived from `payload` by the engine (MEM-6). */
export interface MemoryState {
  readonly payload: string
  readonly text: string
  readonly title: string
  readonly tags: readonly string[]
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly pinned: boolean
  readonly deletedAt: number | null
}

/** What a mutation brought along as `gate`, and the version that it made. */
export interface GateRecordRow {
  readonly version: number
  readonly record: string
}

/** One memory's part in a change. */
export interface Mutation {
  readonly coordinate: readonly number[]
  /** UUID v5 of namespace and coordinate (MEM-2). */
  readonly id: string
  /**
   * `put` writes the whole state and makes the memory where there is none (`pinned` then keeps what it was if it is
   * left out); `patch` changes what it names and needs a memory in the state that `when` asks for.
   */
  readonly kind: 'put' | 'patch'
  readonly set: Partial<MemoryState>
  readonly when: 'any' | 'absent' | 'living' | 'binned' | 'exists'
  /** The version that the caller saw; another one is a conflict. */
  readonly expectedVersion?: number
  /** Vector of `set.text`; without one the old vector stays if the text did, and is dropped if not. */
  readonly vector?: Float32Array
  /** What the gate said of it, as JSON; it is kept with the version that the mutation makes. */
  readonly gate?: string
  /** A part of the text rests sealed in the payload, so that only there shows whether it changed. */
  readonly hasSealedText?: boolean
  /** What was forgotten: levels of DEC-3 passed so far, and whether the memory decayed. It is no use of the memory. */
  readonly forgets?: { readonly levels: number; readonly isWhole: boolean }
}

/** One transaction: all of it, or nothing (MEM-8). */
export interface ChangeDraft {
  readonly namespace: string
  readonly at: number
  readonly author: string
  readonly action: string
  readonly summary: string
  readonly reason: string | null
  readonly embedder: string
  /** The change that this one undoes. */
  readonly undoes?: number
  /** A mutation whose `when` does not hold: is left out, or fails the change. */
  readonly onMismatch: 'skip' | 'fail'
  readonly mutations: readonly Mutation[]
  /** One whose ends are not both there is left out. */
  readonly links?: readonly (LinkDraft | LinkRemoval)[]
  readonly artefacts?: readonly ArtefactMutation[]
}

/** A link is known by its ends and its type. */
export interface LinkPlace {
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly type: string
}

/** A link to make, or to make otherwise where it is there. */
export interface LinkDraft extends LinkPlace {
  readonly weight: number
  readonly note: string | null
  /** Of a link that comes back; else the time of the change, or what it was. */
  readonly createdAt?: number
  /** As in {@link LinkRemoval}. */
  readonly seen?: number | null
}

export interface LinkRemoval extends LinkPlace {
  readonly isRemoved: true
  /** The change that made the state which the caller saw, null where it saw none; another one refuses the change. */
  readonly seen?: number | null
}

/** What can change about a link. */
export interface LinkState {
  readonly weight: number
  readonly note: string | null
  readonly createdAt: number
}

export type MutationOutcome =
  | { readonly is: 'done'; readonly version: number; readonly created: boolean }
  | { readonly is: 'skipped'; readonly found: 'nothing' | 'living' | 'binned' }

export interface Committed {
  /** Null where no mutation applied: then nothing was written and no number was used. */
  readonly change: Change | null
  /** Ids of the memories that changed, at most a thousand of them. */
  readonly ids: readonly string[]
  readonly outcomes: readonly MutationOutcome[]
  /** Kinds of the artefacts that changed, one for each; `change.count` counts them too. */
  readonly artefacts: readonly ArtefactMutation['kind'][]
  /** Links that changed; `change.count` counts them too. */
  readonly links: number
  /** Memories that live in the namespace now; 0 where nothing was written. */
  readonly living: number
}

/** A change as somebody learns of it who did not make it; as in {@link Committed}. */
export interface ChangeEffect {
  readonly change: Change
  readonly ids: readonly string[]
  readonly links: number
  readonly artefacts: readonly ArtefactMutation['kind'][]
}

/** A mutation did not find what it needs; nothing of its change was written. */
export class MutationRefused extends Error {
  override readonly name = 'MutationRefused'
  readonly index: number
  readonly found: 'nothing' | 'living' | 'binned'
  /** The version that is there, 0 where there is none. */
  readonly version: number

  constructor(index: number, found: 'nothing' | 'living' | 'binned', version: number) {
    super(`mutation ${index} found ${found} (version ${version})`)
    this.index = index
    this.found = found
    this.version = version
  }
}

/** A link was changed since the caller saw it; nothing of the change was written. */
export class LinkRefused extends Error {
  override readonly name = 'LinkRefused'
}
