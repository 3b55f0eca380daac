import type { Filter } from '#contract/filter'
import type { VectorTrace } from '#contract/recall'
import type { MemoryKey } from './change.ts'
import type { IndexHealth, VectorExplanation } from './index-health.ts'
import type { IndexTrial } from './index-trial.ts'
import type { IndexWalk, WalkedQuery } from './index-walk.ts'
import type { ScoredKeys } from './scored-keys.ts'
import type { VectorBatch, VectorCursor } from './vector-store.ts'

/** Nearest vectors by cosine. Vectors are unit length, so the dot product is the cosine. */
export interface VectorIndex {
  apply(batch: VectorBatch): Promise<void>
  /** The k nearest of a namespace, best first, ties by key; only `allowed` keys (ascending) if given. */
  search(query: VectorQuery): Promise<ScoredKeys>
  /** The same answer, and how it came about (IDX-8). */
  searchTraced(query: VectorQuery): Promise<ScoredKeys & { readonly trace: VectorTrace }>
  /** Why such a search gives a memory, or does not (REC-5); null where the index has no vector of it. */
  explain(query: VectorQuery, key: MemoryKey): Promise<VectorExplanation | null>
  /** Which list each memory stands in, and how a search goes through them, where one is asked. */
  walk(space: number, query: WalkedQuery | null): Promise<IndexWalk>
  /** Cosine of given memories; NaN where the index has no vector. */
  similarities(space: number, vector: Float32Array, keys: Uint32Array): Promise<Float64Array>
  /** The vector of a memory, or null. */
  vectorOf(space: number, key: MemoryKey): Promise<Float32Array | null>
  dropSpace(space: number): Promise<void>
  stats(): Promise<IndexStats>
  /** What the lists of a namespace look like. */
  health(space: number): Promise<IndexHealth>
  /**
   * The k nearest to each of many vectors (row-major), best first, by comparing with all: one long job that no search
   * waits for.
   */
  nearest(space: number, vectors: Float32Array, k: number): Promise<ScoredKeys[]>
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
  /** What `allowed` was made of, for an index elsewhere that knows filters. */
  readonly filter?: Filter
  /** A recall, which a store elsewhere may answer; the rest is asked of this computer alone. */
  readonly isRecall?: boolean
  /** Compares with every vector (IDX-5). */
  readonly exact?: boolean
  /** Instead of what the index would take by itself (IDX-2). */
  readonly settings?: { readonly beam?: number; readonly candidates?: number }
  readonly signal?: AbortSignal
}

/** Of what a saved index is the index: another database, embedder or time makes it useless. */
export interface SnapshotMark {
  readonly embedder: string
  /** The last change that is in it. */
  readonly cursor: VectorCursor
  /** Tells this change from another one of its number, in another database or after a restored backup. */
  readonly stamp: string
}
