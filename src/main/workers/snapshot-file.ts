import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import {
  type Crc32,
  type SnapshotSink,
  type SnapshotSource,
  UnusableSnapshot,
} from '#engine/snapshot/snapshot'

export const crc: Crc32 = (bytes, before = 0) => crc32(bytes, before)

/** A file that is open for reading. */
export interface OpenSnapshot {
  readonly source: SnapshotSource
  close(): void
}

/**
 * A saved index: written beside its place and put there when it is whole, so that a crash leaves the old one. It can
 * always be made anew from the database, so nothing about it is ever an error: one that can't be used is passed over.
 */
export class SnapshotFile {
  readonly #path: string
  readonly #part: string
  #writing: { readonly work: Generator<undefined, void>; readonly file: number } | null = null

  constructor(path: string) {
    this.#path = path
    // Another process may write the same at the same time; the last one to end is right, as both are.
    this.#part = `${path}.${process.pid}.part`
  }

  isThere(): boolean {
    return existsSync(this.#path)
  }

  open(): OpenSnapshot | null {
    if (!this.isThere()) return null
    const file = openSync(this.#path, 'r')
    const source: SnapshotSource = {
      bytes: fstatSync(file).size,
      read: (offset, into) => readWhole(file, offset, into),
    }
    return { source, close: () => closeSync(file) }
  }

  /** What is read from it, or null where it is not there or cannot be used. */
  read<T>(work: (source: SnapshotSource) => T): T | null {
    const opened = this.open()
    if (opened === null) return null
    try {
      return work(opened.source)
    } catch (error) {
      if (error instanceof UnusableSnapshot) return null
      throw error
    } finally {
      opened.close()
    }
  }

  /** Begins to write; {@link step} goes on. One that is being written is given up. */
  begin(write: (sink: SnapshotSink) => Generator<undefined, void>): void {
    this.abandon()
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    const file = openSync(this.#part, 'w', 0o600)
    this.#writing = { work: write({ write: (bytes) => writeWhole(file, bytes) }), file }
  }

  /** Writes a piece. @returns whether there is more */
  step(): boolean {
    if (!this.#writing) return false
    const { work, file } = this.#writing
    try {
      if (!work.next().done) return true
      // Not forced to the disk: what a power cut tears is noticed by its checksums, and made anew.
      closeSync(file)
      renameSync(this.#part, this.#path)
      this.#writing = null
    } catch (error) {
      // A full disk, say. The old file is still there, and the next one may fit.
      this.abandon()
      throw error
    }
    return false
  }

  abandon(): void {
    if (!this.#writing) return
    this.#writing.work.return()
    closeSync(this.#writing.file)
    rmSync(this.#part, { force: true })
    this.#writing = null
  }
}

const writeWhole = (file: number, bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}

const readWhole = (file: number, offset: number, into: Uint8Array): void => {
  for (let at = 0; at < into.length; ) {
    const got = readSync(file, into, at, into.length - at, offset + at)
    if (got === 0) throw new UnusableSnapshot('it ends too early')
    at += got
  }
}
