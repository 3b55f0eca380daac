import type { MemoryKey } from './change.ts'
import type { IndexHealth, IndexProfile, VectorExplanation } from './index-health.ts'
import type { MapOrder, MapStep } from './map.ts'
import type { ScoredKeys } from './scored-keys.ts'

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
  /** Compares with every vector, whatever is tried. */
  readonly exact?: boolean
}

export interface TrialAnswers {
  /** Row-major [queries x keep], best first; 2 ** 32 - 1 where there are fewer. */
  readonly keys: Uint32Array
  /** As keys. */
  readonly scores: Float64Array
  /** Microseconds of each search. */
  readonly micros: Float64Array
}

/** Microseconds of each change. */
export interface TrialChanges {
  readonly removals: Float64Array
  readonly inserts: Float64Array
}

/** A copy of a namespace that nobody else asks. */
export interface IndexTrial {
  nearest(vectors: Float32Array, k: number): Promise<ScoredKeys[]>
  /** Calibrates the profile on the copy where that was not done. */
  effort(asked: TrialEffort): Promise<{ readonly beam: number; readonly candidates: number }>
  measure(queries: TrialQueries, asked: TrialEffort, signal?: AbortSignal): Promise<TrialAnswers>
  explain(
    vector: Float32Array,
    k: number,
    missed: { readonly key: MemoryKey; readonly asked: TrialEffort },
  ): Promise<VectorExplanation | null>
  rebuild(centroids: number | 'auto'): Promise<void>
  /** Takes so many vectors from all over out, one by one, and puts them in again. */
  change(count: number): Promise<TrialChanges>
  health(): Promise<IndexHealth>
  /** Begins a map of the copy. */
  beginMap(order: MapOrder): Promise<void>
  /** Goes on with it for a fifth of a second. */
  nextOfMap(): Promise<MapStep>
  close(): Promise<void>
}
