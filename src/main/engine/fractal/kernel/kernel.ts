/**
 * The arithmetic of the fractal index, over one memory that everything lies in, so that a search copies nothing but
 * its query. Two kernels do it: WebAssembly SIMD, and plain TypeScript where that does not run. Both give the same
 * results to the last bit, for the order in which floats are added is part of what each function promises.
 *
 * Addresses are byte offsets. A **row** is `width` float32, `width` a multiple of 8; its **id** is its address divided by
 * its size, so the address of a row needs no table. A **list** is a descriptor of 32 bytes: uint32 address of its codes,
 * address of its ids, count, row id of its centroid, and a float32, its **reach**: how many times the centroid is what
 * codes are differences from. What comes after is nobody's.
 *
 * A **packed row** is an int8 a column, zeros up to a multiple of 16, and 16 bytes: float32 scale, what one step of a column is;
 * float32 length of what that leaves out; and 8 that are whoever's who keeps it. Its id is its address divided by its own
 * size. A **packed query** is an int16 a column, zeros up to a multiple of 16, and a float32, its step.
 */
export interface Kernel {
  readonly name: 'plain' | 'simd'
  /** New zeroed memory but for its first {@link ownBytes}. Throws a RangeError where the system has none. */
  createMemory(bytes: number): KernelMemory
  /** Memory that another thread made, by its {@link KernelMemory.handle}. */
  attach(handle: unknown): KernelMemory
}

export interface KernelMemory {
  /** What lies in the memory; another, longer view of the same after {@link grow}, here or in another thread. */
  readonly buffer: SharedArrayBuffer
  /** What `attach` in another thread takes; can be posted. */
  readonly handle: unknown
  /** Beyond this it can't grow. */
  readonly maxBytes: number
  /** Grows to `bytes` or a little more, in place; throws a RangeError where the system has no more. */
  grow(bytes: number): void
  readonly run: KernelFunctions
}

/** Bytes at the start of the memory that are the kernel's own. */
export const ownBytes = 64
/** Rows whose codes lie interleaved, so that one instruction looks up one subspace of all of them. */
export const blockRows = 16
/** Code words of a subspace: what four bits tell apart. */
export const words = 16
/** Bytes of one column in a codebook: a float32 of each word. A subspace has one column after the other. */
export const columnBytes = 64
/** Bytes of a codebook: its words, and behind them the square of each, as {@link KernelFunctions.squareWords} writes it. */
export const bookBytes = (width: number, subspaces: number): number =>
  width * columnBytes + subspaces * words * 4
/** Scratch that encoding takes. */
export const encodeScratchBytes = (width: number, subspaces: number): number =>
  2 * width * 4 + subspaces * (3 * words * 4 + 2)
/** Bytes of a list's descriptor. */
export const listBytes = 32
/** Bins of the histogram that a scan counts its scores in. */
export const histogramBins = 65_536
/** Bytes in front of the histogram that a scan uses for itself. */
export const scanScratchBytes = 64
/** Length of short rows, but for rounding: sums of products of two of them need 31 bits. */
export const shortLength = 32_767
/** Sums of table entries must stay below: they are compared as int16. */
export const largestSum = 32_767

/** Columns of a packed row, with the zeros behind them. */
export const packedColumns = (width: number): number => Math.ceil(width / 16) * 16
/** Bytes of a packed row. */
export const packedBytes = (width: number): number => packedColumns(width) + 16
/** A query's numbers are no larger, so that a sum of products with int8 fits in 32 bits. */
export const largestOfPacked = (width: number): number =>
  Math.min(32_767, Math.floor((2 ** 31 - 1) / (127 * packedColumns(width))))

export interface KernelFunctions {
  /**
   * Dot products of a float32 query with rows: products of the columns i, i + 8, i + 16 ... are
   * added up in eight sums, those as `(s0 + s4) + (s2 + s6)` and `(s1 + s5) + (s3 + s7)`, and these two.
   * @param ids address of `count` uint32
   * @param scores address of `count` float32 to write; may be `ids`
   */
  dotRows(query: number, ids: number, count: number, width: number, scores: number): void
  /**
   * {@link KernelFunctions.dotRows} of two queries with the same rows, for as many bytes of rows.
   * @param scores of the first one, and `otherScores` of the other; neither may be `ids`
   */
  dotRowsTwice(
    query: number,
    other: number,
    ids: number,
    count: number,
    width: number,
    scores: number,
    otherScores: number,
  ): void
  /**
   * The same in float64, added up as
   * `((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7))`: what is answered in the end.
   */
  dotRowsExactly(query: number, ids: number, count: number, width: number, scores: number): void
  /**
   * Writes rows as **short** ones, `width` int16, whose id is their address divided by their size: their direction, scaled to the
   * length {@link shortLength} and rounded. What has no length becomes zeros.
   * @param ids address of `count` uint32
   * @param to address of the first, the others follow @param lengths address of `count` float32 to write
   */
  shortenRows(ids: number, count: number, width: number, to: number, lengths: number): void
  /**
   * Dot products of two short rows with others: whole numbers, exact. Half of the bytes and the products of
   * {@link KernelFunctions.dotRowsTwice}.
   * @param ids address of `count` uint32
   * @param scores of the first one, address of `count` int32 to write, and `otherScores` of the other; neither may be `ids`
   */
  dotShortRowsTwice(
    query: number,
    other: number,
    ids: number,
    count: number,
    width: number,
    scores: number,
    otherScores: number,
  ): void
  /** Adds a row to `width` float32 sums. */
  addRow(sum: number, row: number, width: number): void

