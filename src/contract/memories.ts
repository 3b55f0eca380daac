import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { Filter } from './filter.ts'
import { GateVerdict } from './gate-verdict.ts'
import { LinkInput } from './links.ts'
import {
  ChangeReceipt,
  Coordinate,
  Memory,
  MemoryRow,
  MemoryType,
  MemoryVersion,
  NamespaceName,
  PayloadText,
  Seconds,
} from './memory.ts'

const place = { namespace: NamespaceName, coordinate: Coordinate }
const Places = z.strictObject({
  namespace: NamespaceName,
  coordinates: z.array(Coordinate).min(1).max(100_000),
})
const finite = z.number({ error: 'must be a finite number' })
const reason = z.string().max(1000).optional()

/** Columns that SQL sorts by an index. */
export const SortColumn = z.enum([
  'coordinate',
  'type',
  'importance',
  'timestamp',
  'created',
  'updated',
  'title',
  'bytes',
])
export type SortColumn = z.output<typeof SortColumn>

export const PageQuery = z.strictObject({
  namespace: NamespaceName,
  sort: z
    .strictObject({ by: SortColumn, direction: z.enum(['asc', 'desc']) })
    .default({ by: 'updated', direction: 'desc' }),
  filter: Filter.optional(),
  /** Words that must all occur; the last one may be the beginning of a word. */
  search: z.string().max(2000).optional(),
  /** The bin instead of the living. */
  bin: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(100),
})
export type PageQuery = z.output<typeof PageQuery>

export const Page = z.strictObject({
  /** How many match in all. */
  total: z.int(),
  offset: z.int(),
  rows: z.array(MemoryRow),
  /** The last change the page reflects. */
  seq: z.int(),
})
export type Page = z.output<typeof Page>

/**
 * A vector of the caller's own (EMB-6): numbers, or little-endian float32 as base64. Its length must be that of the
 * vectors in use; it is brought to length 1.
 */
const OwnVector = z.union([
  z.array(z.number({ error: 'must be a finite number' })).max(65_536),
  z.base64().max(350_000),
])
export type OwnVector = z.output<typeof OwnVector>

export const StoreInput = z.strictObject({
  ...place,
  payload: PayloadText,
  /** Instead of the vector of the payload's text, until the text changes or another embedder makes all vectors anew. */
  vector: OwnVector.optional(),
  type: MemoryType.default('episodic'),
  importance: finite.default(0),
  timestamp: finite.optional(),
  pinned: z.boolean().optional(),
  /** What to do where the coordinate is taken: make a new version (MEM-5), or refuse. */
  ifTaken: z.enum(['update', 'refuse']).default('update'),
  /** How well what led to this went, for the gate: below 0 makes it more worth keeping (GATE-1). */
  reward: finite.optional(),
  /** Store it whatever the gate says (GATE-4). */
  force: z.boolean().optional(),
  /** The memory that this one takes the place of; it stays, linked and marked (GATE-4). */
  supersedes: Coordinate.optional(),
  /** Links from it to memories that are there, made in the same change. */
  links: z
    .array(LinkInput.omit({ from: true }))
    .max(100)
    .optional(),
  reason,
})
export type StoreInput = z.output<typeof StoreInput>

/** A store without a place: a free one near its meaning is found (LIFE-1). */
export const RememberInput = StoreInput.omit({ coordinate: true, ifTaken: true })
export type RememberInput = z.output<typeof RememberInput>

const STORE_ERRORS = [
  'memory/payload-invalid',
  'memory/payload-too-large',
  'memory/exists',
  // What it is to supersede, or to be linked to.
  'memory/not-found',
  'vector/dimension',
  'vector/invalid',
  'hook/vetoed',
  'namespace/not-found',
  'store/read-only',
] as const

