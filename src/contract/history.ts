import { z } from 'zod'
import { ArtefactKind, Change } from './changes.ts'
import { read, stream, write } from './define.ts'
import { ChangeReceipt, Coordinate, MemoryType, NamespaceName, PayloadText, Seconds } from './memory.ts'

/** What a change is about; one may be about several. `settings` are changes of the whole database, the embedder's too. */
export const HistoryKind = z.enum([
  'memories',
  'links',
  'settings',
  'golden',
  'queries',
  'recordings',
  'gate',
  'namespaces',
])
export type HistoryKind = z.output<typeof HistoryKind>

/** A line of the journal with what it did and what became of it. */
export const HistoryLine = Change.extend({
  /** How many memories, links and other things it changed, each counted once. */
  memories: z.int(),
  links: z.int(),
  others: z.int(),
  kinds: z.array(HistoryKind),
  /** The import that it is a part of; its other changes have the same. */
  import: z.string().nullable(),
  /** `redone`: in force again, through another change. */
  state: z.enum(['applied', 'undone', 'redone']),
  /** What undid or redid it last. */
  settledBy: z.strictObject({ seq: z.int(), author: z.string(), at: Seconds }).nullable(),
})
export type HistoryLine = z.output<typeof HistoryLine>

/** Why a change cannot be undone. */
export const Obstacle = z.strictObject({
  reason: z.string(),
  /** The change that cannot be undone. */
  change: z.int(),
  /** The later change that stands in its way, where one does. */
  by: z.int().nullable(),
})
export type Obstacle = z.output<typeof Obstacle>

const State = z.strictObject({
  version: z.int(),
  payload: PayloadText,
  type: MemoryType,
  importance: z.number(),
  timestamp: Seconds.nullable(),
  pinned: z.boolean(),
  deleted: z.boolean(),
})

const LinkState = z.strictObject({ weight: z.number(), note: z.string().nullable() })
const End = z.strictObject({ coordinate: z.array(z.number()), title: z.string() })

/** What one change did, each thing with its state before and after; null where there was nothing. */
export const ChangeDetail = z.strictObject({
  line: HistoryLine,
  /** The first ones; `line` says how many there are. What was deleted for good since is left out. */
  memories: z.array(End.extend({ before: State.nullable(), after: State.nullable() })),
  links: z.array(
    z.strictObject({
      from: End,
      to: End,
      type: z.string(),
      before: LinkState.nullable(),
      after: LinkState.nullable(),
    }),
  ),
  /** Settings, queries and the like, as JSON. */
  others: z.array(
    z.strictObject({
      kind: ArtefactKind,
      id: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** Why it cannot be undone now, or redone where it is undone. */
  obstacle: Obstacle.nullable(),
  /** Earlier changes in force that cannot be undone before this one, newest first. */
  inTheWayOf: z.array(z.int()),
})
export type ChangeDetail = z.output<typeof ChangeDetail>

/** Whose changes: of a namespace, of all where none is named; with those of the whole database or without. */
const scope = {
  namespace: NamespaceName.optional(),
  /** Also changes of the whole database: settings, the embedder. */
  whole: z.boolean().default(true),
}

const Point = z.strictObject({ ...scope, seq: z.int().min(0) })
export type HistoryPoint = z.output<typeof Point>

/** What going to a point would do. */
export const UndoToPlan = z.strictObject({
  /** Changes that would be undone, and redone. */
  undone: z.int(),
  redone: z.int(),
  /** Different memories, links and other things that they touch. */
  memories: z.int(),
  links: z.int(),
  others: z.int(),
  /** Who made the changes, the one of most first. */
  authors: z.array(z.strictObject({ author: z.string(), changes: z.int() })),
  /** The first of them, in the order in which they would be taken. */
  first: z.array(Change.extend({ act: z.enum(['undo', 'redo']) })),
  /** What stands in the way: nothing would be done then. */
  obstacle: Obstacle.nullable(),
})
export type UndoToPlan = z.output<typeof UndoToPlan>

const UndoItem = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('progress'),
    done: z.int(),
    total: z.int(),
    /** The changes that were made since the item before: each undoes one. */
    made: z.array(z.int()),
  }),
  z.strictObject({
    type: z.literal('result'),
    done: z.int(),
    total: z.int(),
    /** Somebody changed something meanwhile, and the rest was left as it is. */
    stopped: Obstacle.nullable(),
  }),
])
export type UndoItem = z.output<typeof UndoItem>

/** Reading the journal, and going to and fro in it by more than one change; part of `changes`. */
export const history = {
  history: read({
    doc: 'The journal as people read it: newest first, each change with what it did and whether it is in force.',
    input: z
      .strictObject({
        ...scope,
        before: z.int().optional(),
        limit: z.int().min(1).max(200).default(50),
        author: z.string().max(200).optional(),
        kind: HistoryKind.optional(),
        /** Only changes that touched this memory, or a link of it. */
        coordinate: Coordinate.optional(),
        /** Also undos and redos as lines of their own. */
        undos: z.boolean().default(false),
      })
      .refine(({ coordinate, namespace }) => coordinate === undefined || namespace !== undefined, {
        message: 'a coordinate needs its namespace',
        path: ['namespace'],
      }),
    output: z.strictObject({
      lines: z.array(HistoryLine),
      /** The newest change in force, whatever is asked for: where the present stands. */
      present: z.int().nullable(),
    }),
  }),
  authors: read({
    doc: 'Everybody who made a change, by name.',
    input: z.strictObject({ ...scope }),
    output: z.array(z.string()),
  }),
  next: read({
    doc: 'The change that an undo takes back next, and the one that a redo brings back.',
    input: z.strictObject({ ...scope, author: z.string().max(200).optional() }),
    output: z.strictObject({ undo: HistoryLine.nullable(), redo: HistoryLine.nullable() }),
  }),
  detail: read({
    doc: 'What one change did, with states before and after, and what stands in the way of undoing it.',
    input: z.strictObject({ seq: z.int().min(1), limit: z.int().min(1).max(100).default(20) }),
    output: ChangeDetail.nullable(),
  }),
  redo: write({
    doc: 'Put a change in force again that was undone. Refused where a later change stands in the way.',
    input: z.strictObject({ seq: z.int().min(1) }),
    output: ChangeReceipt.extend({ summary: z.string() }),
    errors: ['change/not-undoable', 'store/read-only'],
  }),
  planUndoTo: read({
    doc: 'What `undoTo` would do, and what stands in its way. Nothing is written.',
    input: Point,
    output: UndoToPlan,
    errors: ['request/cancelled'],
  }),
  undoTo: stream({
    doc:
      'Go to a point: everything is as it was right after this change. What came later is undone, newest first, and what ' +
      'was undone since is redone. Each is a change of its own, so that ending the stream stops at a point in between.',
    effect: 'write',
    input: Point,
    item: UndoItem,
    errors: ['change/not-undoable', 'store/read-only', 'request/cancelled'],
  }),
  undoEach: stream({
    doc: 'Undo these changes, newest first, each by a change of its own. It ends at the first that cannot be undone.',
    effect: 'write',
    input: z.strictObject({ seqs: z.array(z.int().min(1)).min(1).max(10_000) }),
    item: UndoItem,
    errors: ['change/not-undoable', 'store/read-only', 'request/cancelled'],
  }),
} as const
