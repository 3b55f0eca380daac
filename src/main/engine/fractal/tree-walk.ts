import type { Arena } from './arena.ts'
import { type Coding, codingOf } from './codebook.ts'
import { largestSum } from './kernel/kernel.ts'
import type { Lists } from './lists.ts'
import { none } from './none.ts'
import type { PackedRows } from './packed-rows.ts'
import type { Ranked, Scratch } from './scratch.ts'
import type { SearchSettings } from './search-settings.ts'
import { spillCandidates, spillOf } from './spill.ts'
import type { SearchTrace, Stopwatch } from './trace.ts'

/** Centroids that are scored exactly for those that an insert wants. */
const insertCandidates = 20
/**
 * Beside those that the beam keeps, so many centroids are scored exactly, for their codes are rough. Not fewer than by an
 * insert, or a search would pass by the list that a row was just put into.
 */
const spare = (beam: number): number => Math.max(insertCandidates, beam + Math.ceil(beam / 2) + 8)
/** Of the best centroid's score, how much a code may say too little of one that is still scored exactly. */
const roughness = 0.1

export interface Level {
  /** Addresses of the words, and of how many columns each subspace has. */
  readonly words: number
  readonly columns: number
  /** Of the anisotropic error; centroids are not anybody's answers, so theirs is 0. */
  readonly weight: number
}

/** Goes from the root of a tree to its leaves and rows, the same way on every level: see `tree.ts`. */
export class TreeWalk {
  readonly #arena: Arena
  readonly #lists: Lists
  readonly #scratch: Scratch
  /** Those of the tree, from the leaves up. */
  readonly #levels: readonly Level[]
  readonly #coding: Coding
  readonly #tableLevels: number

  constructor(parts: { arena: Arena; lists: Lists; scratch: Scratch }, levels: readonly Level[]) {
    this.#arena = parts.arena
    this.#lists = parts.lists
    this.#scratch = parts.scratch
    this.#levels = levels
    this.#coding = codingOf(parts.arena.width)
    this.#tableLevels = Math.min(63, Math.floor(largestSum / this.#coding.subspaces))
  }

  /** All leaves in the order in which a search for what lies at an address would scan them. */
  leavesFor(
    root: number,
    address: number,
    all: number,
  ): { readonly leaves: Uint32Array; readonly scores: Float32Array } {
    this.#scratch.reserve(4 * spare(all))
    const { ranked, count } = this.#descend(root, address, { beam: all, keep: spare(all), share: 0 })
    return {
      leaves: this.#arena.u32.slice(ranked.ids / 4, ranked.ids / 4 + count),
      scores: this.#arena.f32.slice(ranked.scores / 4, ranked.scores / 4 + count),
    }
  }

  /**
   * Candidates for the rows nearest to the query at `scratch.query`, best first by float32 scores.
   * @param filter address of a bit for each row that may be found, or 0
   * @param trace is told of each level, from the root down @param watch of its time
   */
  search(
    root: number,
    {
      k,
      settings,
      filter,
    }: { readonly k: number; readonly settings: SearchSettings; readonly filter: number },
    trace?: SearchTrace,
    watch?: Stopwatch,
  ): { readonly ranked: Ranked; readonly count: number } {
    const { query } = this.#scratch
    const keep = Math.max(settings.candidates, k)
    this.#scratch.reserve(Math.max(4 * keep, 4 * spare(settings.beam)))
    const { beam, share } = settings
    const lists = this.#descend(root, query, { beam, keep: spare(beam), share }, trace, watch)
    const probes = this.#promising(lists, settings.share)
    const first = Math.ceil(k * settings.firstShare)
    return this.#scan(
      { ...probes, level: 0, into: this.#other(probes.ranked) },
      { query, k, keep, first, anchor: k, fraction: 1, slack: settings.slack, filter },
      trace,
      watch,
    )
  }

