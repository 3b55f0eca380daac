import { type Profile, type SearchSettings, targetOf } from './search-settings.ts'
import type { Truth } from './truth-job.ts'

/** Neighbours that recall is measured with. */
export const calibrationK = 10

/** What is promised on a sample must hold beyond it: that share of what may be missed is kept in reserve. */
const reserve = 0.2
const slacks = [0.01, 0.02, 0.04, 0.08] as const
/** Candidates to try, and how much wider than the lists alone ask for a beam may be. */
const candidateLadder = [40, 60, 90, 130, 200, 300, 450, 700, 1000, 1500, 2200] as const
const beamFactors = [1, 1.25, 1.6, 2.2] as const

/** Queries that calibrate: more at small sizes, where the exact answer costs less. */
export const calibrationQueries = (rows: number): number =>
  Math.max(160, Math.min(240, Math.round(20_000_000 / rows)))

/** What was found for the profiles that were asked for. */
export type Calibration = Readonly<Partial<Record<Profile, SearchSettings>>>

const firstShare = 3

/** Before the data were asked: a guess that errs towards recall. */
export const guess = (rows: number): Readonly<Record<Profile, SearchSettings>> => {
  const settings = (factor: number, candidates: number): SearchSettings => ({
    beam: Math.ceil(factor * rows ** 0.25),
    candidates,
    firstShare,
    slack: 0.05,
  })
  return { fast: settings(1, 150), balanced: settings(3, 300), high_recall: settings(8, 600) }
}

export interface Calibrated {
  /** Leaves in the order in which a row's search would scan them. */
  leavesFor(row: number): Uint32Array
  /** Whether a row is there still. */
  has(row: number): boolean
  homesOf(row: number): readonly [number, number]
  /** Cosine of two rows; of equal rows the same, to the last bit. */
  likeness(row: number, other: number): number
  /** The k rows nearest to a row, itself included, by a search with the settings; and what that cost. */
  answer(
    row: number,
    k: number,
    settings: SearchSettings,
  ): {
    /** Without those that came after the truth was found. */
    readonly rows: ReadonlySet<number>
    /** How many those are. */
    readonly strangers: number
    readonly cost: number
  }
}

/**
 * Finds what reaches a profile's recall at the least cost, on queries with known answers. At which beam the list of a
 * neighbour is scanned follows from the order of the lists, for all beams at once. What the codes then lose is measured:
 * scoring more candidates makes up for it, and so does a wider beam, so pairs of both are tried.
 */
export function* calibrate(
  truth: Truth,
  tree: Calibrated,
  profile: Profile,
): Generator<undefined, SearchSettings> {
  const beams = yield* beamsNeeded(truth, tree)
  const target = targetOf[profile]
  return yield* cheapest(truth, tree, beams, target + (1 - target) * reserve)
}

/**
 * The beam at which each true neighbour that is still there comes within reach, ascending. Of those that are as near as
 * the last one any will do, so all of them count as the first that is reached.
 */
function* beamsNeeded(truth: Truth, tree: Calibrated): Generator<undefined, Uint32Array> {
  const beams: number[] = []
  for (const [i, row] of truth.queries.entries()) {
    const places = new Map([...tree.leavesFor(row)].map((leaf, place) => [leaf, place + 1]))
    const nearest = neighboursOf(truth, tree, i)
    const needed = nearest.map((one) =>
      Math.min(...tree.homesOf(one).map((home) => places.get(home) ?? places.size)),
    )
    const last = nearest.length > 0 ? tree.likeness(row, nearest.at(-1)!) : 0
    const isLast = nearest.map((one) => tree.likeness(row, one) === last)
    const first = Math.min(...needed.filter((_, j) => isLast[j]))
    for (const [j, beam] of needed.entries()) beams.push(isLast[j] ? first : beam)
    yield
  }
  return Uint32Array.from(beams.length > 0 ? beams : [1]).sort()
}

