import { z } from 'zod'
import { read } from './define.ts'
import { MemoryType, NamespaceName, Seconds } from './memory.ts'

/** A moment by the clock, or right after a change of the journal; change 0 is before everything. */
export const Moment = z.union([z.strictObject({ at: Seconds }), z.strictObject({ seq: z.int().min(0) })])
export type Moment = z.output<typeof Moment>

/** The last change up to a moment, and when it was made; null where there was none yet. */
const Found = z.strictObject({ seq: z.int(), at: Seconds.nullable() })

const Difference = z.enum(['added', 'removed', 'changed'])
export type Difference = z.output<typeof Difference>

/** A memory as it was at the later of the two moments at which it was there. */
const MemoryThen = z.strictObject({
  id: z.string(),
  coordinate: z.array(z.number()),
  title: z.string(),
  type: MemoryType,
  importance: z.number(),
  timestamp: Seconds.nullable(),
  pinned: z.boolean(),
  createdAt: Seconds,
})
export type MemoryThen = z.output<typeof MemoryThen>

const ChangedPart = z.enum(['payload', 'type', 'importance', 'timestamp', 'pinned'])
export type ChangedPart = z.output<typeof ChangedPart>

const ComparedMemory = MemoryThen.extend({
  is: Difference,
  /** What of a changed one is other than before; empty for the others. */
  parts: z.array(ChangedPart),
  /** Its versions at both moments; null where it was not there. */
  before: z.int().nullable(),
  after: z.int().nullable(),
})
export type ComparedMemory = z.output<typeof ComparedMemory>

const LinkThen = z.strictObject({ weight: z.number(), note: z.string().nullable() })

const ComparedLink = z.strictObject({
  /** Ids of its ends. */
  from: z.string(),
  to: z.string(),
  type: z.string(),
  is: Difference,
  before: LinkThen.nullable(),
  after: LinkThen.nullable(),
})
export type ComparedLink = z.output<typeof ComparedLink>

const Counts = z.strictObject({ added: z.int(), removed: z.int(), changed: z.int() })
export type DifferenceCounts = z.output<typeof Counts>

export const Comparison = z.strictObject({
  /** The earlier moment, and the later one, in whichever order they were named. */
  from: Found,
  to: Found,
  memories: Counts,
  links: Counts,
  /** The first of each kind; the counts are of all. */
  changedMemories: z.array(ComparedMemory),
  changedLinks: z.array(ComparedLink),
  /** Ends of these links that are the same at both moments. */
  ends: z.array(MemoryThen),
  /** Memories whose state at one of the moments is not kept any more; they and their links are in no count. */
  unknown: z.int(),
  /** Memories that were deleted for good after the earlier moment: nothing is known of them. */
  purged: z.int(),
})
export type Comparison = z.output<typeof Comparison>

const CompareInput = z.strictObject({
  namespace: NamespaceName,
  from: Moment,
  to: Moment,
  /** Memories of each kind, and links of each kind, at most. */
  limit: z.int().min(1).max(10_000).default(500),
})
export type CompareInput = z.output<typeof CompareInput>

/** A stretch of the journal: one change, or several that follow one another. */
const Stretch = z.strictObject({
  /** Its last change. */
  seq: z.int(),
  at: Seconds,
  changes: z.int(),
  /** How many things these changed. */
  touched: z.int(),
})
export type Stretch = z.output<typeof Stretch>

export const graphMoments = {
  moments: read({
    doc: 'The journal of a namespace in stretches of as many changes, oldest first: moments to compare.',
    input: z.strictObject({ namespace: NamespaceName, most: z.int().min(2).max(2000).default(200) }),
    output: z.strictObject({ changes: z.int(), stretches: z.array(Stretch) }),
    errors: ['namespace/not-found'],
  }),
  compare: read({
    doc: 'What was added, removed and changed between two moments, memories and links, by the journal and the kept versions.',
    input: CompareInput,
    output: Comparison,
    errors: ['namespace/not-found'],
  }),
} as const
