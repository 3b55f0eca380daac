export interface ScoredKeys {
  readonly keys: Uint32Array
  /** Higher is better (REC-2), best first, ties by key. */
  readonly scores: Float64Array
}
