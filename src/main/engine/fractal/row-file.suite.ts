import type { CompactParts, RowFile } from './packed-rows.ts'

/** A file of rows in memory, which can be damaged. */
export class MemoryRowFile implements RowFile {
  readonly rows = new Map<number, Uint8Array>()
  reads = 0
  readonly #rowBytes: number

  constructor(dimension: number) {
    this.#rowBytes = Math.ceil(dimension / 8) * 32
  }

  write(firstRow: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += this.#rowBytes) {
      this.rows.set(firstRow + at / this.#rowBytes, bytes.slice(at, at + this.#rowBytes))
    }
  }

  read(row: number, into: Uint8Array): void {
    this.reads += 1
    const found = this.rows.get(row)
    if (!found) throw new RangeError(`There is no row ${row}.`)
    into.set(found)
  }
}

/** Any checksum will do here. */
const checksum = (bytes: Uint8Array, before = 0): number => {
  let sum = before
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 16_777_619) >>> 0
  return sum
}

export const compactParts = (dimension: number): CompactParts & { readonly file: MemoryRowFile } => ({
  file: new MemoryRowFile(dimension),
  crc: checksum,
})
