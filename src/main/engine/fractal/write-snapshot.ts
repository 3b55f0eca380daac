import type { SnapshotMark } from '#engine/ports'
import type { Crc32, Section, SnapshotSink } from '../snapshot/snapshot.ts'
import { bytesOf, SnapshotWriter } from '../snapshot/snapshot-writer.ts'
import { RowTable } from './row-table.ts'
import { type Contents, fractalFormat, type SavedSpace, type SavedTree } from './snapshot-format.ts'
import type { Space, Workshop } from './space.ts'
import type { Tree } from './tree.ts'

/** Bytes of vectors that one slice writes. */
const sliceBytes = 2 ** 20

interface Captured {
  readonly space: number
  readonly rows: Uint32Array
  readonly keys: Uint32Array
  readonly facts: Pick<SavedSpace, 'longest' | 'builtRows' | 'changes' | 'calibration'>
  readonly tree: ReturnType<Tree['capture']> | null
  readonly homes: Uint32Array
}

/**
 * Writes the index as it is when this begins. What can change is copied at the first step; rows do not change, so they
 * are written slice by slice while everything goes on.
 */
export function* writeSnapshot(
  shop: Workshop,
  spaces: ReadonlyMap<number, Space>,
  options: { readonly dimension: number; readonly mark: SnapshotMark; readonly crc: Crc32 },
  sink: SnapshotSink,
): Generator<undefined, void> {
  const { arena } = shop
  const captured = [...spaces].map(([number, space]) => capture(shop, number, space))
  arena.hold()
  try {
    const out = new SnapshotWriter(sink, options.crc, fractalFormat)
    const saved: SavedSpace[] = []
    for (const { space, rows, keys, facts, tree, homes } of captured) {
      saved.push({
        space,
        rows: rows.length,
        ...facts,
        keys: out.section([bytesOf(keys)]),
        vectors: yield* vectorSection(shop, rows, out),
        tree: tree && treeSection(tree, homes, out),
      })
      yield
    }
    const contents: Contents = {
      dimension: options.dimension,
      width: arena.width,
      codeBytes: shop.codeBytes,
      mark: options.mark,
      spaces: saved,
    }
    out.finish(contents)
  } finally {
    arena.unhold()
  }
}

const capture = ({ arena }: Workshop, number: number, space: Space): Captured => {
  const rows = space.keys.rows()
  const { tree } = space
  const { longest, builtRows, changes, calibration } = space
  const numbers = new RowTable(1)
  for (let i = 0; i < rows.length; i++) numbers.set(rows[i]!, 0, i)
  const captured = tree?.capture((row) => numbers.get(row)) ?? null
  const homes = new Uint32Array(tree ? rows.length * 2 : 0)
  if (tree && captured) {
    rows.forEach((row, i) => {
      homes[i * 2] = captured.placeOf(tree.homeOf(row, 0))
      homes[i * 2 + 1] = captured.placeOf(tree.homeOf(row, 1))
    })
  }
  return {
    space: number,
    rows,
    keys: rows.map((row) => arena.keyOf(row)),
    facts: { longest, builtRows, changes, calibration },
    tree: captured,
    homes,
  }
}

function* vectorSection(
  { arena }: Workshop,
  rows: Uint32Array,
  out: SnapshotWriter,
): Generator<undefined, Section> {
  const begun = out.begin()
  const perSlice = Math.max(1, Math.floor(sliceBytes / (arena.width * 4)))
  for (let start = 0; start < rows.length; start += perSlice) {
    const slice = rows.subarray(start, start + perSlice)
    const floats = new Float32Array(slice.length * arena.width)
    for (const [i, row] of slice.entries()) floats.set(arena.vectorOf(row), i * arena.width)
    out.write(bytesOf(floats))
    yield
  }
  return out.end(begun)
}

const treeSection = (
  tree: ReturnType<Tree['capture']>,
  homes: Uint32Array,
  out: SnapshotWriter,
): SavedTree => ({
  codebooks: out.section(tree.codebooks.map(({ words }) => bytesOf(words))),
  columns: out.section(tree.codebooks.map(({ columns }) => columns)),
  levels: tree.codebooks.length,
  lists: tree.lists,
  centroids: out.section([bytesOf(tree.centroids)]),
  members: out.section([bytesOf(tree.members)]),
  codes: out.section(tree.codes),
  homes: out.section([bytesOf(homes)]),
})
