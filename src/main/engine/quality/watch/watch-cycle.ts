import type { ScoredKeys, VectorIndex } from '../../ports.ts'
import type { Wait } from '../../vectors/re-embed.ts'
import { missedPlaces } from '../neighbour-recall.ts'
import type { RecallTraffic } from './recall-traffic.ts'
import type { WatchedQuery } from './watch-ports.ts'

/** Neighbours that are judged. */
const NEAREST = 10
/** Queries that are answered exactly in one job: a tenth of a second at 100,000 vectors. */
const SLICE = 12
/** Where the index changes between the exact answer and the searches, both are made again, so often. */
const ATTEMPTS = 3

/** How hard searches try, where not as the index does by itself. */
export interface TriedEffort {
  readonly beam: number
  readonly candidates: number
}

export interface WatchCycleParts {
  readonly index: VectorIndex
  readonly space: number
  /** How many neighbours a search asks for; of them the first ten are judged. */
  readonly depth: number
  /** Tells one state of the vectors from another. */
  readonly stamp: () => string
  readonly traffic: RecallTraffic
  readonly elapsed: () => number
  readonly wait: Wait
  /** Does not wait for a rest: somebody is waiting for the figures. */
  readonly isUrgent: boolean
  readonly signal: AbortSignal
}

/** What became of one query: the exact answer, and what was found instead. */
export interface AskedAgain {
  readonly query: WatchedQuery
  readonly truth: ScoredKeys
  readonly found: ScoredKeys
  readonly ms: number
}

/** Asks queries again, exactly and through the index, slice by slice, in moments when nobody else asks. */
export class WatchCycle {
  readonly #parts: WatchCycleParts

  constructor(parts: WatchCycleParts) {
    this.#parts = parts
  }

  async ask(queries: readonly WatchedQuery[]): Promise<AskedAgain[]> {
    const asked: AskedAgain[] = []
    for (let from = 0; from < queries.length; from += SLICE) {
      asked.push(...(await this.#slice(queries.slice(from, from + SLICE))))
    }
    return asked
  }

  /** The same queries with another effort, held against the same exact answers. */
  async again(asked: readonly AskedAgain[], effort: TriedEffort): Promise<AskedAgain[]> {
    const tried: AskedAgain[] = []
    for (const [i, one] of asked.entries()) {
      if (i % SLICE === 0) await this.#rest()
      tried.push({ ...one, ...(await this.#search(one.query, effort)) })
    }
    return tried
  }

  async #slice(queries: readonly WatchedQuery[]): Promise<AskedAgain[]> {
    const { index, space, stamp } = this.#parts
    const vectors = joined(queries)
    for (let attempt = 1; ; attempt++) {
      await this.#rest()
      const before = stamp()
      const truths = await index.nearest(space, vectors, NEAREST)
      const asked: AskedAgain[] = []
      for (const [i, query] of queries.entries()) {
        const found = await this.#search(query)
        asked.push({ query, truth: truths[i] as ScoredKeys, ...found })
      }
      if (stamp() === before || attempt === ATTEMPTS) return asked
    }
  }

  async #search(query: WatchedQuery, settings?: TriedEffort): Promise<Pick<AskedAgain, 'found' | 'ms'>> {
    const { index, space, depth, elapsed, signal, traffic, wait, isUrgent } = this.#parts
    signal.throwIfAborted()
    if (!isUrgent) await traffic.moment(wait, signal)
    const asked = { space, vector: query.vector, k: depth, ...(settings && { settings }) }
    const begun = elapsed()
    const { keys, scores } = await index.search(asked)
    const ms = elapsed() - begun
    return { found: { keys: keys.slice(0, NEAREST), scores: scores.slice(0, NEAREST) }, ms }
  }

  async #rest(): Promise<void> {
    const { traffic, wait, signal, isUrgent } = this.#parts
    signal.throwIfAborted()
    if (!isUrgent) await traffic.rest(wait, signal)
  }
}

/** Of one query, the missed of its ten nearest: keys and places from 1. */
export const missesOf = ({ truth, found }: AskedAgain): { key: number; rank: number }[] =>
  missedPlaces(truth, found, NEAREST).map((place) => ({
    key: truth.keys[place] as number,
    rank: place + 1,
  }))

const joined = (queries: readonly WatchedQuery[]): Float32Array => {
  const dimension = queries[0]?.vector.length ?? 0
  const vectors = new Float32Array(queries.length * dimension)
  for (const [i, { vector }] of queries.entries()) vectors.set(vector, i * dimension)
  return vectors
}
