import type { Change } from '#contract/changes'
import type { Filter } from '#contract/filter'
import type { LinkEnd } from '#contract/links'
import type { PageQuery } from '#contract/memories'
import type { Memory, MemoryRow, MemoryType, MemoryVersion } from '#contract/memory'
import type { ArtefactStore } from '../artefact-ports.ts'
import type { DecayStore } from '../decay/decay-ports.ts'
import type { DoctorStore } from '../doctor/doctor-ports.ts'
import type { GraphStore } from '../graph-ports.ts'
import type { HistoryStore } from '../journal/journal-ports.ts'
import type { PlaceStore } from '../place-ports.ts'
import type { WatchStore } from '../quality/watch/watch-ports.ts'
import type {
  ChangeDraft,
  ChangeEffect,
  Committed,
  GateRecordRow,
  LinkPlace,
  LinkState,
  MemoryKey,
  MemoryState,
} from './change.ts'
import type { MapStore } from './map.ts'
import type { NamespaceStore } from './namespace.ts'
import type { OutboxStore } from './outbox-store.ts'
import type { ScoredKeys } from './scored-keys.ts'
import type { SelfTestStore } from './self-test-store.ts'
import type { UndoPlan } from './undo.ts'
import type { VectorStore } from './vector-store.ts'
import type { LinkColumns, NeighbourQuery, PathQuery, StoredPath } from './walk.ts'

/** A memory as recall shows it. */
export interface RecallRow {
  readonly key: MemoryKey
  readonly row: MemoryRow
  readonly text: string
}

export interface Touch {
  readonly key: MemoryKey
  readonly count: number
  /** The latest access. */
  readonly at: number
}

/** The primary store: the truth that everything else is derived from. */
export interface MemoryStore
  extends VectorStore,
    ArtefactStore,
    PlaceStore,
    MapStore,
    SelfTestStore,
    GraphStore,
    DecayStore,
    DoctorStore,
    HistoryStore,
    WatchStore,
    OutboxStore,
    NamespaceStore {
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
