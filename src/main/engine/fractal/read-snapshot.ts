import { type Crc32, type Section, type SnapshotSource, UnusableSnapshot } from '../snapshot/snapshot.ts'
import { contentsOf, fillFrom, partsOf } from '../snapshot/snapshot-reader.ts'
import { type Codebook, codingOf } from './codebook.ts'
import { none } from './none.ts'
import { type Contents, fractalFormat, type SavedSpace, type SavedTree } from './snapshot-format.ts'
import { Space, type Workshop } from './space.ts'
import { Tree } from './tree.ts'

/** Rows that a compact index packs at once. */
const rowsAtOnce = 256

/** @throws UnusableSnapshot for a file that is torn, foreign or of another version */
export const readContents = (source: SnapshotSource, crc: Crc32): Contents =>
  contentsOf<Contents>(source, crc, fractalFormat)

/**
 * Reads the spaces of a file into an empty index, in slices where rows are packed. What was taken so far is given back where it turns out damaged.
 * @throws UnusableSnapshot for one of another shape, or with a section that is not what was written
 */
export function* readSnapshot(
  shop: Workshop,
  source: SnapshotSource,
  { dimension, crc }: { readonly dimension: number; readonly crc: Crc32 },
): Generator<undefined, Map<number, Space>> {
  const contents = readContents(source, crc)
  const { width, codeBytes } = contents
  if (contents.dimension !== dimension || width !== shop.arena.width || codeBytes !== shop.codeBytes) {
    throw new UnusableSnapshot(`it holds vectors of ${contents.dimension} numbers, not ${dimension}`)
  }
  const spaces = new Map<number, Space>()
  const reader = new Reader(shop, source, crc)
  try {
    for (const saved of contents.spaces) spaces.set(saved.space, yield* reader.space(saved))
  } catch (error) {
    for (const space of spaces.values()) space.clear()
    if (error instanceof UnusableSnapshot) throw error
    throw new UnusableSnapshot(`it cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  return spaces
}

class Reader {
  readonly #shop: Workshop
  readonly #source: SnapshotSource
  readonly #crc: Crc32

  constructor(shop: Workshop, source: SnapshotSource, crc: Crc32) {
    this.#shop = shop
    this.#source = source
    this.#crc = crc
  }

  *space(saved: SavedSpace): Generator<undefined, Space> {
    const { arena } = this.#shop
    const keys = this.#numbers(saved.keys, saved.rows)
    const first = arena.takeRows(saved.rows)
    expectBytes(saved.vectors, saved.rows * arena.width * 4)
    yield* this.#vectors(saved.vectors, first)
    const space = new Space(this.#shop)
    keys.forEach((key, i) => {
      arena.setKey(first + i, key)
      space.keys.set(key, first + i)
    })
    if (space.count !== saved.rows) throw new UnusableSnapshot('a key stands in it twice')
    space.restore(saved)
    if (saved.tree) this.#tree(space, saved.tree, first, saved.rows)
    return space
  }

  *#vectors(section: Section, first: number): Generator<undefined, void> {
    const { arena } = this.#shop
    const { packed, width } = arena
    if (packed === null) {
      const address = arena.rowAt(first)
      return this.#fill(section, arena.bytes.subarray(address, address + section.bytes))
    }
    const floats = new Float32Array(rowsAtOnce * width)
    const room = new Uint8Array(floats.buffer)
    for (const { bytes, offset } of partsOf(this.#source, this.#crc, section, room)) {
      packed.writeMany(first + offset / (width * 4), floats.subarray(0, bytes.length / 4))
      yield
    }
  }

  #tree(space: Space, saved: SavedTree, first: number, rows: number): void {
    const { width } = this.#shop.arena
    const tree = new Tree(this.#shop)
    space.tree = tree
    const count = saved.lists.reduce((sum, list) => sum + list.count, 0)
    const numbers = tree.restore({
      codebooks: this.#codebooks(saved),
      lists: saved.lists,
      centroids: this.#floats(saved.centroids, saved.lists.length * width),
      members: this.#numbers(saved.members, count),
      codes: this.#read(saved.codes),
      rowOf: (row) => first + row,
    })
    const homes = this.#numbers(saved.homes, rows * 2)
    for (let row = 0; row < rows; row++) {
      const one = homes[row * 2]!
      if (one === none) space.waiting.add(first + row)
      else tree.setHomes(first + row, numbers[one]!, numbers[homes[row * 2 + 1]!]!)
    }
  }

  #codebooks({ codebooks, columns, levels }: SavedTree): Codebook[] {
    const { width } = this.#shop.arena
    const { subspaces } = codingOf(width)
    const words = this.#floats(codebooks, levels * width * 16)
    expectBytes(columns, levels * subspaces)
    const counts = this.#read(columns)
    return Array.from({ length: levels }, (_, level) => ({
      columns: counts.subarray(level * subspaces, (level + 1) * subspaces),
      words: words.subarray(level * width * 16, (level + 1) * width * 16),
    }))
  }

  #numbers(section: Section, count: number): Uint32Array {
    expectBytes(section, count * 4)
    return new Uint32Array(this.#read(section).buffer)
  }

  #floats(section: Section, count: number): Float32Array {
    expectBytes(section, count * 4)
    return new Float32Array(this.#read(section).buffer)
  }

  #read(section: Section): Uint8Array {
    const bytes = new Uint8Array(section.bytes)
    this.#fill(section, bytes)
    return bytes
  }

  #fill(section: Section, into: Uint8Array): void {
    fillFrom(this.#source, this.#crc, section, into)
  }
}

const expectBytes = ({ bytes }: Section, expected: number): void => {
  if (bytes !== expected) throw new UnusableSnapshot(`a part has ${bytes} bytes instead of ${expected}`)
}
