import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { Filter } from './filter.ts'
import { ChangeReceipt, Coordinate, MemoryRow, NamespaceName, Seconds } from './memory.ts'

const namespace = NamespaceName
const receipt = ChangeReceipt.extend({ summary: z.string() })
const Progress = z.strictObject({ type: z.literal('progress'), done: z.int(), total: z.int() })
/** Any JSON value, as text. */
export const JsonText = z.string().min(1).max(65_536)

/** Episodes that say about the same, and what they say (LIFE-2). */
export const EpisodeGroup = z.strictObject({
  title: z.string(),
  summary: z.string(),
  /** Sentences of the sources themselves, or the words of a language model. */
  by: z.enum(['extract', 'chat']),
  /** Why the language model was not used though it was asked for; null where it was, or was not asked for. */
  trouble: z.string().nullable(),
  sources: z.array(
    z.strictObject({
      memory: MemoryRow,
      /** Cosine to the episode that the group grew around, which stands first. */
      similarity: z.number(),
    }),
  ),
})
export type EpisodeGroup = z.output<typeof EpisodeGroup>

export const ConsolidationPreview = z.strictObject({
  /** Episodes of the window that were looked at: the newest, if there are too many. */
  episodes: z.int(),
  leftOut: z.int(),
  /** Of them, those that an earlier consolidation has summed up. */
  consolidated: z.int(),
  groups: z.array(EpisodeGroup),
})
export type ConsolidationPreview = z.output<typeof ConsolidationPreview>

export const ConsolidationWindow = z.strictObject({
  namespace,
  /** Epoch seconds of the episodes, bounds inclusive; open where left out. */
  from: Seconds.optional(),
  to: Seconds.optional(),
  /** Least cosine to the episode that a group grows around. */
  threshold: z.number().min(0).max(1).default(0.6),
  /** Episodes that make a group. */
  least: z.int().min(2).max(100).default(2),
  by: z.enum(['extract', 'chat']).default('extract'),
})
export type ConsolidationWindow = z.output<typeof ConsolidationWindow>

const Summary = z.strictObject({
  title: z.string().max(200).default(''),
  summary: z.string().trim().min(1, 'a summary is not empty').max(100_000),
  sources: z.array(Coordinate).min(1).max(1000),
})
export type Summary = z.output<typeof Summary>

export const OutcomeReport = z.strictObject({
  namespace,
  coordinate: Coordinate,
  /** What came of it: any JSON value, as text. */
  outcome: JsonText,
  /** What was expected, where it is not what the memory has as `predicted_outcome`. */
  predicted: JsonText.optional(),
  /** `exact`: the same JSON value; `threshold`: not farther off than so much. That of the settings if left out. */
  policy: z.enum(['exact', 'threshold']).optional(),
  threshold: z.number().min(0).optional(),
})
export type OutcomeReport = z.output<typeof OutcomeReport>

const OutcomeResult = receipt.extend({
  /** Null where nothing was expected. */
  matched: z.boolean().nullable(),
  /** How far off: the difference of numbers, 1 - cosine of texts, else 0 or 1. */
  error: z.number().nullable(),
  policy: z.enum(['exact', 'threshold']),
  importance: z.number(),
  /** Where the corrective memory is. */
  corrective: z.array(z.number()).nullable(),
})
export type OutcomeResult = z.output<typeof OutcomeResult>

const Prediction = receipt.extend({
  predicted: JsonText,
  /** Null where the provider gave none: none is ever made up (LIFE-4). */
  confidence: z.number().nullable(),
  by: z.string(),
})
export type Prediction = z.output<typeof Prediction>

export const ReplayQuery = z.strictObject({
  namespace,
  count: z.int().min(1).max(1000).default(10),
  by: z.enum(['uniform', 'salience']).default('uniform'),
  /** The same memories and the same seed give the same sample; one is chosen, and told, if left out. */
  seed: z.int().optional(),
  filter: Filter.optional(),
})
export type ReplayQuery = z.output<typeof ReplayQuery>

const Replayed = z.strictObject({
  seed: z.int(),
  memories: z.array(
    z.strictObject({ memory: MemoryRow, text: z.string(), /** GATE-6. */ salience: z.number() }),
  ),
})
export type Replayed = z.output<typeof Replayed>

const MOST_SHARED = 10_000

export const ShareInput = z
  .strictObject({
    namespace,
    to: NamespaceName,
    /** Which memories: those at the places, or those that a filter lets through. */
    coordinates: z.array(Coordinate).min(1).max(MOST_SHARED).optional(),
    filter: Filter.optional(),
    /** What to do where the other namespace has a living memory at the same place. */
    ifTaken: z.enum(['skip', 'update']).default('skip'),
    /** Whether the gate of the other namespace is asked, or passed by. */
    gate: z.enum(['bypass', 'respect']).default('bypass'),
    /** Links between memories that are both copied. */
    links: z.boolean().default(true),
  })
  .refine(({ namespace: from, to }) => from !== to, 'a namespace cannot share with itself')
  .refine(
    ({ coordinates, filter }) => (coordinates === undefined) !== (filter === undefined),
    'give coordinates or a filter',
  )
