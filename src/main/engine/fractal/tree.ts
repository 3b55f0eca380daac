import type { Arena } from './arena.ts'
import { anisotropyOf, type Codebook, type Coding, codingOf, heldBookBytes, holdBook } from './codebook.ts'
import { words as wordsOfSubspace } from './kernel/kernel.ts'
import type { Lists } from './lists.ts'
import { none } from './none.ts'
import { RowTable } from './row-table.ts'
import type { Ranked, Scratch } from './scratch.ts'
import type { SearchSettings } from './search-settings.ts'
import type { SavedList } from './snapshot-format.ts'
import type { SearchTrace, Stopwatch } from './trace.ts'
import { type Level, TreeWalk } from './tree-walk.ts'

interface Node {
  readonly level: number
  /** The list that this one is a member of, and its place there; none for the root. */
  parent: number
  place: number
}

/**
 * A tree of inverted lists. Every list has a centroid and holds its members as codes of their difference from it: rows
 * in the leaves, centroids of lists above. So each level is searched in the same way, and what differs is only what is
 * found:
 *
 *     root      [ c1 c2 c3 ... ]                    scan codes, score the best exactly, keep the beam
 *     nodes     [ c11 c12 ... ] [ c31 c32 ... ]     scan codes, score the best exactly, keep the beam
 *     leaves    [ rows ... ] [ rows ... ] [ ... ]   scan codes, score the best exactly: the answer
 */
export class Tree {
  readonly #arena: Arena
  readonly #lists: Lists
  readonly #scratch: Scratch
  readonly #levels: Level[] = []
  readonly #nodes = new Map<number, Node>()
  readonly #leaves = new Set<number>()
  /** The two leaves of each row; where there is one only, twice that. */
  readonly #homes = new RowTable(2)
  readonly #coding: Coding
  readonly #walk: TreeWalk
  #root = none

  constructor(parts: { arena: Arena; lists: Lists; scratch: Scratch }) {
    this.#arena = parts.arena
    this.#lists = parts.lists
    this.#scratch = parts.scratch
    this.#coding = codingOf(parts.arena.width)
    this.#walk = new TreeWalk(parts, this.#levels)
  }

  /** Lists of rows. */
  get leaves(): ReadonlySet<number> {
    return this.#leaves
  }

  /** Levels of centroids above the leaves. */
  get depth(): number {
    return this.#levels.length - 1
  }

  // ---- making and changing ----------------------------------------------------------------------------------------

