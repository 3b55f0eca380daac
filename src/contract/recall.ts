import { z } from 'zod'
import { read } from './define.ts'
import { Filter } from './filter.ts'
import { Coordinate, MemoryRow, NamespaceName } from './memory.ts'

/** The signals that recall fuses (REC-1). */
export const SignalName = z.enum(['vector', 'keyword', 'graph', 'context', 'importance', 'recency'])
export type SignalName = z.output<typeof SignalName>

const weight = z.number().min(0).max(1)
export const Weights = z.strictObject({
  vector: weight,
  keyword: weight,
  graph: weight,
  context: weight,
  importance: weight,
  recency: weight,
})
export type Weights = z.output<typeof Weights>

/**
 * How signals become one score. `adaptive` moves weight between keywords and vector by what the query's words find,
 * `fixed` takes the weights as they are, `reciprocal-rank` adds up weights divided by places.
 */
export const Fusion = z.enum(['adaptive', 'fixed', 'reciprocal-rank'])
export type Fusion = z.output<typeof Fusion>

/** Instead of what the index would take for this one search (IDX-2). */
const SearchEffort = z.strictObject({
  beamWidth: z.int().min(1).max(1_000_000).optional(),
  maxCandidates: z.int().min(1).max(1_000_000).optional(),
})

/** More hits than that are a dump, not an answer. */
const MAX_K = 10_000

export const RecallQuery = z.strictObject({
  namespace: NamespaceName,
  query: z.string().max(20_000),
  k: z.int().min(0).max(MAX_K).default(10),
  filter: Filter.optional(),
  /** Signals that are not named keep the weight of the settings. */
  weights: Weights.partial().optional(),
  fusion: Fusion.optional(),
  /** What the question is about: memories near to it move up, none is left out for it (REC-4). */
  context: z.record(z.string(), z.json()).optional(),
  /** Memories from which the graph signal starts, beside the best that the other signals find. */
  seeds: z.array(Coordinate).max(100).optional(),
  /** Compares with every vector (IDX-5). */
  exact: z.boolean().optional(),
  effort: SearchEffort.optional(),
  /** Asks the kept vectors of the embedder before instead of those in use, to compare the two (EMB-4). */
  embedder: z.string().min(1).max(500).optional(),
  /** Tells with the answer how it came about (IDX-8). */
  trace: z.boolean().optional(),
})
export type RecallQuery = z.output<typeof RecallQuery>