/** Of the i-th query, nearest first, those that are still there. */
const neighboursOf = (truth: Truth, tree: Calibrated, i: number): number[] =>
  [...truth.nearest.subarray(i * calibrationK, (i + 1) * calibrationK)].filter((row) => tree.has(row))

function* cheapest(
  truth: Truth,
  tree: Calibrated,
  beams: Uint32Array,
  wanted: number,
): Generator<undefined, SearchSettings> {
  const narrowest = beams[Math.min(beams.length - 1, Math.ceil(wanted * beams.length) - 1)]!
  const widest = beams.at(-1)!
  let best: Measured | null = null
  for (const factor of beamFactors) {
    const beam = Math.min(widest, Math.ceil(narrowest * factor))
    const found = yield* fewestCandidates(truth, tree, beam, wanted)
    // Nothing reaches it: then what comes nearest, at any price.
    const isBetter: boolean =
      best === null ||
      (best.recall < wanted ? found.recall > best.recall : found.recall >= wanted && found.cost < best.cost)
    // Costs fall with the beam and then rise.
    if (!isBetter && best !== null && best.recall >= wanted) break
    if (isBetter) best = found
    if (beam === widest) break
  }
  const { settings, recall } = best!
  for (const slack of slacks) {
    const less = yield* measure(truth, tree, { ...settings, slack })
    if (less.recall >= Math.min(recall, wanted)) return less.settings
  }
  return settings
}

interface Measured {
  readonly settings: SearchSettings
  readonly recall: number
  readonly cost: number
}

/** The least of the ladder that reaches what is wanted; recall rises with the candidates, so by halving. */
function* fewestCandidates(
  truth: Truth,
  tree: Calibrated,
  beam: number,
  wanted: number,
): Generator<undefined, Measured> {
  let low = 0
  let high = candidateLadder.length - 1
  let best: Measured | null = null
  while (low <= high) {
    const middle = (low + high) >> 1
    const candidates = candidateLadder[middle]!
    const found = yield* measure(truth, tree, { beam, candidates, firstShare, slack: Number.MAX_VALUE })
    if (found.recall >= wanted) {
      best = found
      high = middle - 1
    } else {
      if (best === null || best.recall < wanted) best = found
      low = middle + 1
    }
  }
  return best!
}

function* measure(truth: Truth, tree: Calibrated, settings: SearchSettings): Generator<undefined, Measured> {
  let hits = 0
  let wanted = 0
  let cost = 0
  for (const [i, row] of truth.queries.entries()) {
    const found = tree.answer(row, calibrationK + 1, settings)
    cost += found.cost
    const there = neighboursOf(truth, tree, i)
    // Rows that came meanwhile take places, and those that went leave some: neither is a miss.
    const places = calibrationK + (found.rows.has(row) ? 0 : 1) - found.strangers
    wanted += Math.max(0, Math.min(there.length, places))
    hits += hitsAmong(there, { asking: row, found: found.rows, tree })
    yield
  }
  return { settings, recall: wanted > 0 ? Math.min(1, hits / wanted) : 1, cost }
}

/**
 * How many of the nearest were found. Equal rows are equally near, and which of them the truth names is chance: another
 * that was found instead stands in for one that is missing.
 */
const hitsAmong = (
  nearest: readonly number[],
  {
    asking,
    found,
    tree,
  }: { readonly asking: number; readonly found: ReadonlySet<number>; readonly tree: Calibrated },
): number => {
  const missed = nearest.filter((row) => !found.has(row))
  if (missed.length === 0) return nearest.length
  const last = tree.likeness(asking, nearest.at(-1)!)
  const isLast = (row: number): boolean => tree.likeness(asking, row) === last
  const named = new Set([asking, ...nearest])
  const standIns = [...found].filter((row) => !named.has(row) && isLast(row)).length
  return nearest.length - missed.length + Math.min(standIns, missed.filter(isLast).length)
}
