import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { Filter } from './filter.ts'
import { ChangeReceipt, Coordinate, NamespaceName, Seconds } from './memory.ts'
import { Fusion, RecallQuery, Weights } from './recall.ts'

const SetName = z.string().trim().min(1, 'name the golden set').max(100)
const place = { namespace: NamespaceName, set: SetName }
const Query = RecallQuery.shape.query.trim().min(1, 'a golden query has words')

/** How good an answer is: 1 fits, 2 fits well, 3 is the best there is. The gain of a grade is 2^grade - 1. */
const Grade = z.int().min(1).max(3)

/** What a recall is asked beside query, depth and filter. */
const RunSettings = RecallQuery.omit({ namespace: true, query: true, k: true, filter: true, trace: true })
export type RunSettings = z.output<typeof RunSettings>

/** Whether an expected memory is there: it lives, lies in the bin, or never was. */
const Presence = z.enum(['living', 'binned', 'absent'])

const Expected = z.strictObject({ coordinate: z.array(z.number()), grade: z.int() })
const ExpectedMemory = Expected.extend({
  presence: Presence,
  /** Null where no memory is or was. */
  title: z.string().nullable(),
})
export type ExpectedMemory = z.output<typeof ExpectedMemory>

export const GoldenEntry = z.strictObject({
  id: z.string(),
  query: z.string(),
  filter: Filter.optional(),
  expected: z.array(ExpectedMemory),
  createdAt: Seconds,
})
export type GoldenEntry = z.output<typeof GoldenEntry>

/** Each from 0 to 1. `recallK` is at the depth that was asked for; MRR and nDCG look at the first ten. */
export const Measures = z.strictObject({
  recall1: z.number(),
  recall5: z.number(),
  recall10: z.number(),
  recallK: z.number(),
  mrr: z.number(),
  ndcg10: z.number(),
})
export type Measures = z.output<typeof Measures>

const Difference = z.strictObject({ mean: z.number(), low: z.number(), high: z.number() })

/** This run less an earlier one, over the queries of both, each with its 95% interval (paired bootstrap). */
const Comparison = z.strictObject({
  run: z.int(),
  at: Seconds,
  queries: z.int(),
  differences: z.strictObject({
    recall1: Difference,
    recall5: Difference,
    recall10: Difference,
    mrr: Difference,
    ndcg10: Difference,
  }),
})
export type Comparison = z.output<typeof Comparison>

export const RunSummary = z.strictObject({
  at: Seconds,
  /** Settings that it ran with. Weights and fusion are those asked for; each query may adapt them. */
  k: z.int(),
  weights: Weights,
  fusion: Fusion,
  settings: RunSettings,
  embedder: z.string(),
  /** The last change before it began. */
  seq: z.int(),
  /** Queries that could be judged, and those with no living memory to expect. */
  judged: z.int(),
  unjudged: z.int(),
  /** Queries that were answered without vectors, as these were out of reach. */
  withoutVectors: z.int(),
  /** Expected memories that were not among the first k, and those that are deleted or never were. */
  missed: z.int(),
  gone: z.int(),
  /** Means over the judged queries; null where there are none. */
  measures: Measures.nullable(),
  /** Milliseconds of one recall, half and 95% of them at most; null where none ran. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  comparison: Comparison.nullable(),
})
export type RunSummary = z.output<typeof RunSummary>

export const KeptRun = RunSummary.extend({ run: z.int() })
export type KeptRun = z.output<typeof KeptRun>

export const GoldenResult = z.strictObject({
  /** Id of the entry. */
  entry: z.string(),
  query: z.string(),
  filter: Filter.optional(),
  /** Null where nothing that is expected lives. */
  measures: Measures.nullable(),
  ms: z.number(),
  /** Expected and living, but not among the first k: with the rank, or null where it is not among the first 200. */
  missed: z.array(Expected.extend({ title: z.string(), rank: z.int().nullable() })),
  /** Expected, but deleted or never there: left out of the measures. */
  gone: z.array(ExpectedMemory),
})
export type GoldenResult = z.output<typeof GoldenResult>

export const RunReport = z.strictObject({
  /** Null where the run was not kept, as the store is read-only. */
  run: z.int().nullable(),
  summary: RunSummary,
  results: z.array(GoldenResult),
})
export type RunReport = z.output<typeof RunReport>

const RunItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('result'), report: RunReport }),
])
export type RunItem = z.output<typeof RunItem>

