import type { Crc32, Section, SnapshotFormat, SnapshotSink } from './snapshot.ts'

/** Counts what is written, and keeps the checksum of the section it is in. */
export class SnapshotWriter {
  readonly #sink: SnapshotSink
  readonly #crc: Crc32
  readonly #format: SnapshotFormat
  #offset = 0
  #section = 0

  constructor(sink: SnapshotSink, crc: Crc32, format: SnapshotFormat) {
    this.#sink = sink
    this.#crc = crc
    this.#format = format
    this.#text(format.magic)
  }

  write(bytes: Uint8Array): void {
    this.#section = this.#crc(bytes, this.#section)
    this.#sink.write(bytes)
    this.#offset += bytes.length
  }

  begin(): number {
    this.#section = 0
    return this.#offset
  }

  end(begun: number): Section {
    return { offset: begun, bytes: this.#offset - begun, crc: this.#section }
  }

  section(parts: readonly Uint8Array[]): Section {
    const begun = this.begin()
    for (const part of parts) this.write(part)
    return this.end(begun)
  }

  /** Writes what the sections are, and with it the end. */
  finish(contents: object): void {
    const all = { version: this.#format.version, ...contents }
    const text = new TextEncoder().encode(JSON.stringify(all))
    this.write(text)
    this.write(bytesOf(Uint32Array.of(text.length, this.#crc(text))))
    this.#text(this.#format.magic)
  }

  #text(text: string): void {
    this.write(new TextEncoder().encode(text))
  }
}

export const bytesOf = (numbers: ArrayBufferView): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
