import { z } from 'zod'
import { DecayRules } from './decay-rules.ts'
import { read, write } from './define.ts'
import { ChangeReceipt, Coordinate, MemoryRow, NamespaceName, Seconds } from './memory.ts'

/** `evict`: into the bin; `decay`: loses what it is about; `reduce`: loses fields by its age (DEC-3). */
const DecayKind = z.enum(['evict', 'decay', 'reduce'])
export type DecayKind = z.output<typeof DecayKind>

/** What each term of the formula adds (DEC-1); they sum to the score. */
const ScoreParts = z.strictObject({
  age: z.number(),
  idle: z.number(),
  stdp: z.number(),
  access: z.number(),
  importance: z.number(),
})
export type ScoreParts = z.output<typeof ScoreParts>

const counts = { evict: z.int(), decay: z.int(), reduce: z.int() }

export const DecayForecast = z.strictObject({
  madeAt: Seconds,
  living: z.int(),
  /** Up to the date that was asked for. */
  counts: z.strictObject(counts),
  /** At any time. */
  ever: z.strictObject(counts),
  /** The first and the last thing that will happen; null where nothing ever does. */
  first: Seconds.nullable(),
  last: Seconds.nullable(),
  /** What happens in each of equal parts from now to `until`; what is overdue counts to the first. */
  histogram: z.strictObject({
    from: Seconds,
    until: Seconds,
    evict: z.array(z.int()),
    decay: z.array(z.int()),
    reduce: z.array(z.int()),
  }),
})
export type DecayForecast = z.output<typeof DecayForecast>

export const Victim = z.strictObject({
  memory: MemoryRow,
  kind: DecayKind,
  /** When it is due; the next sweep after it does it. */
  at: Seconds,
  /** On the date that was asked for. */
  score: z.number(),
  parts: ScoreParts,
})
export type Victim = z.output<typeof Victim>

export const QueryCost = z.strictObject({
  query: z.string(),
  /** Of a saved query. */
  name: z.string().nullable(),
  /** How many it finds now, at most k, and which of them will be gone. */
  hits: z.int(),
  lost: z.array(z.strictObject({ memory: MemoryRow, rank: z.int(), kind: DecayKind })),
  /** What comes among the first k in their place. */
  instead: z.array(MemoryRow),
})
export type QueryCost = z.output<typeof QueryCost>

export const RecallCost = z.strictObject({
  k: z.int(),
  queries: z.array(QueryCost),
  /** Mean share of hits that stay, over the queries that find anything; null where none does. */
  kept: z.number().nullable(),
})
export type RecallCost = z.output<typeof RecallCost>

/** What the formula says of one memory. */
export const MemoryForecast = z.strictObject({
  madeAt: Seconds,
  score: z.number(),
  threshold: z.number(),
  parts: ScoreParts,
  /** When it decays; null where it never does. */
  decaysAt: Seconds.nullable(),
  /** Why it never does. */
  never: z.enum(['off', 'pinned', 'important', 'decayed', 'below']).nullable(),
  /** The next age at which it loses fields, and which. */
  reduces: z.strictObject({ at: Seconds, keys: z.array(z.string()) }).nullable(),
  /** Whether the next sweep evicts it. */
  isEvicted: z.boolean(),
})
export type MemoryForecast = z.output<typeof MemoryForecast>

const SweepReport = z.strictObject({
  at: Seconds,
  evicted: z.int(),
  decayed: z.int(),
  reduced: z.int(),
  purged: z.int(),
  purgedVersions: z.int(),
  /** The changes that did it, but for what went for good: `changes.undoEach` takes them back. */
  changes: z.array(z.int()),
})
export type SweepReport = z.output<typeof SweepReport>

/** By these rules instead of those in force. */
const asked = { namespace: NamespaceName, rules: DecayRules.optional() }
const Places = z.array(Coordinate).max(1000)

export const decay = {
  rules: read({
    doc: 'What decides which memories are forgotten, and when.',
    input: z.strictObject({}),
    output: DecayRules,
  }),
  forecast: read({
    doc: 'How many memories will decay or be evicted, and when, by the rules in force or by any others. Nothing is written.',
    input: z.strictObject({
      ...asked,
      /** Up to when to count. */
      at: Seconds,
      /** Where the histogram ends; the last event if left out. */
      until: Seconds.optional(),
      bins: z.int().min(1).max(400).default(60),
    }),
    output: DecayForecast,
    errors: ['namespace/not-found', 'request/cancelled'],
  }),
  victims: read({
    doc: 'Which memories will decay or be evicted up to a date, when and why, in the order of time.',
    input: z.strictObject({
      ...asked,
      at: Seconds,
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    output: z.strictObject({ total: z.int(), victims: z.array(Victim) }),
    errors: ['namespace/not-found', 'request/cancelled'],
  }),
  cost: read({
    doc: 'What forgetting up to a date costs in recall: the saved queries and these ones, without the victims.',
    input: z.strictObject({
      ...asked,
      at: Seconds,
      /** Asked recently. */
      recent: z.array(z.string().max(20_000)).max(50).default([]),
      k: z.int().min(1).max(50).default(10),
    }),
    output: RecallCost,
    errors: ['namespace/not-found', 'request/cancelled'],
  }),
  memory: read({
    doc: 'When one memory will decay, and why.',
    input: z.strictObject({ ...asked, coordinate: Coordinate }),
    output: MemoryForecast,
    errors: ['namespace/not-found', 'memory/not-found', 'request/cancelled'],
  }),
  accept: write({
    doc: 'Let memories decay, and others be evicted, now. Can be undone.',
    input: z.strictObject({
      namespace: NamespaceName,
      decay: Places.default([]),
      evict: Places.default([]),
    }),
    output: ChangeReceipt,
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  sweep: write({
    doc: 'Forget what is due now, in all namespaces, without waiting for the next sweep.',
    input: z.strictObject({}),
    output: SweepReport,
    errors: ['store/read-only'],
  }),
  purge: write({
    doc: 'Delete memories of the bin for good, with their versions and links. Cannot be undone.',
    input: z.strictObject({ namespace: NamespaceName, coordinates: z.array(Coordinate).min(1).max(100_000) }),
    output: z.strictObject({ purged: z.int() }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  emptyBin: write({
    doc: 'Delete everything in the bin of a namespace for good. Cannot be undone.',
    input: z
      .strictObject({ namespace: NamespaceName, confirm: z.string() })
      .refine(({ namespace, confirm }) => namespace === confirm, {
        message: 'must be the name of the namespace',
        path: ['confirm'],
      }),
    output: z.strictObject({ purged: z.int() }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
} as const
