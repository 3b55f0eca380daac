import {
  blockRows,
  bookBytes,
  columnBytes,
  encodeScratchBytes,
  histogramBins,
  type KernelFunctions,
  type KernelMemory,
  listBytes,
  ownBytes,
  scanScratchBytes,
  words,
} from './kernel.ts'

const randomFrom = (seed: number): (() => number) => {
  let state = seed
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Small whole numbers give ties and rows that are equal; tiny ones vanish, of huge ones products are infinite. */
export const makers: Record<string, (random: () => number) => number> = {
  even: (random) => random() - 0.5,
  whole: (random) => Math.floor(random() * 3) - 1,
  near: (random) => 0.3 + random() * 1e-4,
  sparse: (random) => (random() < 0.9 ? -0 : random() - 0.5),
  tiny: (random) => (random() - 0.5) * 1e-38,
  zero: () => 0,
}
export const huge = (random: () => number): number => (random() - 0.5) * 10 ** (random() * 38)

export interface World {
  readonly seed: number
  readonly width: number
  /** Columns of the subspaces in turn, over and over. */
  readonly columns: readonly number[]
  readonly make: (random: () => number) => number
  /** Entries of each list. */
  readonly sizes: readonly number[]
  /** Share of entries whose row is in an earlier list too. */
  readonly spilled: number
  /** Times the words: with small ones, a list's own lead is more than their sums can make up for. */
  readonly bookScale: number
  readonly weight: number
  readonly levels: number
}

interface Entry {
  /** Its place in {@link Desk.rows}. */
  readonly row: number
  readonly list: number
  readonly place: number
}

const firstColumns = (width: number, columns: readonly number[]): number[] => {
  const firsts = [0]
  while (firsts.at(-1)! < width) firsts.push(firsts.at(-1)! + columns[(firsts.length - 1) % columns.length]!)
  return firsts
}

/** Rows in lists, with the codes that the kernel under test gives them, and room for a scan of them. */
export class Desk {
  readonly run: KernelFunctions
  readonly bytes: Uint8Array
  readonly u16: Uint16Array
  readonly u32: Uint32Array
  readonly i32: Int32Array
  readonly f32: Float32Array
  readonly f64: Float64Array
  readonly world: World
  readonly random: () => number
  readonly rowBytes: number
  readonly subspaces: number
  /** First column of each subspace, and the width after the last. */
  readonly firsts: readonly number[]
  /** Address of how many columns each has. */
  readonly columns: number
  /** Ids of rows. */
  readonly rows: readonly number[]
  readonly centroids: readonly number[]
  readonly query: number
  readonly codebook: number
  readonly lists: number
  readonly scratch: number
  readonly code: number
  readonly otherCode: number
  readonly table: number
  readonly facts: number
  readonly bins: number
  readonly entries: readonly Entry[]
  #next = ownBytes

  constructor(memory: KernelMemory, world: World) {
    this.run = memory.run
    const { buffer } = memory
    this.bytes = new Uint8Array(buffer, 0, buffer.byteLength)
    this.u16 = new Uint16Array(buffer, 0, buffer.byteLength / 2)
    this.u32 = new Uint32Array(buffer, 0, buffer.byteLength / 4)
    this.i32 = new Int32Array(buffer, 0, buffer.byteLength / 4)
    this.f32 = new Float32Array(buffer, 0, buffer.byteLength / 4)
    this.f64 = new Float64Array(buffer, 0, buffer.byteLength / 8)
    this.bytes.fill(0, ownBytes)
    this.world = world
    this.random = randomFrom(world.seed)
    const { width, columns, sizes } = world
    this.rowBytes = width * 4
    this.firsts = firstColumns(width, columns)
    this.subspaces = this.firsts.length - 1
    this.entries = this.#makeEntries()
    this.rows = this.#makeRows(1 + Math.max(-1, ...this.entries.map(({ row }) => row)))
    this.centroids = this.#makeRows(sizes.length)
    this.query = this.floats(width * 4)
    this.codebook = this.floats(width * columnBytes, world.bookScale)
    this.room(bookBytes(width, this.subspaces) - width * columnBytes)
    this.lists = this.room(sizes.length * listBytes)
    this.scratch = this.room(encodeScratchBytes(width, this.subspaces))
    this.columns = this.room(this.subspaces)
    for (let m = 0; m < this.subspaces; m++) {
      this.bytes[this.columns + m] = this.firsts[m + 1]! - this.firsts[m]!
    }
    this.run.squareWords(this.codebook, this.subspaces, this.columns, width)
    this.code = this.room(this.codeBytes)
    this.otherCode = this.room(this.codeBytes)
    this.table = this.room(this.subspaces * words)
    this.facts = this.room(8)
    this.bins = this.room(scanScratchBytes + histogramBins * 4) + scanScratchBytes
    for (const list of sizes.keys()) this.#fillList(list)
    this.run.makeTable(
      this.query,
      this.codebook,
      this.subspaces,
      this.columns,
      world.levels,
      this.scratch,
      this.table,
      this.facts,
    )
  }

  get codeBytes(): number {
    return this.subspaces / 2
  }

  get step(): number {
    return this.f32[this.facts / 4 + 1]!
  }

  room(bytes: number): number {
    const address = this.#next
    this.#next += Math.ceil(bytes / 64) * 64
    if (this.#next > this.bytes.length) throw new RangeError('The desk is too small.')
    return address
  }

  /** Room with random numbers. */
  floats(bytes: number, scale = 1): number {
    const address = this.room(bytes)
    const { make } = this.world
    for (let i = 0; i < bytes / 4; i++) this.f32[address / 4 + i] = make(this.random) * scale
    return address
  }

  ids(values: readonly number[]): number {
    const address = this.room(values.length * 4)
    this.u32.set(values, address / 4)
    return address
  }

  floatsAt(address: number, count: number): number[] {
    return Array.from(this.f32.subarray(address / 4, address / 4 + count))
  }

  rowOf(id: number): number[] {
    return this.floatsAt(id * this.rowBytes, this.world.width)
  }

  /** How many times its centroid a list's codes are differences from. */
  reachOf(list: number): number {
    return Math.fround(0.4 + 0.2 * list)
  }

  encode(row: number, list: number, weight: number): void {
    const { rowBytes, codebook, subspaces, columns, scratch, code, world } = this
    const rows = [row * rowBytes, this.centroids[list]! * rowBytes, this.reachOf(list)] as const
    this.run.encode(...rows, codebook, subspaces, columns, world.width, weight, scratch, code)
  }

  encodeTwice(row: number, list: number, other: number, weight: number): void {
    const { rowBytes, codebook, subspaces, columns, scratch, code, otherCode, world } = this
    const [one, two] = [this.centroids[list]! * rowBytes, this.centroids[other]! * rowBytes]
    const rows = [row * rowBytes, one, this.reachOf(list), two, this.reachOf(other)] as const
    const book = [codebook, subspaces, columns, world.width, weight] as const
    this.run.encodeTwice(...rows, ...book, scratch, code, otherCode)
  }

  /** Words of the code that {@link encode} wrote, or of one that lies so in a block. */
  wordsAt(address: number, stride = 1): number[] {
    return Array.from({ length: this.subspaces }, (_, m) => {
      const byte = this.bytes[address + (m >> 1) * stride]!
      return m % 2 === 0 ? byte & 15 : byte >> 4
    })
  }

  /** What a word says of each of its columns. */
  wordAt(subspace: number, word: number): number[] {
    const [first, end] = [this.firsts[subspace]!, this.firsts[subspace + 1]!]
    const at = this.codebook / 4 + first * words + word
    return Array.from({ length: end - first }, (_, column) => this.f32[at + column * words]!)
  }

  blockAt(list: number, place: number): number {
    const codes = this.u32[(this.lists + list * listBytes) / 4]!
    return codes + Math.floor(place / blockRows) * blockRows * this.codeBytes
  }

  #makeEntries(): Entry[] {
    const { sizes, spilled } = this.world
    const entries: Entry[] = []
    let rows = 0
    for (const [list, size] of sizes.entries()) {
      const earlier = rows
      for (let place = 0; place < size; place++) {
        // The same one may not be twice in a list.
        const row = place < earlier && this.random() < spilled ? place : rows++
        entries.push({ row, list, place })
      }
    }
    return entries
  }

  #makeRows(count: number): number[] {
    const { rowBytes, random } = this
    const { make, width } = this.world
    const first = Math.ceil(this.#next / rowBytes)
    this.room((first + count) * rowBytes - this.#next)
    const ids = Array.from({ length: count }, (_, i) => first + i)
    for (const id of ids) {
      const at = (id * rowBytes) / 4
      // Some are equal to the one before.
      if (id > first && random() < 0.2) this.f32.copyWithin(at, at - width, at)
      else for (let i = 0; i < width; i++) this.f32[at + i] = make(random)
    }
    return ids
  }

  #fillList(list: number): void {
    const size = this.world.sizes[list]!
    const members = this.entries.filter((entry) => entry.list === list).map(({ row }) => this.rows[row]!)
    const codes = this.room(Math.ceil(size / blockRows) * blockRows * this.codeBytes)
    const ids = this.ids(members)
    const at = (this.lists + list * listBytes) / 4
    this.u32.set([codes, ids, size, this.centroids[list]!], at)
    this.f32[at + 4] = this.reachOf(list)
    for (const [place, row] of members.entries()) {
      this.encode(row, list, this.world.weight)
      this.run.storeCode(this.code, this.codeBytes, this.blockAt(list, place), place % blockRows)
    }
  }
}
