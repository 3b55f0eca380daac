import { largestOf } from './k-means.ts'
import { shortLength } from './kernel/kernel.ts'
import { ShortRows } from './short-rows.ts'
import { spillCandidates, spillOf } from './spill.ts'
import { chunkRows, type Workbench } from './workbench.ts'

/** Groups whose lists a row is compared with. */
const groupBeam = 6
/** Pairs of rows in a slice: some hundred microseconds. */
const slicePairs = 16
/** Less than any score. */
const lowest = -(2 ** 31)

export interface Grouped {
  readonly groups: { readonly first: number; readonly count: number }
  /** Lists of group g are those from starts[g] to starts[g + 1]. */
  readonly starts: Uint32Array
  readonly first: number
  readonly count: number
}

export interface Homes {
  readonly assigned: Uint32Array
  readonly spilled: Uint32Array
}

/**
 * The two lists of each row, among those of its nearest groups, compared as short rows. Group by group, with all the rows that
 * are near to it: so its centroids are in the cache, and each load of one serves two rows.
 */
export function* assignRows(
  bench: Workbench,
  rows: Uint32Array,
  { groups, starts, first, count }: Grouped,
): Generator<void, Homes> {
  const { run, width } = bench
  const compare = {
    groups: new Comparison(bench, groups),
    lists: new Comparison(bench, { first, count }),
  }
  const short = new ShortRows(bench, chunkRows)
  const nearest = bench.ids(new Uint32Array(spillCandidates))
  const scored = bench.wholes(spillCandidates)
  const toFirst = new Float32Array(spillCandidates)
  const toRow = new Float32Array(spillCandidates)
  const homes = { assigned: new Uint32Array(rows.length), spilled: new Uint32Array(rows.length) }
  for (let start = 0; start < rows.length; start += chunkRows) {
    // Side by side: what they found so far stays in the cache.
    const chunk = bench.floatRowsOf(rows.subarray(start, start + chunkRows))
    short.set(chunk)
    const best = new NearestLists(chunk.length)
    for (const [group, members] of (yield* membersOfGroups(short, chunk.length, compare.groups)).entries()) {
      yield* compare.lists.with(short, members, {
        from: starts[group]!,
        to: starts[group + 1]!,
        tell: (place, scores) => best.offer(place, starts[group]!, scores),
      })
    }
    for (let place = 0; place < chunk.length; place++) {
      const { lists, scores } = best.of(place)
      const length = short.lengths[place]!
      for (let i = 0; i < lists.length; i++) {
        nearest.values[i] = compare.lists.idOf(lists[i]!)
        toRow[i] = scores[i]! * (length / shortLength ** 2)
      }
      const home = compare.lists.at(lists[0]!)
      run.dotShortRowsTwice(home, home, nearest.address, lists.length, width, scored.address, scored.address)
      for (let i = 0; i < lists.length; i++) toFirst[i] = scored.values[i]! / shortLength ** 2
      const second = spillOf({ row: toRow, first: toFirst, count: lists.length, norm: length ** 2 })
      homes.assigned[start + place] = lists[0]!
      homes.spilled[start + place] = lists[second]!
      if (place % (2 * slicePairs) === 0) yield
    }
  }
  return homes
}

/** Room of a workbench that {@link assignRows} needs. */
export const assignRoom = (
  groups: number,
  lists: number,
): { readonly rows: number; readonly numbers: number } => ({
  rows: ShortRows.rowsFor(groups) + ShortRows.rowsFor(lists) + ShortRows.rowsFor(chunkRows) + 3,
  numbers: ShortRows.numbersFor(groups + lists + chunkRows) + 2 * (groups + lists) + 256,
})

/** Of each group the places of the rows that have it among their nearest. */
function* membersOfGroups(rows: ShortRows, count: number, groups: Comparison): Generator<void, number[][]> {
  const members: number[][] = Array.from({ length: groups.count }, () => [])
  const places = Array.from({ length: count }, (_, place) => place)
  yield* groups.with(rows, places, {
    from: 0,
    to: groups.count,
    tell: (place, scores) => {
      for (let i = 0; i < groupBeam && i < groups.count; i++) {
        const group = largestOf(scores)
        scores[group] = lowest
        members[group]!.push(place)
      }
    },
  })
  return members
}

/** Scores of short rows with centroids that lie one after the other. */
class Comparison {
  readonly count: number
  readonly #bench: Workbench
  readonly #centroids: ShortRows
  readonly #scores: { readonly address: number; readonly values: Int32Array }
  readonly #others: { readonly address: number; readonly values: Int32Array }

  constructor(bench: Workbench, { first, count }: { readonly first: number; readonly count: number }) {
    this.count = count
    this.#bench = bench
    this.#centroids = new ShortRows(bench, count)
    this.#centroids.setRun(first, count)
    this.#scores = bench.wholes(count)
    this.#others = bench.wholes(count)
  }

  at(centroid: number): number {
    return this.#centroids.at(centroid)
  }

  idOf(centroid: number): number {
    return this.#centroids.idOf(centroid)
  }

  /** Tells the scores of each of some rows with the centroids from one number to another; they may be overwritten. */
  *with(
    rows: ShortRows,
    places: readonly number[],
    {
      from,
      to,
      tell,
    }: {
      readonly from: number
      readonly to: number
      tell(place: number, scores: Int32Array): void
    },
  ): Generator<void, void> {
    if (to === from) return
    const { run, width } = this.#bench
    const scores = this.#scores.values.subarray(0, to - from)
    const others = this.#others.values.subarray(0, to - from)
    for (let i = 0; i < places.length; i += 2) {
      const place = places[i]!
      const other = places[i + 1] ?? place
      run.dotShortRowsTwice(
        rows.at(place),
        rows.at(other),
        this.#centroids.ids + from * 4,
        to - from,
        width,
        this.#scores.address,
        this.#others.address,
      )
      tell(place, scores)
      if (other !== place) tell(other, others)
      if (i % (2 * slicePairs) === 0) yield
    }
  }
}

/** The lists nearest to each of some rows, the best first, of equals the first that was offered. */
class NearestLists {
  readonly #scores: Int32Array
  readonly #lists: Uint32Array
  readonly #counts: Uint8Array

  constructor(rows: number) {
    this.#scores = new Int32Array(rows * spillCandidates)
    this.#lists = new Uint32Array(rows * spillCandidates)
    this.#counts = new Uint8Array(rows)
  }

  /** Offers the lists from a number on, with their scores. */
  offer(row: number, from: number, offered: Int32Array): void {
    const scores = this.#scores
    const lists = this.#lists
    const start = row * spillCandidates
    let end = start + this.#counts[row]!
    const limit = start + spillCandidates
    for (let i = 0; i < offered.length; i++) {
      const score = offered[i]!
      if (end === limit && score <= scores[end - 1]!) continue
      let at = end < limit ? end++ : end - 1
      for (; at > start && scores[at - 1]! < score; at--) {
        scores[at] = scores[at - 1]!
        lists[at] = lists[at - 1]!
      }
      scores[at] = score
      lists[at] = from + i
    }
    this.#counts[row] = end - start
  }

  of(row: number): { readonly lists: Uint32Array; readonly scores: Int32Array } {
    const start = row * spillCandidates
    const end = start + this.#counts[row]!
    return { lists: this.#lists.subarray(start, end), scores: this.#scores.subarray(start, end) }
  }
}