export type ShareInput = z.output<typeof ShareInput>

const Shared = receipt.extend({
  copied: z.int(),
  /** Places that were taken there. */
  taken: z.array(z.array(z.number())),
  /** Writes that the gate stopped; they are in the inbox there. */
  stopped: z.int(),
  links: z.int(),
})
export type Shared = z.output<typeof Shared>

/** LIFE-7 and the components of the graph. */
export const Shape = z.strictObject({
  memories: z.int(),
  sampled: z.int(),
  /** By box counting on coordinates. */
  fractalDimension: z.number(),
  components: z.strictObject({
    /** Weakly connected; a memory without links is one by itself. */
    count: z.int(),
    largest: z.int(),
    isolated: z.int(),
  }),
})
export type Shape = z.output<typeof Shape>

const Outlier = z.strictObject({
  memory: MemoryRow,
  /** Mean distance (1 - cosine) to its nearest neighbours. */
  distance: z.number(),
  /** Robust z-score: 0.6745 (distance - median) / MAD (Iglewicz and Hoaglin). */
  score: z.number(),
  nearest: MemoryRow.nullable(),
  reason: z.string(),
})
export type Outlier = z.output<typeof Outlier>

export const OutlierReport = z.strictObject({
  memories: z.int(),
  /** Evenly from the oldest to the newest, where there are too many. */
  sampled: z.int(),
  neighbours: z.int(),
  /** Of the distances; null where fewer than `fewest` memories have one. */
  median: z.number().nullable(),
  deviation: z.number().nullable(),
  threshold: z.number(),
  fewest: z.int(),
  /** Farthest first. */
  outliers: z.array(Outlier),
})
export type OutlierReport = z.output<typeof OutlierReport>

export const life = {
  consolidationPreview: stream({
    doc: 'Group related episodes of a window and sum each group up. Nothing is written.',
    input: ConsolidationWindow,
    item: z.discriminatedUnion('type', [
      Progress,
      z.strictObject({ type: z.literal('result'), preview: ConsolidationPreview }),
    ]),
    errors: ['namespace/not-found'],
  }),
  consolidate: write({
    doc: 'Store summaries as semantic memories at new places, each linked to its sources, which stay. One change.',
    input: z.strictObject({ namespace, groups: z.array(Summary).min(1).max(500) }),
    output: receipt.extend({ coordinates: z.array(z.array(z.number())) }),
    errors: [
      'memory/not-found',
      'memory/payload-too-large',
      'memory/payload-invalid',
      'namespace/not-found',
      'store/read-only',
    ],
  }),
  reportOutcome: write({
    doc: 'Record what came of a memory. Where it is not what was expected its importance falls and a corrective memory is stored.',
    input: OutcomeReport,
    output: OutcomeResult,
    errors: [
      'memory/not-found',
      'memory/conflict',
      'memory/seal-broken',
      'memory/payload-too-large',
      'memory/payload-invalid',
      'request/invalid',
      'namespace/not-found',
      'store/read-only',
    ],
  }),
  predict: write({
    doc: 'Ask the prediction provider what will come of a memory, and keep its answer in the memory.',
    input: z.strictObject({ namespace, coordinate: Coordinate }),
    output: Prediction,
    errors: [
      'adviser/not-set',
      'adviser/failed',
      'memory/not-found',
      'memory/conflict',
      'memory/seal-broken',
      'memory/payload-too-large',
      'memory/payload-invalid',
      'namespace/not-found',
      'store/read-only',
    ],
  }),
  replay: read({
    doc: 'A sample of memories, uniform or by salience. Looking at it does not count as use.',
    input: ReplayQuery,
    output: Replayed,
    errors: ['hook/vetoed', 'namespace/not-found'],
  }),
  share: write({
    doc: 'Copy memories to another namespace, with the links between them. One change there.',
    input: ShareInput,
    output: Shared,
    errors: ['memory/not-found', 'memory/seal-broken', 'namespace/not-found', 'store/read-only'],
  }),
  shape: read({
    doc: 'The fractal dimension of the coordinates and the components of the graph.',
    input: z.strictObject({ namespace }),
    output: Shape,
    errors: ['namespace/not-found'],
  }),
  outliers: stream({
    doc: 'Memories that lie unusually far from their nearest neighbours, with the reason.',
    input: z.strictObject({
      namespace,
      sample: z.int().min(10).max(20_000).default(2000),
      limit: z.int().min(1).max(500).default(50),
    }),
    item: z.discriminatedUnion('type', [
      Progress,
      z.strictObject({ type: z.literal('result'), report: OutlierReport }),
    ]),
    errors: ['namespace/not-found'],
  }),
  settings: read({
    doc: 'Who predicts and who sums up, as far as it is set.',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Name of the language model; null where there is none. */
      chat: z.string().nullable(),
      predictions: z.string().nullable(),
      policy: z.enum(['exact', 'threshold']),
      threshold: z.number(),
    }),
  }),
} as const
