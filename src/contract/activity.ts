import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { ChangeReceipt, Coordinate, NamespaceName, Seconds } from './memory.ts'
import { RecallQuery } from './recall.ts'

export const ActivityAction = z.enum([
  'store',
  'update',
  'forget',
  'recall',
  'link',
  'unlink',
  'decay',
  'evict',
  'gate_skip',
  'restore',
  'merge',
  'import',
  'config',
  'undo',
  'redo',
])
export type ActivityAction = z.output<typeof ActivityAction>

/** Something that happened, whichever process did it. */
export const ActivityEntry = z.strictObject({
  /** Where it stands: names one entry, and is what a page goes on from. */
  id: z.string(),
  at: Seconds,
  action: ActivityAction,
  /** The finer word of the journal, where it has one. */
  change: z.string().nullable(),
  namespace: z.string(),
  client: z.string(),
  /** The change in the journal; of a recall the last one that it knew. */
  seq: z.int().nullable(),
  /** What was asked; null where it was no recall, or only its hash was written down. */
  query: z.string().nullable(),
  k: z.int().nullable(),
  /** Milliseconds that an answer took; null where nobody measured. */
  took: z.number().nullable(),
  /** Memories or links that it is about, or hits. */
  count: z.int(),
  /** The first of them. */
  coordinates: z.array(Coordinate),
  links: z.array(z.strictObject({ from: Coordinate, to: Coordinate, type: z.string() })),
  /** Settings or other things beside memories that were changed. */
  names: z.array(z.string()),
})
export type ActivityEntry = z.output<typeof ActivityEntry>

export const ActivityFilter = z.strictObject({
  namespace: NamespaceName.optional(),
  actions: z.array(ActivityAction).min(1).optional(),
  client: z.string().min(1).max(200).optional(),
  /** A memory that it is about: one that was changed or recalled, or an end of a link. Where no audit log is written only the first 20 of a change are known. */
  memory: Coordinate.optional(),
  /** Stands in the query, in a coordinate, or in the name of a setting; upper and lower case are one. */
  text: z.string().min(1).max(200).optional(),
})
export type ActivityFilter = z.output<typeof ActivityFilter>

const ActivityAsked = ActivityFilter.extend({
  /** Only what happened up to then. */
  until: Seconds.optional(),
  /** Goes on after this page. */
  after: z.string().max(100).optional(),
  limit: z.int().min(1).max(500).default(100),
})
export type ActivityAsked = z.output<typeof ActivityAsked>

const ActivityPage = z.strictObject({
  entries: z.array(ActivityEntry),
  /** What to go on with; null at the end. A page may be short, or empty, before the end. */
  next: z.string().nullable(),
  from: z.enum(['audit-log', 'memory']),
})
export type ActivityPage = z.output<typeof ActivityPage>

/** With which settings queries are asked again; what is not named is as in force. */
const ReplaySetting = RecallQuery.pick({ weights: true, fusion: true, effort: true, exact: true })
export type ReplaySetting = z.output<typeof ReplaySetting>

const ReplayAnswer = z.strictObject({
  coordinates: z.array(Coordinate),
  titles: z.array(z.string()),
  /** Milliseconds. */
  took: z.number(),
})

/** One query, asked with the settings in force and with the others. */
export const ReplayedQuery = z.strictObject({
  type: z.literal('query'),
  query: z.string(),
  namespace: z.string(),
  client: z.string(),
  at: Seconds,
  k: z.int(),
  inForce: ReplayAnswer,
  other: ReplayAnswer,
  /** Share of the hits of either that both have; 1 where neither has any. */
  overlap: z.number(),
  /** Of the hits that both have, how many stand at another place. */
  moved: z.int(),
  /** Hits that were answered then and are not now, with the settings in force: memories may have changed since. */
  gone: z.int(),
})
export type ReplayedQuery = z.output<typeof ReplayedQuery>

const Times = z.strictObject({ p50: z.number(), p95: z.number() })

export const ReplaySummary = z.strictObject({
  type: z.literal('result'),
  queries: z.int(),
  /** Of which nobody wrote down the words, or whose namespace is gone. */
  skipped: z.int(),
  /** Mean over the queries; null where there are none. */
  overlap: z.number().nullable(),
  /** Queries with the same hits in the same order. */
  same: z.int(),
  inForce: Times.nullable(),
  other: Times.nullable(),
})
export type ReplaySummary = z.output<typeof ReplaySummary>

export const ReplayItem = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), done: z.int(), total: z.int() }),
  ReplayedQuery,
  ReplaySummary,
])
export type ReplayItem = z.output<typeof ReplayItem>

const RecordingName = z.string().trim().min(1, 'name the recording').max(100)

/** A stretch of what happened, under a name. */
export const Recording = z.strictObject({
  name: z.string(),
  from: Seconds,
  until: Seconds,
  /** Recalls of it that are kept, to be asked again: the newest 500. */
  recalls: z.int(),
  author: z.string(),
  createdAt: Seconds,
})
export type Recording = z.output<typeof Recording>

const ReplayAsked = z.strictObject({
  /** A recording of a namespace, in place of a stretch of the log. */
  recording: z.strictObject({ namespace: NamespaceName, name: RecordingName }).optional(),
  from: Seconds.default(0),
  /** Up to now, if left out. */
  until: Seconds.optional(),
  namespace: NamespaceName.optional(),
  client: z.string().min(1).max(200).optional(),
  /** The newest so many of the stretch. */
  limit: z.int().min(1).max(500).default(200),
  setting: ReplaySetting,
})
export type ReplayAsked = z.output<typeof ReplayAsked>

const receipt = ChangeReceipt.extend({ summary: z.string() })
const place = z.strictObject({ namespace: NamespaceName, name: RecordingName })

export const activity = {
  page: read({
    doc: 'What happened, newest first, as the audit log has it; while that is off, what this process remembers.',
    input: ActivityAsked,
    output: ActivityPage,
  }),
  follow: stream({
    doc: 'What happens from now on, by any process on this data, in bunches.',
    input: ActivityFilter,
    item: z.strictObject({ entries: z.array(ActivityEntry) }),
  }),
  replay: stream({
    doc: 'Asks the recalls of a stretch of time again, with the settings in force and with others: which hits differ, and how long each took. Writes nothing and counts nothing as used.',
    input: ReplayAsked,
    item: ReplayItem,
    errors: ['namespace/not-found', 'recording/not-found'],
  }),
  recordings: read({
    doc: 'The recordings of a namespace, newest first.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: z.array(Recording),
    errors: ['namespace/not-found'],
  }),
  record: write({
    doc: 'Keep a stretch of what happened, in all namespaces, under a name: its recalls can be asked again when the audit log that has them is gone.',
    input: place.extend({ from: Seconds, until: Seconds }),
    output: receipt,
    errors: ['namespace/not-found', 'recording/exists', 'store/read-only'],
  }),
  renameRecording: write({
    doc: 'Rename a recording.',
    input: place.extend({ to: RecordingName }),
    output: receipt,
    errors: ['namespace/not-found', 'recording/not-found', 'recording/exists', 'store/read-only'],
  }),
  removeRecording: write({
    doc: 'Delete a recording.',
    input: place,
    output: receipt,
    errors: ['namespace/not-found', 'recording/not-found', 'store/read-only'],
  }),
} as const
