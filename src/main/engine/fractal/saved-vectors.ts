import type { Crc32, Section, SnapshotSource } from '../snapshot/snapshot.ts'
import { checkSection } from '../snapshot/snapshot-reader.ts'
import { readContents } from './read-snapshot.ts'
import type { SavedSpace, SavedTree } from './snapshot-format.ts'

/** Rows that are read at once: some megabytes. */
const AT_ONCE = 4096

/** Some vectors of a saved index, each in a row of `width` numbers, of which the first `dimension` count. */
export interface SavedRows {
  readonly space: number
  readonly keys: Uint32Array
  readonly vectors: Float32Array
  readonly width: number
}

/**
 * Reads a saved index from end to end without making an index of it: every part is held against its checksum, and the
 * vectors are handed out.
 * @throws UnusableSnapshot for a file that is torn, foreign or of another version
 */
export function* savedVectors(source: SnapshotSource, crc: Crc32): Iterable<SavedRows> {
  const { spaces, width } = readContents(source, crc)
  for (const saved of spaces) {
    for (const section of sectionsOf(saved)) checkSection(source, crc, section)
    yield* rowsOf(source, saved, width)
  }
}

const sectionsOf = ({ keys, vectors, tree }: SavedSpace): readonly Section[] => [
  keys,
  vectors,
  ...(tree ? sectionsOfTree(tree) : []),
]

const sectionsOfTree = ({ codebooks, centroids, members, codes, homes }: SavedTree): readonly Section[] => [
  codebooks,
  centroids,
  members,
  codes,
  homes,
]

function* rowsOf(source: SnapshotSource, saved: SavedSpace, width: number): Iterable<SavedRows> {
  const { space, keys, vectors, rows } = saved
  for (let from = 0; from < rows; from += AT_ONCE) {
    const count = Math.min(AT_ONCE, rows - from)
    const some = new Uint32Array(count)
    source.read(keys.offset + from * 4, bytesOf(some))
    const numbers = new Float32Array(count * width)
    source.read(vectors.offset + from * width * 4, bytesOf(numbers))
    yield { space, keys: some, vectors: numbers, width }
  }
}

const bytesOf = ({ buffer }: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>): Uint8Array =>
  new Uint8Array(buffer)
