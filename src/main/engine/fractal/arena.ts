import type { Kernel, KernelMemory } from './kernel/kernel.ts'
import { none } from './none.ts'
import { type CompactParts, PackedRows } from './packed-rows.ts'
import { RowPool } from './row-pool.ts'
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
 *
 * Rows are of float32, whatever they are for: memories, centroids, what a job works with. Only where the index is
 * compact, those of memories are packed, and have ids of their own; {@link floatRowOf} tells where the floats of one are.
 */
export class Arena {
  readonly dimension: number
  /** Columns of a row in memory: the dimension, and zeros up to a multiple of 8. */
  readonly width: number
  /** Of a row of a memory. */
  readonly rowBytes: number
  /** Where rows of memories are packed; else null. */
  readonly packed: PackedRows | null
  readonly memory: KernelMemory
  readonly #free = new Map<number, number[]>()
  readonly #keys = new RowTable(1)
  readonly #regions: { next: number; readonly end: number }[] = []
  readonly #rows: RowPool
  /** The same where rows of memories are of float32 too. */
  readonly #centroids: RowPool
  #top = alignment
  #holds = 0

  /** Views of all of the memory; others after anything was allocated. */
  bytes!: Uint8Array
  u32!: Uint32Array
  f32!: Float32Array
  f64!: Float64Array

  constructor(kernel: Kernel, dimension: number, compact: CompactParts | null = null) {
    this.dimension = dimension
    this.width = Math.ceil(dimension / 8) * 8
    this.memory = kernel.createMemory(smallestGrowth)
    this.#look()
    const ground = { cut: (bytes: number, align: number) => this.#cut(bytes, align) }
    this.#centroids = new RowPool(ground, this.width * 4)
    this.packed = compact && new PackedRows(this, compact)
    this.#rows = this.packed === null ? this.#centroids : new RowPool(ground, this.packed.rowBytes)
    this.rowBytes = this.#rows.rowBytes
  }

  /** Bytes from the first to the last that was ever used. */
  get byteLength(): number {
    return this.#top
  }

  /** Rows that could be taken without a byte more. */
  get spareRows(): number {
    return this.#rows.spare
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

  /** Rows of floats one after the other, whose ids begin with the returned one; to be given back by {@link releaseBlock}. */
  allocateRowBlock(rows: number): {
    readonly first: number
    readonly address: number
    readonly bytes: number
  } {
    const floatBytes = this.width * 4
    const bytes = (rows + 1) * floatBytes
    const address = this.allocate(bytes)
    return { first: Math.ceil(address / floatBytes), address, bytes }
  }

  /** A row of its own, for a memory; it may hold anything. */
  takeRow(): number {
    return this.#rows.take()
  }

  /** Rows one after the other, for memories. @returns the first */
  takeRows(count: number): number {
    return this.#rows.takeMany(count)
  }

  giveRow(row: number): void {
    this.setKey(row, none)
    this.#rows.give(row, this.#holds > 0)
  }

  /** A row of floats, for what is no memory. */
  takeCentroid(): number {
    return this.#centroids.take()
  }

  giveCentroid(row: number): void {
    this.#centroids.give(row, this.#holds > 0)
  }

  /** From here to {@link unhold}, rows that are given back keep what they hold. */
  hold(): void {
    this.#holds += 1
  }

  unhold(): void {
    this.#holds -= 1
    if (this.#holds > 0) return
    this.#rows.release()
    this.#centroids.release()
  }

  /** Address of the floats of a row of floats. */
  rowAt(row: number): number {
    return row * this.width * 4
  }

  /** The floats of a row of floats, as they lie in memory; gone after the next allocation. */
  floatsOf(row: number): Float32Array {
    const start = row * this.width
    return this.f32.subarray(start, start + this.width)
  }

  /** Writes floats, at most `width` of them, as a row of floats; zeros stand beyond. */
  write(row: number, floats: Float32Array): void {
    const there = this.floatsOf(row)
    there.set(floats)
    there.fill(0, floats.length)
  }

  /** Writes floats as the row of a memory. */
  writeRow(row: number, floats: Float32Array): void {
    if (this.packed === null) this.write(row, floats)
    else this.packed.write(row, floats)
  }

  /** Id of the row of floats that has what the row of a memory says, or about that; of use until the next is asked for. */
  floatRowOf(row: number): number {
    return this.packed === null ? row : this.packed.seat(row)
  }

  /** What the row of a memory says, or about that: in memory, or a copy. */
  likeOf(row: number): Float32Array {
    return this.packed === null ? this.floatsOf(row) : this.floatsOf(this.packed.seat(row)).slice()
  }

  /** What was written as the row of a memory, bit by bit; gone after the next allocation, or when another is read. */
  vectorOf(row: number): Float32Array {
    return this.packed === null ? this.floatsOf(row) : this.packed.read(row)
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
