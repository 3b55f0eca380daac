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

export type IndexProfile = 'fast' | 'balanced' | 'high_recall'

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