/** One signal's share in a score. `part` of all signals sum to the score. */
export const SignalPart = z.strictObject({
  signal: SignalName,
  /** Cosine in [-1, 1]; BM25; activation in [0, 1]; cosine with the context; importance; seconds since its time. */
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

/** How a search went through the index (IDX-8). */
export const VectorTrace = z.strictObject({
  /** `exact` compared with all, or with all that a filter lets through; `tree` went down the centroids. */
  path: z.enum(['tree', 'exact']),
  /** What the tree was searched with; null where all were compared. */
  effort: z.strictObject({ beamWidth: z.int(), maxCandidates: z.int() }).nullable(),
  /** From the root down: lists that were scanned, members scored by their codes, members scored exactly and kept. */
  levels: z.array(
    z.strictObject({
      kind: z.enum(['centroids', 'rows']),
      listsScanned: z.int(),
      scored: z.int(),
      kept: z.int(),
    }),
  ),
  /** Vectors that were compared one by one. */
  compared: z.int(),
  stages: z.array(z.strictObject({ stage: z.string(), microseconds: z.int() })),
})
export type VectorTrace = z.output<typeof VectorTrace>

/** Words of the query as the keyword index reads them. */
const QueryTerm = z.strictObject({
  term: z.string(),
  /** Memories of the namespace that have it. */
  documents: z.int(),
})

export const RecallTrace = z.strictObject({
  terms: z.array(QueryTerm),
  /** Memories of the namespace. */
  documents: z.int(),
  /** Null where vectors were out of reach. */
  vector: VectorTrace.nullable(),
  /** Links that were walked, and candidates that only they brought. */
  graph: z.strictObject({ links: z.int(), brought: z.int() }).nullable(),
})
export type RecallTrace = z.output<typeof RecallTrace>

/**
 * Whether words or meaning find the other half of a memory better in a namespace, asked by one half: what adaptive fusion
 * goes by. Places are reciprocal: 1 where the right one came first, 0 where it was not found.
 */
export const SelfTest = z.strictObject({
  questions: z.int(),
  /** Mean reciprocal place by words alone, 0..1. */
  keyword: z.number(),
  /** The same by meaning alone. */
  vector: z.number(),
  /** 95 % interval of what meaning is ahead by. */
  low: z.number(),
  high: z.number(),
  /** Living memories of the namespace at that time. */
  memories: z.int(),
  /** Epoch seconds. */
  at: z.number(),
})
export type SelfTest = z.output<typeof SelfTest>

export const RecallResult = z.strictObject({
  hits: z.array(Hit),
  /** The weights as they were used, after adapting to the query; they sum to 1 (or are all 0). */
  weights: Weights,
  fusion: Fusion,
  /**
   * Why keywords and vector count as they do, with adaptive fusion: the share of the query, by weight of its words, that
   * the best match has, 0..1; and the self-test of the namespace, null where none was made yet.
   */
  adapted: z.strictObject({ coverage: z.number(), selfTest: SelfTest.nullable() }).nullable(),
  /** Why there may be less than expected: nothing asked, nothing stored, vectors still loading or not to be had ... */
  note: z.enum(['empty-query', 'empty-namespace', 'vectors-loading', 'vectors-missing']).nullable(),
  /** Candidates that each signal brought. */
  candidates: z.strictObject({
    keyword: z.int(),
    vector: z.int(),
    graph: z.int(),
    filtered: z.int().nullable(),
  }),
  trace: RecallTrace.nullable(),
  /** Milliseconds a stage. */
  timings: z.strictObject({
    embed: z.number(),
    filter: z.number(),
    keyword: z.number(),
    vector: z.number(),
    graph: z.number(),
    fuse: z.number(),
    total: z.number(),
  }),
  seq: z.int(),
})
export type RecallResult = z.output<typeof RecallResult>

/** What kept a memory out of an answer (REC-5); the first that applies, in this order. */
export const KeptOut = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('returned'), rank: z.int() }),
  z.strictObject({ is: z.literal('nowhere') }),
  z.strictObject({ is: z.literal('other-namespace'), namespaces: z.array(z.string()) }),
  z.strictObject({ is: z.literal('deleted'), at: z.number() }),
  z.strictObject({ is: z.literal('nothing-asked') }),
  /** Its salience is below the threshold, and such memories are hidden (GATE-6). */
  z.strictObject({ is: z.literal('low-salience'), salience: z.number(), threshold: z.number() }),
  /** The conditions that it does not meet: leaves or groups of the filter. */
  z.strictObject({ is: z.literal('filtered'), conditions: z.array(Filter) }),
  /** Neither its words nor, so far, its vector can be compared. */
  z.strictObject({ is: z.literal('no-vector') }),
  /** It stands in lists whose centroids come after those that the beam kept. */
  z.strictObject({ is: z.literal('list-not-visited'), list: z.int(), beamWidth: z.int(), lists: z.int() }),
  /** By its code it came after the candidates that were compared exactly. */
  z.strictObject({ is: z.literal('cut-by-cap'), maxCandidates: z.int() }),
  /** By its code it was so far below the k-th best that it was not compared exactly. */
  z.strictObject({ is: z.literal('cut-by-code') }),
  /** Others have a higher score. `by` is what is missing to the k-th. */
  z.strictObject({ is: z.literal('below-kth'), rank: z.int(), k: z.int(), by: z.number() }),
])
export type KeptOut = z.output<typeof KeptOut>

/** One step of the smallest change that would let a memory in. */
export const LetIn = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('drop-condition'), condition: Filter }),
  z.strictObject({ is: z.literal('k'), from: z.int(), to: z.int() }),
  z.strictObject({ is: z.literal('beam-width'), from: z.int(), to: z.int() }),
  z.strictObject({ is: z.literal('max-candidates'), from: z.int(), to: z.int() }),
  z.strictObject({ is: z.literal('exact') }),
])
export type LetIn = z.output<typeof LetIn>

export const WhyNot = z.strictObject({
  memory: MemoryRow.nullable(),
  reason: KeptOut,
  /** Null where no other query would do it. The changed query was asked, and it does. */
  change: z.strictObject({ steps: z.array(LetIn), query: RecallQuery, rank: z.int() }).nullable(),
  /** What the signals say of the memory, and their sum; null where it was not ranked. */
  score: z.number().nullable(),
  parts: z.array(SignalPart),
  /** Place by cosine alone among all that the filter lets through, by comparing with every one of them. */
  vectorRank: z.int().nullable(),
  /** Words of the query that the memory has, and those that it has not. */
  matched: z.array(z.string()),
  missing: z.array(z.string()),
})
export type WhyNot = z.output<typeof WhyNot>

/** What may be wrong with a question, however it is asked. */
const RECALL_ERRORS = [
  'namespace/not-found',
  'memory/not-found',
  'embedder/not-kept',
  'embedder/busy',
  'embedder/unusable',
] as const

export const recall = {
  search: read({
    doc: 'The memories that best answer a query, each with the parts of its score.',
    input: RecallQuery,
    output: RecallResult,
    errors: RECALL_ERRORS,
  }),
  batch: read({
    doc: 'Many queries at once, answered in their order.',
    input: z.strictObject({ queries: z.array(RecallQuery).min(1).max(100) }),
    output: z.array(RecallResult),
    errors: RECALL_ERRORS,
  }),
  whyNot: read({
    doc: 'What kept a memory out of an answer, and the smallest change of the query that would let it in.',
    input: z.strictObject({ query: RecallQuery, coordinate: Coordinate }),
    output: WhyNot,
    errors: RECALL_ERRORS,
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
