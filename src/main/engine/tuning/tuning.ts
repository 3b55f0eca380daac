import { AppError } from '#contract/errors'
import type {
  BenchReport,
  IndexShape,
  MissedPair,
  MissReport,
  Profile,
  QuerySource,
  SearchEffort,
  TuningGround,
  TuningPoint,
  TuningProgress,
} from '#contract/tuning'
import type { Clock, IndexTrial, MemoryStore, ScoredKeys, VectorExplanation } from '../ports.ts'
import { missedPlaces } from '../quality/neighbour-recall.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { type BenchAsked, benchIndex } from './bench-index.ts'
import { beamsAround, candidatesFor, gridOf, type Setting } from './grid.ts'
import { indexShape } from './index-shape.ts'
import { missCause } from './miss-cause.ts'
import { frontierOf } from './pareto.ts'
import { progress } from './progress.ts'
import { qualityOf } from './quality-of.ts'
import { type QuerySet, type QuerySources, querySetOf } from './query-set.ts'
import { type Judged, TrialBench } from './trial-bench.ts'

/** A copy that nobody used for so many seconds gives its memory back. */
const IDLE_SECONDS = 90
/** An older copy is made anew where the index has changed since. */
const STALE_SECONDS = 30

export interface TuningParts extends QuerySources {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
}

interface Asked {
  readonly namespace: string
  readonly queries: QuerySource
  readonly depth: number
}

export interface SweepAsked extends Asked {
  readonly beams?: readonly number[] | undefined
  readonly candidates?: readonly number[] | undefined
  readonly centroids: readonly number[]
  readonly profile?: Profile | undefined
}

export type MeasureItem =
  | TuningProgress
  | { readonly type: 'result'; readonly point: TuningPoint; readonly ground: TuningGround }
export type SweepItem =
  | TuningProgress
  | { readonly type: 'point'; readonly point: TuningPoint }
  | {
      readonly type: 'result'
      readonly points: TuningPoint[]
      readonly frontier: number[]
      readonly current: TuningPoint
      readonly ground: TuningGround
    }
export type MissItem = TuningProgress | { readonly type: 'result'; readonly report: MissReport }

export type BenchItem = TuningProgress | { readonly type: 'result'; readonly report: BenchReport }

interface BenchPlace {
  readonly namespace: string
  readonly space: number
  readonly stamp: string
  readonly pair: VectorPair
  readonly shape: IndexShape
}

interface Prepared {
  readonly bench: TrialBench
  readonly judged: Judged
}

/** Settings of the index, tried on a copy of it in a thread of its own (QUAL-3). Nothing that answers is touched. */
export class Tuning {
  readonly #parts: TuningParts
  #bench: Promise<TrialBench> | null = null
  #usedAt = 0
  #running = 0

  constructor(parts: TuningParts) {
    this.#parts = parts
  }

