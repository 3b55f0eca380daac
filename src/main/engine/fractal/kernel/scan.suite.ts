import type { Desk } from './desk.suite.ts'
import { listBytes } from './kernel.ts'

export interface Scan {
  readonly keep: number
  readonly room: number
  readonly first: number
  readonly k: number
  /** From which of the scores so far, k by default, which share of it, all by default, and by how much less others are scored. */
  readonly anchor?: number | undefined
  readonly fraction?: number
  readonly slack: number
  /** Share of ids that may be found. */
  readonly share: number
  /** Candidates are lists: the number of a list stands for each row. */
  readonly ofLists: boolean
}

export interface Found {
  readonly scannedRows: number
  readonly scoredRows: number
  readonly ids: readonly number[]
  readonly scores: readonly number[]
  readonly allowed: (id: number) => boolean
  /** Lists in the order in which they were scanned, and their scores. */
  readonly probes: readonly number[]
  readonly probeScores: readonly number[]
  readonly base: number
  readonly origin: number
}

/** Scores the lists by their centroids, scans all in that order, re-ranks. */
export const search = (desk: Desk, scan: Scan): Found => {
  const { run, world, lists, query, subspaces, table, step, bins, random } = desk
  const { count, probes, probeScores } = rankLists(desk)
  if (scan.ofLists) renameAsLists(desk)
  const filter = scan.share < 1 ? makeFilter(desk, scan.share, random) : 0
  const candidateScores = desk.room(scan.room * 4)
  const candidateIds = desk.room(scan.room * 4)
  const scores = desk.room(scan.room * 4)
  const ids = desk.room(scan.room * 4)
  run.beginScan(bins, candidateScores, candidateIds, scan.room, scan.keep, filter)
  const base = run.scanLists(probes, probeScores, count, lists, subspaces, table, step)
  const origin = Math.fround(desk.f32[desk.facts / 4]! + base)
  const { first, k, anchor = k, fraction = 1, slack } = scan
  const translated = scan.ofLists ? lists : 0
  const near = [anchor, fraction, slack] as const
  const found = run.rerank(query, world.width, first, k, origin, step, ...near, translated, 0, scores, ids)
  return {
    scannedRows: run.scannedRows(),
    scoredRows: run.scoredRows(),
    ids: Array.from(desk.u32.subarray(ids / 4, ids / 4 + found)),
    scores: desk.floatsAt(scores, found),
    allowed: (id) => filter === 0 || ((desk.bytes[filter + (id >> 3)]! >> (id & 7)) & 1) === 1,
    probes: Array.from(desk.u32.subarray(probes / 4, probes / 4 + count)),
    probeScores: desk.floatsAt(probeScores, count),
    base,
    origin,
  }
}

const rankLists = (desk: Desk): { count: number; probes: number; probeScores: number } => {
  const { run, centroids, query, world } = desk
  const count = centroids.length
  const probeScores = desk.ids(centroids)
  run.dotRows(query, probeScores, count, world.width, probeScores)
  // What is no number comes last.
  const scores = desk.floatsAt(probeScores, count).map((score) => (Number.isNaN(score) ? -Infinity : score))
  const order = [...scores.keys()].sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b]! - scores[a]!))
  const probes = desk.ids(order)
  for (const [i, list] of order.entries()) desk.f32[probeScores / 4 + i] = scores[list]!
  return { count, probes, probeScores }
}

const makeFilter = (desk: Desk, share: number, random: () => number): number => {
  const bytes = Math.ceil((desk.rows.at(-1) ?? 0) / 8) + 1
  const filter = desk.room(bytes)
  for (let i = 0; i < bytes * 8; i++) {
    if (random() < share) desk.bytes[filter + (i >> 3)]! |= 1 << (i & 7)
  }
  return filter
}

/** Makes the ids in lists those of lists. */
const renameAsLists = (desk: Desk): void => {
  for (const { row, list, place } of desk.entries) {
    const ids = desk.u32[(desk.lists + list * listBytes) / 4 + 1]!
    desk.u32[ids / 4 + place] = row % desk.centroids.length
  }
}
