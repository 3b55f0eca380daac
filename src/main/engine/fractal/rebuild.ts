import { loadQuery } from './answer.ts'
import type { BuiltTree } from './build-job.ts'
import { type Calibrated, calibrate, calibrationK, calibrationQueries } from './calibrate.ts'
import { codingOf } from './codebook.ts'
import type { JobInput, JobResult } from './job.ts'
import { none } from './none.ts'
import { groupsFor, listsFor } from './plan.ts'
import type { Profile } from './search-settings.ts'
import type { Space, Workshop } from './space.ts'
import { Tree } from './tree.ts'
import type { Truth } from './truth-job.ts'

/** Of a slice: each some hundred microseconds. */
const sliceLists = 16
const sliceFills = 256
const sliceInserts = 4

/** What a task asks of whoever runs it: to do a job, here or elsewhere, and to go on with its result. */
export interface JobRequest {
  readonly job: JobInput
}
export type Task<T = void> = Generator<JobRequest | undefined, T, JobResult | undefined>

export interface RebuildOptions {
  readonly dimension: number
  readonly seed: number
  readonly centroids: number | 'auto'
  /** Lists that one level may hold before another is put above it. */
  readonly widestLevel?: number | undefined
}

/**
 * Builds a tree of all rows beside the present one, which goes on answering and changing, and puts it in its place in
 * one step. What came meanwhile is put in before; what went is left out.
 */
export function* rebuild(shop: Workshop, space: Space, options: RebuildOptions): Task {
  const { arena } = shop
  const rows = space.keys.rows()
  const lists = options.centroids === 'auto' ? listsFor(rows.length) : options.centroids
  const successor = { tree: null as Tree | null, added: [] as number[] }
  space.successor = successor
  arena.hold()
  try {
    const built = (yield {
      job: {
        kind: 'build',
        dimension: options.dimension,
        seed: options.seed,
        rows,
        lists: Math.min(lists, rows.length),
        groups: groupsFor(lists, options.widestLevel),
      },
    }) as BuiltTree
    const tree = new Tree(shop)
    successor.tree = tree
    const leaves = yield* grow(tree, built, arena.width)
    yield* fill(shop, space, tree, { rows, built, leaves })
  } catch (error) {
    successor.tree?.drop()
    space.successor = null
    throw error
  } finally {
    arena.unhold()
  }
  yield* follow(space, successor as { tree: Tree; added: number[] })
}

/** Makes the lists and levels of a tree, without rows. @returns its leaves, in the order they were built in */
function* grow(tree: Tree, { levels, spilled }: BuiltTree, width: number): Task<readonly number[]> {
  for (const { codebook } of levels) tree.addLevel(codebook)
  const made: number[][] = []
  for (const [level, { centroids, reaches, assigned }] of levels.entries()) {
    const sizes = new Uint32Array(centroids.length / width)
    for (const list of assigned) sizes[list]! += 1
    if (level === 0) {
      for (const [i, list] of spilled.entries()) if (list !== assigned[i]) sizes[list]! += 1
    }
    const numbers: number[] = []
    for (const [i, size] of sizes.entries()) {
      const centroid = centroids.subarray(i * width, (i + 1) * width)
      numbers.push(tree.addList(level, { centroid, reach: reaches[i]!, rows: size }))
      if (i % sliceLists === sliceLists - 1) yield
    }
    made.push(numbers)
  }
  for (let level = levels.length - 1; level > 0; level--) {
    for (const [i, parent] of levels[level]!.assigned.entries()) {
      tree.adopt(made[level]![parent]!, made[level - 1]![i]!)
      if (i % sliceLists === sliceLists - 1) yield
    }
  }
  return made[0]!
}

function* fill(
  { arena, scratch }: Workshop,
  space: Space,
  tree: Tree,
  { rows, built, leaves }: { rows: Uint32Array; built: BuiltTree; leaves: readonly number[] },
): Task {
  const { codeBytes } = codingOf(arena.width)
  const { assigned } = built.levels[0]!
  const { spilled, codes, spilledCodes } = built
  const put = (list: number, row: number, from: Uint8Array, i: number): void => {
    arena.bytes.set(from.subarray(i * codeBytes, (i + 1) * codeBytes), scratch.code)
    tree.appendCode(list, row, scratch.code)
  }
  for (const [i, row] of rows.entries()) {
    if (i % sliceFills === 0) yield
    // Held rows keep what they had, but not their keys.
    if (!space.owns(row)) continue
    const first = leaves[assigned[i]!]!
    const second = leaves[spilled[i]!]!
    put(first, row, codes, i)
    if (second !== first) put(second, row, spilledCodes, i)
    tree.setHomes(row, first, second)
  }
}