  /** @throws AppError `tuning/impossible` where the index does not answer */
  async shape(namespace: string): Promise<IndexShape> {
    const { space } = await this.#parts.store.space(namespace)
    return indexShape(await this.#ready().index.health(space))
  }

  async *measure(
    asked: Asked & { readonly effort: SearchEffort },
    signal: AbortSignal,
  ): AsyncGenerator<MeasureItem> {
    this.#begin()
    try {
      const { bench, judged } = yield* this.#prepared(asked, signal)
      yield progress('measure', 0, 1)
      const point = await this.#point(bench, judged, { ...asked, trial: bench.trial }, signal)
      yield { type: 'result', point, ground: bench.ground(judged, asked.depth) }
    } finally {
      this.#end()
    }
  }

  /** Setting by setting, each told as soon as it is known. What is in force comes first, measured like all others. */
  async *sweep(asked: SweepAsked, signal: AbortSignal): AsyncGenerator<SweepItem> {
    this.#begin()
    try {
      const { bench, judged } = yield* this.#prepared(asked, signal)
      const { effort, profile, lists } = await this.#shapeOfTree(asked.namespace)
      const own = { profile: asked.profile ?? profile, ...effort }
      const current = await this.#point(bench, judged, { ...asked, effort: own, trial: bench.trial }, signal)
      const beams = asked.beams ?? beamsAround(effort.beamWidth, lists)
      const candidates = asked.candidates ?? candidatesFor(asked.depth)
      const points: TuningPoint[] = []
      const plans = asked.centroids.length === 0 ? [null] : [null, ...asked.centroids]
      const grids = plans.map((count) =>
        gridOf(beams, candidates, { depth: asked.depth, lists: count ?? lists }),
      )
      const total = grids.reduce((sum, grid) => sum + grid.length, 0)
      for (const [i, centroids] of plans.entries()) {
        const tried = { bench, judged, asked, own, grid: grids[i] as Setting[], centroids }
        for await (const item of this.#tryGrid(tried, signal)) {
          if (item.type === 'point') {
            points.push(item.point)
            yield item
            yield progress('measure', points.length, total)
          } else yield item
        }
      }
      const frontier = frontierOf(
        points.map(({ recall10, p95 }) => ({ recall: recall10.value, cost: p95.value })),
      )
      yield { type: 'result', points, frontier, current, ground: bench.ground(judged, asked.depth) }
    } finally {
      this.#end()
    }
  }

  /** On a copy of its own, which it changes. */
  async *bench(asked: Asked & BenchAsked, signal: AbortSignal): AsyncGenerator<BenchItem> {
    const pair = this.#ready()
    const { space } = await this.#parts.store.space(asked.namespace)
    yield progress('copy', 0, 1)
    const shape = indexShape(await pair.index.health(space))
    if (shape.exact === 'building') throw new AppError('tuning/impossible', { reason: whyExact(shape) })
    const bench = await this.#openBench({ ...asked, space, stamp: '', pair, shape })
    try {
      const judged = yield* this.#judge(bench, asked, signal)
      const { clock } = this.#parts
      const { dimension } = pair.embedder
      const report = yield* benchIndex({ bench, judged, shape, dimension, clock }, asked, signal)
      yield { type: 'result', report }
    } finally {
      await bench.close()
    }
  }

  async *misses(
    asked: Asked & { readonly effort: SearchEffort; readonly limit: number },
    signal: AbortSignal,
  ): AsyncGenerator<MissItem> {
    this.#begin()
    try {
      const { bench, judged } = yield* this.#prepared(asked, signal)
      const { found } = await bench.measure(judged, asked, signal)
      const missed = judged.truth.flatMap((nearest, query) =>
        missedPlaces(nearest, found[query] as ScoredKeys, nearest.keys.length).map((place) => ({
          query,
          key: nearest.keys[place] as number,
          rank: place + 1,
        })),
      )
      const explained: { one: (typeof missed)[number]; why: VectorExplanation }[] = []
      const looked = spread(missed, asked.limit)
      for (const [i, one] of looked.entries()) {
        signal.throwIfAborted()
        yield progress('measure', i, looked.length)
        const vector = bench.vectorOf(judged.set, one.query)
        const about = { key: one.key, asked: asked.effort }
        const why = await bench.trial.explain(vector, asked.depth, about)
        if (why?.tree) explained.push({ one, why })
      }
      const pairs = await this.#pairs(judged.set, explained)
      const causes = { list: 0, code: 0, cap: 0 }
      for (const { why } of explained) causes[missCause(why)] += 1
      const wanted = judged.truth.reduce((sum, { keys }) => sum + keys.length, 0)
      const ground = bench.ground(judged, asked.depth)
      yield { type: 'result', report: { ground, wanted, missed: missed.length, causes, pairs } }
    } finally {
      this.#end()
    }
  }

  /** Gives the copy back that nobody has used for a while. */
  async closeIdle(): Promise<void> {
    if (this.#running > 0 || this.#parts.clock.now() - this.#usedAt < IDLE_SECONDS) return
    await this.close()
  }

  async close(): Promise<void> {
    const bench = this.#bench
    this.#bench = null
    await bench?.then((made) => made.close()).catch(() => {})
  }

  async #pairs(
    set: QuerySet,
    explained: readonly { one: { query: number; key: number; rank: number }; why: VectorExplanation }[],
  ): Promise<MissedPair[]> {
    const keys = [...new Set(explained.map(({ one }) => one.key))]
    const rows = new Map(
      (await this.#parts.store.rows(Uint32Array.from(keys))).map((row) => [row.key, row.row]),
    )
    return explained.flatMap(({ one, why }) => {
      const memory = rows.get(one.key)
      if (memory === undefined || why.tree === null) return []
      const { listRank, beamNeeded, candidatesNeeded } = why.tree
      const query = set.texts[one.query] as string
      return { query, memory, cause: missCause(why), rank: one.rank, listRank, beamNeeded, candidatesNeeded }
    })
  }

  async *#tryGrid(
    tried: Prepared & {
      readonly asked: SweepAsked
      readonly own: SearchEffort
      readonly grid: readonly Setting[]
      readonly centroids: number | null
    },
    signal: AbortSignal,
  ): AsyncGenerator<TuningProgress | { readonly type: 'point'; readonly point: TuningPoint }> {
    const { bench, judged, asked, own, grid, centroids } = tried
    let trial = bench.trial
    if (centroids !== null) {
      yield progress('build', 0, 1)
      const { space } = await this.#parts.store.space(asked.namespace)
      trial = await bench.index.openTrial(space)
    }
    try {
      if (centroids !== null) await abortable(trial.rebuild(centroids), signal)
      for (const setting of grid) {
        const effort = { ...own, ...setting }
        const point = await this.#point(bench, judged, { ...asked, effort, trial, centroids }, signal)
        yield { type: 'point', point }
      }
    } finally {
      if (trial !== bench.trial) await trial.close()
    }
  }

  async #point(
    bench: TrialBench,
    judged: Judged,
    how: {
      depth: number
      effort: SearchEffort
      trial: IndexTrial
      centroids?: number | null | readonly number[]
    },
    signal: AbortSignal,
  ): Promise<TuningPoint> {
    const { beam, candidates } = await how.trial.effort(how.effort)
    const { found, micros } = await bench.measure(judged, how, signal)
    const centroids = typeof how.centroids === 'number' ? how.centroids : null
    return {
      beamWidth: beam,
      maxCandidates: candidates,
      centroids,
      ...qualityOf(judged.truth, found, micros),
    }
  }

