import type { MemoryRow } from '#contract/memory'
import type { RecallQuery, RecallResult, RecallTrace, Weights, WhyNot } from '#contract/recall'
import type { Hooks } from '../life/hooks.ts'
import { observedRecall } from '../observe/observed-work.ts'
import type { Observer } from '../observe/observer.ts'
import type { MemoryKey, ScoredKeys } from '../ports.ts'
import type { RecallTraffic } from '../quality/watch/recall-traffic.ts'
import type { Reservoir } from '../quality/watch/reservoir.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import type { Embedders } from '../vectors/embedders.ts'
import { type Candidates, NONE } from './candidates.ts'
import { addSimilarities, hitsOf, topRows } from './hits.ts'
import type { RecallParts } from './parts.ts'
import { isUnanswered, type Ranking, rank, type Unanswered } from './ranking.ts'
import type { TouchQueue } from './touch-queue.ts'
import { whyNot } from './why-not.ts'

/** Measured best on the labelled tasks: keywords first, the vector where words do not match (REC-1). */
export const DEFAULT_WEIGHTS: Weights = {
  vector: 0.1,
  keyword: 0.9,
  graph: 0,
  context: 0,
  importance: 0,
  recency: 0,
}

/** Queries of a batch that are answered at once. */
const AT_ONCE = 8

/** Who asks, where it is not the engine itself, and whether the hits count as used. */
interface Asked {
  readonly author?: string
  readonly touches?: boolean
}

type RecallSources = Omit<RecallParts, 'index' | 'sync' | 'embedder'> & {
  readonly vectors: ActiveVectors
  readonly embedders: Pick<Embedders, 'lend'>
  readonly hooks: Hooks
  readonly observer?: Observer | undefined
  readonly traffic: RecallTraffic
  /** Told of what was asked, with its vector. */
  readonly reservoir: Pick<Reservoir, 'note'>
}

export class Recall {
  readonly #parts: RecallSources
  readonly #touches: Pick<TouchQueue, 'note'>

  constructor(parts: RecallSources, touches: Pick<TouchQueue, 'note'>) {
    this.#parts = parts
    this.#touches = touches
  }

  /**
   * The memories that best answer a query. Looking changes nothing; with `touches` the hits count as used, some time
   * after the answer (REC-6).
   */
  search(query: RecallQuery, signal: AbortSignal, how: Asked = {}): Promise<RecallResult> {
    const ask = (): Promise<RecallResult> =>
      this.#parts.hooks.around(
        'recall',
        () => ({ namespace: query.namespace, query: query.query }),
        () => this.#withVectors((parts) => this.#search(parts, query, signal, how), query.embedder),
      )
    const observed = () => observedRecall(this.#parts, query, { author: how.author, signal }, ask)
    return this.#parts.traffic.during(observed)
  }

