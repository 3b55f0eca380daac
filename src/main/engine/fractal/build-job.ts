import { assignRoom, assignRows, type Grouped, type Homes } from './assign-rows.ts'
import {
  anisotropyOf,
  type Codebook,
  codingOf,
  encodeBytes,
  heldBookBytes,
  holdBook,
  trainCodebook,
  trainingRows,
} from './codebook.ts'
import { kMeansRows, sphericalKMeans } from './k-means.ts'
import { blockRows } from './kernel/kernel.ts'
import { randomFrom, sampleOf } from './random.ts'
import { chunkRows, Workbench } from './workbench.ts'

/** Rows a list that its centroid learns from. */
const sampleOfList = 40

export interface BuildInput {
  readonly kind: 'build'
  readonly dimension: number
  readonly seed: number
  readonly rows: Uint32Array
  readonly lists: number
  /** More than one puts a level of groups above the lists. */
  readonly groups: number
}

/** A level: centroids of its lists [lists x width], and the codebook that their members are coded with. */
export interface BuiltLevel {
  readonly centroids: Float32Array
  /** Of each list, how far along its centroid its members are, in the mean: that far their codes begin. */
  readonly reaches: Float32Array
  readonly codebook: Codebook
  /** List of each member: of each row in the lowest level, of each list of the level below in the others. */
  readonly assigned: Uint32Array
}

export interface BuiltTree {
  /** From the leaves up; the last one has a single list without a direction. */
  readonly levels: readonly BuiltLevel[]
  /** Second list of each row; where there is none, the first once more. */
  readonly spilled: Uint32Array
  /** Codes of the rows in the order of the input, a code after the other: against the first list, and the second. */
  readonly codes: Uint8Array
  readonly spilledCodes: Uint8Array
}

/** Room that {@link build} needs. */
export const buildBytes = ({ lists, groups }: BuildInput, width: number): number => {
  // Centroids of lists and their sums, those of groups, and what the largest group needs while it learns.
  const groupsNeed = kMeansRows(clusterGroups(lists)) + kMeansRows(mostOfGroup(lists))
  // Each group has a list at least, which may make a few more than were asked for.
  const all = lists + clusterGroups(lists)
  const assigning = assignRoom(clusterGroups(lists), all)
  const rows = 2 * all + assigning.rows + groupsNeed + kMeansRows(groups) + (groups > 1 ? all : 0)
  return (
    Workbench.bytesFor(width, { rows, numbers: 16 * all + assigning.numbers }) +
    heldBookBytes(width) +
    encodeBytes(width) +
    2 ** 16
  )
}

/** Lists of one group, at most: where a group has more of the rows than that, its lists are long, and split later. */
const mostOfGroup = (lists: number): number => Math.ceil((4 * lists) / clusterGroups(lists)) + 8

/** Centroids of centroids, which make training and assignment cheap whether or not they become a level. */
const clusterGroups = (lists: number): number => Math.max(1, Math.round(Math.sqrt(lists)))

/**
 * Clusters rows into lists, learns a codebook and codes every row: all that a tree is made of, without touching what
 * others see. Centroids are learnt group by group, on a sample: k-means with g groups of l/g lists costs l/g times
 * less than with l lists at once.
 */
export function* build(bench: Workbench, input: BuildInput): Generator<void, BuiltTree> {
  const random = randomFrom(input.seed)
  const grouped = yield* learnCentroids(bench, input, random)
  const homes = yield* assignRows(bench, input.rows, grouped)
  const leaves = yield* settleCentroids(bench, input.rows, grouped, homes)
  const { residuals, importance } = lessonOf(bench, input.rows, leaves, random)
  const codebook = yield* trainCodebook(residuals, importance, random)
  const coder = coderOf(bench, input.dimension, codebook)
  const { codes, spilledCodes } = yield* codeRows(bench, input.rows, leaves, coder)
  const lowest: BuiltLevel = {
    centroids: copyRows(bench, leaves.first, leaves.count),
    reaches: leaves.reaches,
    codebook,
    assigned: leaves.assigned,
  }
  const upper = yield* buildUpper(bench, lowest, { groups: input.groups, importance }, random)
  return { levels: [lowest, ...upper], spilled: leaves.spilled, codes, spilledCodes }
}

