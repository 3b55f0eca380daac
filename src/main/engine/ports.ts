import type { EmbedderHealth } from '#contract/app'
import type { Change } from '#contract/changes'
import type { EmbedderSettings, OfferedEmbedder } from '#contract/embedders'
import type { Filter } from '#contract/filter'
import type { LinkEnd } from '#contract/links'
import type { PageQuery } from '#contract/memories'
import type { Memory, MemoryRow, MemoryType, MemoryVersion } from '#contract/memory'
import type { VectorTrace } from '#contract/recall'
import type { ArtefactMutation, ArtefactStore, ArtefactUndoStep } from './artefact-ports.ts'
import type { DecayStore } from './decay/decay-ports.ts'
import type { DoctorStore } from './doctor/doctor-ports.ts'
import type { GraphStore } from './graph-ports.ts'
import type { HistoryStore } from './journal/journal-ports.ts'
import type { PlaceStore } from './place-ports.ts'

/**
 * What the engine needs from outside. It reads no clock, file, environment or network by itself: every
 * implementation of these interfaces is started and handed in by the composition root.
 */

export interface Clock {
  /** Epoch seconds with fraction. */
  now(): number
  /** Milliseconds of a monotone clock, for durations. */
  elapsed(): number
}

export interface Log {
  info(message: string, details?: Readonly<Record<string, unknown>>): void
  warn(message: string, details?: Readonly<Record<string, unknown>>): void
  error(message: string, details?: Readonly<Record<string, unknown>>): void
}

export interface EmbedOptions {
  readonly signal?: AbortSignal
  /** Some models embed a question otherwise than what answers it; a document if left out. */
  readonly kind?: 'query' | 'document'
  /** Somebody waits: an embedder that may be slow or away gives up early rather than trying again. */
  readonly isUrgent?: boolean
}

export interface Embedder {
  /** Name and version, for example `static-en@1`; vectors of different ids are never compared (EMB-1). */
  readonly id: string
  /** Length of one vector. */
  readonly dimension: number
  /** Row-major [texts.length x dimension] float32, each row L2-normalised. */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array>
  /** Gives back what it needed: a thread, a connection. */
  close?(): Promise<void>
  /** How it fares, where it can fare badly: one that computes beside us is always ready. */
  health?(): EmbedderHealth
}

/** One text can't be embedded, now or later; the others of its batch can. */
export class TextRefused extends Error {
  override readonly name = 'TextRefused'
  /** Its place in the batch. */
  readonly index: number

  constructor(index: number, message: string) {
    super(message)
    this.index = index
  }
}

/** Where embedders come from, and the indexes that hold their vectors. */
export interface EmbedderSource {
  readonly offered: readonly OfferedEmbedder[]
  /** Rejects with a sentence that says what is wrong with the settings, or with who was asked. */
  open(settings: EmbedderSettings, options?: { readonly signal?: AbortSignal }): Promise<Embedder>
  /** An index of its own for the vectors of an embedder, with a saved one of its own. */
  openIndex(embedder: EmbedderName): Promise<VectorIndex>
  /** Puts away what is secret in settings, for {@link open} to find it again by the rest of them. */
  keepSecrets(settings: EmbedderSettings): Promise<void>
  /** Deletes the saved index of an embedder. */
  forgetIndex(id: string): Promise<void>
}

/** Who made a vector, and how long it is. */
export interface EmbedderName {
  readonly id: string
  readonly dimension: number
}

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

/** What an undo would put back of a memory. */
export interface UndoStep {
  readonly coordinate: readonly number[]
  readonly id: string
  /** State before the change; null where the change made the memory. */
  readonly before: MemoryState | null
  /** The present version. */
  readonly version: number
  /** The change that the present state stands for; where it is not the one to undo, that one stands in the way. */
  readonly lastSeq: number
}

/** What an undo would put back of a link. */
export interface LinkUndoStep extends LinkPlace {
  /** State before the change; null where there was none. */
  readonly before: LinkState | null
  /** The change that made the present state; null where there is none. */
  readonly present: number | null
  /** As in {@link UndoStep}. */
  readonly lastSeq: number
}

/** Without a change where there is none of the number; the namespace is empty where it was deleted. */
export interface UndoPlan {
  readonly change: Change | null
  readonly namespace: string
  readonly steps: readonly UndoStep[]
  readonly links: readonly LinkUndoStep[]
  readonly artefacts: readonly ArtefactUndoStep[]
}

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

