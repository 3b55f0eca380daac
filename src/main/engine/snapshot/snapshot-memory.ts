import { type SnapshotSink, type SnapshotSource, UnusableSnapshot } from './snapshot.ts'

const chunkBytes = 2 ** 25

/** A snapshot in memory that threads share: written in one, read in another, and never copied in between. */
export class SnapshotMemory implements SnapshotSink, SnapshotSource {
  readonly chunks: SharedArrayBuffer[]
  #bytes: number

  constructor(chunks: readonly SharedArrayBuffer[] = [], bytes = 0) {
    this.chunks = [...chunks]
    this.#bytes = bytes
  }

  get bytes(): number {
    return this.#bytes
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const place = this.#bytes % chunkBytes
      if (this.chunks.length * chunkBytes === this.#bytes) this.chunks.push(new SharedArrayBuffer(chunkBytes))
      const size = Math.min(bytes.length - at, chunkBytes - place)
      new Uint8Array(this.chunks.at(-1)!, place, size).set(bytes.subarray(at, at + size))
      at += size
      this.#bytes += size
    }
  }

  read(offset: number, into: Uint8Array): void {
    if (offset + into.length > this.#bytes) throw new UnusableSnapshot('it ends too early')
    for (let at = 0; at < into.length; ) {
      const place = (offset + at) % chunkBytes
      const size = Math.min(into.length - at, chunkBytes - place)
      const chunk = this.chunks[Math.floor((offset + at) / chunkBytes)]!
      into.set(new Uint8Array(chunk, place, size), at)
      at += size
    }
  }
}
