import type { MemoryRow } from '#contract/memory'
import type { Hit, RecallQuery, RecallResult, SignalName, Weights } from '#contract/recall'
import { definedOnly } from '../defined-only.ts'
import type { Clock, Embedder, MemoryKey, MemoryStore, RecallRow, ScoredKeys, VectorIndex } from '../ports.ts'
import { terms as termsOf } from '../text/analyzer.ts'
import type { IndexSync } from '../vectors/index-sync.ts'
import type { FilterCache } from './filter-cache.ts'
import {
  effectiveWeights,
  type FusedKey,
  fuse,
  importanceSignal,
  keywordSignal,
  partsOf,
  recencySignal,
  type Signal,
  vectorSignal,
} from './fuse.ts'
import { highlightsIn, snippetOf, textAfterTitle } from './snippet.ts'

/** Measured best on the labelled tasks: keywords first, the vector where words do not match (REC-1). */
export const DEFAULT_WEIGHTS: Weights = { vector: 0.1, keyword: 0.9, importance: 0, recency: 0 }

/** How many candidates each signal brings, at least. */
const CANDIDATES = 200

export interface RecallParts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly sync: IndexSync
  readonly embedder: Embedder
  readonly clock: Clock
  readonly filters: FilterCache
  readonly weights: Weights
}

interface Candidates {
  readonly keyword: ScoredKeys
  readonly vector: ScoredKeys
  /** What the filter lets through; undefined without a filter. */
  readonly allowed: Uint32Array | undefined
  /** Null where vectors are out of reach: keywords answer alone then. */
  readonly queryVector: Float32Array | null
}

const NONE: ScoredKeys = { keys: new Uint32Array(), scores: new Float64Array() }

type Timings = { -readonly [K in keyof RecallResult['timings']]: number }

export class Recall {
  readonly #parts: RecallParts

  constructor(parts: RecallParts) {
    this.#parts = parts
  }

  /** The memories that best answer a query. Reading changes nothing (REC-6). */
  async search(query: RecallQuery, signal: AbortSignal): Promise<RecallResult> {
    const { store, clock, sync } = this.#parts
    const started = clock.elapsed()
    const timings: Timings = { embed: 0, filter: 0, keyword: 0, vector: 0, fuse: 0, total: 0 }
    const { space, living, seq } = await store.space(query.namespace)
    const weights: Weights = { ...this.#parts.weights, ...definedOnly(query.weights ?? {}) }
    const nothing = query.query.trim() === '' ? 'empty-query' : living === 0 ? 'empty-namespace' : null
    if (nothing !== null || query.k === 0) return emptyResult(weights, nothing, seq)

    const queryTerms = [...new Set(termsOf(query.query))]
    const lists = await this.#candidates({ ...query, space, terms: queryTerms }, timings, signal)
    signal.throwIfAborted()
    const fuseStarted = clock.elapsed()
    // Scores of memories that are not in a signal's own list, filled in where they are needed.
    const beyond = { keyword: new Map<MemoryKey, number>(), vector: new Map<MemoryKey, number>() }
    const signals = await this.#signals(lists, weights, beyond)
    const silent = new Set<SignalName>()
    if (lists.keyword.keys.length === 0) silent.add('keyword')
    if (lists.vector.keys.length === 0) silent.add('vector')
    const used = effectiveWeights(weights, silent)
    const fusion = { signals, weights: used, cutOff: beyond.keyword }
    const ranked = await this.#fuse(query, queryTerms, lists, fusion)
    const top = await this.#topRows(ranked, query.k)
    await this.#addSimilarities(
      space,
      lists,
      top.map(({ key }) => key),
      beyond.vector,
    )
    const words = new Set(queryTerms)
    const hits = top.map((found, i) => toHit(found, i + 1, partsOf(found.key, signals, used), words))
    timings.fuse = clock.elapsed() - fuseStarted
    timings.total = clock.elapsed() - started
    return {
      hits,
      weights: used,
      note: sync.state.state === 'ready' ? null : 'vectors-loading',
      candidates: {
        keyword: lists.keyword.keys.length,
        vector: lists.vector.keys.length,
        filtered: lists.allowed?.length ?? null,
      },
      timings,
      seq,
    }
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
    const found = await this.#nearestKeys(space, key, k + 1)
    const others = found.keys.filter((other) => other !== key).slice(0, k)
    const scores = new Map([...found.keys].map((other, i) => [other, found.scores[i] as number]))
    const rows = await store.rows(others)
    return rows.map((row) => ({ memory: row.row, similarity: scores.get(row.key) as number }))
  }