/** Vectors in the order of the changes that made them: how an index loads and catches up (MEM-8). */
export interface VectorBatch {
  /** Number of the namespace a vector belongs to, one for each row. */
  readonly spaces: Uint32Array
  readonly keys: Uint32Array
  /** 1 where the memory lives and has a vector, 0 where it must leave the index. */
  readonly alive: Uint8Array
  /** Row-major [keys.length x dimension]; rows of dead keys are zero. */
  readonly vectors: Float32Array
  /** Where the next batch goes on: the change and key of the last row. */
  readonly cursor: VectorCursor
  /** True where this batch reached the present. */
  readonly complete: boolean
}

export interface VectorFeed extends VectorBatch {
  /** How many living memories of the batch have no vector. */
  readonly lacking: number
}

export interface MissingVector {
  readonly key: MemoryKey
  readonly space: number
  /** The change that made the text. */
  readonly seq: number
  readonly text: string
}

export interface VectorCursor {
  readonly seq: number
  readonly key: number
}

export interface ScoredKeys {
  readonly keys: Uint32Array
  /** Higher is better (REC-2), best first, ties by key. */
  readonly scores: Float64Array
}

/** Payloads that take the place of others because the ids change that their seals are made for (SEC-1). */
export interface Resealing {
  /** The last change of the namespace that they were made from; after a later one they are not taken. */
  readonly seq: number
  readonly states: readonly { readonly key: MemoryKey; readonly version: number; readonly payload: string }[]
}

/** A memory as recall shows it. */
export interface RecallRow {
  readonly key: MemoryKey
  readonly row: MemoryRow
  readonly text: string
}

/** Links as columns, one row a link. */
export interface LinkColumns {
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly weight: Float64Array
}

/** Which links may be walked, and over what. */
export interface WalkQuery {
  readonly namespace: string
  /** Along links, against them, or both. */
  readonly direction: 'out' | 'in' | 'both'
  /** Only links of these types; all if left out. */
  readonly types?: readonly string[] | undefined
}

export interface NeighbourQuery extends WalkQuery {
  readonly coordinate: readonly number[]
  /** Hops at most. */
  readonly depth: number
  readonly limit: number
}

export interface PathQuery extends WalkQuery {
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** What is made small: the number of links, or the sum of 1 / weight over them. */
  readonly by: 'hops' | 'weight'
  readonly withoutTypes: readonly string[]
  /** Memories that may not be passed. */
  readonly without: readonly (readonly number[])[]
  /** How many paths. */
  readonly k: number
}

export interface StoredPath {
  readonly cost: number
  /** Memories from start to end. */
  readonly keys: readonly MemoryKey[]
  /** The link that is walked between each two, in its own direction. */
  readonly links: readonly {
    readonly from: MemoryKey
    readonly to: MemoryKey
    readonly type: string
    readonly weight: number
    readonly note: string | null
  }[]
}

export interface Touch {
  readonly key: MemoryKey
  readonly count: number
  /** The latest access. */
  readonly at: number
}

/** An embedder whose vectors a database has. */
export interface EmbedderRecord extends EmbedderName {
  /** What opens it again. */
  readonly settings: EmbedderSettings
}

/** An embedder whose vectors are being made, to take the place of those in use (EMB-4). */
export interface BuildRecord extends EmbedderRecord {
  readonly author: string
  /** Told to rest; it does so over restarts. */
  readonly isPaused: boolean
  /** The change of embedder that this one undoes. */
  readonly undoes: number | null
}

export interface EmbedderRoles {
  /** The one that answers, and the change that put it there; null where nobody said yet. */
  readonly active: (EmbedderRecord & { readonly since: number | null }) | null
  readonly building: BuildRecord | null
  /** The one before, whose vectors are kept for an undo. */
  readonly previous: EmbedderRecord | null
  /** Ids of others whose vectors are there, and of no use. */
  readonly unused: readonly string[]
}

/** The part of the store that knows embedders and their vectors. */
export interface VectorStore {
  embedders(): Promise<EmbedderRoles>
  /** Makes an embedder the one that answers, where no vectors need to be made for it first. */
  adoptEmbedder(embedder: EmbedderRecord): Promise<void>
  /** Begins to take vectors of an embedder beside those in use. */
  beginBuild(build: BuildRecord): Promise<void>
  pauseBuild(isPaused: boolean): Promise<void>
  /** Gives a build up; its vectors are of no use then, unless they are those of the embedder before. */
  cancelBuild(): Promise<void>
  /**
   * The switch, in one transaction: what was built answers, what answered is kept, and the journal has a line of it.
   * Null, and nothing is changed, where a memory was changed after the cursor.
   */
  finishBuild(line: SwitchLine): Promise<Change | null>
  /** Gives up the embedder before the present one. */
  forgetPrevious(): Promise<void>
  /** Deletes some vectors of an embedder without a role, and with the last ones all trace of it. @returns whether it is gone */
  dropVectors(embedder: string, limit: number): Promise<boolean>
  /** How many memories live, and how many of them have a vector of an embedder. */
  coverage(embedder: string): Promise<{ living: number; covered: number }>

