import { z } from 'zod'
import { read, stream } from './define.ts'
import { Coordinate, NamespaceName, Seconds } from './memory.ts'
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

const ActivityFilter = z.strictObject({
  namespace: NamespaceName.optional(),
  actions: z.array(ActivityAction).min(1).optional(),
  client: z.string().min(1).max(200).optional(),
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

const ReplayAsked = z.strictObject({
  from: Seconds,
  until: Seconds,
  namespace: NamespaceName.optional(),
  client: z.string().min(1).max(200).optional(),
  /** The newest so many of the stretch. */
  limit: z.int().min(1).max(500).default(200),
  setting: ReplaySetting,
})
export type ReplayAsked = z.output<typeof ReplayAsked>

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
  }),
} as const