function* learnCentroids(
  bench: Workbench,
  { rows, lists }: BuildInput,
  random: () => number,
): Generator<void, Grouped> {
  const sample = sampleOf(rows, lists * sampleOfList, random)
  const groups = yield* sphericalKMeans(bench, sample, clusterGroups(lists), random)
  const members = membersOf(sample, groups.assigned, groups.count)
  const wanted = members.map(({ length }) =>
    Math.min(length, mostOfGroup(lists), Math.max(1, Math.round((length / sample.length) * lists))),
  )
  const starts = new Uint32Array(groups.count + 1)
  wanted.forEach((count, group) => {
    starts[group + 1] = starts[group]! + count
  })
  const count = starts[groups.count]!
  const first = bench.rows(count)
  for (const [group, points] of members.entries()) {
    if (points.length === 0) continue
    // Room for the largest group there can be is planned once, and used by each group anew.
    const found = yield* bench.lending(() => sphericalKMeans(bench, points, wanted[group]!, random))
    for (let i = 0; i < found.count; i++) {
      bench.copyRow(found.first + i, first + starts[group]! + i)
    }
  }
  return { groups, starts, first, count }
}

const membersOf = (items: Uint32Array, assigned: Uint32Array, count: number): Uint32Array[] => {
  const members: number[][] = Array.from({ length: count }, () => [])
  items.forEach((item, i) => {
    members[assigned[i]!]!.push(item)
  })
  return members.map((of) => Uint32Array.from(of))
}

interface Leaves extends Homes {
  readonly first: number
  readonly count: number
  readonly reaches: Float32Array
}

/** Centroids become those of all their rows, not of a sample alone; lists without a row go. */
function* settleCentroids(
  bench: Workbench,
  rows: Uint32Array,
  { first, count }: Grouped,
  { assigned, spilled }: Homes,
): Generator<void, Leaves> {
  const sums = bench.floats(count * bench.width)
  const sizes = new Uint32Array(count)
  const isUsed = new Uint8Array(count)
  for (let start = 0; start < rows.length; start += chunkRows) {
    for (const [place, row] of bench.floatRowsOf(rows.subarray(start, start + chunkRows)).entries()) {
      const list = assigned[start + place]!
      sizes[list]! += 1
      isUsed[list] = 1
      isUsed[spilled[start + place]!] = 1
      bench.run.addRow(sums.address + list * bench.rowBytes, bench.rowAt(row), bench.width)
    }
    if (start % 1024 === 0) yield
  }
  const numbers = new Uint32Array(count)
  const reaches = new Float32Array(count).fill(1)
  let kept = 0
  for (let list = 0; list < count; list++) {
    if (isUsed[list] === 0) continue
    bench.copyRow(first + list, first + kept)
    const length = bench.writeDirection(sums.address + list * bench.rowBytes, first + kept)
    if (length > 0) reaches[kept] = length / sizes[list]!
    numbers[list] = kept
    kept += 1
  }
  const renumber = (lists: Uint32Array): Uint32Array => lists.map((list) => numbers[list]!)
  return {
    first,
    count: kept,
    reaches: reaches.slice(0, kept),
    assigned: renumber(assigned),
    spilled: renumber(spilled),
  }
}

/** What a codebook learns from: differences of some rows from their centroids, and how large their columns are. */
const lessonOf = (
  bench: Workbench,
  rows: Uint32Array,
  { first, reaches, assigned }: Leaves,
  random: () => number,
): { readonly residuals: Float32Array; readonly importance: Float32Array } => {
  const { width } = bench
  const places = sampleOf(
    Uint32Array.from(rows, (_, i) => i),
    trainingRows,
    random,
  )
  const residuals = new Float32Array(places.length * width)
  const importance = new Float32Array(width)
  places.forEach((place, i) => {
    const row = bench.floatsOf(bench.floatRowsOf(rows.subarray(place, place + 1))[0]!)
    const list = assigned[place]!
    const centroid = bench.floatsOf(first + list)
    for (let column = 0; column < width; column++) {
      residuals[i * width + column] = row[column]! - reaches[list]! * centroid[column]!
      importance[column]! += row[column]! ** 2 / places.length
    }
  })
  return { residuals, importance }
}

interface Coder {
  readonly book: number
  readonly columns: number
  readonly scratch: number
  readonly code: number
  readonly otherCode: number
  readonly weight: number
}

const coderOf = (bench: Workbench, dimension: number, codebook: Codebook): Coder => {
  const { width } = bench
  const book = bench.room(heldBookBytes(width))
  const columns = holdBook(bench, width, book, codebook)
  const scratch = bench.room(encodeBytes(width))
  const { codeBytes } = codingOf(width)
  const [code, otherCode] = [bench.room(codeBytes), bench.room(codeBytes)]
  return { book, columns, scratch, code, otherCode, weight: anisotropyOf(dimension) }
}