  /** Vectors in the order of the changes, for an index that has all before the cursor. */
  vectorsAfter(cursor: VectorCursor, embedder: string, limit: number): Promise<VectorFeed>
  /** Living memories behind a cursor, in the order of the changes, that have no vector of this embedder. */
  withoutVector(embedder: string, after: VectorCursor, limit: number): Promise<MissingVector[]>
  /**
   * Takes vectors for memories that had none. One that was changed meanwhile does not get the vector of its old text:
   * the answer has 1 where a vector was taken.
   */
  putVectors(embedder: string, missing: readonly MissingVector[], vectors: Float32Array): Promise<Uint8Array>
}

export interface SwitchLine {
  /** The last change of a memory that the new index has. */
  readonly cursor: VectorCursor
  readonly at: number
  readonly action: string
  readonly summary: string
}

/** The primary store: the truth that everything else is derived from. */
export interface MemoryStore
  extends VectorStore,
    ArtefactStore,
    PlaceStore,
    GraphStore,
    DecayStore,
    DoctorStore,
    HistoryStore {
  namespaces(): Promise<NamespaceRecord[]>
  createNamespace(
    name: string,
    meta: { at: number; note: string; suggestions: readonly string[] },
  ): Promise<void>
  /**
   * Ids are derived from the name, so they change.
   * @throws NamespaceMoved where `reseal` was made from an older state
   */
  renameNamespace(from: string, to: string, at: number, reseal?: Resealing): Promise<void>
  /** @throws NamespaceMoved likewise */
  copyNamespace(
    from: string,
    to: string,
    meta: { at: number; author: string },
    reseal?: Resealing,
  ): Promise<number>
  removeNamespace(name: string): Promise<number>
  compareNamespaces(left: string, right: string, limit: number): Promise<NamespaceComparison>
  stats(namespace: string): Promise<NamespaceStats>

  commit(draft: ChangeDraft): Promise<Committed>
  /**
   * What undoing a change means now, or why it cannot be undone. The plan of one that was undone and redone is that of
   * the change which redid it, however often that went to and fro.
   */
  undoPlan(seq: number): Promise<UndoPlan>
  changes(query: {
    namespace?: string | undefined
    before?: number | undefined
    limit: number
  }): Promise<Change[]>
  /** The changes after one, oldest first, with what they touched: for who did not make them. */
  effectsAfter(seq: number, limit: number): Promise<ChangeEffect[]>

  get(namespace: string, coordinate: readonly number[]): Promise<Memory | null>
  /** What lies at each place, living or binned, in the order of the places; null where nothing does. */
  rowsAt(namespace: string, coordinates: readonly (readonly number[])[]): Promise<(MemoryRow | null)[]>
  /** As {@link rowsAt}, with payloads. What took the place of a memory is not looked up. */
  memoriesAt(namespace: string, coordinates: readonly (readonly number[])[]): Promise<(Memory | null)[]>
  page(query: PageQuery): Promise<{ total: number; rows: MemoryRow[]; seq: number }>
  range(
    namespace: string,
    box: { min: readonly number[]; max: readonly number[]; type?: MemoryType | undefined; limit: number },
  ): Promise<MemoryRow[]>
  versions(namespace: string, coordinate: readonly number[], limit: number): Promise<MemoryVersion[]>
  version(namespace: string, coordinate: readonly number[], version: number): Promise<MemoryState | null>
  /** What the gate said of the writes of a memory, newest first. */
  gateRecords(namespace: string, coordinate: readonly number[]): Promise<GateRecordRow[]>
  links(
    namespace: string,
    coordinate: readonly number[],
    limit: number,
  ): Promise<{ total: number; links: LinkEnd[] } | null>

  /** @throws AppError `memory/not-found` for a coordinate where nothing lives; null where there is no such link */
  link(namespace: string, place: LinkPlace): Promise<(LinkState & { readonly seq: number }) | null>
  /** Links in the order of the places: null where there is none, `no-end` where nothing lives at one of its ends. */
  linksAt(namespace: string, places: readonly LinkPlace[]): Promise<(LinkState | null | 'no-end')[]>
  /**
   * Living memories within `depth` hops, nearest first, then by the weight of the link to them.
   * @throws AppError `memory/not-found` for a coordinate where nothing lives
   */
  neighbours(query: NeighbourQuery): Promise<{ total: number; keys: Uint32Array; hops: Uint32Array }>
  /**
   * The `k` best paths between living memories, best first; none where none leads there.
   * @throws AppError `memory/not-found` likewise
   */
  paths(query: PathQuery): Promise<StoredPath[]>

  /** Number of the namespace in the vector index, and the last change. */
  space(namespace: string): Promise<{ space: number; living: number; seq: number }>
  keyOf(namespace: string, coordinate: readonly number[]): Promise<MemoryKey | null>
  /** Names of the namespaces that have a living memory there. */
  namespacesWith(coordinate: readonly number[]): Promise<string[]>
  rows(keys: Uint32Array): Promise<RecallRow[]>
  /** Importance and time of memories, in the order of the keys. */
  attributes(keys: Uint32Array): Promise<{ importance: Float64Array; time: Float64Array }>
  /** Links between living memories that touch one of the keys: of each the `most` heaviest, each link once. */
  linksAround(keys: Uint32Array, most: number): Promise<LinkColumns>
  /** Counts accesses (REC-6). No change of the memory: no version, no journal line, no new `seq`. */
  touch(touches: readonly Touch[]): Promise<void>
  /** Keys of the living memories that match, ascending. */
  matching(namespace: string, filter: Filter): Promise<Uint32Array>
  /** Best memories by BM25 over the terms; a term that stands there twice counts once. */
  keywords(query: KeywordQuery): Promise<KeywordAnswer>
  /** BM25 of given memories, as in {@link keywords}; 0 where none of the terms occurs. */
  keywordScores(
    namespace: string,
    terms: readonly string[],
    keys: Uint32Array,
    weights?: readonly number[],
  ): Promise<Float64Array>

  /** The last change. */
  seq(): Promise<number>
  close(): Promise<void>
}

