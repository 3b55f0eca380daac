import type { DotKernel, KernelMemory } from './kernel-memory.ts'

/** The kernel for where WebAssembly or its SIMD is missing; some ten times slower than the other. */
export const plainKernel: DotKernel = { name: 'plain', createMemory: (bytes) => new PlainMemory(bytes) }

/** Address and length of everything are multiples of this, so that a view of any type covers the buffer. */
const alignment = 8

class PlainMemory implements KernelMemory {
  readonly maxBytes = 2 ** 32 - 2 ** 16
  #bytes!: Int8Array<ArrayBuffer>
  #shorts!: Int16Array
  #ints!: Int32Array
  #addresses!: Uint32Array
  #floats!: Float32Array
  #doubles!: Float64Array

  constructor(bytes: number) {
    this.#view(new ArrayBuffer(rounded(bytes)))
  }

  get buffer(): ArrayBuffer {
    return this.#bytes.buffer
  }

  grow(bytes: number): void {
    this.#view(this.buffer.transfer(rounded(bytes)))
  }

  #view(buffer: ArrayBuffer): void {
    this.#bytes = new Int8Array(buffer)
    this.#shorts = new Int16Array(buffer)
    this.#ints = new Int32Array(buffer)
    this.#addresses = new Uint32Array(buffer)
    this.#floats = new Float32Array(buffer)
    this.#doubles = new Float64Array(buffer)
  }

  encodeRow(row: number, codes: number, width: number, code: number): void {
    const floats = this.#floats
    const bytes = this.#bytes
    const first = row / 4
    let largest = 0
    // Math.max keeps NaN, a comparison would lose it.
    for (let i = 0; i < width; i++) largest = Math.max(largest, Math.abs(floats[first + i]!))
    const scale = largest / 127
    const inverse = largest > 0 ? 127 / largest : 0
    let lost = 0
    for (let i = 0; i < width; i++) {
      const value = floats[first + i]!
      // Rounds by a shift into the positive, a cut, and a shift back.
      const rounded = ((value * inverse + 128.5) | 0) - 128
      bytes[codes + i] = rounded
      const rest = value - scale * rounded
      lost += rest * rest
    }
    this.#doubles[code / 8] = scale
    this.#doubles[code / 8 + 1] = lost
  }

  dotCodes(query: number, addresses: number, count: number, width: number, sums: number): void {
    const bytes = this.#bytes
    const shorts = this.#shorts
    const first = query / 2
    for (let row = 0; row < count; row++) {
      const start = this.#addresses[addresses / 4 + row]!
      let even = 0
      let odd = 0
      for (let i = 0; i < width; i += 2) {
        even = (even + Math.imul(shorts[first + i]!, bytes[start + i]!)) | 0
        odd = (odd + Math.imul(shorts[first + i + 1]!, bytes[start + i + 1]!)) | 0
      }
      this.#ints[sums / 4 + row] = even + odd
    }
  }

  dotRows(query: number, addresses: number, count: number, width: number, scores: number): void {
    for (let i = 0; i < count; i++) {
      this.#doubles[scores / 8 + i] = this.#dot(query / 8, this.#addresses[addresses / 4 + i]! / 4, width)
    }
  }

  #dot(query: number, row: number, width: number): number {
    const floats = this.#floats
    const doubles = this.#doubles
    let [s0, s1, s2, s3, s4, s5, s6, s7] = [0, 0, 0, 0, 0, 0, 0, 0]
    for (let i = 0; i < width; i += 8) {
      s0 += doubles[query + i]! * floats[row + i]!
      s1 += doubles[query + i + 1]! * floats[row + i + 1]!
      s2 += doubles[query + i + 2]! * floats[row + i + 2]!
      s3 += doubles[query + i + 3]! * floats[row + i + 3]!
      s4 += doubles[query + i + 4]! * floats[row + i + 4]!
      s5 += doubles[query + i + 5]! * floats[row + i + 5]!
      s6 += doubles[query + i + 6]! * floats[row + i + 6]!
      s7 += doubles[query + i + 7]! * floats[row + i + 7]!
    }
    return s0 + s4 + (s2 + s6) + (s1 + s5 + (s3 + s7))
  }
}

const rounded = (bytes: number): number => Math.ceil(bytes / alignment) * alignment
