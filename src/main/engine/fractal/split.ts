import type { Arena } from './arena.ts'
import type { Task } from './rebuild.ts'
import { spillOf } from './spill.ts'
import type { Tree } from './tree.ts'
import { normalise } from './workbench.ts'

const iterations = 4
/** A half that is smaller gets more, or lists would crumble: one outlier is no half. */
const smallestShare = 0.25
/** Rows that one slice moves: some hundred microseconds. */
const sliceRows = 12

/** Two centroids. */
const benchRows = 2

/**
 * Splits a leaf in two, in slices: between them every row is found, for it leaves the old list as it enters a new one.
 * What comes into the old list meanwhile goes the same way.
 */
export function* splitLeaf(
  arena: Arena,
  tree: Tree,
  list: number,
  random: () => number,
): Task<readonly number[]> {
  const block = arena.allocateRowBlock(benchRows)
  let halves: readonly [number, number]
  try {
    const reaches = yield* halve(arena, tree.membersOf(list), block.first, random)
    const parent = tree.parentOf(list)
    const size = tree.countOf(list) * 0.7
    const make = (which: 0 | 1): number => {
      const centroid = arena.floatsOf(block.first + which)
      const made = tree.addList(0, { centroid, reach: reaches[which], rows: size })
      tree.adopt(parent, made)
      return made
    }
    halves = [make(0), make(1)]
  } finally {
    arena.release(block.address, block.bytes)
  }
  const mover = new Mover(arena, tree, list, halves)
  try {
    for (let moved = 1; tree.countOf(list) > 0; moved++) {
      mover.moveLast()
      if (moved % sliceRows === 0) yield
    }
  } finally {
    mover.close()
  }
  tree.dropList(list)
  return halves
}

/** Leaves the centroids of two halves in the first two rows of the bench. @returns their reaches */
function* halve(
  arena: Arena,
  rows: Uint32Array,
  bench: number,
  random: () => number,
): Task<readonly [number, number]> {
  const { memory, width } = arena
  const { run } = memory
  const rowBytes = width * 4
  const roomBytes = 2 * rowBytes + 3 * 4 * rows.length
  const room = arena.allocate(roomBytes)
  const sums = room
  const ids = room + 2 * rowBytes
  const scores = ids + 4 * rows.length
  const others = scores + 4 * rows.length
  const lean = new Float32Array(rows.length)
  const reaches: [number, number] = [1, 1]
  arena.u32.set(rows, ids / 4)
  /** With the addresses of ids of all rows, as floats: at once, or one after the other where they are packed. */
  const withRows = (work: (offset: number, count: number) => void): void => {
    if (arena.packed === null) work(0, rows.length)
    else
      for (const [i, row] of rows.entries()) {
        arena.u32[ids / 4 + i] = arena.floatRowOf(row)
        work(4 * i, 1)
      }
  }
  /** How much more each row belongs to the first than to the second. */
  const measure = (): void => {
    const centroids = [arena.rowAt(bench), arena.rowAt(bench + 1)] as const
    withRows((at, count) => run.dotRowsTwice(...centroids, ids + at, count, width, scores + at, others + at))
    const { f32 } = arena
    for (let i = 0; i < rows.length; i++) lean[i] = f32[scores / 4 + i]! - f32[others / 4 + i]!
  }
  const seed = (which: number, row: number): void => {
    arena.write(bench + which, arena.floatsOf(arena.floatRowOf(row)))
  }
  const farthestFrom = (which: number): number => {
    withRows((at, count) => run.dotRows(arena.rowAt(bench + which), ids + at, count, width, scores + at))
    const found = arena.f32.subarray(scores / 4, scores / 4 + rows.length)
    let farthest = 0
    for (let i = 1; i < found.length; i++) if (found[i]! < found[farthest]!) farthest = i
    return rows[farthest]!
  }
  try {
    seed(0, rows[Math.floor(random() * rows.length)]!)
    seed(1, farthestFrom(0))
    yield
    for (let iteration = 0; iteration < iterations; iteration++) {
      measure()
      const border = borderOf(lean)
      arena.f32.fill(0, sums / 4, (sums + 2 * rowBytes) / 4)
      let firsts = 0
      for (let i = 0; i < rows.length; i++) {
        const isFirst = lean[i]! > border
        if (isFirst) firsts += 1
        run.addRow(sums + (isFirst ? 0 : rowBytes), arena.rowAt(arena.floatRowOf(rows[i]!)), width)
      }
      for (const which of [0, 1] as const) {
        const start = (sums + which * rowBytes) / 4
        const sum = arena.f32.slice(start, start + width)
        const length = normalise(sum)
        if (length === 0) continue
        arena.write(bench + which, sum)
        reaches[which] = length / (which === 0 ? firsts : rows.length - firsts)
      }
      // Nothing tells them apart: then both are the same, and rows go to them by turns.
      if (firsts === 0) {
        arena.write(bench, arena.floatsOf(bench + 1))
        reaches[0] = reaches[1]
      }
      yield
    }
    return reaches
  } finally {
    arena.release(room, roomBytes)
  }
}

