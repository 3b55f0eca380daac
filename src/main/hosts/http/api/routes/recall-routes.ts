import { z } from 'zod'
import type { Filter } from '#contract/filter'
import { Filter as FilterSchema } from '#contract/filter'
import { Coordinate, NamespaceName } from '#contract/memory'
import {
  Fusion,
  type Hit,
  RecallQuery,
  RecallResult,
  RecallTrace,
  SignalPart,
  WhyNot,
} from '#contract/recall'
import { RawJson } from '../raw-json.ts'
import { type Route, type RouteCall, shaped } from '../route.ts'
import { toWire } from '../wire.ts'

/** Of memories; the names of the contract would make `memory_type` of it. */
const Kind = z.enum(['episodic', 'semantic'])
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** A filter, or fields that must be equal. */
const Filters = z
  .union([
    FilterSchema,
    z.record(z.string(), Scalar).refine((fields) => !('is' in fields), 'this is no filter that is known'),
  ])
  .describe('A condition such as {"is": "tag", "value": "harbour"}, or payload fields that must be equal')

const { query, context, weights, seeds, exact, effort, embedder } = RecallQuery.shape

export const Question = z.strictObject({
  namespace: NamespaceName.optional(),
  query,
  top_k: RecallQuery.shape.k.unwrap().default(5),
  type: Kind.nullish(),
  filters: Filters.nullish(),
  context,
  weights,
  fusion: Fusion.optional(),
  seeds,
  exact,
  effort,
  embedder,
  explain: z.boolean().default(false).describe('Say how each score came about, and the answer as a whole'),
  hybrid: z.boolean().nullish().describe('Of older clients: recall is hybrid in any case'),
})
export type Question = z.output<typeof Question>

const isFilter = (filters: object): filters is Filter => 'is' in filters

const filterOf = ({ type, filters }: Question): Filter | undefined => {
  const equal = (fields: Record<string, z.output<typeof Scalar>>): Filter[] =>
    Object.entries(fields).map(([field, value]) => ({ is: 'equals', field, value }))
  const all: Filter[] = [
    ...(type ? [{ is: 'type' as const, value: type }] : []),
    ...(filters ? (isFilter(filters) ? [filters] : equal(filters)) : []),
  ]
  return all.length > 1 ? { is: 'and', all } : all[0]
}

/** The question in the words of the contract. */
export const recallQuery = (question: Question, own: string): RecallQuery => {
  const { namespace = own, top_k: k, type: _, filters: __, hybrid: ___, explain, ...rest } = question
  const filter = filterOf(question)
  return { ...rest, namespace, k, ...(filter && { filter }), trace: explain }
}

/** What the contract asked, in the words of the question. */
const questionOf = ({ namespace, k, filter, trace, ...rest }: z.input<typeof RecallQuery>): object => ({
  ...(toWire(RecallQuery, { namespace, ...rest }) as object),
  top_k: k,
  ...(filter !== undefined && { filters: filter }),
  ...(trace && { explain: trace }),
})

const Span = z.tuple([z.int(), z.int()])

/**
 * One answer, and the fields of its payload once more beside it: that is how clients of the first hour know it. Where a
 * field has the name of one of ours, it is to be had in `payload` alone.
 */
const Match = z.looseObject({
  coord: z.array(z.number()),
  memory_type: Kind,
  score: z.number(),
  similarity: z.number().nullable(),
  payload: z.record(z.string(), z.json()),
  importance: z.number().optional(),
  timestamp: z.number().nullable().optional(),
  rank: z.int().optional(),
  distance: z.number().nullable().optional(),
  parts: z.array(SignalPart).optional(),
  title: z.string().optional(),
  snippet: z.string().optional(),
  highlights: z.array(Span).optional(),
  title_highlights: z.array(Span).optional(),
})

const { weights: usedWeights, note, candidates, timings, seq, adapted, fusion } = RecallResult.shape
const Matches = z.strictObject({
  matches: z.array(Match),
  note,
  seq,
  weights: usedWeights.optional(),
  fusion: fusion.optional(),
  adapted: adapted.optional(),
  candidates: candidates.optional(),
  timings: timings.optional(),
  trace: RecallTrace.nullable().optional(),
})

export interface FoundMemory {
  readonly hit: Hit
  readonly payload: RawJson
}

