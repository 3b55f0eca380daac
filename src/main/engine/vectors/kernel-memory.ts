/**
 * The arithmetic of the exact index over rows that lie in the kernel's own memory, so that a search copies nothing but
 * its query. Addresses are byte offsets into the memory. Every kernel gives the same scores to the last bit, for the
 * order in which floats are added is fixed (see {@link KernelMemory.dotRows}).
 */
export interface DotKernel {
  readonly name: 'plain' | 'simd'
  /** New zeroed memory. */
  createMemory(bytes: number): KernelMemory
}

export interface KernelMemory {
  /** What lies in the memory; another object after {@link grow}, which detaches the old one. */
  readonly buffer: ArrayBuffer
  /** Beyond this it can't grow. */
  readonly maxBytes: number
  /** Grows to `bytes` or a little more, keeping what is there; throws a RangeError where the system has no more. */
  grow(bytes: number): void
  /**
   * Writes a row as int8 codes, such that scale * code is near to each number, and at `code` two float64: the scale,
   * and the sum of the squares of what each number is off. How it rounds is its own business. For a row with NaN or
   * an infinite number the scale is one, and the rest means nothing.
   * @param row address of `width` float32
   * @param codes address of `width` int8 to write
   * @param width a multiple of 16
   */
  encodeRow(row: number, codes: number, width: number, code: number): void
  /**
   * Dot products of one int16 query with rows of int8 codes anywhere in the memory, as int32. The caller sees to it
   * that no sum leaves int32.
   * @param query address of `width` int16
   * @param addresses address of `count` uint32, the addresses of the codes of the rows
   * @param count a multiple of 4
   * @param width a multiple of 16
   * @param sums address of `count` int32 to write
   */
  dotCodes(query: number, addresses: number, count: number, width: number, sums: number): void
  /**
   * Dot products of one float64 query with float32 rows anywhere in the memory, in float64: products of the columns
   * i, i + 8, i + 16 ... are added up in eight sums s0..s7, those as
   * `((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))`.
   * @param query address of `width` float64
   * @param addresses address of `count` uint32, the addresses of the rows of `width` float32
   * @param width a multiple of 16
   * @param scores address of `count` float64 to write
   */
  dotRows(query: number, addresses: number, count: number, width: number, scores: number): void
}
