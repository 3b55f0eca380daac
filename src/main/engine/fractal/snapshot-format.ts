import type { SnapshotMark } from '#engine/ports'
import type { Calibration } from './calibrate.ts'

/**
 * The saved index: sections, then what they are, then where that begins. A file that was not written to its end has no
 * end, and each section has a checksum.
 *
 *     magic | section | section | ... | contents (JSON) | length, checksum of the contents | magic
 */
export const magic = 'SOMAFRX1'
export const magicBytes = 8
/** Length and checksum of the contents, and the magic once more. */
export const tailBytes = 16
/** What a reader of this version understands. */
export const formatVersion = 1

export interface Section {
  readonly offset: number
  readonly bytes: number
  readonly crc: number
}

export interface SavedList {
  readonly level: number
  /** Place in the array of lists, or -1 for the root. */
  readonly parent: number
  readonly place: number
  readonly count: number
}

export interface SavedTree {
  /** Codebooks of the levels, from the leaves up; float32. */
  readonly codebooks: Section
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
  readonly version: number
  readonly dimension: number
  readonly width: number
  readonly codeBytes: number
  readonly mark: SnapshotMark
  readonly spaces: readonly SavedSpace[]
}

/** Where a saved index is written to, from the first byte to the last. */
export interface SnapshotSink {
  write(bytes: Uint8Array): void
}

/** Where one is read from. */
export interface SnapshotSource {
  readonly bytes: number
  /** Fills `into` from an offset; throws where there is less. */
  read(offset: number, into: Uint8Array): void
}

/** CRC-32 of bytes, going on from an earlier value. */
export type Crc32 = (bytes: Uint8Array, before?: number) => number

/** The file is not a saved index that can be used; the message says why. */
export class UnusableSnapshot extends Error {
  override readonly name = 'UnusableSnapshot'
}
