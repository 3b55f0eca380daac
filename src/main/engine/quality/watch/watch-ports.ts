/** A query that was really asked, kept to be asked again. */
export interface WatchedQuery {
  /** The same for the same vector. */
  readonly id: string
  /** Smaller ones stay longer; see reservoir.ts. */
  readonly priority: number
  /** When it was asked last. */
  readonly at: number
  readonly vector: Float32Array
  /** Null where texts are not kept. */
  readonly text: string | null
}

/** What is kept of a moment: a measurement, or a mark of something that happened. */
export interface WatchRow {
  readonly key: number
  readonly at: number
  /** JSON. */
  readonly state: string
}

/** The part of the primary store that keeps what the watch of recall needs (QUAL-1). It is measured, not journaled. */
export interface WatchStore {
  /** Takes queries in, and keeps those of this embedder alone, the `keep` of the smallest priority. */
  keepWatched(
    namespace: string,
    embedder: string,
    kept: { readonly queries: readonly WatchedQuery[]; readonly keep: number },
  ): Promise<void>
  /** Smallest priority first. */
  watched(namespace: string, embedder: string): Promise<WatchedQuery[]>
  /** Names of the namespaces of which queries are kept. */
  watchedNamespaces(): Promise<string[]>
  /** Texts of kept queries go, of all namespaces; their vectors stay. @returns how many there were */
  dropWatchedTexts(): Promise<number>
  /** In the order of time. */
  watchRows(namespace: string): Promise<WatchRow[]>
  /** Adds rows and takes others away, in one transaction; with `state` replaces what is known of the namespace besides. */
  writeWatch(
    namespace: string,
    written: {
      readonly add: readonly Omit<WatchRow, 'key'>[]
      readonly drop: readonly number[]
      readonly state: string
    },
  ): Promise<void>
  /** JSON; null where nothing was measured yet. */
  watchState(namespace: string): Promise<string | null>
  /** Forgets the queries, or all. @returns how many queries were forgotten */
  clearWatch(namespace: string, what: 'queries' | 'all'): Promise<number>
}
