import { AppError } from '#contract/errors'
import type { Fusion, RecallQuery, SelfTest, SignalName, Weights } from '#contract/recall'
import { definedOnly } from '../defined-only.ts'
import { type Placed, placeBySalience } from '../gate/salience.ts'
import type { MemoryKey, ScoredKeys } from '../ports.ts'
import type { Evidence } from './adapt.ts'
import {
  type Asked,
  type Candidates,
  candidateLimit,
  embedOne,
  gatherCandidates,
  NONE,
  vectorQuery,
} from './candidates.ts'
import {
  contextSignal,
  DEPTH,
  effectiveWeights,
  type FusedKey,
  fuse,
  importanceSignal,
  recencySignal,
  reciprocalRank,
  type Signal,
} from './fuse.ts'
import { type Beyond, fuseLists } from './fuse-lists.ts'
import { type GraphFound, graphAround } from './graph-candidates.ts'
import type { RecallParts } from './parts.ts'
import { StageTimes } from './stage-times.ts'
import { weighedTerms } from './weighed-terms.ts'

/** An answer before anything of it is read: who comes in which place, and why. */
export interface Ranking {
  readonly asked: Asked
  readonly lists: Candidates
  readonly graph: GraphFound | null
  readonly signals: readonly Signal[]
  /** As they were used; they sum to 1, or are all 0. */
  readonly weights: Weights
  readonly fusion: Fusion
  /** Best first, equal scores by key; what is demoted comes last (GATE-6). */
  readonly ranked: readonly Placed[]
  readonly beyond: Beyond
  /** What the weights were adapted to; null where they were not. */
  readonly evidence: Evidence | null
  readonly times: StageTimes
  /** When the searches were done. */
  readonly weighedFrom: number
  readonly seq: number
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
  const asked: Asked = { ...query, space, ...weighedTerms(query.query) }
  const [lists, selfTest] = await Promise.all([
    gatherCandidates(parts, asked, embedding, times, signal),
    fusion === 'adaptive' ? parts.selfTests.of(query.namespace, parts.embedder.id) : null,
  ])
  signal.throwIfAborted()
  const weighedFrom = times.now()
  const ranking = await weigh(parts, { asked, lists, weights, fusion, selfTest, times })
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
  readonly selfTest: SelfTest | null
  readonly times: StageTimes
}

type Weighed = Pick<Ranking, 'graph' | 'signals' | 'weights' | 'evidence' | 'ranked' | 'beyond'>

const weigh = async (parts: RecallParts, weighing: Weighing): Promise<Weighed> => {
  const { asked, lists } = weighing
  const beyond: Beyond = { keyword: new Map(), vector: new Map() }
  const found = fuseLists(lists, { ...weighing, termWeights: asked.termWeights }, beyond)
  const { weights, evidence } = found
  const silent = new Set<SignalName>([...found.silent, 'graph', 'context'])
  const graph = await graphOf(parts, weighing, found.ranked)
  if (graph?.isHeard) silent.delete('graph')
  const keys = [...found.ranked.map(({ key }) => key), ...(graph?.brought ?? [])]
  const context = await contextOf(parts, weighing, keys)
  if (context !== null) silent.delete('context')
  const facts = await factSignals(parts, weights, keys)
  const all = [...found.signals, ...(graph ? [graph.signal] : []), ...(context ? [context] : []), ...facts]
  const used = effectiveWeights(weights, silent)
  const signals = weighing.fusion === 'reciprocal-rank' ? all.map(reciprocalRank) : all
  const fusion = { keys, signals, weights: used }
  const ranked = fuse(keys, signals, used)
  const isDone = weighing.fusion === 'reciprocal-rank'
  const settled = isDone
    ? ranked
    : await withCutOff(parts, asked, lists, { ...fusion, ranked, cutOff: beyond.keyword })
  return { graph, signals, weights: used, evidence, ranked: await placeBySalience(parts, settled), beyond }
}

/** Nothing is walked that would not count. */
const graphOf = async (
  parts: RecallParts,
  weighing: Weighing,
  base: readonly FusedKey[],
): Promise<GraphFound | null> => {
  const { asked, lists, weights, times } = weighing
  if (weights.graph === 0) return null
  const seeds = await seedKeys(parts, asked)
  const from = times.now()
  const starts = lists.allowed === undefined ? base : await rankUnfiltered(parts, weighing)
  const around = { starts, listed: base.map(({ key }) => key), seeds, allowed: lists.allowed }
  return times.from('graph', from, graphAround(parts.store, around))
}

/** What stands nearest to a query may be of a kind that the filter leaves out, and still link to what it lets through. */
const rankUnfiltered = async (
  { store, index, sync }: RecallParts,
  { asked, lists, weights, fusion, selfTest }: Weighing,
): Promise<readonly FusedKey[]> => {
  const { namespace, terms, termWeights } = asked
  const words = { namespace, terms, limit: DEPTH, ...(termWeights && { weights: termWeights }) }
  const near = async (): Promise<ScoredKeys> =>
    lists.queryVector === null ? NONE : index.search(vectorQuery(asked, lists.queryVector, DEPTH))
  const [keyword, vector] = await Promise.all([
    store.keywords(words),
    near().catch((error: unknown) => {
      sync.report(error)
      return NONE
    }),
  ])
  const beyond: Beyond = { keyword: new Map(), vector: new Map() }
  return fuseLists({ keyword, vector }, { weights, termWeights, fusion, selfTest }, beyond).ranked
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
  { namespace, terms, termWeights, k }: Asked,
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
    termWeights,
  )
  contenders.forEach(({ key }, i) => {
    cutOff.set(key, scores[i] as number)
  })
  return fuse(keys, signals, weights)
}
