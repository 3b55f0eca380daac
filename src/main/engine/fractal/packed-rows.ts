import type { Crc32 } from '../snapshot/snapshot.ts'
import { type KernelMemory, largestOfPacked, packedBytes, packedColumns } from './kernel/kernel.ts'
import { none } from './none.ts'

/** The float32 rows of a compact index, outside of memory. */
export interface RowFile {
  /** Writes rows one after the other, as many as the bytes are, each of the same number. */
  write(firstRow: number, bytes: Uint8Array): void
  /** Fills with a row. @throws where there is none */
  read(row: number, into: Uint8Array): void
}

export interface CompactParts {
  readonly file: RowFile
  readonly crc: Crc32
}

/** What the file has in the place of a row is not what was written there. Only making the index anew helps. */
export class LostRow extends Error {
  override readonly name = 'LostRow'
}

/** Bytes of a row in the file, which are those of a row of float32 in memory. */
export const floatRowBytes = (dimension: number): number => Math.ceil(dimension / 8) * 32

/** What an arena has for it. */
interface Ground {
  readonly memory: KernelMemory
  readonly width: number
  readonly bytes: Uint8Array
  readonly u32: Uint32Array
  readonly f32: Float32Array
  allocate(bytes: number): number
  allocateRowBlock(rows: number): { readonly first: number }
  rowAt(row: number): number
  floatsOf(row: number): Float32Array
  write(row: number, floats: Float32Array): void
}

/** Rows that are read at once: some 100 kB. */
const deskRows = 64

/**
 * Rows in packed form, an int8 a column, whose float32 lie in a file with a checksum here. What is done with rows as
 * float32 is done on the **desk**: a few float rows in the arena, among them one **seat** for the row that is worked on.
 *
 *     arena   | packed row | packed row | ... | desk: float row, float row, ... | seat |
 *     file    | float row | float row | ...
 */
export class PackedRows {
  readonly rowBytes: number
  /** Address of the packed query. */
  readonly query: number
  readonly #arena: Ground
  readonly #parts: CompactParts
  /** Id of the desk's first row as one of floats, and address of all of them. */
  readonly #desk: number
  readonly #deskIds: number
  readonly #seat: number
  #seated = none
  #queryError = 0

  constructor(arena: Ground, parts: CompactParts) {
    const { width } = arena
    this.#arena = arena
    this.#parts = parts
    this.rowBytes = packedBytes(width)
    this.query = arena.allocate(packedColumns(width) * 2 + 16)
    this.#desk = arena.allocateRowBlock(deskRows + 1).first
    this.#seat = this.#desk + deskRows
    this.#deskIds = arena.allocate(deskRows * 4)
    for (let i = 0; i < deskRows; i++) arena.u32[this.#deskIds / 4 + i] = this.#desk + i
  }

  /** Length of what the packed query leaves out. */
  get queryError(): number {
    return this.#queryError
  }

  /** Length of what a packed row leaves out, give or take rounding. */
  errorOf(row: number): number {
    return this.#arena.f32[this.#facts(row) + 1]!
  }

  /** Writes floats, at most `width` of them, as a row; they have the seat then, as they are. */
  write(row: number, floats: Float32Array): void {
    const arena = this.#arena
    this.#seated = none
    arena.write(this.#seat, floats)
    const bytes = this.#bytesOf(this.#seat)
    this.#parts.file.write(row, bytes)
    this.#pack(row, this.#seat, bytes)
    this.#seated = row
  }

  /** Writes rows one after the other, as many as the floats are. */
  writeMany(first: number, floats: Float32Array): void {
    const { width } = this.#arena
    this.#seated = none
    const bytes = new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength)
    this.#parts.file.write(first, bytes)
    for (let at = 0; at < floats.length; at += width) {
      this.#arena.write(this.#seat, floats.subarray(at, at + width))
      this.#pack(first + at / width, this.#seat, this.#bytesOf(this.#seat))
    }
  }

  /** Id of the float row that has what a row says, as it was written or by its packed form; of use until the next. */
  seat(row: number): number {
    if (this.#seated === row) return this.#seat
    const { memory, width } = this.#arena
    memory.run.unpackRow(row * this.rowBytes, width, this.#arena.rowAt(this.#seat))
    this.#seated = row
    return this.#seat
  }

  /** The floats of a row as they were written; gone after the next. @throws LostRow */
  read(row: number): Float32Array {
    this.#fetch(row, 0)
    return this.#arena.floatsOf(this.#desk)
  }

  /** Scores, in float64, of rows as they were written. @throws LostRow */
  dotExactly(query: number, ids: number, count: number, scores: number): void {
    const { memory, width } = this.#arena
    for (let start = 0; start < count; start += deskRows) {
      const size = Math.min(deskRows, count - start)
      for (let i = 0; i < size; i++) this.#fetch(this.#arena.u32[ids / 4 + start + i]!, i)
      memory.run.dotRowsExactly(query, this.#deskIds, size, width, scores + start * 8)
    }
  }

  /** Puts a query where the kernel finds it. */
  loadQuery(vector: Float32Array): void {
    const { memory, width, f32 } = this.#arena
    const columns = packedColumns(width)
    const most = largestOfPacked(width)
    let largest = 0
    for (const value of vector) largest = Math.max(largest, Math.abs(value))
    const step = Math.fround(largest / most)
    const words = new Int16Array(memory.buffer, this.query, columns).fill(0)
    let error = 0
    for (let i = 0; i < vector.length; i++) {
      const word = step > 0 ? Math.max(-most, Math.min(most, Math.round(vector[i]! / step))) : 0
      words[i] = word
      error += (vector[i]! - step * word) ** 2
    }
    f32[this.query / 4 + columns / 2] = step
    this.#queryError = Math.sqrt(error) * 1.000_001
  }

  #pack(row: number, from: number, bytes: Uint8Array): void {
    const { memory, width, u32 } = this.#arena
    memory.run.packRow(this.#arena.rowAt(from), width, row * this.rowBytes)
    u32[this.#facts(row) + 2] = this.#parts.crc(bytes)
  }

  /** Reads a row from the file to a place on the desk. */
  #fetch(row: number, place: number): void {
    const bytes = this.#bytesOf(this.#desk + place)
    try {
      this.#parts.file.read(row, bytes)
    } catch (error) {
      throw new LostRow(
        `The file of the vectors cannot be read: ${error instanceof Error ? error.message : error}`,
      )
    }
    if (this.#parts.crc(bytes) === this.#arena.u32[this.#facts(row) + 2]) return
    throw new LostRow('The file of the vectors is damaged.')
  }

  #bytesOf(floatRow: number): Uint8Array {
    const address = this.#arena.rowAt(floatRow)
    return this.#arena.bytes.subarray(address, address + this.#arena.width * 4)
  }

  /** Place of what stands behind a row's columns, counted in four bytes. */
  #facts(row: number): number {
    return (row * this.rowBytes + packedColumns(this.#arena.width)) / 4
  }
}