  /** Writes a row in packed form, scaled so that its largest number is 127; all zeros where it is below 1e-30. */
  packRow(row: number, width: number, packed: number): void
  /** Writes what a packed row says, as a row. */
  unpackRow(packed: number, width: number, row: number): void
  /** Dot products of a packed query with packed rows: the sum of whole products times step times scale. */
  dotPackedRows(query: number, ids: number, count: number, width: number, scores: number): void

  /** Writes the squares of all words behind them: a codebook must have them before anything is coded. */
  squareWords(codebook: number, subspaces: number, columns: number, width: number): void
  /**
   * Writes a row as four bits a subspace: the words whose sum is near to the row's difference from `reach` times its
   * centroid. What an error costs is `|e|^2 + weight * (e.row)^2`, since only the part along the row falsifies high scores (Guo et al.
   * 2020, "Accelerating large-scale inference with anisotropic vector quantization"): a first pass takes the nearest
   * words, a second one improves each given the others.
   * @param columns address of a uint8 for each subspace: how many of the `width` columns, in their order, it has
   * @param scratch address of {@link encodeScratchBytes}
   * @param code address of `subspaces / 2` bytes to write, the even subspaces in the low halves
   */
  encode(
    row: number,
    centroid: number,
    reach: number,
    codebook: number,
    subspaces: number,
    columns: number,
    width: number,
    weight: number,
    scratch: number,
    code: number,
  ): void
  /** {@link KernelFunctions.encode} of a row in two lists, in half the time. */
  encodeTwice(
    row: number,
    centroid: number,
    reach: number,
    otherCentroid: number,
    otherReach: number,
    codebook: number,
    subspaces: number,
    columns: number,
    width: number,
    weight: number,
    scratch: number,
    code: number,
    otherCode: number,
  ): void
  /** Puts a code at a place of a block, whose bytes lie `blockRows` apart. */
  storeCode(code: number, bytes: number, block: number, place: number): void
  /** Copies a code from a place of one block to a place of another. */
  moveCode(from: number, fromPlace: number, to: number, toPlace: number, bytes: number): void

  /**
   * What each word adds to a query's score, as whole steps above the least of its subspace: a score is
   * `bias + step * sum of entries`, give or take rounding.
   * @param levels the largest entry, at most 63: four of them are added in a byte
   * @param scratch address of `subspaces * 68` bytes
   * @param table address of `subspaces * 16` uint8 to write
   * @param facts address of two float32 to write: bias, step
   */
  makeTable(
    query: number,
    codebook: number,
    subspaces: number,
    columns: number,
    levels: number,
    scratch: number,
    table: number,
    facts: number,
  ): void

  /**
   * Begins a search for the `keep` best scores by codes; more than that are kept where scores are equal, as long as
   * there is room.
   * @param bins address of {@link histogramBins} int32 zeros, after {@link scanScratchBytes} of scratch
   * @param scores address of `room` int32 @param ids address of `room` uint32; room is more than twice `keep`
   * @param allowed address of a bit for each id that may be found, or 0 for all
   */
  beginScan(bins: number, scores: number, ids: number, room: number, keep: number, allowed: number): void
  /**
   * Scans lists, once after {@link beginScan}, in their order with this fast scan (André et al. 2015): a score is the sum of table entries plus the
   * steps that the list's own base, its score times its reach, is above the least one.
   * @param probes address of `count` uint32, numbers of lists @param probeScores scores of their centroids
   * @returns the least base
   */
  scanLists(
    probes: number,
    probeScores: number,
    count: number,
    lists: number,
    subspaces: number,
    table: number,
    step: number,
  ): number
  /** Rows in the lists that were scanned since {@link beginScan}. */
  scannedRows(): number
  /** Candidates that the last {@link rerank} scored. */
  scoredRows(): number
  /**
   * Ends a scan: scores the `first` best candidates by {@link KernelFunctions.dotRows}, then those of the others whose score by codes,
   * `origin + step * sum`, is not more than `slack` below a `fraction` of the `anchor`-th score so far, counted from 1; all of
   * them where there is no such score, or a fraction below 1 is asked of one that is not above 0. One that came from two
   * lists is scored once. Clears the histogram.
   * @param lists where candidates are lists, the address of the descriptors: their centroids are scored; else 0
   * @param packed where candidates are packed rows, the address of the packed query, by which they are scored; else 0
   * @param scores address of room for all candidates, float32 @param ids the same, uint32
   * @returns how many are there, at most k: the best first, ties by id, each id once
   */
  rerank(
    query: number,
    width: number,
    first: number,
    k: number,
    origin: number,
    step: number,
    anchor: number,
    fraction: number,
    slack: number,
    lists: number,
    packed: number,
    scores: number,
    ids: number,
  ): number
}