  async #nearestKeys(space: number, key: MemoryKey, k: number): Promise<ScoredKeys> {
    const { index, sync } = this.#parts
    try {
      const vector = await index.vectorOf(space, key)
      return vector === null ? NONE : await index.search({ space, vector, k })
    } catch (error) {
      sync.report(error)
      return NONE
    }
  }

  /** The best by each signal, filters applied inside the searches (IDX-6). */
  async #candidates(
    query: RecallQuery & { readonly space: number; readonly terms: readonly string[] },
    timings: Timings,
    signal: AbortSignal,
  ): Promise<Candidates> {
    const { store, index, embedder, filters } = this.#parts
    const { namespace, space, terms, filter } = query
    const limit = Math.max(CANDIDATES, query.k)
    const timed = this.#timed(timings)
    const filtering = filter ? timed('filter', filters.matching(namespace, filter)) : undefined
    const keywords = timed(
      'keyword',
      store.keywords({ namespace, terms, limit, signal, ...(filter && { filter }) }),
    )
    const byVector = async (): Promise<Pick<Candidates, 'vector' | 'queryVector'>> => {
      const queryVector = await timed('embed', embedder.embed([query.query], { signal }))
      const allowed = await filtering
      const search = { space, vector: queryVector, k: limit, signal, ...(allowed && { allowed }) }
      return { vector: await timed('vector', index.search(search)), queryVector }
    }
    const vectors = byVector().catch((error: unknown) => this.#withoutVectors(error, signal))
    const [keyword, allowed, found] = await Promise.all([keywords, filtering, vectors])
    return { keyword, allowed, ...found }
  }

  /** Whoever asked still gets what the words find. */
  #withoutVectors(error: unknown, signal: AbortSignal): Pick<Candidates, 'vector' | 'queryVector'> {
    signal.throwIfAborted()
    this.#parts.sync.report(error)
    return { vector: NONE, queryVector: null }
  }

  #timed(timings: Timings) {
    const { clock } = this.#parts
    const started = clock.elapsed()
    return async <T>(stage: keyof Timings, work: Promise<T>): Promise<T> => {
      const from = stage === 'vector' ? clock.elapsed() : started
      const value = await work
      timings[stage] = clock.elapsed() - from
      return value
    }
  }

  async #signals(
    lists: Candidates,
    weights: Weights,
    beyond: { readonly keyword: Map<MemoryKey, number>; readonly vector: Map<MemoryKey, number> },
  ): Promise<Signal[]> {
    const { store, clock } = this.#parts
    const signals = [keywordSignal(lists.keyword, beyond.keyword), vectorSignal(lists.vector, beyond.vector)]
    if (weights.importance === 0 && weights.recency === 0) return signals
    const keys = Uint32Array.from(new Set([...lists.keyword.keys, ...lists.vector.keys]))
    const { importance, time } = await store.attributes(keys)
    const now = clock.now()
    const byKey = (values: Float64Array) => new Map([...keys].map((key, i) => [key, values[i] as number]))
    signals.push(importanceSignal(byKey(importance)), recencySignal(byKey(time.map((t) => now - t))))
    return signals
  }

  /**
   * Fuses, and asks for the BM25 of those vector candidates alone that a full keyword list may have cut off and that
   * could still come among the first k: none has more than the last of the list.
   */
  async #fuse(
    query: RecallQuery,
    terms: readonly string[],
    lists: Candidates,
    {
      signals,
      weights,
      cutOff,
    }: { signals: readonly Signal[]; weights: Weights; cutOff: Map<MemoryKey, number> },
  ): Promise<FusedKey[]> {
    const { keyword, vector } = lists
    const keys = [...keyword.keys, ...vector.keys]
    const ranked = fuse(keys, signals, weights)
    if (keyword.keys.length < Math.max(CANDIDATES, query.k)) return ranked
    const listed = new Set(keyword.keys)
    const atMost = weights.keyword * ((keyword.scores.at(-1) ?? 0) / (keyword.scores[0] ?? 1))
    const threshold = ranked[Math.min(query.k, ranked.length) - 1]?.score ?? 0
    const contenders = ranked.filter(({ key, score }) => !listed.has(key) && score + atMost >= threshold)
    if (contenders.length === 0) return ranked
    const asked = Uint32Array.from(contenders, ({ key }) => key)
    const scores = await this.#parts.store.keywordScores(query.namespace, terms, asked)
    asked.forEach((key, i) => {
      cutOff.set(key, scores[i] as number)
    })
    return fuse(keys, signals, weights)
  }

  /** The first k; where the cut goes through equal scores, the smaller ids stay (REC-7). */
  async #topRows(ranked: readonly FusedKey[], k: number): Promise<(RecallRow & { score: number })[]> {
    const last = ranked[Math.min(k, ranked.length) - 1]
    if (last === undefined) return []
    const tied = ranked.filter(({ score }, i) => i < k || score === last.score)
    const scores = new Map(tied.map(({ key, score }) => [key, score]))
    const rows = await this.#parts.store.rows(Uint32Array.from(tied, ({ key }) => key))
    return rows
      .filter(({ row }) => row.deletedAt === null)
      .map((row) => ({ ...row, score: scores.get(row.key) as number }))
      .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1))
      .slice(0, k)
  }

  /** Cosines of hits that the vector list does not have: they are shown, though they count for nothing. */
  async #addSimilarities(
    space: number,
    { vector, queryVector }: Candidates,
    keys: readonly MemoryKey[],
    into: Map<MemoryKey, number>,
  ): Promise<void> {
    const listed = new Set(vector.keys)
    const others = Uint32Array.from(keys.filter((key) => !listed.has(key)))
    if (others.length === 0 || queryVector === null) return
    const { index, sync } = this.#parts
    const similarities = await index.similarities(space, queryVector, others).catch((error: unknown) => {
      sync.report(error)
      return new Float64Array(others.length).fill(Number.NaN)
    })
    others.forEach((key, i) => {
      const similarity = similarities[i] as number
      if (!Number.isNaN(similarity)) into.set(key, similarity)
    })
  }
}

const toHit = (
  { row, text, score }: RecallRow & { readonly score: number },
  rank: number,
  parts: Hit['parts'],
  words: ReadonlySet<string>,
): Hit => {
  const similarity = parts.find(({ signal }) => signal === 'vector')?.raw ?? null
  const distance = similarity === null ? null : Math.sqrt(Math.max(0, 2 - 2 * similarity))
  return {
    memory: row,
    rank,
    score,
    similarity,
    distance,
    parts,
    titleHighlights: highlightsIn(row.title, words),
    ...snippetOf(textAfterTitle(text, row.title), words),
  }
}

const emptyResult = (weights: Weights, note: RecallResult['note'], seq: number): RecallResult => ({
  hits: [],
  weights,
  note,
  candidates: { keyword: 0, vector: 0, filtered: null },
  timings: { embed: 0, filter: 0, keyword: 0, vector: 0, fuse: 0, total: 0 },
  seq,
})
