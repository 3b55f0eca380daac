import { AppError } from '#contract/errors'
import type { Fusion, RecallQuery, SignalName, Weights } from '#contract/recall'
import { definedOnly } from '../defined-only.ts'
import type { MemoryKey } from '../ports.ts'
import { terms as termsOf } from '../text/analyzer.ts'
import {
  type Asked,
  type Candidates,
  candidateLimit,
  embedOne,
  gatherCandidates,
  listedKeys,
} from './candidates.ts'
import {
  contextSignal,
  effectiveWeights,
  type FusedKey,
  fuse,
  importanceSignal,
  keywordSignal,
  recencySignal,
  reciprocalRank,
  type Signal,
  vectorSignal,
} from './fuse.ts'
import { type GraphFound, graphAround } from './graph-candidates.ts'
import type { RecallParts } from './parts.ts'
import { StageTimes } from './stage-times.ts'

/** An answer before anything of it is read: who comes in which place, and why. */
export interface Ranking {
  readonly asked: Asked
  readonly lists: Candidates
  readonly graph: GraphFound | null
  readonly signals: readonly Signal[]
  /** As they were used; they sum to 1, or are all 0. */
  readonly weights: Weights
  readonly fusion: Fusion
  /** Best first, equal scores by key. */
  readonly ranked: readonly FusedKey[]
  /** Scores of memories that are not in a signal's own list, filled in where they are needed. */
  readonly beyond: Beyond
  readonly times: StageTimes
  /** When the searches were done. */
  readonly weighedFrom: number
  readonly seq: number
}

export interface Beyond {
  /** BM25. */
  readonly keyword: Map<MemoryKey, number>
  /** Cosines: they are shown, and count for nothing. */
  readonly vector: Map<MemoryKey, number>
}

/** A question that has no answer, and why. */
export interface Unanswered {
  readonly weights: Weights
  readonly fusion: Fusion
  readonly note: 'empty-query' | 'empty-namespace' | null
  readonly seq: number
}

export const isUnanswered = (ranking: Ranking | Unanswered): ranking is Unanswered => 'note' in ranking

/** Where seeds are named and no weight is, walking from them is meant to matter. */
const SEEDED_GRAPH_WEIGHT = 0.3
/** The same for a context. */
const CONTEXT_WEIGHT = 0.2

/** Ranks the memories of a namespace for a query (REC-1). */
export const rank = async (
  parts: RecallParts,
  query: RecallQuery,
  signal: AbortSignal,
): Promise<Ranking | Unanswered> => {
  const times = new StageTimes(parts.clock)
  const isEmpty = query.query.trim() === ''
  // Begun before it is known whether the namespace has anything: the two threads need not wait for each other.
  const embedding = isEmpty || query.k === 0 ? null : embedOne(parts, query.query, signal)
  // Where the namespace is refused, nobody asks what became of it.
  embedding?.catch(() => {})
  const { space, living, seq } = await parts.store.space(query.namespace)
  const fusion = query.fusion ?? parts.fusion
  const weights = wantedWeights(parts, query, fusion)
  const note = isEmpty ? 'empty-query' : living === 0 ? 'empty-namespace' : null
  if (note !== null || embedding === null) return { weights, fusion, note, seq }
  const asked: Asked = { ...query, space, terms: [...new Set(termsOf(query.query))] }
  const lists = await gatherCandidates(parts, asked, embedding, times, signal)
  signal.throwIfAborted()
  const weighedFrom = times.now()
  const ranking = await weigh(parts, { asked, lists, weights, fusion, times })
  return { ...ranking, asked, lists, fusion, times, weighedFrom, seq }
}

const wantedWeights = (parts: RecallParts, query: RecallQuery, fusion: Fusion): Weights => {
  const { weights } = parts
  return {
    ...weights,
    ...(fusion === 'reciprocal-rank' && { keyword: 0.5, vector: 0.5 }),
    ...(query.seeds && { graph: Math.max(weights.graph, SEEDED_GRAPH_WEIGHT) }),
    ...(query.context && { context: Math.max(weights.context, CONTEXT_WEIGHT) }),
    ...definedOnly(query.weights ?? {}),
  }
}

interface Weighing {
  readonly asked: Asked
  readonly lists: Candidates
  readonly weights: Weights
  readonly fusion: Fusion
  readonly times: StageTimes
}

type Weighed = Pick<Ranking, 'graph' | 'signals' | 'weights' | 'ranked' | 'beyond'>

