/** How hard a search tries. What a person sets is `beam` and `candidates`; the rest is calibrated. */
export interface SearchSettings {
  /** Nodes that are kept at each level, and lists that are scanned, at most. */
  readonly beam: number
  /** Of those, the ones are left out whose centroid scores less than that share of what the best one does. */
  readonly share: number
  /** The best by their codes that come into question, at most. */
  readonly candidates: number
  /** Candidates that are scored in any case, as a multiple of k. */
  readonly firstShare: number
  /** Of the others, those that by their codes are not further below the k-th best score than that. */
  readonly slack: number
}

export type Profile = 'fast' | 'balanced' | 'high_recall'

/** What a profile promises: recall@10 on the data at hand (calibrate.ts). */
export const targetOf: Readonly<Record<Profile, number>> = { fast: 0.9, balanced: 0.97, high_recall: 0.99 }

/** What a person may set (IDX-2). */
export interface IndexSettings {
  /** Compares with every vector, always. */
  readonly isExact: boolean
  readonly profile: Profile
  /** Lists of a tree; by default as many as suit the number of rows. */
  readonly centroids: number | 'auto'
  /** By default what the profile needs. */
  readonly beamWidth: number | 'auto'
  readonly maxCandidates: number | 'auto'
  readonly rebuildEnabled: boolean
  /** Share of the rows that must have changed before a tree is built anew. */
  readonly rebuildSizeDelta: number
  /** Least time between two builds. */
  readonly rebuildIntervalSeconds: number
}

export const defaultSettings: IndexSettings = {
  isExact: false,
  profile: 'balanced',
  centroids: 'auto',
  beamWidth: 'auto',
  maxCandidates: 'auto',
  rebuildEnabled: true,
  rebuildSizeDelta: 0.1,
  rebuildIntervalSeconds: 600,
}
