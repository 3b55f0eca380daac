/** How hard searches try. */
export interface Effort {
  readonly beam: number
  readonly candidates: number
}

/** What an effort gives: the worst of all namespaces that are watched. */
export interface Gives {
  readonly recall: number
  /** Milliseconds. */
  readonly p95: number
}

export interface Bounds {
  readonly beam: { readonly least: number; readonly most: number }
  readonly candidates: { readonly least: number; readonly most: number }
}

export type Goal =
  | { readonly hold: 'recall'; readonly recall: number }
  | { readonly hold: 'latency'; readonly p95: number; readonly isOverAgain: boolean }

interface Tried {
  readonly effort: Effort
  readonly gives: Gives
}

/** `holds` and `bound` may move too: `bound` to what comes nearest. */
export interface Move {
  readonly is: 'holds' | 'moves' | 'bound'
  readonly to: Tried
  /** A sentence that says why. */
  readonly why: string
}

export interface MoveQuestion {
  readonly goal: Goal
  readonly now: Tried
  readonly bounds: Bounds
}

/** Tries an effort with the queries of the watch, and nothing else feels it. */
type Probe = (effort: Effort) => Promise<Gives>

const BEAM_STEP = 1.4
const CANDIDATE_STEP = 1.5
/** From a beam of 1 these lead to some 200; what is further away is gone on with next time. */
const MOST_PROBES = 16
/** So much above what is to be held a saving must leave recall: between the two nothing moves, so nothing oscillates. */
const RECALL_MARGIN = 0.01
/** The same for times, which waver more. */
const LATENCY_HEADROOM = 0.15
/** Less is no gain. */
const GAIN = 0.001

/**
 * Where beam and candidates are to move, looked for by trying: nothing is put in force that was not measured before. Wider
 * where what is to be held is not, narrower where it is held with something to spare.
 */
export const nextMove = (question: MoveQuestion, probe: Probe): Promise<Move> =>
  question.goal.hold === 'recall'
    ? holdRecall(question, question.goal.recall, probe)
    : holdLatency(question, question.goal, probe)

const holdRecall = async (question: MoveQuestion, wanted: number, probe: Probe): Promise<Move> => {
  const { now, bounds } = question
  const margin = Math.min(RECALL_MARGIN, (1 - wanted) / 2)
  const has = now.gives.recall
  const narrowed = (from: Tried): Promise<Tried> =>
    descend(from, bounds, probe, ({ recall }) => recall >= wanted + margin)
  if (has < wanted) {
    const aim = wanted + margin / 2
    const why = `recall@10 ${share(has)} is below ${wanted}`
    const { best, isTop } = await climb(now, bounds, probe, ({ recall }) => recall < aim)
    // Candidates that came last may make up for lists that came before.
    if (best.gives.recall >= wanted + margin) return { is: 'moves', to: await narrowed(best), why }
    if (best.gives.recall >= wanted || !isTop) return { is: 'moves', to: best, why }
    return { is: 'bound', to: best, why: `${why}; ${whyNoMore(best, bounds)}` }
  }
  if (has < wanted + margin) return { is: 'holds', to: now, why: `recall@10 ${share(has)} holds ${wanted}` }
  const least = await narrowed(now)
  if (least === now)
    return { is: 'holds', to: now, why: `recall@10 ${share(has)} holds ${wanted}; less would not` }
  return { is: 'moves', to: least, why: `recall@10 ${share(has)} is more than ${wanted} asks for` }
}