/** Hits with their payloads; what was deleted meanwhile is left out. */
export const withPayloads = async (
  hits: readonly Hit[],
  namespace: string,
  { handlers, context }: Pick<RouteCall, 'handlers' | 'context'>,
): Promise<FoundMemory[]> => {
  if (hits.length === 0) return []
  const coordinates = hits.map(({ memory }) => memory.coordinate)
  const memories = await handlers.memories.getMany({ namespace, coordinates }, context)
  return hits.flatMap((hit, i) => {
    const payload = memories[i]?.payload
    return payload === undefined ? [] : [{ hit, payload: new RawJson(payload) }]
  })
}

/** The fields of a payload, as the first program gave them: with the place, the type and the time among them. */
export const flatPayload = ({ hit, payload }: FoundMemory): object => {
  const { coordinate, type, timestamp } = hit.memory
  const time = timestamp === null ? {} : { timestamp }
  return { ...(payload.parsed() as object), ...time, coordinate, memory_type: type }
}

const matchOf = (found: FoundMemory, isExplained: boolean): object => {
  const { hit, payload } = found
  const { memory, score, similarity } = hit
  const own = { coord: memory.coordinate, memory_type: memory.type, score, similarity, payload }
  if (!isExplained) return { ...flatPayload(found), ...own }
  const { rank, distance, parts, snippet, highlights, titleHighlights } = hit
  return {
    ...flatPayload(found),
    importance: memory.importance,
    timestamp: memory.timestamp,
    rank,
    distance,
    parts,
    title: memory.title,
    snippet,
    highlights,
    title_highlights: titleHighlights,
    ...own,
  }
}

const matchesOf = async (question: Question, result: RecallResult, call: RouteCall): Promise<object> => {
  const found = await withPayloads(result.hits, question.namespace ?? call.namespace, call)
  const matches = found.map((one) => matchOf(one, question.explain))
  const about = { matches, note: result.note, seq: result.seq }
  if (!question.explain) return about
  const { weights, fusion, candidates, timings, trace } = result
  const inWords = { adapted: toWire(adapted, result.adapted), trace: toWire(RecallTrace, trace) }
  return { ...about, weights, fusion, candidates, timings, ...inWords }
}

const ask = async (question: Question, call: RouteCall): Promise<object> => {
  const result = await call.handlers.recall.search(recallQuery(question, call.namespace), call.context)
  return matchesOf(question, result, call)
}

const OF = ['recall.search', 'memories.getMany'] as const

export const recallRoutes: readonly Route[] = [
  shaped({
    at: 'POST /recall',
    of: OF,
    takes: Question,
    gives: Matches,
    example: { query: 'when does the bridge open', top_k: 3, explain: true },
    run: ask,
  }),
  shaped({
    at: 'GET /recall',
    of: OF,
    id: 'recall_search_get',
    takes: Question,
    gives: Matches,
    isOriginal: true,
    example: { query: 'bridge', top_k: 2 },
    run: ask,
  }),
  shaped({
    at: 'POST /recall/batch',
    of: ['recall.batch', 'memories.getMany'],
    takes: z.strictObject({ queries: z.array(Question).min(1).max(100) }),
    gives: z.strictObject({ results: z.array(Matches) }),
    example: { queries: [{ query: 'bridge' }, { query: 'crane', top_k: 1 }] },
    run: async ({ queries }, call) => {
      const asked = queries.map((question) => recallQuery(question, call.namespace))
      const results = await call.handlers.recall.batch({ queries: asked }, call.context)
      const all = results.map((result, i) => matchesOf(queries[i] as Question, result, call))
      return { results: await Promise.all(all) }
    },
  }),
  shaped({
    at: 'POST /recall/why-not',
    of: ['recall.whyNot'],
    takes: Question.extend({ coord: Coordinate }),
    gives: WhyNot.extend({
      change: z
        .strictObject({
          steps: WhyNot.shape.change.unwrap().shape.steps,
          query: Question.partial({ top_k: true, explain: true }),
          rank: z.int(),
        })
        .nullable(),
    }),
    example: { query: 'crane', top_k: 1, coord: [1, 2, 3] },
    run: async ({ coord, ...question }, { handlers, namespace, context }) => {
      const asked = { query: recallQuery(question, namespace), coordinate: coord }
      const { change, ...answer } = await handlers.recall.whyNot(asked, context)
      const wire = toWire(WhyNot, { ...answer, change: null }) as object
      return { ...wire, change: change && { ...change, query: questionOf(change.query) } }
    },
  }),
]
