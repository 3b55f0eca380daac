import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SnapshotSink, SnapshotSource } from '#engine/snapshot/snapshot'
import { UnusableSnapshot } from '#engine/snapshot/snapshot'

/**
 * A file that only this process knows: it has no name once it is open, so it is gone with the process, however that ends,
 * and is never read by another.
 */
export class NamelessFile implements SnapshotSink, SnapshotSource {
  readonly #path: string
  readonly #file: number
  #bytes = 0

  constructor(path: string) {
    this.#path = path
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    this.#file = openSync(path, 'w+', 0o600)
    this.#unlink()
  }

  /** Up to the last that was written. */
  get bytes(): number {
    return this.#bytes
  }

  /** Writes behind what is there. */
  write(bytes: Uint8Array): void {
    this.writeAt(this.#bytes, bytes)
  }

  writeAt(offset: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(this.#file, bytes, at, bytes.length - at, offset + at)
    }
    this.#bytes = Math.max(this.#bytes, offset + bytes.length)
  }

  read(offset: number, into: Uint8Array): void {
    for (let at = 0; at < into.length; ) {
      const got = readSync(this.#file, into, at, into.length - at, offset + at)
      if (got === 0) throw new UnusableSnapshot('it ends too early')
      at += got
    }
  }

  close(): void {
    closeSync(this.#file)
    this.#unlink()
  }

  /** Some systems take away no file that is open; that one goes when it is closed. */
  #unlink(): void {
    try {
      rmSync(this.#path, { force: true })
    } catch {
      // It is tried again.
    }
  }
}
