import type { SnapshotMark } from '#engine/ports'
import type { Section, SnapshotFormat } from '../snapshot/snapshot.ts'
import type { Calibration } from './calibrate.ts'

export const fractalFormat: SnapshotFormat = { magic: 'SOMAFRX1', version: 3 }

export interface SavedList {
  readonly level: number
  /** Place in the array of lists, or -1 for the root. */
  readonly parent: number
  readonly place: number
  readonly count: number
  readonly reach: number
}

export interface SavedTree {
  /** Codebooks of the levels, from the leaves up: their words as float32, and how they divide the columns. */
  readonly codebooks: Section
  readonly columns: Section
  readonly levels: number
  readonly lists: readonly SavedList[]
  /** A float32 row for each list. */
  readonly centroids: Section
  /** uint32 for each member: a row by its number in the file, or a list by its place; list after list. */
  readonly members: Section
  /** Whole blocks of codes, list after list. */
  readonly codes: Section
  /** Two uint32 for each row: its lists by their places, or none. */
  readonly homes: Section
}

export interface SavedSpace {
  readonly space: number
  readonly rows: number
  readonly longest: number
  readonly builtRows: number
  readonly changes: number
  readonly calibration: Calibration | null
  /** uint32 for each row. */
  readonly keys: Section
  /** float32, `width` for each row. */
  readonly vectors: Section
  readonly tree: SavedTree | null
}

export interface Contents {
  readonly dimension: number
  readonly width: number
  readonly codeBytes: number
  readonly mark: SnapshotMark
  readonly spaces: readonly SavedSpace[]
}
