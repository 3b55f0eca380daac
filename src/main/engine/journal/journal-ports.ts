import type { ArtefactKind, Change } from '#contract/changes'
import type { HistoryKind, HistoryLine } from '#contract/history'

/** Whose changes: of one namespace or of all, with those of the whole database or without. */
export interface HistoryScope {
  readonly namespace?: string | undefined
  readonly whole: boolean
}

export interface HistoryQuery extends HistoryScope {
  readonly before?: number | undefined
  readonly limit: number
  readonly author?: string | undefined
  readonly kind?: HistoryKind | undefined
  /** Only changes of this memory and its links. */
  readonly coordinate?: readonly number[] | undefined
  /** Also undos and redos. */
  readonly undos: boolean
}

/** What a change did, each thing with its state before and after; null where there was nothing. */
export interface ChangeParts {
  readonly line: HistoryLine
  /** The present name; empty where the namespace was deleted, and of the whole database. */
  readonly namespace: string
  readonly memories: readonly {
    readonly coordinate: readonly number[]
    /** Numbers of versions. */
    readonly before: number | null
    readonly after: number | null
  }[]
  readonly links: readonly {
    readonly from: readonly number[]
    readonly to: readonly number[]
    readonly type: string
    readonly before: LinkFacts | null
    readonly after: LinkFacts | null
  }[]
  readonly others: readonly ChangedArtefact[]
  /** Earlier changes in force that touched the same, newest first. */
  readonly inTheWayOf: readonly number[]
}

export interface LinkFacts {
  readonly weight: number
  readonly note: string | null
}

export interface ChangedArtefact {
  readonly kind: ArtefactKind
  readonly id: string
  readonly before: string | null
  readonly after: string | null
}

/** Something that a change touched and that another change stands for now. */
export type Blocked = (
  | { readonly coordinate: readonly number[] }
  | { readonly from: readonly number[]; readonly to: readonly number[]; readonly type: string }
  | { readonly kind: ArtefactKind }
) & { readonly lastSeq: number }

/** What an undo of a change would find, without the states that it would put back. */
export interface UndoSketch {
  readonly change: Change
  /** As in {@link ChangeParts}. */
  readonly namespace: string
  /** How many things it would put back. */
  readonly count: number
  readonly blocked: Blocked | null
}

/** One undo on the way to a point, seen as if those of newer changes were done. */
export interface RewindStep extends UndoSketch {
  /** What is undone or redone by it: the change itself, or the first of its chain. */
  readonly origin: Change
  readonly act: 'undo' | 'redo'
}

export interface RewindQuery extends HistoryScope {
  /** The point: everything is to be as it was right after this change. */
  readonly to: number
  /** Only steps of changes before this one: where the steps before ended. */
  readonly before?: number | undefined
  readonly limit: number
}

/** The part of the primary store that reads the journal (MEM-10). */
export interface HistoryStore {
  /** Newest first; `present` is the newest change in force of the scope. */
  history(query: HistoryQuery): Promise<{ lines: HistoryLine[]; present: number | null }>
  historyAuthors(scope: HistoryScope): Promise<string[]>
  nextChanges(
    scope: HistoryScope & { readonly author?: string | undefined },
  ): Promise<{ undo: HistoryLine | null; redo: HistoryLine | null }>
  /** Null where there is no such change. @param limit of memories, of links, and of others */
  changeParts(seq: number, limit: number): Promise<ChangeParts | null>
  /** In the order in which they are to be done, newest first; `total` counts all, up to one more than `most`. */
  rewindSteps(query: RewindQuery, most: number): Promise<{ steps: RewindStep[]; total: number }>
  /** How many different things the undos of these changes would put back. */
  touchedBy(seqs: readonly number[]): Promise<{ memories: number; links: number; others: number }>
}
