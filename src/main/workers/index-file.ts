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
import type { FractalIndex } from '#engine/fractal/fractal-index'
import { readContents } from '#engine/fractal/read-snapshot'
import type { SnapshotMark } from '#engine/ports'
import { type Crc32, type SnapshotSource, UnusableSnapshot } from '#engine/snapshot/snapshot'

const crc: Crc32 = (bytes, before = 0) => crc32(bytes, before)

/**
 * The saved index: written beside its place and put there when it is whole, so that a crash leaves the old one. It can
 * always be made anew from the database, so nothing about it is ever an error: one that can't be used is passed over.
 */
export class IndexFile {
  readonly #path: string
  /** A file that is being written. */
  #writing: { readonly work: Generator<undefined, void>; readonly part: number } | null = null

  constructor(path: string) {
    this.#path = path
  }

  /** Of what it is the index, if it can be used. */
  mark(): SnapshotMark | null {
    return this.#reading((source) => readContents(source, crc).mark)
  }

  /** Reads it into an index, which is empty afterwards where it turns out damaged. */
  load(index: FractalIndex): boolean {
    const isLoaded = this.#reading((source) => {
      index.load(source, crc)
      return true
    })
    return isLoaded ?? false
  }

  /** Begins to write; {@link step} goes on. One that is being written is given up. */
  begin(index: FractalIndex, mark: SnapshotMark): void {
    this.abandon()
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 })
    const part = openSync(this.#partPath, 'w', 0o600)
    const sink = { write: (bytes: Uint8Array) => writeWhole(part, bytes) }
    this.#writing = { work: index.save(mark, sink, crc), part }
  }

  /** Writes a piece. @returns whether there is more */
  step(): boolean {
    if (!this.#writing) return false
    const { work, part } = this.#writing
    try {
      if (!work.next().done) return true
      // Not forced to the disk: what a power cut tears is noticed by its checksums, and made anew.
      closeSync(part)
      renameSync(this.#partPath, this.#path)
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
    closeSync(this.#writing.part)
    rmSync(this.#partPath, { force: true })
    this.#writing = null
  }

  get #partPath(): string {
    return `${this.#path}.part`
  }

  #reading<T>(work: (source: SnapshotSource) => T): T | null {
    if (!existsSync(this.#path)) return null
    const file = openSync(this.#path, 'r')
    try {
      return work({
        bytes: fstatSync(file).size,
        read: (offset, into) => readWhole(file, offset, into),
      })
    } catch (error) {
      if (error instanceof UnusableSnapshot) return null
      throw error
    } finally {
      closeSync(file)
    }
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
