import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { ChangeReceipt, Seconds } from './memory.ts'

/** A line of the journal: one transaction. */
export const Change = z.strictObject({
  seq: z.int(),
  /** Empty where the change was one of the whole database. */
  namespace: z.string(),
  at: Seconds,
  author: z.string(),
  action: z.string(),
  /** A sentence for people: `Edited "Sensitive cookie ..."`. */
  summary: z.string(),
  count: z.int(),
  /** The change that this one undid, if it is an undo. */
  undoes: z.int().nullable(),
  /** The change that undid this one. */
  undoneBy: z.int().nullable(),
})
export type Change = z.output<typeof Change>

/** What is kept beside memories and undone like them: golden sets with their entries, saved queries, recordings, stopped writes, judged and dismissed pairs, chosen settings, how far imports are and where they put what had no place, and what a namespace is called. */
export const ArtefactKind = z.enum([
  'golden-set',
  'golden-entry',
  'saved-query',
  'recording',
  'gate-skip',
  'pair-label',
  'pair-dismissal',
  'setting',
  'import',
  'import-places',
  'namespace',
])
export type ArtefactKind = z.output<typeof ArtefactKind>

/**
 * What an open window is told. `lagged` means that a listener was too slow and lost some: fetch anew.
 * `changed` carries the change of memories itself so that views can refresh just what it touched; `links` and `artefacts`
 * are changes of those, alone or beside memories.
 */
export const EngineEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('changed'), change: Change, ids: z.array(z.string()) }),
  z.strictObject({ type: z.literal('links'), change: Change }),
  z.strictObject({ type: z.literal('artefacts'), change: Change, kinds: z.array(ArtefactKind) }),
  z.strictObject({ type: z.literal('golden-run'), namespace: z.string() }),
  /** The watch measured recall, or forgot; `turn` says that an alert was raised or is over. */
  z.strictObject({
    type: z.literal('quality'),
    namespace: z.string(),
    turn: z.enum(['raised', 'healed']).nullable(),
  }),
  z.strictObject({ type: z.literal('namespaces') }),
  z.strictObject({ type: z.literal('status') }),
  /** Settings are others now, whoever changed them. */
  z.strictObject({ type: z.literal('settings') }),
  /** Another connection is open now, or those that could be are others. */
  z.strictObject({ type: z.literal('connections') }),
  /** A change of the embedder got on, or came to an end. */
  z.strictObject({ type: z.literal('embedders') }),
  z.strictObject({ type: z.literal('lagged') }),
])
export type EngineEvent = z.output<typeof EngineEvent>

export const changes = {
  undo: write({
    doc: 'Put back what a change replaced. Refused where a later change stands in the way. An undo can be undone.',
    input: z.strictObject({ seq: z.int().min(1) }),
    output: ChangeReceipt.extend({ summary: z.string() }),
    errors: ['change/not-undoable', 'store/read-only'],
  }),
  list: read({
    doc: 'The journal, newest first.',
    input: z.strictObject({
      namespace: z.string().optional(),
      before: z.int().optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.array(Change),
  }),
  events: stream({
    doc: 'Everything that happens from now on, in order.',
    input: z.strictObject({}),
    item: EngineEvent,
  }),
} as const
