import type { Kernel, KernelMemory } from './kernel/kernel.ts'
import { none } from './none.ts'
import { RowTable } from './row-table.ts'

const alignment = 64
/** Memory grows in place, so in small steps: this much, or a sixteenth of what there is. */
const smallestGrowth = 2 ** 20
/** What is given back in pieces of this size is cut up anew; smaller ones wait for their like. */
const regionBytes = 2 ** 18

/**
 * Everything of an index in one kernel memory: rows, lists, codebooks, scratch.
 *
 *     | rows | list | rows | codebook | list | free | rows | ...
 *
 * One memory, not one a namespace: every WebAssembly memory reserves some 10 GB of addresses, and Electron has 1 TB of
 * them in all. Blocks are cut from the end in size classes a quarter of a power of two apart, so that what is given
 * back fits the next one of its class. The end of 32 bit addresses, 4 GiB, is 1.2 million rows of 768 columns.
 *
 * Rows never change once they are written: an update takes another row. While a job reads rows in another thread,
 * {@link hold} keeps those that are given back from being used anew.
 */
export class Arena {
  readonly dimension: number
  /** Columns of a row in memory: the dimension, and zeros up to a multiple of 8. */
  readonly width: number
  readonly rowBytes: number
  readonly memory: KernelMemory
  readonly #free = new Map<number, number[]>()
  readonly #keys = new RowTable(1)
  readonly #regions: { next: number; readonly end: number }[] = []
  #top = alignment
  #freeRows: number[] = []
  #heldRows: number[] = []
  #holds = 0
  #rowsCarved = 0

  /** Views of all of the memory; others after anything was allocated. */
  bytes!: Uint8Array
  u32!: Uint32Array
  f32!: Float32Array
  f64!: Float64Array

  constructor(kernel: Kernel, dimension: number) {
    this.dimension = dimension
    this.width = Math.ceil(dimension / 8) * 8
    this.rowBytes = this.width * 4
    this.memory = kernel.createMemory(smallestGrowth)
    this.#look()
  }

  /** Bytes from the first to the last that was ever used. */
  get byteLength(): number {
    return this.#top
  }

  /** Rows that could be taken without a byte more. */
  get spareRows(): number {
    return this.#freeRows.length + this.#heldRows.length
  }

  /** Bytes beside the memory. */
  get tableBytes(): number {
    return this.#keys.byteLength
  }

  /** Ids of rows are below. */
  get rowLimit(): number {
    return Math.ceil(this.#top / this.rowBytes)
  }

  /**
   * @returns an address, a multiple of 64; what is there may be anything
   * @throws RangeError where the memory can't grow so far
   */
  allocate(bytes: number): number {
    const size = sizeClass(bytes)
    const reused = this.#free.get(size)?.pop()
    return reused ?? this.#cut(size, alignment)
  }

  /** Gives back what {@link allocate} gave for so many bytes. */
  release(address: number, bytes: number): void {
    const size = sizeClass(bytes)
    if (size >= regionBytes) {
      this.#regions.push({ next: address, end: address + size })
      return
    }
    const blocks = this.#free.get(size)
    if (blocks) blocks.push(address)
    else this.#free.set(size, [address])
  }

  /** Rows one after the other, whose ids begin with the returned one; to be given back by {@link releaseBlock}. */
  allocateRowBlock(rows: number): {
    readonly first: number
    readonly address: number
    readonly bytes: number
  } {
    const bytes = (rows + 1) * this.rowBytes
    const address = this.allocate(bytes)
    return { first: Math.ceil(address / this.rowBytes), address, bytes }
  }

  /** A row of its own; it may hold anything. */
  takeRow(): number {
    const reused = this.#freeRows.pop()
    if (reused !== undefined) return reused
    // Few while there are few, so that a small namespace costs little.
    const rows = this.#rowsCarved < 1024 ? 64 : 256
    const first = this.takeRows(rows)
    for (let row = first + rows - 1; row > first; row--) this.#freeRows.push(row)
    return first
  }

  /** Rows one after the other. @returns the first */
  takeRows(count: number): number {
    if (count === 0) return 0
    this.#rowsCarved += count
    return this.#cut(count * this.rowBytes, this.rowBytes) / this.rowBytes
  }

  giveRow(row: number): void {
    this.setKey(row, none)
    if (this.#holds > 0) this.#heldRows.push(row)
    else this.#freeRows.push(row)
  }

  /** From here to {@link unhold}, rows that are given back keep what they hold. */
  hold(): void {
    this.#holds += 1
  }

  unhold(): void {
    this.#holds -= 1
    if (this.#holds > 0) return
    for (const row of this.#heldRows) this.#freeRows.push(row)
    this.#heldRows = []
  }

  /** Address of a row's floats. */
  rowAt(row: number): number {
    return row * this.rowBytes
  }

  /** The floats of a row, as they lie in memory; gone after the next allocation. */
  floatsOf(row: number): Float32Array {
    const start = this.rowAt(row) / 4
    return this.f32.subarray(start, start + this.width)
  }

  /** Writes floats, at most `width` of them, as a row; zeros stand beyond. */
  write(row: number, floats: Float32Array): void {
    const there = this.floatsOf(row)
    there.set(floats)
    there.fill(0, floats.length)
  }

  /** The key of a row that is in use by a memory, or none. */
  keyOf(row: number): number {
    return this.#keys.get(row)
  }

  setKey(row: number, key: number): void {
    this.#keys.set(row, 0, key)
  }

  #cut(bytes: number, align: number): number {
    return this.#cutRegion(bytes, align) ?? this.#cutTop(bytes, align)
  }

  #cutRegion(bytes: number, align: number): number | undefined {
    for (const [i, region] of this.#regions.entries()) {
      const address = Math.ceil(region.next / align) * align
      if (address + bytes > region.end) continue
      region.next = address + bytes
      // What is left is too little to look at each time.
      if (region.end - region.next < regionBytes / 16) this.#regions.splice(i, 1)
      return address
    }
    return undefined
  }

  #cutTop(bytes: number, align: number): number {
    const address = Math.ceil(this.#top / align) * align
    const end = address + bytes
    const { memory } = this
    if (end > memory.maxBytes) {
      throw new RangeError(`The vector index is full: it can hold ${memory.maxBytes} bytes.`)
    }
    if (end > memory.buffer.byteLength) {
      const growth = Math.max(smallestGrowth, Math.ceil(memory.buffer.byteLength / 16))
      memory.grow(Math.min(memory.maxBytes, Math.max(end, memory.buffer.byteLength + growth)))
      this.#look()
    }
    this.#top = end
    return address
  }

  #look(): void {
    const { buffer } = this.memory
    // With their lengths: a view that follows a growing buffer is many times slower.
    const { byteLength } = buffer
    this.bytes = new Uint8Array(buffer, 0, byteLength)
    this.u32 = new Uint32Array(buffer, 0, byteLength / 4)
    this.f32 = new Float32Array(buffer, 0, byteLength / 4)
    this.f64 = new Float64Array(buffer, 0, byteLength / 8)
  }
}

/** The next of 64 x 4, 5, 6, 7, 8, 10, 12, 14, 16, 20 ... bytes, or 64, 128, 192. */
const sizeClass = (bytes: number): number => {
  const units = Math.max(1, Math.ceil(bytes / alignment))
  if (units <= 4) return units * alignment
  const step = 2 ** (Math.floor(Math.log2(units - 1)) - 2)
  return Math.ceil(units / step) * step * alignment
}
