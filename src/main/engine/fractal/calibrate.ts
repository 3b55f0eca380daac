import { none } from './none.ts'
import { type Profile, type SearchSettings, targetOf } from './search-settings.ts'

/** Neighbours that recall is measured with. */
export const calibrationK = 10

/** What is promised on a sample must hold beyond it: that share of what may be missed is kept in reserve. */
const reserve = 0.2
const slacks = [0.01, 0.02, 0.04, 0.08] as const
/** Candidates to try, and how much wider than the lists alone ask for a beam may be. */
const candidateLadder = [40, 60, 90, 130, 200, 300, 450, 700, 1000, 1500, 2200] as const
const beamFactors = [1, 1.25, 1.6, 2.2] as const
/** By how much more lists a search may go through where many are alike, than where all had as many. */
const leeway = 1.7

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
    share: 0,
    candidates,
    firstShare,
    slack: 0.05,
  })
  return { fast: settings(1, 150), balanced: settings(3, 300), high_recall: settings(8, 600) }
}

/** Questions, by number, with their exact answers. */
export interface Exam {
  readonly questions: number
  /** Row-major [questions x k]: the rows nearest to each. */
  readonly nearest: Uint32Array
}

export interface Calibrated {
  /** The row that asks, which is not asked for; none where the question is no row. */
  askerOf(question: number): number
  /** Leaves in the order in which a search would scan them, and their scores. */
  leavesFor(question: number): { readonly leaves: Uint32Array; readonly scores: Float32Array }
  /** Whether a row is there still. */
  has(row: number): boolean
  homesOf(row: number): readonly [number, number]
  /** Score of a row; of equal rows the same, to the last bit. */
  likeness(question: number, row: number): number
  /** The k rows nearest to a question, one that asks included, by a search with the settings; and what that cost. */
  answer(
    question: number,
    k: number,
    settings: SearchSettings,
  ): {
    /** Without those that came after the exact answers were found. */
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
  exam: Exam,
  tree: Calibrated,
  profile: Profile,
): Generator<undefined, SearchSettings> {
  const reaches = yield* reachesOf(exam, tree)
  const target = targetOf[profile]
  return yield* cheapest(exam, tree, reaches, target + (1 - target) * reserve)
}

/** What it takes until a list of a true neighbour is gone through. */
interface Reach {
  readonly beam: number
  /** Of the best list's score, what the neighbour's has. */
  readonly share: number
}

/**
 * How each true neighbour that is still there comes within reach, by the beam, ascending. Of those that are as near as
 * the last one any will do, so all of them count as the first that is reached.
 */
function* reachesOf(exam: Exam, tree: Calibrated): Generator<undefined, readonly Reach[]> {
  const reaches: Reach[] = []
  for (let question = 0; question < exam.questions; question++) {
    const { leaves, scores } = tree.leavesFor(question)
    const places = new Map([...leaves].map((leaf, place) => [leaf, place]))
    const nearest = neighboursOf(exam, tree, question)
    const needed = nearest.map((one) =>
      Math.min(...tree.homesOf(one).map((home) => places.get(home) ?? places.size - 1)),
    )
    const last = leastLikeness(question, nearest, tree)
    const isLast = nearest.map((one) => tree.likeness(question, one) === last)
    const first = Math.min(...needed.filter((_, j) => isLast[j]))
    for (const [j, own] of needed.entries()) {
      const place = isLast[j] ? first : own
      reaches.push({ beam: place + 1, share: scores[0]! > 0 ? scores[place]! / scores[0]! : 1 })
    }
    yield
  }
  if (reaches.length === 0) reaches.push({ beam: 1, share: 1 })
  return reaches.sort((a, b) => a.beam - b.beam)
}

/** Of limits that reach as much as a beam does, those that leave most lists out where others are much better. */
const limitsLike = (
  beam: number,
  reaches: readonly Reach[],
  widest: number,
): Pick<SearchSettings, 'beam' | 'share'> => {
  const most = Math.min(widest, Math.ceil(beam * leeway))
  const enough = reaches.filter((reach) => reach.beam <= beam).length
  const shares = reaches.filter((reach) => reach.beam <= most).map(({ share }) => share)
  // A little less, for what it is compared with is rounded.
  return { beam: most, share: Math.max(0, shares.sort((a, b) => b - a)[enough - 1]! - 1e-6) }
}

/** The nearest of a question, in no order: those that are still there. */
const neighboursOf = ({ nearest }: Exam, tree: Calibrated, question: number): number[] =>
  [...nearest.subarray(question * calibrationK, (question + 1) * calibrationK)].filter((row) => tree.has(row))

const leastLikeness = (question: number, rows: readonly number[], tree: Calibrated): number =>
  Math.min(...rows.map((row) => tree.likeness(question, row)))

function* cheapest(
  exam: Exam,
  tree: Calibrated,
  reaches: readonly Reach[],
  wanted: number,
): Generator<undefined, SearchSettings> {
  const narrowest = reaches[Math.min(reaches.length - 1, Math.ceil(wanted * reaches.length) - 1)]!.beam
  const widest = reaches.at(-1)!.beam
  let best: Measured | null = null
  for (const factor of beamFactors) {
    const beam = Math.min(widest, Math.ceil(narrowest * factor))
    const found = yield* fewestCandidates(exam, tree, limitsLike(beam, reaches, widest), wanted)
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
    const less = yield* measure(exam, tree, { ...settings, slack })
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
  exam: Exam,
  tree: Calibrated,
  limits: Pick<SearchSettings, 'beam' | 'share'>,
  wanted: number,
): Generator<undefined, Measured> {
  let low = 0
  let high = candidateLadder.length - 1
  let best: Measured | null = null
  while (low <= high) {
    const middle = (low + high) >> 1
    const candidates = candidateLadder[middle]!
    const found = yield* measure(exam, tree, { ...limits, candidates, firstShare, slack: Number.MAX_VALUE })
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

function* measure(exam: Exam, tree: Calibrated, settings: SearchSettings): Generator<undefined, Measured> {
  let hits = 0
  let wanted = 0
  let cost = 0
  for (let question = 0; question < exam.questions; question++) {
    const asker = tree.askerOf(question)
    const k = asker === none ? calibrationK : calibrationK + 1
    const found = tree.answer(question, k, settings)
    cost += found.cost
    const there = neighboursOf(exam, tree, question)
    // Rows that came meanwhile take places, and those that went leave some: neither is a miss.
    const places = k - (found.rows.has(asker) ? 1 : 0) - found.strangers
    wanted += Math.max(0, Math.min(there.length, places))
    hits += hitsAmong(there, { question, asker, found: found.rows, tree })
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
    question,
    asker,
    found,
    tree,
  }: {
    readonly question: number
    readonly asker: number
    readonly found: ReadonlySet<number>
    readonly tree: Calibrated
  },
): number => {
  const missed = nearest.filter((row) => !found.has(row))
  if (missed.length === 0) return nearest.length
  const last = leastLikeness(question, nearest, tree)
  const isLast = (row: number): boolean => tree.likeness(question, row) === last
  const named = new Set([asker, ...nearest])
  const standIns = [...found].filter((row) => !named.has(row) && isLast(row)).length
  return nearest.length - missed.length + Math.min(standIns, missed.filter(isLast).length)
}
