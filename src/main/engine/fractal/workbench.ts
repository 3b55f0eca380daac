import { type KernelFunctions, type KernelMemory, packedBytes } from './kernel/kernel.ts'

export interface WorkbenchPlace {
  readonly width: number
  /** Whether rows of memories are packed. */
  readonly isPacked: boolean
  /** Room that nobody else uses until the work is done. */
  readonly address: number
  readonly bytes: number
}

/** Rows of memories that are made float rows at once, at most. */
export const chunkRows = 256

/**
 * Room in the kernel's memory for one job, in this thread or another: rows of its own, and operands for the kernel.
 * What it takes is given back all at once, by taking no more from it.
 */
export class Workbench {
  readonly width: number
  readonly rowBytes: number
  readonly run: KernelFunctions
  readonly f32: Float32Array
  readonly u32: Uint32Array
  readonly i32: Int32Array
  readonly bytes: Uint8Array
  #next: number
  readonly #end: number
  /** Ids of float rows that packed ones are unpacked to; null where they are of floats themselves. */
  readonly #unpacked: Uint32Array | null

  constructor(memory: KernelMemory, { width, address, bytes, isPacked }: WorkbenchPlace) {
    this.width = width
    this.rowBytes = width * 4
    this.run = memory.run
    const { buffer } = memory
    // With their lengths: a view that follows a growing buffer is many times slower.
    const { byteLength } = buffer
    this.f32 = new Float32Array(buffer, 0, byteLength / 4)
    this.u32 = new Uint32Array(buffer, 0, byteLength / 4)
    this.i32 = new Int32Array(buffer, 0, byteLength / 4)
    this.bytes = new Uint8Array(buffer, 0, byteLength)
    this.#next = address
    this.#end = address + bytes
    const first = isPacked ? this.rows(chunkRows) : 0
    this.#unpacked = isPacked ? Uint32Array.from({ length: chunkRows }, (_, i) => first + i) : null
  }

  /** What a workbench takes for itself, for so many rows, and for so many numbers of four bytes in a few pieces. */
  static bytesFor(
    width: number,
    { rows, numbers }: { readonly rows: number; readonly numbers: number },
  ): number {
    return (rows + 4) * width * 4 + numbers * 4 + 4096
  }

  /** Ids of rows of floats that have what rows of memories say, at most {@link chunkRows}; of use until the next are asked for. */
  floatRowsOf(rows: Uint32Array): Uint32Array {
    if (this.#unpacked === null) return rows
    const packed = packedBytes(this.width)
    for (let i = 0; i < rows.length; i++) {
      this.run.unpackRow(rows[i]! * packed, this.width, this.rowAt(this.#unpacked[i]!))
    }
    return this.#unpacked.subarray(0, rows.length)
  }

  /** The same for a few that stay of use: room for them, where they are packed, is planned. */
  keptFloatRowsOf(rows: Uint32Array): Uint32Array {
    if (this.#unpacked === null) return rows
    const first = this.rows(rows.length)
    return Uint32Array.from(rows, (row, i) => {
      this.copyRow(this.floatRowsOf(Uint32Array.of(row))[0]!, first + i)
      return first + i
    })
  }

  /** Rows of floats one after the other. @returns the id of the first */
  rows(count: number): number {
    const first = Math.ceil(this.#next / this.rowBytes)
    this.#take((first + count) * this.rowBytes)
    return first
  }

  /** @returns an address, a multiple of 64 */
  room(bytes: number): number {
    const address = Math.ceil(this.#next / 64) * 64
    this.#take(address + bytes)
    return address
  }

  /** Numbers that lie in the memory. */
  ids(values: ArrayLike<number>): { readonly address: number; readonly values: Uint32Array } {
    const address = this.room(values.length * 4)
    const there = this.u32.subarray(address / 4, address / 4 + values.length)
    there.set(values)
    return { address, values: there }
  }

  floats(count: number): { readonly address: number; readonly values: Float32Array } {
    const address = this.room(count * 4)
    return { address, values: this.f32.subarray(address / 4, address / 4 + count).fill(0) }
  }

  wholes(count: number): { readonly address: number; readonly values: Int32Array } {
    const address = this.room(count * 4)
    return { address, values: this.i32.subarray(address / 4, address / 4 + count).fill(0) }
  }

  /** Gives back what work took, once it is done. What it left there is to be read before anything else is taken. */
  *lending<T>(work: () => Generator<void, T>): Generator<void, T> {
    const before = this.#next
    const result = yield* work()
    this.#next = before
    return result
  }

  rowAt(row: number): number {
    return row * this.rowBytes
  }

  floatsOf(row: number): Float32Array {
    const start = this.rowAt(row) / 4
    return this.f32.subarray(start, start + this.width)
  }

  copyRow(from: number, to: number): void {
    this.bytes.copyWithin(this.rowAt(to), this.rowAt(from), this.rowAt(from + 1))
  }

  /** Writes the direction of a sum of rows as a row. @returns the length of the sum; 0, and nothing, without one */
  writeDirection(sum: number, row: number): number {
    const floats = this.f32.subarray(sum / 4, sum / 4 + this.width)
    const length = normalise(floats)
    if (length > 0) this.floatsOf(row).set(floats)
    return length
  }

  #take(end: number): void {
    if (end > this.#end) throw new RangeError(`A job was planned with ${end - this.#end} bytes too few.`)
    this.#next = end
  }
}

/** Scales to length one. @returns the length before; 0 for what has no direction, which stays as it is */
export const normalise = (floats: Float32Array): number => {
  let squared = 0
  for (const value of floats) squared += value * value
  if (!(squared > 0)) return 0
  const length = Math.sqrt(squared)
  for (let i = 0; i < floats.length; i++) floats[i] = floats[i]! / length
  return length
}
