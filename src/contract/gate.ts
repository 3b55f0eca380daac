import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { GateRecord } from './gate-record.ts'
import { GateVerdict } from './gate-verdict.ts'
import {
  ChangeReceipt,
  Coordinate,
  MemoryRow,
  MemoryType,
  NamespaceName,
  PayloadText,
  Seconds,
} from './memory.ts'

const GateWeights = z.strictObject({ novelty: z.number(), error: z.number() })

export const GateSettings = z.strictObject({
  isOn: z.boolean(),
  threshold: z.number(),
  weights: GateWeights,
  /** Writes that the inbox keeps in each namespace; past them the oldest go, and are counted. */
  inboxLimit: z.int(),
  salience: z.strictObject({
    /** Null where salience changes nothing. */
    threshold: z.number().nullable(),
    /** What recall does with what is below it. */
    below: z.enum(['rank-down', 'hide']),
  }),
})
export type GateSettings = z.output<typeof GateSettings>

/** A write that was stopped. */
export const InboxEntry = z.strictObject({
  id: z.string(),
  at: Seconds,
  author: z.string(),
  coordinate: z.array(z.number()),
  type: MemoryType,
  importance: z.number(),
  timestamp: Seconds.nullable(),
  payload: PayloadText,
  title: z.string(),
  reason: z.string().nullable(),
  reward: z.number().nullable(),
  /** What the gate said then, by the settings of then. */
  gate: GateVerdict,
  weights: GateWeights,
  /** What lies now where its nearest was. */
  nearest: MemoryRow.nullable(),
})
export type InboxEntry = z.output<typeof InboxEntry>

/** A verdict before anything is written. */
export const GatePreview = z.strictObject({
  isOn: z.boolean(),
  /** Whether a store would store it now, with the gate on. */
  passes: z.boolean(),
  /** Null where vectors are out of reach; the gate lets everything pass then. */
  gate: GateVerdict.nullable(),
})
export type GatePreview = z.output<typeof GatePreview>

/** A memory and the nearest of those that came before it. */
export const LikePair = z.strictObject({
  earlier: z.array(z.number()),
  later: z.array(z.number()),
  /** Cosine. */
  similarity: z.number(),
})
export type LikePair = z.output<typeof LikePair>

export const GateCalibration = z.strictObject({
  /** Living memories of the namespace, and how many of them were looked at: evenly from the oldest to the newest. */
  memories: z.int(),
  sampled: z.int(),
  /** Cosine of each to its nearest neighbour, ascending. */
  similarities: z.array(z.number()),
  /** Of the same memories: 1 - cosine to the nearest of those that came before it, ascending. */
  novelties: z.array(z.number()),
  /** How many memories each threshold would have stopped, reckoned up to all of them. */
  stopped: z.array(z.strictObject({ threshold: z.number(), memories: z.int(), share: z.number() })),
  /** Some of the pairs that were measured, from all degrees of likeness, the most alike first: to be judged. */
  pairs: z.array(LikePair),
})
export type GateCalibration = z.output<typeof GateCalibration>

/** A share of a number of cases with its 95 % interval (Wilson); null where there are none. */
const Estimate = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number(), n: z.int() })
  .nullable()
export type Estimate = z.output<typeof Estimate>

/** What judged pairs say of a threshold: a write is stopped for good where it says the same as what is there. */
export const JudgedThreshold = z.strictObject({
  threshold: z.number(),
  /** Of the pairs that it would stop, those that say the same. */
  precision: Estimate,
  /** Of the pairs that say the same, those that it would stop. */
  recall: Estimate,
})
export type JudgedThreshold = z.output<typeof JudgedThreshold>

export const GateSuggestion = z.strictObject({
  same: z.int(),
  different: z.int(),
  /** From 0 to 1 in steps of a hundredth. */
  thresholds: z.array(JudgedThreshold),
  /** The threshold of the best F1, in the middle of where that is the same; null with none of either judgement. */
  suggested: z.number().nullable(),
})
export type GateSuggestion = z.output<typeof GateSuggestion>