/** A line of an exported set. */
export const GoldenLine = z.strictObject({
  query: Query,
  filter: Filter.optional(),
  expected: z
    .array(z.strictObject({ coordinate: Coordinate, grade: Grade.default(1) }))
    .min(1)
    .max(1000),
})
export type GoldenLine = z.output<typeof GoldenLine>

const star = { ...place, query: Query, filter: Filter.optional(), coordinate: Coordinate }
const receipt = ChangeReceipt.extend({ summary: z.string() })

export const golden = {
  sets: read({
    doc: 'The golden sets of a namespace, by name.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: z.array(
      z.strictObject({
        name: z.string(),
        entries: z.int(),
        createdAt: Seconds,
        lastRun: KeptRun.nullable(),
      }),
    ),
    errors: ['namespace/not-found'],
  }),
  entries: read({
    doc: 'The queries of a golden set with the memories that they are expected to find, in the order they were made.',
    input: z.strictObject({
      ...place,
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.strictObject({ total: z.int(), entries: z.array(GoldenEntry) }),
    errors: ['namespace/not-found', 'golden/not-found'],
  }),
  starred: read({
    doc: 'What any golden set of the namespace expects of a query.',
    input: z.strictObject({
      namespace: NamespaceName,
      query: RecallQuery.shape.query,
      filter: Filter.optional(),
    }),
    output: z.array(Expected.extend({ set: z.string() })),
    errors: ['namespace/not-found'],
  }),
  star: write({
    doc: 'Expect a memory of a query. Makes set and entry where there are none; sets the grade anew where there is one.',
    input: z.strictObject({ ...star, grade: Grade.default(1) }),
    output: receipt,
    errors: ['namespace/not-found', 'memory/not-found', 'golden/full', 'store/read-only'],
  }),
  unstar: write({
    doc: 'Expect a memory no longer. The last one takes its query out of the set.',
    input: z.strictObject(star),
    output: receipt,
    errors: ['namespace/not-found', 'golden/not-found', 'store/read-only'],
  }),
  removeEntry: write({
    doc: 'Take a query out of a golden set.',
    input: z.strictObject({ ...place, entry: z.string() }),
    output: receipt,
    errors: ['namespace/not-found', 'golden/not-found', 'store/read-only'],
  }),
  rename: write({
    doc: 'Rename a golden set.',
    input: z.strictObject({ ...place, to: SetName }),
    output: receipt,
    errors: ['namespace/not-found', 'golden/not-found', 'golden/exists', 'store/read-only'],
  }),
  remove: write({
    doc: 'Delete a golden set with its queries. Can be undone; its kept runs come back with it.',
    input: z.strictObject(place),
    output: receipt,
    errors: ['namespace/not-found', 'golden/not-found', 'store/read-only'],
  }),
  export: read({
    doc: 'A golden set as JSON lines: query, filter, expected coordinates with grades.',
    input: z.strictObject(place),
    output: z.strictObject({ jsonl: z.string(), entries: z.int() }),
    errors: ['namespace/not-found', 'golden/not-found'],
  }),
  import: write({
    doc: 'Add exported lines to a golden set, made if it is not there. Bad lines are listed and the rest goes in.',
    input: z.strictObject({ ...place, jsonl: z.string().max(20_000_000) }),
    output: receipt.extend({
      imported: z.int(),
      /** Lines that say nothing new. */
      skipped: z.int(),
      failed: z.array(z.strictObject({ line: z.int(), reason: z.string() })),
    }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  // A read by effect: a set can be run while the store is read-only; the run is then not kept.
  run: stream({
    doc: 'Ask every query of a golden set and measure what is found against what is expected.',
    input: z.strictObject({
      ...place,
      k: z.int().min(1).max(200).default(10),
      settings: RunSettings.prefault({}),
    }),
    item: RunItem,
    errors: ['namespace/not-found', 'golden/not-found'],
  }),
  runs: read({
    doc: 'The kept runs of a golden set, newest first: the last 20.',
    input: z.strictObject(place),
    output: z.array(KeptRun),
    errors: ['namespace/not-found', 'golden/not-found'],
  }),
  lastRun: read({
    doc: 'The newest kept run of a golden set, query by query.',
    input: z.strictObject(place),
    output: RunReport.nullable(),
    errors: ['namespace/not-found', 'golden/not-found'],
  }),
} as const
