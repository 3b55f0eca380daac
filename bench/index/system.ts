/** Keys of rows, best first. Some systems have 64 bit keys. */
export type FoundKeys = ArrayLike<number | bigint>

/**
 * One search, over and over: `prepare` brings a query into the form that the system takes, which is not its doing and
 * so not measured.
 */
export type PreparedSearch = (query: Float32Array) => (k: number) => FoundKeys

export interface SearchSetting {
  readonly label: string
  /** Makes the searches that follow use it. */
  use(): void
}

/** One index under test. Keys are the numbers of the base rows; rows are of length 1. */
export interface BenchSystem {
  readonly name: string
  /** From the fastest to the most exact; one where there is nothing to set. */
  readonly settings: readonly SearchSetting[]
  /** Takes all rows, into memory that it owns. */
  build(rows: Float32Array): void | Promise<void>
  readonly prepare: PreparedSearch
  /** Only keys of `allowed`, ascending; what it costs to make a filter of them is not measured. */
  prepareFiltered?(allowed: Uint32Array): PreparedSearch
  insert?(key: number, row: Float32Array): void
  remove?(key: number): void
  /** Does at once what changes have left to be done later. */
  settle?(): void
  /** Writes the index to a path, which becomes a file or a folder. */
  save?(path: string): void
  /** In place of `build`. */
  load?(path: string): void
  /** What the system itself says it holds. */
  bytes?(): number
  close(): void
}

export interface SystemOptions {
  readonly dimension: number
  /** How many rows there will be at most. */
  readonly capacity: number
}

/** A system that can be started, as often as asked. */
export interface SystemKind {
  readonly name: string
  /** Worth to be built once and kept: its build takes minutes. */
  readonly cached: boolean
  /** @throws where its package cannot be loaded here */
  start(options: SystemOptions): BenchSystem | Promise<BenchSystem>
}

/** Widths of a search, in even ratios: so many as every system has settings. */
export const evenWidths = (least: number, most: number): number[] =>
  Array.from({ length: 36 }, (_, i) => Math.round(least * (most / least) ** (i / 35)))
