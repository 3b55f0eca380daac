import { z } from 'zod'
import { read, stream } from './define.ts'
import { Coordinate, NamespaceName, Seconds } from './memory.ts'

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
} as const