const weigh = async (parts: RecallParts, weighing: Weighing): Promise<Weighed> => {
  const { asked, lists, weights } = weighing
  const beyond: Beyond = { keyword: new Map(), vector: new Map() }
  const found = [keywordSignal(lists.keyword, beyond.keyword), vectorSignal(lists.vector, beyond.vector)]
  const silent = new Set<SignalName>(['graph', 'context'])
  if (lists.keyword.keys.length === 0) silent.add('keyword')
  if (lists.vector.keys.length === 0) silent.add('vector')
  const listed = listedKeys([lists.keyword, lists.vector])
  const graph = await graphOf(parts, weighing, fuse(listed, found, effectiveWeights(weights, silent)))
  if (graph?.isHeard) silent.delete('graph')
  const keys = [...new Set([...listed, ...(graph?.brought ?? [])])]
  const context = await contextOf(parts, weighing, keys)
  if (context !== null) silent.delete('context')
  const facts = await factSignals(parts, weights, keys)
  const all = [...found, ...(graph ? [graph.signal] : []), ...(context ? [context] : []), ...facts]
  const used = effectiveWeights(weights, silent)
  const signals = weighing.fusion === 'reciprocal-rank' ? all.map(reciprocalRank) : all
  const fusion = { keys, signals, weights: used }
  const ranked = fuse(keys, signals, used)
  const isDone = weighing.fusion === 'reciprocal-rank'
  const settled = isDone
    ? ranked
    : await withCutOff(parts, asked, lists, { ...fusion, ranked, cutOff: beyond.keyword })
  return { graph, signals, weights: used, ranked: settled, beyond }
}

/** Nothing is walked that would not count. */
const graphOf = async (
  parts: RecallParts,
  { asked, lists, weights, times }: Weighing,
  base: readonly FusedKey[],
): Promise<GraphFound | null> => {
  if (weights.graph === 0) return null
  const seeds = await seedKeys(parts, asked)
  return times.from('graph', times.now(), graphAround(parts.store, { base, seeds, allowed: lists.allowed }))
}

const seedKeys = (parts: RecallParts, { namespace, seeds = [] }: Asked): Promise<MemoryKey[]> =>
  Promise.all(
    seeds.map(async (coordinate) => {
      const key = await parts.store.keyOf(namespace, coordinate)
      if (key === null) throw new AppError('memory/not-found', { namespace, coordinate })
      return key
    }),
  )

const contextOf = async (
  parts: RecallParts,
  { asked, lists, weights }: Weighing,
  keys: readonly MemoryKey[],
): Promise<Signal | null> => {
  const { contextVector } = lists
  if (contextVector === null || weights.context === 0 || keys.length === 0) return null
  const asking = Uint32Array.from(keys)
  try {
    const cosines = await parts.index.similarities(asked.space, contextVector, asking)
    return contextSignal(new Map(keys.map((key, i) => [key, cosines[i] as number])))
  } catch (error) {
    parts.sync.report(error)
    return null
  }
}

const factSignals = async (
  { store, clock }: RecallParts,
  weights: Weights,
  keys: readonly MemoryKey[],
): Promise<Signal[]> => {
  if (weights.importance === 0 && weights.recency === 0) return []
  const { importance, time } = await store.attributes(Uint32Array.from(keys))
  const now = clock.now()
  const byKey = (values: Float64Array) => new Map(keys.map((key, i) => [key, values[i] as number]))
  return [importanceSignal(byKey(importance)), recencySignal(byKey(time.map((t) => now - t)))]
}

/**
 * Asks for the BM25 of those candidates alone that a full keyword list may have cut off and that could still come among
 * the first k: none has more than the last of the list.
 */
const withCutOff = async (
  parts: RecallParts,
  { namespace, terms, k }: Asked,
  { keyword }: Candidates,
  fusion: {
    readonly keys: readonly MemoryKey[]
    readonly signals: readonly Signal[]
    readonly weights: Weights
    readonly ranked: readonly FusedKey[]
    readonly cutOff: Map<MemoryKey, number>
  },
): Promise<readonly FusedKey[]> => {
  const { keys, signals, weights, ranked, cutOff } = fusion
  if (keyword.keys.length < candidateLimit(k)) return ranked
  const listed = new Set(keyword.keys)
  const atMost = weights.keyword * ((keyword.scores.at(-1) ?? 0) / (keyword.scores[0] ?? 1))
  const threshold = ranked[Math.min(k, ranked.length) - 1]?.score ?? 0
  const contenders = ranked.filter(({ key, score }) => !listed.has(key) && score + atMost >= threshold)
  if (contenders.length === 0) return ranked
  const scores = await parts.store.keywordScores(
    namespace,
    terms,
    Uint32Array.from(contenders, ({ key }) => key),
  )
  contenders.forEach(({ key }, i) => {
    cutOff.set(key, scores[i] as number)
  })
  return fuse(keys, signals, weights)
}
