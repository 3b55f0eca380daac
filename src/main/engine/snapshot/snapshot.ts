/**
 * A saved index: sections, then what they are, then where that begins. A file that was not written to its end has no
 * end, and each section has a checksum.
 *
 *     magic | section | section | ... | contents (JSON) | length, checksum of the contents | magic
 */
export interface SnapshotFormat {
  /** Eight letters. */
  readonly magic: string
  /** What a reader of this version understands. */
  readonly version: number
}

export const magicBytes = 8
/** Length and checksum of the contents, and the magic once more. */
export const tailBytes = 16

export interface Section {
  readonly offset: number
  readonly bytes: number
  readonly crc: number
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