  /** The copy, the queries and their exact answers: made where they are not there yet. */
  async *#prepared(asked: Asked, signal: AbortSignal): AsyncGenerator<TuningProgress, Prepared> {
    yield progress('copy', 0, 1)
    const bench = await abortable(this.#benchOf(asked.namespace), signal)
    return { bench, judged: yield* this.#judge(bench, asked, signal) }
  }

  async *#judge(
    bench: TrialBench,
    { namespace, queries }: Asked,
    signal: AbortSignal,
  ): AsyncGenerator<TuningProgress, Judged> {
    yield progress('queries', 0, 1)
    const making = bench.queries(queries, () => {
      const { embedder } = this.#ready()
      return querySetOf(this.#parts, embedder, { namespace, source: queries })
    })
    const set = await abortable(making, signal)
    const total = set.texts.length
    if (total === 0) throw new AppError('tuning/impossible', { reason: 'There is no query to ask.' })
    for (let known = bench.judged(set).truth.length; known < total; known = await bench.judge(set)) {
      signal.throwIfAborted()
      yield progress('exact', known, total)
    }
    return bench.judged(set)
  }

  async #benchOf(namespace: string): Promise<TrialBench> {
    const pair = this.#ready()
    const { space } = await this.#parts.store.space(namespace)
    const { builds } = await pair.index.stats()
    const { seq, key } = pair.sync.cursor
    const stamp = `${builds} ${seq} ${key}`
    const there = await this.#bench?.catch(() => null)
    if (there && this.#isGood(there, { namespace, stamp, pair })) return there
    if (this.#running > 1 && there) {
      // Somebody measures with it still, and its thread would be gone.
      if (there.namespace === namespace && there.index === pair.index) return there
    }
    await this.close()
    this.#bench = this.#makeBench({ namespace, space, stamp, pair })
    return this.#bench
  }

  #isGood(
    bench: TrialBench,
    now: { readonly namespace: string; readonly stamp: string; readonly pair: VectorPair },
  ): boolean {
    if (bench.namespace !== now.namespace || bench.index !== now.pair.index) return false
    if (bench.stamp === now.stamp) return true
    const [builds] = now.stamp.split(' ')
    const isSameTree = bench.stamp.startsWith(`${builds} `)
    return isSameTree && this.#parts.clock.now() - bench.madeAt < STALE_SECONDS
  }

  async #makeBench({ namespace, space, stamp, pair }: Omit<BenchPlace, 'shape'>): Promise<TrialBench> {
    const shape = indexShape(await pair.index.health(space))
    if (shape.exact !== null) throw new AppError('tuning/impossible', { reason: whyExact(shape) })
    return this.#openBench({ namespace, space, stamp, pair, shape })
  }

  async #openBench({ namespace, space, stamp, pair, shape }: BenchPlace): Promise<TrialBench> {
    const trial = await pair.index.openTrial(space)
    const madeAt = this.#parts.clock.now()
    const { dimension } = pair.embedder
    const { vectors } = shape
    return new TrialBench({ trial, namespace, index: pair.index, madeAt, stamp, vectors, dimension })
  }

  async #shapeOfTree(
    namespace: string,
  ): Promise<{ effort: { beamWidth: number; maxCandidates: number }; profile: Profile; lists: number }> {
    const shape = await this.shape(namespace)
    if (shape.effort === null || shape.lists === null) {
      throw new AppError('tuning/impossible', { reason: whyExact(shape) })
    }
    return { effort: shape.effort, profile: shape.profile, lists: shape.lists.count }
  }

  #ready(): VectorPair {
    const pair = this.#parts.vectors.current()
    pair.sync.hurry()
    const { state } = pair.sync.state
    if (state === 'ready') return pair
    const reason = state === 'loading' ? 'The vectors are still being loaded.' : 'The vector index failed.'
    throw new AppError('tuning/impossible', { reason })
  }

  #begin(): void {
    this.#running += 1
  }

  #end(): void {
    this.#running -= 1
    this.#usedAt = this.#parts.clock.now()
  }
}

const whyExact = ({ exact, exactBelow }: IndexShape): string => {
  if (exact === 'setting') return 'Search compares with every vector, as the settings say.'
  if (exact === 'building') return 'The lists are still being built.'
  return `Below ${exactBelow.toLocaleString('en')} vectors search compares with all of them.`
}

/** At most so many, from all over. */
const spread = <T>(items: readonly T[], most: number): T[] =>
  Array.from({ length: Math.min(most, items.length) }, (_, i) => {
    const step = Math.max(1, items.length / most)
    return items[Math.floor(i * step)] as T
  })

/** Gives up waiting, not the work, which others may wait for too. */
const abortable = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