  /** Leaves out the lists, ranked last, whose centroids score less than a share of what the best one does. */
  #promising({ ranked, count }: { ranked: Ranked; count: number }, share: number) {
    const { f32 } = this.#arena
    const best = ranked.scores / 4
    const least = share > 0 && f32[best]! > 0 ? f32[best]! * share : Number.NEGATIVE_INFINITY
    let kept = count
    while (kept > 1 && f32[best + kept - 1]! < least) kept -= 1
    return { ranked, count: kept }
  }

  /** The leaves that a row, of floats, should stand in: the nearest one, and the one that errs least like it (spill.ts). */
  bestHomes(root: number, row: number, avoid: number): readonly [number, number] {
    const { memory, width } = this.#arena
    const wide = { beam: spillCandidates, keep: insertCandidates, share: 0 }
    const found = this.#descend(root, this.#arena.rowAt(row), wide)
    const { ranked } = found
    const count = avoid === none ? found.count : this.#without(avoid, found)
    const { ids, scores } = this.#other(ranked)
    const { u32, f32 } = this.#arena
    for (let i = 0; i < count; i++) u32[ids / 4 + i] = this.#lists.centroidOf(u32[ranked.ids / 4 + i]!)
    u32[ids / 4 + count] = row
    const nearest = u32[ids / 4]!
    const norm = ids + (count + 1) * 4
    memory.run.dotRows(this.#arena.rowAt(row), ids + count * 4, 1, width, norm)
    memory.run.dotRows(this.#arena.rowAt(nearest), ids, count, width, scores)
    const second = spillOf({
      row: f32.subarray(ranked.scores / 4, ranked.scores / 4 + count),
      first: f32.subarray(scores / 4, scores / 4 + count),
      count,
      norm: f32[norm / 4]!,
    })
    return [u32[ranked.ids / 4]!, u32[ranked.ids / 4 + second]!]
  }

  /** Takes a list out of a ranking. @returns how many are left */
  #without(list: number, { ranked, count }: { ranked: Ranked; count: number }): number {
    const { u32, f32 } = this.#arena
    const at = u32.subarray(ranked.ids / 4, ranked.ids / 4 + count).indexOf(list)
    if (at < 0 || count === 1) return count
    u32.copyWithin(ranked.ids / 4 + at, ranked.ids / 4 + at + 1, ranked.ids / 4 + count)
    f32.copyWithin(ranked.scores / 4 + at, ranked.scores / 4 + at + 1, ranked.scores / 4 + count)
    return count - 1
  }

  /** The nodes of the lowest level of centroids that are nearest to a query: the leaves to scan. */
  #descend(
    root: number,
    query: number,
    { beam, keep, share }: { readonly beam: number; readonly keep: number; readonly share: number },
    trace?: SearchTrace,
    watch?: Stopwatch,
  ): { ranked: Ranked; count: number } {
    const { rootId, rootScore, rankings } = this.#scratch
    this.#arena.u32[rootId / 4] = root
    let probes: { ranked: Ranked; count: number } = { ranked: { ids: rootId, scores: rootScore }, count: 1 }
    for (let level = this.#levels.length - 1; level > 0; level--) {
      const into = rankings[level % 2] as Ranked
      // In the upper levels a search is as wide as an insert at least, for the same reason.
      const kept = level > 1 ? Math.max(beam, spillCandidates) : beam
      // Of the leaves only those that are promising are gone through, so what falls short of that need not be known exactly.
      const isLimited = level === 1 && share > roughness
      const first = isLimited ? Math.min(keep, insertCandidates) : keep
      const near = { anchor: 1, fraction: isLimited ? share - roughness : 1, slack: 0 }
      probes = this.#scan(
        { ...probes, level, into },
        { query, k: kept, keep, first, ...near, filter: 0 },
        trace,
        watch,
      )
    }
    return probes
  }

  #scan(
    from: { ranked: Ranked; count: number; level: number; into: Ranked },
    how: {
      query: number
      k: number
      keep: number
      first: number
      anchor: number
      fraction: number
      slack: number
      filter: number
    },
    trace?: SearchTrace,
    watch?: Stopwatch,
  ): { ranked: Ranked; count: number } {
    const { table, tableScratch, facts, bins, candidates, room } = this.#scratch
    const { memory, width, f32, packed } = this.#arena
    const { run } = memory
    const { subspaces } = this.#coding
    const { ranked, count, into } = from
    const { words, columns } = this.#levels[from.level]!
    run.makeTable(how.query, words, subspaces, columns, this.#tableLevels, tableScratch, table, facts)
    const bias = f32[facts / 4]!
    const step = f32[facts / 4 + 1]!
    run.beginScan(bins, candidates.scores, candidates.ids, room, how.keep, how.filter)
    const tableOf = this.#lists.table
    watch?.lap(from.level > 0 ? `level ${from.level}: table` : 'rows: table')
    const base = run.scanLists(ranked.ids, ranked.scores, count, tableOf, subspaces, table, step)
    watch?.lap(from.level > 0 ? `level ${from.level}: scan` : 'rows: scan')
    const found = run.rerank(
      how.query,
      width,
      how.first,
      how.k,
      base + bias,
      step,
      how.anchor,
      how.fraction,
      how.slack,
      from.level > 0 ? tableOf : 0,
      from.level > 0 || packed === null ? 0 : packed.query,
      into.scores,
      into.ids,
    )
    watch?.lap(from.level > 0 ? `level ${from.level}: score` : 'rows: re-rank')
    trace?.level({
      kind: from.level > 0 ? 'centroids' : 'rows',
      listsScanned: count,
      scored: run.scannedRows(),
      kept: found,
      best: this.#read(how.query, into, { count: found, level: from.level }),
    })
    return { ranked: into, count: found }
  }

  /** A ranking for people: lists by number, rows by key. */
  #read(
    query: number,
    { scores, ids }: Ranked,
    { count, level }: { readonly count: number; readonly level: number },
  ): { id: number; score: number }[] {
    const { u32, f32, packed } = this.#arena
    if (level === 0 && packed !== null)
      return this.#readPacked(packed, query, u32.slice(ids / 4, ids / 4 + count))
    return Array.from({ length: count }, (_, i) => {
      const id = u32[ids / 4 + i]!
      return { id: level > 0 ? id : this.#arena.keyOf(id), score: f32[scores / 4 + i]! }
    })
  }

  /** The same of packed rows, by what was written of them. */
  #readPacked(packed: PackedRows, query: number, rows: Uint32Array): { id: number; score: number }[] {
    const { ids, scores } = this.#scratch.exact
    const read = Array.from(rows, (row) => {
      this.#arena.u32[ids / 4] = row
      packed.dotExactly(query, ids, 1, scores)
      return { id: this.#arena.keyOf(row), score: this.#arena.f64[scores / 8]! }
    })
    return read.sort((a, b) => b.score - a.score || a.id - b.id)
  }

  #other(ranked: Ranked): Ranked {
    const [first, second] = this.#scratch.rankings
    return ranked.ids === first.ids ? second : first
  }
}
