import type { DotKernel, KernelMemory } from './kernel-memory.ts'

/** Rows of a chunk, as a power of two: few enough that a small namespace costs little. */
export const chunkBits = 6
export const chunkRows = 2 ** chunkBits
/** Rows that one call of the kernel goes through; a multiple of 4. */
export const batchRows = 256

const growth = 1.5
/** Below this nothing is given back. */
const smallestBytes = 16 * 2 ** 20

/**
 * The rows of all spaces in one kernel memory, cut into chunks of equal size that spaces take and give back:
 *
 *     query: float64 | query: int16 | code of a row | addresses | sums | scores | chunk 0 | chunk 1 | ...
 *     a chunk: 64 rows of codes (int8), then 64 rows of vectors (float32)
 *
 * One memory, not one a space: every WebAssembly memory reserves some 10 GB of addresses, and Electron has 1 TB of
 * them in all, so a hundred namespaces would not fit. Chunks, not one block a space: growing then moves nothing, and
 * memory that one namespace leaves is used by the next. A WebAssembly memory can't shrink: {@link compact} moves
 * what is left into a new one. The end of 32 bit addresses, 4 GiB, is 1.6 million rows of 512.
 */
export class RowArena {
  readonly #kernel: DotKernel
  /** Columns of a row in memory: the dimension and zeros up to a multiple of 16. */
  readonly width: number
  readonly #queryCodes: number
  readonly #code: number
  readonly #addresses: number
  readonly #sums: number
  readonly #scores: number
  readonly #firstChunk: number
  readonly #chunkBytes: number
  #memory!: KernelMemory
  #bytes!: Int8Array
  #floats!: Float32Array
  /** Chunks that were given back, all below `#carved`. */
  #free: number[] = []
  #carved = 0

  /** Where the query belongs. Like all views here another one after each {@link take}. */
  query!: Float64Array
  queryCodes!: Int16Array
  code!: Float64Array
  addresses!: Uint32Array
  sums!: Int32Array
  scores!: Float64Array

  constructor(kernel: DotKernel, dimension: number) {
    this.#kernel = kernel
    this.width = Math.ceil(dimension / 16) * 16
    this.#queryCodes = this.width * 8
    this.#code = this.#queryCodes + this.width * 2
    this.#addresses = this.#code + 16
    this.#sums = this.#addresses + batchRows * 4
    this.#scores = this.#sums + batchRows * 4
    this.#firstChunk = this.#scores + batchRows * 8
    this.#chunkBytes = chunkRows * this.width * 5
    this.#use(kernel.createMemory(this.#firstChunk))
  }

  get byteLength(): number {
    return this.#memory.buffer.byteLength
  }

  /** @returns the number of a chunk; its rows may hold anything but for the zeros beyond the dimension */
  take(): number {
    const reused = this.#free.pop()
    if (reused !== undefined) return reused
    const needed = this.#firstChunk + (this.#carved + 1) * this.#chunkBytes
    if (needed > this.byteLength) this.#grow(needed)
    this.#carved += 1
    return this.#carved - 1
  }

  give(chunk: number): void {
    this.#free.push(chunk)
  }

  /** True where less than a quarter of the chunks is in use. */
  get isSparse(): boolean {
    return this.byteLength > smallestBytes && (this.#carved - this.#free.length) * 4 < this.#carved
  }

  /** Moves the chunks in use, all of which must be listed, to a new memory and renumbers them in the lists. */
  compact(lists: Iterable<number[]>): void {
    const old = this.#bytes
    const used = this.#carved - this.#free.length
    const target = this.#tryMemory(this.#firstChunk + Math.ceil(used * growth) * this.#chunkBytes)
    if (!target) return
    this.#use(target)
    this.#free = []
    this.#carved = 0
    for (const list of lists) {
      list.forEach((chunk, i) => {
        const from = this.#chunkAt(chunk)
        list[i] = this.#carved
        this.#bytes.set(old.subarray(from, from + this.#chunkBytes), this.#chunkAt(this.#carved))
        this.#carved += 1
      })
    }
  }

  /** Address of a row's codes. */
  codesAt(chunk: number, row: number): number {
    return this.#chunkAt(chunk) + row * this.width
  }

  /** Address of a row's vector. */
  vectorAt(chunk: number, row: number): number {
    return this.#chunkAt(chunk) + (chunkRows + row * 4) * this.width
  }

  /** All of the memory, by byte; gone after the next {@link take}. */
  get bytes(): Int8Array {
    return this.#bytes
  }

  /** All of the memory, by float32; gone after the next {@link take}. */
  get floats(): Float32Array {
    return this.#floats
  }

  /** Writes the codes of a row's vector; what they mean is in {@link code} then: scale, and sum of squares lost. */
  encode(vector: number, codes: number): void {
    this.#memory.encodeRow(vector, codes, this.width, this.#code)
  }

  /** Products of the query's codes with the codes at the first `count` of {@link addresses}, into {@link sums}. */
  scan(count: number): void {
    // The kernel works on four rows at once. The addresses after the last may be old ones, but are never outside.
    const whole = (count + 3) & ~3
    this.#memory.dotCodes(this.#queryCodes, this.#addresses, whole, this.width, this.#sums)
  }

  /** Exact products of the query with the vectors at the first `count` of {@link addresses}, into {@link scores}. */
  score(count: number): void {
    this.#memory.dotRows(0, this.#addresses, count, this.width, this.#scores)
  }

  #chunkAt(chunk: number): number {
    return this.#firstChunk + chunk * this.#chunkBytes
  }

  /** Null where the system has none: what was to make room must not fail for the lack of it. */
  #tryMemory(bytes: number): KernelMemory | null {
    try {
      return this.#kernel.createMemory(bytes)
    } catch {
      return null
    }
  }

  #grow(needed: number): void {
    const { maxBytes } = this.#memory
    if (needed > maxBytes) throw new RangeError(`The vector index is full: it can hold ${maxBytes} bytes.`)
    this.#memory.grow(Math.min(maxBytes, Math.max(needed, Math.ceil(this.byteLength * growth))))
    this.#use(this.#memory)
  }

  #use(memory: KernelMemory): void {
    const { buffer } = memory
    this.#memory = memory
    this.#bytes = new Int8Array(buffer)
    this.#floats = new Float32Array(buffer, 0, Math.floor(buffer.byteLength / 4))
    this.query = new Float64Array(buffer, 0, this.width)
    this.queryCodes = new Int16Array(buffer, this.#queryCodes, this.width)
    this.code = new Float64Array(buffer, this.#code, 2)
    this.addresses = new Uint32Array(buffer, this.#addresses, batchRows)
    this.sums = new Int32Array(buffer, this.#sums, batchRows)
    this.scores = new Float64Array(buffer, this.#scores, batchRows)
  }
}