/** Where to cut: at zero, or so far from it that neither side is too small. */
const borderOf = (lean: Float32Array): number => {
  const sorted = Float32Array.from(lean).sort()
  const least = Math.ceil(lean.length * smallestShare)
  return Math.min(Math.max(0, sorted[least - 1]!), sorted[lean.length - least - 1] ?? 0)
}

/** Moves rows of a leaf that is given up to one of its halves. */
class Mover {
  readonly #arena: Arena
  readonly #tree: Tree
  readonly #from: number
  readonly #halves: readonly [number, number]
  readonly #room: number

  constructor(arena: Arena, tree: Tree, from: number, halves: readonly [number, number]) {
    this.#arena = arena
    this.#tree = tree
    this.#from = from
    this.#halves = halves
    this.#room = arena.allocate(128)
  }

  close(): void {
    this.#arena.release(this.#room, 128)
  }

  moveLast(): void {
    const tree = this.#tree
    const row = tree.lastOf(this.#from)
    const first = tree.homeOf(row, 0)
    const second = tree.homeOf(row, 1)
    const isFirst = first === this.#from
    const to = isFirst ? this.#nearer(row) : this.#spilled(row, first)
    tree.detach(this.#from, row)
    // What came while the list was being split may stand in that half already; nothing stands in a list twice.
    if (to !== (isFirst ? second : first)) tree.append(to, row)
    if (!isFirst) tree.setHomes(row, first, to)
    else if (second !== this.#from) tree.setHomes(row, to, second)
    else tree.setHomes(row, to, to)
  }

  #nearer(row: number): number {
    const [one, other] = this.#scores(this.#arena.floatRowOf(row))
    return this.#better(one, other)
  }

  /** The half that errs less like the row's first list. */
  #spilled(row: number, first: number): number {
    const centroid = this.#tree.centroidOf(first)
    const floats = this.#arena.floatRowOf(row)
    const [one, other, toFirst, norm] = this.#scores(floats, [centroid, floats])
    const [oneToFirst, otherToFirst] = this.#scores(centroid)
    if (one === other && oneToFirst === otherToFirst) return this.#better(0, 0)
    const which = spillOf({
      row: [toFirst!, one, other],
      first: [1, oneToFirst, otherToFirst],
      count: 3,
      norm: norm!,
    })
    return this.#halves[which === 2 ? 1 : 0]
  }

  /** The half with the higher score, or the shorter one. */
  #better(one: number, other: number): number {
    const [first, second] = this.#halves
    if (one !== other) return one > other ? first : second
    return this.#tree.countOf(first) <= this.#tree.countOf(second) ? first : second
  }

  /** Scores of the halves' centroids, and of more rows, with one; all of floats. */
  #scores(row: number, more: readonly number[] = []): [number, number, ...number[]] {
    const { memory, width, u32, f32 } = this.#arena
    const ids = [...this.#halves.map((half) => this.#tree.centroidOf(half)), ...more]
    u32.set(ids, this.#room / 4)
    const scores = this.#room + 64
    memory.run.dotRows(this.#arena.rowAt(row), this.#room, ids.length, width, scores)
    return [...f32.subarray(scores / 4, scores / 4 + ids.length)] as [number, number, ...number[]]
  }
}