  async #search(
    parts: RecallParts,
    query: RecallQuery,
    signal: AbortSignal,
    how: Asked,
  ): Promise<RecallResult> {
    const ranking = await rank(parts, query, signal)
    if (isUnanswered(ranking)) return emptyResult(ranking)
    // Cosines and rows come from different threads: neither waits for the other.
    const first = ranking.ranked.slice(0, query.k).map(({ key }) => key)
    const [rows] = await Promise.all([
      topRows(parts.store, ranking.ranked, query.k),
      addSimilarities(parts, ranking, first),
    ])
    this.#watch(parts, ranking, how)
    if (how.touches) this.#touches.note(rows.map(({ key }) => key))
    const hits = await hitsOf(parts, ranking, rows)
    return this.#result(ranking, hits, parts)
  }

  /** Queries that somebody asked of what answers by itself are those that recall is watched with (QUAL-1). */
  #watch({ embedder }: RecallParts, { asked, lists }: Ranking, { author }: Asked): void {
    const { queryVector: vector } = lists
    if (author === undefined || vector === null || asked.embedder !== undefined) return
    const { namespace, query: text } = asked
    this.#parts.reservoir.note({ namespace, author, embedder: embedder.id, text, vector })
  }

  /** Many queries, answered in their order (REC-4). */
  async batch(
    queries: readonly RecallQuery[],
    signal: AbortSignal,
    how: Asked = {},
  ): Promise<RecallResult[]> {
    const results: RecallResult[] = []
    for (let at = 0; at < queries.length; at += AT_ONCE) {
      const some = queries.slice(at, at + AT_ONCE).map((query) => this.search(query, signal, how))
      results.push(...(await Promise.all(some)))
    }
    return results
  }

  /** What kept a memory out of an answer, and what would let it in (REC-5). */
  whyNot(query: RecallQuery, coordinate: readonly number[], signal: AbortSignal): Promise<WhyNot> {
    return this.#withVectors((parts) => whyNot(parts, { query, coordinate }, signal), query.embedder)
  }

  /** The nearest neighbours of a memory, without itself; null where there is no such memory. */
  async nearest(
    namespace: string,
    coordinate: readonly number[],
    k: number,
  ): Promise<{ memory: MemoryRow; similarity: number }[] | null> {
    const { store } = this.#parts
    const key = await store.keyOf(namespace, coordinate)
    if (key === null) return null
    const { space } = await store.space(namespace)
    const found = await this.#withVectors((parts) => nearestKeys(parts, space, key, k + 1))
    const others = found.keys.filter((other) => other !== key).slice(0, k)
    const scores = new Map([...found.keys].map((other, i) => [other, found.scores[i] as number]))
    const rows = await store.rows(others)
    return rows.map((row) => ({ memory: row.row, similarity: scores.get(row.key) as number }))
  }

  /**
   * With the vectors that answer now, or with those that are kept of a named embedder: taken once a call, since another
   * embedder's may take their place (EMB-1).
   */
  #withVectors<T>(work: (parts: RecallParts) => Promise<T>, embedder?: string): Promise<T> {
    const { vectors, embedders, ...parts } = this.#parts
    const isOther = embedder !== undefined && embedder !== vectors.current().embedder.id
    const using = (pair: VectorPair): Promise<T> => work({ ...parts, ...pair })
    return isOther ? embedders.lend(embedder, using) : vectors.use(using)
  }

  #result(ranking: Ranking, hits: RecallResult['hits'], { sync }: RecallParts): RecallResult {
    const { lists, graph, weights, evidence, fusion, times, weighedFrom, seq } = ranking
    times.stop('fuse', weighedFrom)
    return {
      hits,
      weights,
      fusion,
      adapted: evidence,
      note: noteOn(lists, sync),
      candidates: {
        keyword: lists.keyword.keys.length,
        vector: lists.vector.keys.length,
        graph: graph?.brought.length ?? 0,
        filtered: lists.allowed?.length ?? null,
      },
      trace: ranking.asked.trace ? traceOf(ranking) : null,
      timings: times.finish(),
      seq,
    }
  }
}

const nearestKeys = async (
  { index, sync }: RecallParts,
  space: number,
  key: MemoryKey,
  k: number,
): Promise<ScoredKeys> => {
  try {
    const vector = await index.vectorOf(space, key)
    return vector === null ? NONE : await index.search({ space, vector, k })
  } catch (error) {
    sync.report(error)
    return NONE
  }
}

const noteOn = ({ queryVector }: Candidates, { state }: RecallParts['sync']): RecallResult['note'] => {
  if (state.state !== 'ready') return 'vectors-loading'
  return queryVector === null || state.waiting !== null ? 'vectors-missing' : null
}

const traceOf = ({ asked, lists, graph }: Ranking): RecallTrace => ({
  terms: asked.terms.map((term, i) => ({ term, documents: lists.keyword.frequencies[i] ?? 0 })),
  documents: lists.keyword.documents,
  vector: lists.vectorTrace,
  graph: graph && { links: graph.links, brought: graph.brought.length },
})

const emptyResult = ({ weights, fusion, note, seq }: Unanswered): RecallResult => ({
  hits: [],
  weights,
  fusion,
  adapted: null,
  note,
  candidates: { keyword: 0, vector: 0, graph: 0, filtered: null },
  trace: null,
  timings: { embed: 0, filter: 0, keyword: 0, vector: 0, graph: 0, fuse: 0, total: 0 },
  seq,
})
