import type { ArtefactKind, Change } from '#contract/changes'

/**
 * An artefact is what is kept beside memories: a golden set, one of its entries, a saved query, a write that the gate
 * stopped. To store and journal it is a JSON object with a kind and an id, so that a new kind needs no table, undo of its own or migration.
 */
export interface Artefact {
  readonly kind: ArtefactKind
  /** Unique within a namespace and kind; it stays when a namespace is renamed or copied. */
  readonly id: string
  /**
   * A JSON object. Three keys mean something to the store: `name` is unique within namespace and kind, `partOf` is the
   * id of an artefact that must be there as long as this one is, and lists are ordered by `createdAt`.
   */
  readonly state: string
  /** The change that made it what it is. */
  readonly seq: number
  /** How many artefacts are part of it. */
  readonly parts: number
}

/** One artefact's part in a change. */
export interface ArtefactMutation {
  readonly kind: ArtefactKind
  readonly id: string
  /** The state to be; null removes it. */
  readonly state: string | null
  /** The change that made the state which the caller saw, null where it saw none; another one refuses the change. */
  readonly seen: number | null
  /** How many of the kind are kept: past them the oldest go for good, with their history, and are counted. */
  readonly keep?: number
}

/** What an undo would put back. */
export interface ArtefactUndoStep {
  readonly kind: ArtefactKind
  readonly id: string
  /** State before the change; null where there was none. */
  readonly before: string | null
  /** The change that made the present state; null where there is none. */
  readonly present: number | null
  /** The change that the present state stands for; where it is not the one to undo, that one stands in the way. */
  readonly lastSeq: number
}

export interface ArtefactQuery {
  readonly kind: ArtefactKind
  readonly id?: string
  readonly name?: string
  readonly partOf?: string
  readonly newestFirst?: boolean
  readonly offset?: number
  readonly limit?: number
}

/** How many artefacts of a kind there are, and how many went because there were too many. */
export interface ArtefactTally {
  readonly kept: number
  readonly dropped: number
}

export interface StoredRun {
  readonly run: number
  /** JSON, as it was given. */
  readonly summary: string
}

/** The part of the primary store that keeps artefacts. They are changed by a {@link ChangeDraft} like memories. */
export interface ArtefactStore {
  /** In the order they were made, or the other way round. */
  artefacts(namespace: string, query: ArtefactQuery): Promise<Artefact[]>
  artefactTally(namespace: string, kind: ArtefactKind): Promise<ArtefactTally>
  /** The changes that touched an artefact, newest first. */
  artefactChanges(namespace: string, artefact: Pick<Artefact, 'kind' | 'id'>): Promise<Change[]>
  /**
   * Keeps a run of a golden set and, of all but this one, only the summary; past `keep` runs the oldest go. Returns its
   * number.
   */
  keepGoldenRun(
    namespace: string,
    set: string,
    run: { readonly summary: string; readonly results: string; readonly keep: number },
  ): Promise<number>
  /** Newest first. */
  goldenRuns(namespace: string, set: string): Promise<StoredRun[]>
  lastGoldenRun(namespace: string, set: string): Promise<(StoredRun & { readonly results: string }) | null>
}

/**
 * An artefact is not as a change needs it: it was changed meanwhile, its name is taken, it still has parts, or what it
 * is part of is not there. Nothing is written then.
 */
export class ArtefactRefused extends Error {
  override readonly name = 'ArtefactRefused'
  readonly why: 'changed' | 'name-taken' | 'has-parts' | 'part-of-nothing'

  constructor(why: ArtefactRefused['why']) {
    super(`an artefact of the change is refused: ${why}`)
    this.why = why
  }
}