const place = { namespace: NamespaceName, entry: z.string().min(1) }
const receipt = ChangeReceipt.extend({ summary: z.string() })

export const gate = {
  settings: read({
    doc: 'How the write gate and salience are set.',
    input: z.strictObject({}),
    output: GateSettings,
  }),
  preview: read({
    doc: 'What the gate would say to a text or payload now. Nothing is written.',
    input: z
      .strictObject({
        namespace: NamespaceName,
        text: z.string().max(1_000_000).optional(),
        payload: PayloadText.optional(),
        reward: z.number().optional(),
      })
      .refine(
        ({ text, payload }) => (text === undefined) !== (payload === undefined),
        'give a text or a payload',
      ),
    output: GatePreview,
    errors: ['namespace/not-found', 'memory/payload-invalid', 'memory/payload-too-large'],
  }),
  inbox: read({
    doc: 'Writes that the gate stopped, newest first.',
    input: z.strictObject({
      namespace: NamespaceName,
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.strictObject({
      total: z.int(),
      /** How many went because the inbox was full. */
      dropped: z.int(),
      entries: z.array(InboxEntry),
    }),
    errors: ['namespace/not-found'],
  }),
  storeAnyway: write({
    doc: 'Store a write that the gate stopped. Can be undone; it is in the inbox again then.',
    input: z.strictObject(place),
    output: receipt.extend({ coordinate: z.array(z.number()) }),
    errors: [
      'namespace/not-found',
      'gate/not-found',
      'memory/exists',
      'memory/seal-broken',
      'store/read-only',
    ],
  }),
  mergeInto: write({
    doc: 'Merge the payload of a write that the gate stopped into its nearest memory, as a new version. Can be undone.',
    input: z.strictObject(place),
    output: receipt.extend({ coordinate: z.array(z.number()) }),
    errors: [
      'namespace/not-found',
      'gate/not-found',
      'gate/no-nearest',
      'memory/not-found',
      'memory/conflict',
      'memory/payload-too-large',
      'memory/payload-invalid',
      'memory/seal-broken',
      'store/read-only',
    ],
  }),
  confirm: write({
    doc: 'Agree with the gate: the write leaves the inbox. Can be undone.',
    input: z.strictObject(place),
    output: receipt,
    errors: ['namespace/not-found', 'gate/not-found', 'store/read-only'],
  }),
  settle: write({
    doc: 'Store, merge or throw away several writes that the gate stopped, in one change. What cannot be is left out and named.',
    input: z.strictObject({
      namespace: NamespaceName,
      entries: z.array(z.string().min(1)).min(1).max(1000),
      how: z.enum(['store', 'merge', 'confirm']),
    }),
    output: receipt.extend({
      leftOut: z.array(z.strictObject({ entry: z.string(), reason: z.string() })),
    }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  records: read({
    doc: 'What the gate said of the writes of a memory, newest first. Writes of while it was off have no record.',
    input: z.strictObject({ namespace: NamespaceName, coordinate: Coordinate }),
    output: z.array(GateRecord),
    errors: ['namespace/not-found'],
  }),
  suggest: read({
    doc: 'What judged pairs say of each threshold, and which is best by them.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: GateSuggestion,
    errors: ['namespace/not-found'],
  }),
  calibrate: stream({
    doc: 'How near memories are to their nearest neighbours, and how many any threshold would have stopped.',
    input: z.strictObject({
      namespace: NamespaceName,
      sample: z.int().min(1).max(20_000).default(2000),
    }),
    item: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('progress'), done: z.int(), total: z.int() }),
      z.strictObject({ type: z.literal('result'), report: GateCalibration }),
    ]),
    errors: ['namespace/not-found'],
  }),
  salience: read({
    doc: 'The salience of memories now; null where there is no living memory.',
    input: z.strictObject({ namespace: NamespaceName, coordinates: z.array(Coordinate).max(1000) }),
    output: z.array(z.number().nullable()),
    errors: ['namespace/not-found'],
  }),
} as const