/** What became of a write. A skip is no error, and never looks like a success (GATE-2). */
export const StoreOutcome = z.discriminatedUnion('stored', [
  ChangeReceipt.extend({
    stored: z.literal(true),
    id: z.string(),
    version: z.int(),
    created: z.boolean(),
    /** Null where the gate is off, did not ask, or could not tell. */
    gate: GateVerdict.nullable(),
    /** It is kept here and waits to be told to the store elsewhere that has the vectors too (STO-5). */
    pending: z.literal(true).optional(),
  }),
  /** `count` is 0, as no memory was touched; `seq` is the change that put the write into the inbox. */
  ChangeReceipt.extend({ stored: z.literal(false), entry: z.string(), gate: GateVerdict }),
])
export type StoreOutcome = z.output<typeof StoreOutcome>

/** As {@link StoreOutcome}, and where it is. */
const RememberOutcome = z.discriminatedUnion('stored', [
  StoreOutcome.options[0].extend({ coordinate: z.array(z.number()) }),
  StoreOutcome.options[1],
])
export type RememberOutcome = z.output<typeof RememberOutcome>

export const BulkItem = StoreInput.omit({ namespace: true, vector: true, reason: true })
export type BulkItem = z.output<typeof BulkItem>

const BulkStoreInput = z.strictObject({
  namespace: NamespaceName,
  items: z.array(BulkItem).min(1).max(100_000),
  /** Memories in one transaction. */
  chunk: z.int().min(1).max(10_000).default(1000),
  reason,
})
export type BulkStoreInput = z.output<typeof BulkStoreInput>

/** What became of a chunk, and of each item of it by its place in the list (MEM-11). */
const BulkOutcome = z.strictObject({
  /** The change; 0 where nothing of the chunk was written. */
  seq: z.int(),
  done: z.int(),
  total: z.int(),
  items: z.array(
    z.discriminatedUnion('is', [
      z.strictObject({
        index: z.int(),
        is: z.literal('stored'),
        version: z.int(),
        created: z.boolean(),
        gate: GateVerdict.nullable(),
      }),
      z.strictObject({ index: z.int(), is: z.literal('skipped'), entry: z.string(), gate: GateVerdict }),
      z.strictObject({ index: z.int(), is: z.literal('taken') }),
      z.strictObject({ index: z.int(), is: z.literal('refused'), code: z.string(), message: z.string() }),
    ]),
  ),
})
export type BulkOutcome = z.output<typeof BulkOutcome>

