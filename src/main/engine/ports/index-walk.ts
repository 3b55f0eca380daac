export interface WalkedQuery {
  readonly vector: Float32Array
  /** Neighbours that a search asks for. */
  readonly k: number
}

/** The lists of a namespace, and a search that goes through them. Lists are numbered from 0 on as they are now. */
export interface IndexWalk {
  /** Ascending keys of all memories, and the list that each stands in first; none of them where there are no lists. */
  readonly keys: Uint32Array
  readonly lists: Uint32Array
  /** Lists; 0 where all vectors are compared. */
  readonly count: number
  /** Null where nothing was asked. */
  readonly search: WalkedSearch | null
}

export interface WalkedSearch {
  readonly path: 'tree' | 'exact'
  /** Centroids that were scored by their codes, on all levels. */
  readonly centroids: number
  /** Lists that were scanned, best first. */
  readonly scanned: Uint32Array
  /** Their members, scored by their codes; or all vectors, where they were compared. */
  readonly compared: number
  /** Memories that were kept after their exact scores were known, best first. */
  readonly kept: Uint32Array
  /** What the search gives, best first. */
  readonly found: Uint32Array
  /** The same by comparing with all. */
  readonly truth: Uint32Array
}