/** Catches up with the present tree, and follows it. */
function* follow(space: Space, { tree, added }: { tree: Tree; added: number[] }): Task {
  for (let done = 1; added.length > 0; done++) {
    const row = added.pop()!
    if (space.owns(row) && !tree.has(row)) tree.insert(row)
    if (done % sliceInserts === 0) yield
  }
  const before = space.tree
  space.tree = tree
  space.successor = null
  space.waiting.clear()
  space.tooLong.clear()
  space.tooShort.clear()
  for (const leaf of tree.leaves) if (tree.countOf(leaf) > space.longestLeaf) space.tooLong.add(leaf)
  space.builtRows = space.count
  space.changes = 0
  try {
    yield
    if (before) yield* before.dropInSlices(sliceLists * 4)
  } finally {
    // All of it, also where the space is dropped meanwhile.
    before?.drop()
  }
}

/**
 * Finds what searches of a space need for what a profile promises, on what was asked of it lately; before that, on a
 * sample of its rows, each asking for its neighbours.
 * @param options.isAnew what was found for other profiles is of no use any more
 */
export function* recalibrate(
  shop: Workshop,
  space: Space,
  { seed, profile, isAnew }: { readonly seed: number; readonly profile: Profile; readonly isAnew: boolean },
): Task {
  const { arena } = shop
  const rows = space.keys.rows()
  // As long as they are held, other rows are new ones.
  const known = new Uint8Array(arena.rowLimit)
  for (const row of rows) known[row] = 1
  arena.hold()
  try {
    const asked = space.questions.take()
    const { nearest, queries } =
      asked.length > 0 ? yield* answersTo(asked, rows) : yield* rowsAsking(rows, seed)
    const { tree } = space
    if (!tree) return
    const calibrated = calibratedBy(shop, tree, {
      askerOf: (question) => queries?.[question] ?? none,
      vectorOf: (question) => asked[question] ?? arena.likeOf(queries![question]!),
      isKnown: (row) => known[row] === 1,
    })
    const questions = nearest.length / calibrationK
    const found = yield* calibrate({ questions, nearest }, calibrated, profile)
    if (space.tree === tree) space.calibration = { ...(!isAnew && space.calibration), [profile]: found }
  } finally {
    arena.unhold()
  }
}

interface Answered {
  readonly nearest: Uint32Array
  /** Rows that asked; null where none did. */
  readonly queries: Uint32Array | null
}

function* rowsAsking(rows: Uint32Array, seed: number): Task<Answered> {
  const queries = Math.min(rows.length, calibrationQueries(rows.length))
  return (yield { job: { kind: 'truth', seed, rows, queries, k: calibrationK } }) as Truth
}

function* answersTo(asked: readonly Float32Array[], rows: Uint32Array): Task<Answered> {
  const dimension = asked[0]!.length
  const vectors = new Float32Array(asked.length * dimension)
  for (const [i, vector] of asked.entries()) vectors.set(vector, i * dimension)
  const job = { kind: 'nearest', vectors, dimension, rows, k: calibrationK } as const
  return { nearest: (yield { job }) as Uint32Array, queries: null }
}

const calibratedBy = (
  { arena, scratch }: Workshop,
  tree: Tree,
  {
    askerOf,
    vectorOf,
    isKnown,
  }: {
    readonly askerOf: (question: number) => number
    readonly vectorOf: (question: number) => Float32Array
    readonly isKnown: (row: number) => boolean
  },
): Calibrated => {
  const { codeBytes } = codingOf(arena.width)
  const load = (question: number): unknown => loadQuery(arena, scratch, vectorOf(question))
  return {
    askerOf,
    leavesFor(question) {
      load(question)
      return tree.leavesFor(scratch.query)
    },
    has: (row) => tree.has(row),
    homesOf: (row) => [tree.homeOf(row, 0), tree.homeOf(row, 1)],
    likeness: (question, row) => dot(vectorOf(question), arena.floatsOf(arena.floatRowOf(row))),
    answer(question, k, settings) {
      load(question)
      const { ranked, count } = tree.search(k, settings, 0)
      const { run } = arena.memory
      // Bytes that came from memory, which is what a search waits for: codes with ids, and rows.
      const cost = run.scannedRows() * (codeBytes + 4) + run.scoredRows() * (arena.rowBytes + 64)
      const found = arena.u32.subarray(ranked.ids / 4, ranked.ids / 4 + count)
      const familiar = new Set(found.filter(isKnown))
      return { rows: familiar, strangers: count - familiar.size, cost }
    },
  }
}

const dot = (a: Float32Array, b: Float32Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