export const memories = {
  page: read({
    doc: 'A page of the memories of a namespace, sorted, filtered and searched by the store.',
    input: PageQuery,
    output: Page,
    errors: ['namespace/not-found'],
  }),
  get: read({
    doc: 'One memory with its payload, living or in the bin.',
    input: z.strictObject(place),
    output: Memory,
    errors: ['memory/not-found', 'memory/seal-broken', 'namespace/not-found'],
  }),
  getMany: read({
    doc: 'Memories with their payloads, in the order they were asked for; null where there is none. One whose encrypted fields do not open is shown as it rests.',
    input: z.strictObject({ namespace: NamespaceName, coordinates: z.array(Coordinate).min(1).max(10_000) }),
    output: z.array(Memory.nullable()),
    errors: ['namespace/not-found'],
  }),
  store: write({
    doc: 'Store a memory. Where the coordinate is taken the old state becomes a version. With the gate on, what says nothing new is kept in its inbox instead.',
    input: StoreInput,
    output: StoreOutcome,
    errors: STORE_ERRORS,
  }),
  remember: write({
    doc: 'Store a memory at a free place near its meaning, and say where. The gate sees it like any other.',
    input: RememberInput,
    output: RememberOutcome,
    errors: STORE_ERRORS,
  }),
  storeVector: write({
    doc: 'Store a memory under a vector of your own. Its payload is what is given, and may be empty.',
    input: StoreInput.extend({ payload: PayloadText.default('{}'), vector: OwnVector }),
    output: StoreOutcome,
    errors: STORE_ERRORS,
  }),
  storeBulk: stream({
    doc: 'Store many memories, a chunk a transaction, and say what became of each. Ending the stream keeps the chunks before.',
    effect: 'write',
    input: BulkStoreInput,
    item: BulkOutcome,
    errors: ['hook/vetoed', 'namespace/not-found', 'store/read-only'],
  }),
  update: write({
    doc: 'Change parts of a memory; what is not named stays.',
    input: z.strictObject({
      ...place,
      payload: PayloadText.optional(),
      type: MemoryType.optional(),
      importance: finite.optional(),
      timestamp: finite.nullable().optional(),
      pinned: z.boolean().optional(),
      /** Refuse when the memory has meanwhile another version than the one that was edited. */
      expectedVersion: z.int().optional(),
      reason,
    }),
    output: ChangeReceipt.extend({ version: z.int() }),
    errors: [
      'memory/not-found',
      'memory/seal-broken',
      'memory/conflict',
      'memory/payload-invalid',
      'memory/payload-too-large',
      'namespace/not-found',
      'store/read-only',
    ],
  }),
  setFields: write({
    doc: 'Put fields into the payload of a memory: they replace those of the same name or come to them; the rest stays to the byte.',
    input: z.strictObject({
      ...place,
      payload: PayloadText,
      /** As in `update`. */
      expectedVersion: z.int().optional(),
      reason,
    }),
    output: ChangeReceipt.extend({ version: z.int() }),
    errors: [
      'memory/not-found',
      'memory/seal-broken',
      'memory/conflict',
      'memory/payload-invalid',
      'memory/payload-too-large',
      'namespace/not-found',
      'store/read-only',
    ],
  }),
  updateMany: write({
    doc: 'Set type, importance or pin on many memories in one change.',
    input: Places.extend({
      set: z.strictObject({
        type: MemoryType.optional(),
        importance: finite.optional(),
        pinned: z.boolean().optional(),
      }),
      reason,
    }),
    output: ChangeReceipt,
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  remove: write({
    doc: 'Move memories to the bin. They stay restorable; coordinates without a memory are not counted.',
    input: Places.extend({ reason }),
    output: ChangeReceipt,
    errors: ['hook/vetoed', 'namespace/not-found', 'store/read-only'],
  }),
  restore: write({
    doc: 'Bring memories back from the bin.',
    input: Places.extend({ reason }),
    output: ChangeReceipt,
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  versions: read({
    doc: 'Every state of a memory, newest first; the first is the present one.',
    input: z.strictObject({ ...place, limit: z.int().min(1).max(1000).default(100) }),
    output: z.array(MemoryVersion),
    errors: ['memory/not-found', 'namespace/not-found'],
  }),
  restoreVersion: write({
    doc: 'Make an earlier state the present one; that is itself a new version.',
    input: z.strictObject({ ...place, version: z.int().min(1), reason }),
    output: ChangeReceipt.extend({ version: z.int() }),
    errors: [
      'memory/not-found',
      'memory/seal-broken',
      'version/not-found',
      'namespace/not-found',
      'store/read-only',
    ],
  }),
  recent: read({
    doc: 'The memories with the latest timestamps.',
    input: z.strictObject({ namespace: NamespaceName, limit: z.int().min(1).max(500).default(20) }),
    output: z.array(MemoryRow),
    errors: ['namespace/not-found'],
  }),
  important: read({
    doc: 'The memories with the highest importance.',
    input: z.strictObject({ namespace: NamespaceName, limit: z.int().min(1).max(500).default(20) }),
    output: z.array(MemoryRow),
    errors: ['namespace/not-found'],
  }),
  range: read({
    doc: 'The memories inside a box of coordinates of the same arity, bounds inclusive.',
    input: z
      .strictObject({
        namespace: NamespaceName,
        min: Coordinate,
        max: Coordinate,
        type: MemoryType.optional(),
        limit: z.int().min(1).max(10_000).default(1000),
      })
      .refine(({ min, max }) => min.length === max.length, 'min and max need the same number of axes'),
    output: z.array(MemoryRow),
    errors: ['namespace/not-found'],
  }),
  stats: read({
    doc: 'Counts of a namespace.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: z.strictObject({
      total: z.int(),
      episodic: z.int(),
      semantic: z.int(),
      pinned: z.int(),
      bin: z.int(),
      links: z.int(),
      versions: z.int(),
      payloadBytes: z.int(),
      oldest: Seconds.nullable(),
      newest: Seconds.nullable(),
    }),
    errors: ['namespace/not-found'],
  }),
} as const
