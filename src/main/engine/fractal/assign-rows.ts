import { largestOf } from './k-means.ts'
import { spillCandidates, spillOf } from './spill.ts'
import type { Workbench } from './workbench.ts'

/** Groups whose lists a row is compared with. */
const groupBeam = 6
/** Rows that look for their lists side by side: what they found so far stays in the cache. */
const chunkRows = 256
/** Pairs of rows in a slice: some hundred microseconds. */
const slicePairs = 16

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
 * The two lists of each row, among those of its nearest groups. Group by group, with all the rows that are near to it:
 * so its centroids are in the cache, and each load of one serves two rows.
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
  const nearest = bench.ids(new Uint32Array(spillCandidates))
  const toFirst = bench.floats(spillCandidates)
  const self = bench.ids([0])
  const norm = bench.floats(1)
  const homes = { assigned: new Uint32Array(rows.length), spilled: new Uint32Array(rows.length) }
  for (let start = 0; start < rows.length; start += chunkRows) {
    const chunk = rows.subarray(start, start + chunkRows)
    const best = new NearestLists(chunk.length)
    for (const [group, members] of (yield* membersOfGroups(chunk, compare.groups)).entries()) {
      yield* compare.lists.with(chunk, members, {
        from: starts[group]!,
        to: starts[group + 1]!,
        tell: (place, scores) => best.offer(place, starts[group]!, scores),
      })
    }
    for (let place = 0; place < chunk.length; place++) {
      const { lists, scores } = best.of(place)
      for (let i = 0; i < lists.length; i++) nearest.values[i] = first + lists[i]!
      self.values[0] = chunk[place]!
      run.dotRows(bench.rowAt(chunk[place]!), self.address, 1, width, norm.address)
      run.dotRows(bench.rowAt(first + lists[0]!), nearest.address, lists.length, width, toFirst.address)
      const second = spillOf({
        row: scores,
        first: toFirst.values,
        count: lists.length,
        norm: norm.values[0]!,
      })
      homes.assigned[start + place] = lists[0]!
      homes.spilled[start + place] = lists[second]!
      if (place % (2 * slicePairs) === 0) yield
    }
  }
  return homes
}

/** Of each group the places of the rows that have it among their nearest. */
function* membersOfGroups(chunk: Uint32Array, groups: Comparison): Generator<void, number[][]> {
  const members: number[][] = Array.from({ length: groups.count }, () => [])
  const places = Array.from(chunk, (_, place) => place)
  yield* groups.with(chunk, places, {
    from: 0,
    to: groups.count,
    tell: (place, scores) => {
      for (let i = 0; i < groupBeam && i < groups.count; i++) {
        const group = largestOf(scores)
        scores[group] = Number.NEGATIVE_INFINITY
        members[group]!.push(place)
      }
    },
  })
  return members
}

/** Scores of rows with centroids that lie one after the other. */
class Comparison {
  readonly count: number
  readonly #bench: Workbench
  readonly #ids: number
  readonly #scores: { readonly address: number; readonly values: Float32Array }
  readonly #others: { readonly address: number; readonly values: Float32Array }

  constructor(bench: Workbench, { first, count }: { readonly first: number; readonly count: number }) {
    this.count = count
    this.#bench = bench
    this.#ids = bench.ids(Array.from({ length: count }, (_, i) => first + i)).address
    this.#scores = bench.floats(count)
    this.#others = bench.floats(count)
  }

  /** Tells the scores of each of some rows with the centroids from one number to another; they may be overwritten. */
  *with(
    rows: Uint32Array,
    places: readonly number[],
    {
      from,
      to,
      tell,
    }: {
      readonly from: number
      readonly to: number
      tell(place: number, scores: Float32Array): void
    },
  ): Generator<void, void> {
    if (to === from) return
    const { run, width } = this.#bench
    const scores = this.#scores.values.subarray(0, to - from)
    const others = this.#others.values.subarray(0, to - from)
    for (let i = 0; i < places.length; i += 2) {
      const place = places[i]!
      const other = places[i + 1] ?? place
      run.dotRowsTwice(
        this.#bench.rowAt(rows[place]!),
        this.#bench.rowAt(rows[other]!),
        this.#ids + from * 4,
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
  readonly #scores: Float32Array
  readonly #lists: Uint32Array
  readonly #counts: Uint8Array

  constructor(rows: number) {
    this.#scores = new Float32Array(rows * spillCandidates)
    this.#lists = new Uint32Array(rows * spillCandidates)
    this.#counts = new Uint8Array(rows)
  }

  /** Offers the lists from a number on, with their scores. */
  offer(row: number, from: number, offered: Float32Array): void {
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

  of(row: number): { readonly lists: Uint32Array; readonly scores: Float32Array } {
    const start = row * spillCandidates
    const end = start + this.#counts[row]!
    return { lists: this.#lists.subarray(start, end), scores: this.#scores.subarray(start, end) }
  }
}