function* codeRows(
  bench: Workbench,
  rows: Uint32Array,
  { first, reaches, assigned, spilled }: Leaves,
  { book, columns, scratch, code, otherCode, weight }: Coder,
): Generator<void, Pick<BuiltTree, 'codes' | 'spilledCodes'>> {
  const { width } = bench
  const { subspaces, codeBytes } = codingOf(width)
  const codes = new Uint8Array(rows.length * codeBytes)
  const spilledCodes = new Uint8Array(rows.length * codeBytes)
  for (let start = 0; start < rows.length; start += blockRows) {
    const floatRows = bench.floatRowsOf(rows.subarray(start, start + blockRows))
    for (let i = start; i < start + floatRows.length; i++) {
      const home = assigned[i]!
      const other = spilled[i]!
      bench.run.encodeTwice(
        bench.rowAt(floatRows[i - start]!),
        bench.rowAt(first + home),
        reaches[home]!,
        bench.rowAt(first + other),
        reaches[other]!,
        book,
        subspaces,
        columns,
        width,
        weight,
        scratch,
        code,
        otherCode,
      )
      codes.set(bench.bytes.subarray(code, code + codeBytes), i * codeBytes)
      spilledCodes.set(bench.bytes.subarray(otherCode, otherCode + codeBytes), i * codeBytes)
    }
    yield
  }
  return { codes, spilledCodes }
}

/** The levels above the leaves: groups where there are any, and the root. */
function* buildUpper(
  bench: Workbench,
  leaves: BuiltLevel,
  { groups, importance }: { readonly groups: number; readonly importance: Float32Array },
  random: () => number,
): Generator<void, BuiltLevel[]> {
  const { width } = bench
  const lists = leaves.centroids.length / width
  const root = function* (members: Float32Array): Generator<void, BuiltLevel> {
    return {
      centroids: new Float32Array(width),
      reaches: Float32Array.of(1),
      codebook: yield* trainCodebook(members, importance, random),
      assigned: new Uint32Array(members.length / width),
    }
  }
  if (groups <= 1) return [yield* root(leaves.centroids)]
  const first = bench.rows(lists)
  for (let list = 0; list < lists; list++) {
    bench.floatsOf(first + list).set(leaves.centroids.subarray(list * width, (list + 1) * width))
  }
  const found = yield* sphericalKMeans(
    bench,
    Uint32Array.from({ length: lists }, (_, i) => first + i),
    groups,
    random,
    (lists) => lists,
  )
  // One without a list is a way to nowhere: of equal lists all go to one group.
  const used = [...new Set(found.assigned)].sort((one, other) => one - other)
  const assigned = found.assigned.map((group) => used.indexOf(group))
  const all = copyRows(bench, found.first, found.count)
  const centroids = new Float32Array(used.length * width)
  for (const [i, group] of used.entries()) {
    centroids.set(all.subarray(group * width, (group + 1) * width), i * width)
  }
  const reaches = reachesOf(leaves.centroids, { centroids, assigned }, width)
  const residuals = leaves.centroids.map((value, i) => {
    const group = assigned[Math.floor(i / width)]!
    return value - reaches[group]! * centroids[group * width + (i % width)]!
  })
  const codebook = yield* trainCodebook(residuals, importance, random)
  return [{ centroids, reaches, codebook, assigned }, yield* root(centroids)]
}

/** The mean score of members with their list's centroid. */
const reachesOf = (
  members: Float32Array,
  { centroids, assigned }: Pick<BuiltLevel, 'centroids' | 'assigned'>,
  width: number,
): Float32Array => {
  const lists = centroids.length / width
  const sums = new Float64Array(lists)
  const sizes = new Uint32Array(lists)
  for (const [i, list] of assigned.entries()) {
    sizes[list]! += 1
    for (let column = 0; column < width; column++) {
      sums[list]! += members[i * width + column]! * centroids[list * width + column]!
    }
  }
  return Float32Array.from(sums, (sum, list) => (sizes[list]! > 0 ? sum / sizes[list]! : 1))
}

const copyRows = (bench: Workbench, first: number, count: number): Float32Array => {
  const { width } = bench
  const copy = new Float32Array(count * width)
  for (let i = 0; i < count; i++) copy.set(bench.floatsOf(first + i), i * width)
  return copy
}
