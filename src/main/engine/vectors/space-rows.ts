import { chunkBits, chunkRows, type RowArena } from './row-arena.ts'
import { isComparable, residualOf } from './row-code.ts'

const smallestCapacity = 64

/**
 * The vectors of one namespace, in slots 0..count-1 without holes: slot s is row s % 64 of the chunk number s / 64. A
 * row that leaves is replaced by the last one.
 */
export class SpaceRows {
  readonly #arena: RowArena
  readonly #dimension: number
  readonly #slots = new Map<number, number>()
  readonly chunks: number[] = []
  /** Of each slot; longer than `count`. */
  keys = new Uint32Array(smallestCapacity)
  /** What the codes of each slot mean: row-code.ts. */
  scales = new Float64Array(smallestCapacity)
  residuals = new Float64Array(smallestCapacity)

  constructor(arena: RowArena, dimension: number) {
    this.#arena = arena
    this.#dimension = dimension
  }

  get count(): number {
    return this.#slots.size
  }

  /** Bytes beside the arena, of which the key map is an estimate. */
  get byteLength(): number {
    return this.keys.length * 20 + this.count * 40
  }

  slotOf(key: number): number | undefined {
    return this.#slots.get(key)
  }

  /** Address of a slot's vector. */
  vectorAt(slot: number): number {
    return this.#arena.vectorAt(this.chunks[slot >>> chunkBits]!, slot & (chunkRows - 1))
  }

  /** Address of a slot's codes. */
  codesAt(slot: number): number {
    return this.#arena.codesAt(this.chunks[slot >>> chunkBits]!, slot & (chunkRows - 1))
  }

  vectorOf(key: number): Float32Array | null {
    const slot = this.#slots.get(key)
    if (slot === undefined) return null
    const start = this.vectorAt(slot) / 4
    return new Float32Array(this.#arena.floats.subarray(start, start + this.#dimension))
  }

  /** Adds or replaces the vector of a key. One that can't be compared (NaN, infinite) is as good as none. */
  put(key: number, vectors: Float32Array, offset: number): void {
    const slot = this.#slots.get(key) ?? this.count
    if (slot === this.chunks.length * chunkRows) this.chunks.push(this.#arena.take())
    const at = this.vectorAt(slot)
    this.#arena.floats.set(vectors.subarray(offset, offset + this.#dimension), at / 4)
    this.#arena.encode(at, this.codesAt(slot))
    const [scale, lost] = this.#arena.code
    if (!isComparable(scale!)) {
      this.remove(key)
      this.#trim()
      return
    }
    if (slot === this.keys.length) this.#resize(2 * slot)
    this.#slots.set(key, slot)
    this.keys[slot] = key
    this.scales[slot] = scale!
    this.residuals[slot] = residualOf(lost!)
  }

  remove(key: number): void {
    const slot = this.#slots.get(key)
    if (slot === undefined) return
    this.#slots.delete(key)
    const last = this.count
    if (slot !== last) this.#move(last, slot)
    this.#trim()
  }

  /** Gives all chunks back; the space is empty afterwards. */
  clear(): void {
    this.#slots.clear()
    this.#trim()
  }

  #move(from: number, to: number): void {
    const { bytes, width } = this.#arena
    const key = this.keys[from]!
    const codes = this.codesAt(from)
    const vector = this.vectorAt(from)
    bytes.copyWithin(this.codesAt(to), codes, codes + width)
    bytes.copyWithin(this.vectorAt(to), vector, vector + width * 4)
    this.#slots.set(key, to)
    this.keys[to] = key
    this.scales[to] = this.scales[from]!
    this.residuals[to] = this.residuals[from]!
  }

  /** Gives back what the rows that left don't need any more. */
  #trim(): void {
    while (this.chunks.length * chunkRows >= this.count + chunkRows) this.#arena.give(this.chunks.pop()!)
    const capacity = this.keys.length
    if (capacity > smallestCapacity && this.count < capacity / 4) {
      this.#resize(Math.max(smallestCapacity, Math.ceil(capacity / 2)))
    }
  }

  #resize(capacity: number): void {
    const resized = <T extends Uint32Array | Float64Array>(from: T, to: T): T => {
      to.set(from.subarray(0, Math.min(from.length, capacity)))
      return to
    }
    this.keys = resized(this.keys, new Uint32Array(capacity))
    this.scales = resized(this.scales, new Float64Array(capacity))
    this.residuals = resized(this.residuals, new Float64Array(capacity))
  }
}
