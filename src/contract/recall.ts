import { z } from 'zod'
import { read } from './define.ts'
import { Filter } from './filter.ts'
import { Coordinate, MemoryRow, NamespaceName } from './memory.ts'

/** The signals that recall fuses (REC-1). */
export const SignalName = z.enum(['vector', 'keyword', 'importance', 'recency'])
export type SignalName = z.output<typeof SignalName>

const weight = z.number().min(0).max(1)
export const Weights = z.strictObject({
  vector: weight,
  keyword: weight,
  importance: weight,
  recency: weight,
})
export type Weights = z.output<typeof Weights>

export const RecallQuery = z.strictObject({
  namespace: NamespaceName,
  query: z.string().max(20_000),
  k: z.int().min(0).max(200).default(10),
  filter: Filter.optional(),
  /** Signals that are not named keep the weight of the settings. */
  weights: Weights.partial().optional(),
})
export type RecallQuery = z.output<typeof RecallQuery>

/** One signal's share in a score. `part` of all signals sum to the score. */
export const SignalPart = z.strictObject({
  signal: SignalName,
  /** Cosine in [-1, 1]; BM25; importance; seconds since the memory's time. */
  raw: z.number().nullable(),
  /** Raw brought to [0, 1] within this query. */
  normalised: z.number(),
  part: z.number(),
  /** Place by this signal alone, 1 is best; null where the signal did not find it. */
  rank: z.int().nullable(),
})
export type SignalPart = z.output<typeof SignalPart>

export const Hit = z.strictObject({
  memory: MemoryRow,
  rank: z.int(),
  score: z.number(),
  /** Cosine of query and memory, in [-1, 1]; null where no vector is there yet. */
  similarity: z.number().nullable(),
  /** L2 distance of the two unit vectors: sqrt(2 - 2 * similarity). */
  distance: z.number().nullable(),
  parts: z.array(SignalPart),
  /** Matched words in the memory's title: [start, end) in UTF-16 units, in order. */
  titleHighlights: z.array(z.tuple([z.int(), z.int()])),
  /** A passage around the matched words, from what follows the title; empty where nothing follows. */
  snippet: z.string(),
  /** Matched words in the snippet. */
  highlights: z.array(z.tuple([z.int(), z.int()])),
})
export type Hit = z.output<typeof Hit>

export const RecallResult = z.strictObject({
  hits: z.array(Hit),
  /** The weights as they were used, after adapting to the query; they sum to 1 (or are all 0). */
  weights: Weights,
  /** Why there may be less than expected: nothing asked, nothing stored, vectors still loading ... */
  note: z.enum(['empty-query', 'empty-namespace', 'vectors-loading']).nullable(),
  /** Candidates that each signal brought. */
  candidates: z.strictObject({ keyword: z.int(), vector: z.int(), filtered: z.int().nullable() }),
  /** Milliseconds a stage. */
  timings: z.strictObject({
    embed: z.number(),
    filter: z.number(),
    keyword: z.number(),
    vector: z.number(),
    fuse: z.number(),
    total: z.number(),
  }),
  seq: z.int(),
})
export type RecallResult = z.output<typeof RecallResult>

export const recall = {
  search: read({
    doc: 'The memories that best answer a query, each with the parts of its score.',
    http: 'POST /recall',
    input: RecallQuery,
    output: RecallResult,
    errors: ['namespace/not-found'],
  }),
  nearest: read({
    doc: 'The nearest neighbours of a memory by cosine.',
    input: z.strictObject({
      namespace: NamespaceName,
      coordinate: Coordinate,
      k: z.int().min(1).max(100).default(8),
    }),
    output: z.array(z.strictObject({ memory: MemoryRow, similarity: z.number() })),
    errors: ['memory/not-found', 'namespace/not-found'],
  }),
} as const