export interface KeywordQuery {
  readonly namespace: string
  readonly terms: readonly string[]
  /** What the part of each term is multiplied by, from 0 up, in the order of the terms; 1 where left out. */
  readonly weights?: readonly number[]
  /** Only these keys, ascending. */
  readonly allowed?: Uint32Array
  readonly limit: number
  readonly signal?: AbortSignal
}

/** Beside the best, what tells how much the words of the query are worth. */
export interface KeywordAnswer extends ScoredKeys {
  /** Living memories of the namespace. */
  readonly documents: number
  /** Of them, those that have each term, in the order of the terms. */
  readonly frequencies: Uint32Array
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

/** Nearest vectors by cosine. Vectors are unit length, so the dot product is the cosine. */
export interface VectorIndex {
  apply(batch: VectorBatch): Promise<void>
  /** The k nearest of a namespace, best first, ties by key; only `allowed` keys (ascending) if given. */
  search(query: VectorQuery): Promise<ScoredKeys>
  /** The same answer, and how it came about (IDX-8). */
  searchTraced(query: VectorQuery): Promise<ScoredKeys & { readonly trace: VectorTrace }>
  /** Why such a search gives a memory, or does not (REC-5); null where the index has no vector of it. */
  explain(query: VectorQuery, key: MemoryKey): Promise<VectorExplanation | null>
  /** Cosine of given memories; NaN where the index has no vector. */
  similarities(space: number, vector: Float32Array, keys: Uint32Array): Promise<Float64Array>
  /** The vector of a memory, or null. */
  vectorOf(space: number, key: MemoryKey): Promise<Float32Array | null>
  dropSpace(space: number): Promise<void>
  stats(): Promise<IndexStats>
  /** What the lists of a namespace look like. */
  health(space: number): Promise<IndexHealth>
  /**
   * Keys of the k nearest to each of many vectors (row-major), best first, by comparing with all: one long job that no
   * search waits for.
   */
  nearest(space: number, vectors: Float32Array, k: number): Promise<Uint32Array[]>
  /** A copy of a namespace as it is now, to try settings on (QUAL-3). It takes as much memory again until it is closed. */
  openTrial(space: number): Promise<IndexTrial>
  /** Begins anew, with nothing; what may have broken it before is over. */
  clear(): Promise<void>
  /** Of what the saved index is the index; null where none is saved, or none that can be used (IDX-7). */
  saved(): Promise<SnapshotMark | null>
  /** Takes over the saved index; false, and an empty index, where it turns out damaged. */
  restore(): Promise<boolean>
  /** Begins to save the index as it is now; goes on by itself, and is finished by {@link close} at the latest. */
  save(mark: SnapshotMark): Promise<void>
  close(): Promise<void>
}

/** What the lists of one namespace are like, and how hard a search in it tries. */
export interface IndexHealth {
  readonly vectors: number
  /** The settings say that all are compared, always. */
  readonly isExact: boolean
  readonly profile: IndexProfile
  /** Of the whole index, all namespaces together. */
  readonly bytes: number
  readonly builds: number
  readonly isBuilding: boolean
  /** Null where all vectors are compared. */
  readonly tree: {
    readonly levels: number
    readonly lists: number
    readonly shortest: number
    readonly median: number
    readonly longest: number
    /** Vectors of each list, ascending. */
    readonly sizes: Uint32Array
    /** Vectors that are in no list yet. */
    readonly waiting: number
    /** Vectors when the lists were made, and changes since. */
    readonly builtRows: number
    readonly changes: number
    readonly settings: { readonly beam: number; readonly candidates: number }
    readonly isCalibrated: boolean
  } | null
}

type IndexProfile = 'fast' | 'balanced' | 'high_recall'

/** What is tried instead of what the index does by itself. */
export interface TrialEffort {
  readonly profile: IndexProfile
  readonly beamWidth: number | 'auto'
  readonly maxCandidates: number | 'auto'
}

export interface TrialQueries {
  /** Row-major [queries x dimension]. */
  readonly vectors: Float32Array
  /** How many each search asks for, and how many of them are told. */
  readonly k: number
  readonly keep: number
}

export interface TrialAnswers {
  /** Row-major [queries x keep], best first; 2 ** 32 - 1 where there are fewer. */
  readonly keys: Uint32Array
  /** Microseconds of each search. */
  readonly micros: Float64Array
}

/** A copy of a namespace that nobody else asks. */
export interface IndexTrial {
  nearest(vectors: Float32Array, k: number): Promise<Uint32Array[]>
  /** Calibrates the profile on the copy where that was not done. */
  effort(asked: TrialEffort): Promise<{ readonly beam: number; readonly candidates: number }>
  measure(queries: TrialQueries, asked: TrialEffort, signal?: AbortSignal): Promise<TrialAnswers>
  explain(
    vector: Float32Array,
    k: number,
    missed: { readonly key: MemoryKey; readonly asked: TrialEffort },
  ): Promise<VectorExplanation | null>
  rebuild(centroids: number | 'auto'): Promise<void>
  health(): Promise<IndexHealth>
  close(): Promise<void>
}

export interface IndexStats {
  readonly vectors: number
  readonly bytes: number
  /** Trees built so far, and whether one is being built. */
  readonly builds: number
  readonly isBuilding: boolean
  /** Changes and builds since the index was last saved or restored. */
  readonly unsaved: number
}

export interface VectorQuery {
  readonly space: number
  readonly vector: Float32Array
  readonly k: number
  readonly allowed?: Uint32Array
  /** Compares with every vector (IDX-5). */
  readonly exact?: boolean
  /** Instead of what the index would take by itself (IDX-2). */
  readonly settings?: { readonly beam?: number; readonly candidates?: number }
  readonly signal?: AbortSignal
}

/** What became of one vector in a search. */
export interface VectorExplanation {
  readonly similarity: number
  /** Place by similarity among all that are asked for, from 1, by comparing with every one. */
  readonly rank: number
  readonly isFound: boolean
  /** Null where all vectors were compared, and nothing can be missed. */
  readonly tree: {
    readonly lists: number
    /** Lists that were scanned; with a filter more than `beam`. */
    readonly visited: number
    readonly beam: number
    readonly candidates: number
    /** Place of the first of its lists in the order in which a search would scan them. */
    readonly listRank: number
    /** The narrowest beam that finds it, with the rest as it is; null where none does. */
    readonly beamNeeded: number | null
    /** The smallest cap that finds it, with the rest as it is; null where none does. */
    readonly candidatesNeeded: number | null
  } | null
}

/** Of what a saved index is the index: another database, embedder or time makes it useless. */
export interface SnapshotMark {
  readonly embedder: string
  /** The last change that is in it. */
  readonly cursor: VectorCursor
  /** Tells this change from another one of its number, in another database or after a restored backup. */
  readonly stamp: string
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

/** A namespace was changed while its payloads were being sealed for new ids. Nothing was written; it may be tried again. */
export class NamespaceMoved extends Error {
  override readonly name = 'NamespaceMoved'
}