const holdLatency = async (
  question: MoveQuestion,
  { p95: wanted, isOverAgain }: Extract<Goal, { hold: 'latency' }>,
  probe: Probe,
): Promise<Move> => {
  const { now, bounds } = question
  const has = now.gives.p95
  const room = wanted * (1 - LATENCY_HEADROOM)
  if (has > wanted) {
    if (!isOverAgain)
      return { is: 'holds', to: now, why: `p95 ${ms(has)} is above ${ms(wanted)} for the first time` }
    const quick = await descend(
      now,
      bounds,
      probe,
      () => true,
      ({ p95 }) => p95 <= room,
    )
    if (quick.gives.p95 <= wanted)
      return { is: 'moves', to: quick, why: `p95 ${ms(has)} is above ${ms(wanted)}` }
    return {
      is: 'bound',
      to: quick,
      why: `p95 ${ms(has)} is above ${ms(wanted)}; the narrowest search takes ${ms(quick.gives.p95)}`,
    }
  }
  if (has > wanted * (1 - 2 * LATENCY_HEADROOM) || now.gives.recall >= 1) {
    return { is: 'holds', to: now, why: `p95 ${ms(has)} holds ${ms(wanted)}` }
  }
  const { best } = await climb(
    now,
    bounds,
    probe,
    () => true,
    ({ p95 }) => p95 <= room,
  )
  if (best === now)
    return { is: 'holds', to: now, why: `p95 ${ms(has)} holds ${ms(wanted)}; more recall would not` }
  return { is: 'moves', to: best, why: `p95 ${ms(has)} leaves room below ${ms(wanted)}` }
}

const whyNoMore = ({ effort, gives }: Tried, { beam, candidates }: Bounds): string =>
  effort.beam >= beam.most && effort.candidates >= candidates.most
    ? `beam ${beam.most} and ${candidates.most} candidates are the most that may be, and give ${share(gives.recall)}`
    : 'a wider search finds no more'

interface Climbed {
  readonly best: Tried
  /** Whether nothing wider may be or gains anything; else there is more to try. */
  readonly isTop: boolean
}

/** Widens step by step while asked to and allowed to: the beam, and where that gains nothing or is at its bound the candidates. */
const climb = async (
  from: Tried,
  bounds: Bounds,
  probe: Probe,
  goesOn: (gives: Gives) => boolean,
  allows: (gives: Gives) => boolean = () => true,
): Promise<Climbed> => {
  let best = from
  let isBeam = true
  for (let probes = 0; probes < MOST_PROBES && goesOn(best.gives); probes++) {
    const effort = isBeam ? wider(best.effort, bounds) : deeper(best.effort, bounds)
    if (effort === null) {
      if (!isBeam) return { best, isTop: true }
      isBeam = false
      continue
    }
    const gives = await probe(effort)
    const gains = allows(gives) && gives.recall >= best.gives.recall + GAIN
    if (gains) best = { effort, gives }
    else if (isBeam) isBeam = false
    else return { best, isTop: true }
  }
  return { best, isTop: false }
}

/** Narrows step by step while what is given is good enough, until it is quick enough: the beam first, then the candidates. */
const descend = async (
  from: Tried,
  bounds: Bounds,
  probe: Probe,
  isGood: (gives: Gives) => boolean,
  isEnough: (gives: Gives) => boolean = () => false,
): Promise<Tried> => {
  let best = from
  let isBeam = true
  for (let probes = 0; probes < MOST_PROBES && !(best !== from && isEnough(best.gives)); probes++) {
    const effort = isBeam ? narrower(best.effort, bounds) : shallower(best.effort, bounds)
    const gives = effort === null ? null : await probe(effort)
    if (effort !== null && gives !== null && isGood(gives)) best = { effort, gives }
    else if (isBeam) isBeam = false
    else break
  }
  return best
}

const wider = ({ beam, candidates }: Effort, { beam: { most } }: Bounds): Effort | null =>
  beam >= most ? null : { beam: Math.min(most, Math.max(beam + 1, Math.round(beam * BEAM_STEP))), candidates }

const deeper = ({ beam, candidates }: Effort, { candidates: { most } }: Bounds): Effort | null =>
  candidates >= most
    ? null
    : { beam, candidates: Math.min(most, Math.max(candidates + 1, Math.round(candidates * CANDIDATE_STEP))) }

const narrower = ({ beam, candidates }: Effort, { beam: { least } }: Bounds): Effort | null =>
  beam <= least
    ? null
    : { beam: Math.max(least, Math.min(beam - 1, Math.round(beam / BEAM_STEP))), candidates }

const shallower = ({ beam, candidates }: Effort, { candidates: { least } }: Bounds): Effort | null =>
  candidates <= least
    ? null
    : { beam, candidates: Math.max(least, Math.min(candidates - 1, Math.round(candidates / CANDIDATE_STEP))) }

const share = (value: number): string => value.toFixed(3)
const ms = (value: number): string => `${value.toFixed(2)} ms`