  /** Adds a level above those that are there; the first is that of the leaves. */
  addLevel(codebook: Codebook): void {
    const { width, memory } = this.#arena
    const words = this.#arena.allocate(heldBookBytes(width))
    const { f32, bytes } = this.#arena
    const columns = holdBook({ f32, bytes, run: memory.run }, width, words, codebook)
    this.#levels.push({
      words,
      columns,
      weight: this.#levels.length === 0 ? anisotropyOf(this.#arena.dimension) : 0,
    })
  }

  /**
   * Makes an empty list. The root is the one that is made in the last level.
   * @param list.centroid of length one @param list.reach how far along it members are, in the mean
   * @param list.rows that there is room for at first
   */
  addList(
    level: number,
    {
      centroid,
      reach,
      rows,
    }: { readonly centroid: Float32Array; readonly reach: number; readonly rows: number },
  ): number {
    const row = this.#arena.takeCentroid()
    const list = this.#lists.create(this.#coding.codeBytes, rows, row, reach)
    this.#arena.write(row, centroid)
    this.#nodes.set(list, { level, parent: none, place: none })
    if (level === 0) this.#leaves.add(list)
    if (level === this.depth) this.#root = list
    return list
  }

  /** Makes a list a member of another. */
  adopt(parent: number, list: number): void {
    const node = this.#nodes.get(list)!
    node.parent = parent
    node.place = this.#appendTo(parent, list, this.#lists.centroidOf(list))
  }

  /** Takes a list out of the tree, with its centroid; what rows it holds must be elsewhere. */
  dropList(list: number): void {
    const { parent, place } = this.#nodes.get(list)!
    const moved = this.#lists.removeAt(parent, place)
    if (moved !== none) this.#nodes.get(moved)!.place = place
    this.#forget(list)
  }

  /** The list that a leaf's centroid is a member of. */
  parentOf(list: number): number {
    return this.#nodes.get(list)!.parent
  }

  isLeaf(list: number): boolean {
    return this.#leaves.has(list)
  }

  /** Whether the tree can do without a leaf. No group may be left empty, or what comes near it found no list. */
  canSpare(leaf: number): boolean {
    return this.#leaves.size > 2 && this.countOf(this.parentOf(leaf)) > 1
  }

  countOf(list: number): number {
    return this.#lists.countOf(list)
  }

  /** Rows of a leaf, as they are now. */
  membersOf(list: number): Uint32Array {
    return this.#lists.idsOf(list).slice()
  }

  lastOf(list: number): number {
    return this.#lists.idsOf(list).at(-1) ?? none
  }

  centroidOf(list: number): number {
    return this.#lists.centroidOf(list)
  }

  get byteLength(): number {
    return this.#homes.byteLength
  }

  has(row: number): boolean {
    return this.homeOf(row, 0) !== none
  }

  /** The two leaves of a row; none where the tree does not have it. */
  homeOf(row: number, which: 0 | 1): number {
    return this.#homes.get(row, which)
  }

  setHomes(row: number, first: number, second: number): void {
    this.#homes.set(row, 0, first)
    this.#homes.set(row, 1, second)
  }

  /** Adds a row to a leaf; which are its homes is said by {@link setHomes}. */
  append(list: number, row: number): void {
    this.#appendTo(list, row, this.#arena.floatRowOf(row))
  }

  /** The same for a row whose code lies at an address. */
  appendCode(list: number, row: number, code: number): void {
    this.#lists.appendCode(list, row, code)
  }

  /** Takes a row out of one leaf. */
  detach(list: number, row: number): void {
    // From the end, where those stand that leave a list which is given up.
    this.#lists.removeAt(list, this.#lists.idsOf(list).lastIndexOf(row))
  }

  /** Puts a row into the two leaves that are best for it, but for one that is to be given up. */
  insert(row: number, avoid = none): void {
    const [first, second] = this.bestHomes(row, avoid)
    if (second === first) this.append(first, row)
    else this.#appendToBoth(first, second, row)
    this.setHomes(row, first, second)
  }

  /** Takes a row out. */
  remove(row: number): void {
    const first = this.homeOf(row, 0)
    const second = this.homeOf(row, 1)
    this.detach(first, row)
    if (second !== first) this.detach(second, row)
    this.setHomes(row, none, none)
  }

  /** Gives everything back but the rows. */
  drop(): void {
    this.dropInSlices(Number.POSITIVE_INFINITY).next()
  }

  /** The same, with a pause after so many lists. The tree must not be used any more. */
  *dropInSlices(size: number): Generator<undefined, void, unknown> {
    let dropped = 0
    for (const list of [...this.#nodes.keys()]) {
      this.#forget(list)
      dropped += 1
      if (dropped % size === 0) yield
    }
    for (const { words } of this.#levels.splice(0))
      this.#arena.release(words, heldBookBytes(this.#arena.width))
  }

  // ---- saving -----------------------------------------------------------------------------------------------------

  /** A copy of everything but the rows. @param numberOf what a row is called there */
  capture(numberOf: (row: number) => number) {
    const { width } = this.#arena
    const numbers = [...this.#nodes.keys()]
    const places = new Uint32Array(numbers.reduce((most, list) => Math.max(most, list + 1), 0)).fill(none)
    for (const [place, list] of numbers.entries()) places[list] = place
    const placeOf = (list: number): number => places[list] ?? none
    const lists = numbers.map((list): SavedList => {
      const { level, parent, place } = this.#nodes.get(list)!
      const facts = { level, count: this.#lists.countOf(list), reach: this.#lists.reachOf(list) }
      return parent === none
        ? { ...facts, parent: -1, place: 0 }
        : { ...facts, parent: placeOf(parent), place }
    })
    const members = new Uint32Array(lists.reduce((sum, { count }) => sum + count, 0))
    const centroids = new Float32Array(lists.length * width)
    let at = 0
    for (const [i, list] of numbers.entries()) {
      const nameOf = lists[i]!.level === 0 ? numberOf : placeOf
      const ids = this.#lists.idsOf(list)
      for (let j = 0; j < ids.length; j++) members[at++] = nameOf(ids[j]!)
      centroids.set(this.#arena.floatsOf(this.#lists.centroidOf(list)), i * width)
    }
    return {
      codebooks: this.#levels.map((level) => this.#copyCodebook(level)),
      lists,
      centroids,
      members,
      codes: numbers.map((list) => this.#lists.codesOf(list)),
      placeOf,
    }
  }

  /** Makes of an empty tree what {@link capture} copied. @returns the lists in the order of the copy */
  restore(saved: {
    readonly codebooks: readonly Codebook[]
    readonly lists: readonly SavedList[]
    readonly centroids: Float32Array
    readonly members: Uint32Array
    readonly codes: Uint8Array
    rowOf(number: number): number
  }): readonly number[] {
    const { width } = this.#arena
    for (const codebook of saved.codebooks) this.addLevel(codebook)
    const numbers = saved.lists.map(({ level, count, reach }, i) =>
      this.addList(level, {
        centroid: saved.centroids.subarray(i * width, (i + 1) * width),
        reach,
        rows: count,
      }),
    )
    let member = 0
    let code = 0
    for (const [i, { level, parent, place, count }] of saved.lists.entries()) {
      const list = numbers[i]!
      const node = this.#nodes.get(list)!
      node.parent = parent < 0 ? none : numbers[parent]!
      node.place = parent < 0 ? none : place
      for (let j = 0; j < count; j++) {
        const name = saved.members[member++]!
        this.#lists.append(list, level === 0 ? saved.rowOf(name) : numbers[name]!)
      }
      code += this.#lists.restoreCodes(list, saved.codes, code)
    }
    return numbers
  }

  // ---- searching --------------------------------------------------------------------------------------------------

  /** All leaves in the order in which a search for what lies at an address, a row or a query, would scan them. */
  leavesFor(address: number): { readonly leaves: Uint32Array; readonly scores: Float32Array } {
    return this.#walk.leavesFor(this.#root, address, this.#leaves.size)
  }

  /**
   * Candidates for the rows nearest to the query at `scratch.query`, best first by float32 scores.
   * @param filter address of a bit for each row that may be found, or 0
   * @param trace is told of each level, from the root down @param watch of its time
   */
  search(
    k: number,
    settings: SearchSettings,
    filter: number,
    trace?: SearchTrace,
    watch?: Stopwatch,
  ): { readonly ranked: Ranked; readonly count: number } {
    return this.#walk.search(this.#root, { k, settings, filter }, trace, watch)
  }

  /** The leaves that a row should stand in: the nearest one, and the one that errs least like it (spill.ts). */
  bestHomes(row: number, avoid = none): readonly [number, number] {
    return this.#walk.bestHomes(this.#root, this.#arena.floatRowOf(row), avoid)
  }

  /** Codes what a row of floats says against the list's centroid, and appends it. @returns the place */
  #appendTo(list: number, id: number, row: number): number {
    const { memory, width } = this.#arena
    const { encodeScratch, code } = this.#scratch
    const { words, columns, weight } = this.#levels[this.#nodes.get(list)!.level]!
    memory.run.encode(
      this.#arena.rowAt(row),
      this.#arena.rowAt(this.#lists.centroidOf(list)),
      this.#lists.reachOf(list),
      words,
      this.#coding.subspaces,
      columns,
      width,
      weight,
      encodeScratch,
      code,
    )
    return this.#lists.appendCode(list, id, code)
  }

  /** The same for a row in two leaves. */
  #appendToBoth(first: number, second: number, row: number): void {
    const { memory, width } = this.#arena
    const { encodeScratch, code, otherCode } = this.#scratch
    const { words, columns, weight } = this.#levels[0]!
    memory.run.encodeTwice(
      this.#arena.rowAt(this.#arena.floatRowOf(row)),
      this.#arena.rowAt(this.#lists.centroidOf(first)),
      this.#lists.reachOf(first),
      this.#arena.rowAt(this.#lists.centroidOf(second)),
      this.#lists.reachOf(second),
      words,
      this.#coding.subspaces,
      columns,
      width,
      weight,
      encodeScratch,
      code,
      otherCode,
    )
    this.#lists.appendCode(first, row, code)
    this.#lists.appendCode(second, row, otherCode)
  }

  #copyCodebook({ words, columns }: Level): Codebook {
    const { bytes, f32 } = this.#arena
    return {
      columns: bytes.slice(columns, columns + this.#coding.subspaces),
      words: f32.slice(words / 4, words / 4 + this.#arena.width * wordsOfSubspace),
    }
  }

  #forget(list: number): void {
    this.#arena.giveCentroid(this.#lists.centroidOf(list))
    this.#lists.drop(list)
    this.#nodes.delete(list)
    this.#leaves.delete(list)
  }
}
