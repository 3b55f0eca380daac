import { z } from 'zod'
import { IndexState } from './app.ts'
import { read, write } from './define.ts'
import { REACHING } from './reach.ts'

const word = z.string().trim().min(1).max(2000)
/** Its last space is a part of it. */
const prefix = z.string().min(1).max(1000)

/** What opens an embedder. Which of these it needs, {@link OfferedEmbedder} says. */
export const EmbedderSettings = z.strictObject({
  provider: z.string().min(1).max(40),
  url: word.optional(),
  model: word.optional(),
  path: word.optional(),
  /** The key, or where it lies: `env:NAME`, `file:PATH`. Goes in, and never comes out again: answers, database and journal do without it (SEC-2). */
  api_key: word.optional(),
  dimension: z.int().min(1).max(65_536).optional(),
  /** How a transformer makes one vector of many: their mean, or the first; the mean if left out. */
  pooling: z.enum(['mean', 'cls']).optional(),
  /** Put before a question, for models that were trained so. */
  query_prefix: prefix.optional(),
  document_prefix: prefix.optional(),
})
export type EmbedderSettings = z.output<typeof EmbedderSettings>

export const EmbedderField = z.strictObject({
  key: z.enum(['url', 'model', 'path', 'api_key', 'dimension', 'pooling', 'query_prefix', 'document_prefix']),
  label: z.string(),
  hint: z.string(),
  isRequired: z.boolean(),
})
export type EmbedderField = z.output<typeof EmbedderField>

/** A kind of embedder that can be chosen here, and what it must be told. */
export const OfferedEmbedder = z.strictObject({
  provider: z.string(),
  name: z.string(),
  /** What it is good for, and what it can't do. */
  note: z.string(),
  fields: z.array(EmbedderField),
})
export type OfferedEmbedder = z.output<typeof OfferedEmbedder>

const KnownEmbedder = z.strictObject({
  id: z.string(),
  dimension: z.int(),
  settings: EmbedderSettings.omit({ api_key: true }),
})

/** A change that is under way. */
export const EmbedderChange = z.strictObject({
  to: KnownEmbedder,
  /** `waiting`: something failed, and is tried again by itself. */
  state: z.enum(['running', 'paused', 'waiting', 'switching']),
  /** What it waits for; null unless it does. */
  reason: z.string().nullable(),
  /** `vectors` are made first, then they are put into an index of their own. */
  stage: z.enum(['vectors', 'index']),
  done: z.int(),
  total: z.int(),
  /** Memories a second; null until it is known. */
  rate: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** It goes back to the embedder before. */
  isUndo: z.boolean(),
})
export type EmbedderChange = z.output<typeof EmbedderChange>

export const EmbeddersState = z.strictObject({
  active: KnownEmbedder,
  /** Health of the vectors in use. */
  index: IndexState,
  offered: z.array(OfferedEmbedder),
  change: EmbedderChange.nullable(),
  /** The embedder before, whose vectors are kept; `changes.undo` or `undo` goes back to it. */
  previous: KnownEmbedder.nullable(),
  /** What the settings of the program name, where that is not what is in use. */
  configured: z
    .strictObject({
      settings: EmbedderSettings.omit({ api_key: true }),
      /** Why it could not be taken. */
      reason: z.string().nullable(),
    })
    .nullable(),
})
export type EmbeddersState = z.output<typeof EmbeddersState>

const nothing = z.strictObject({})

export const embedders = {
  state: read({
    doc: 'Which embedder makes the vectors, which are offered, and how a change to another one gets on.',
    input: nothing,
    output: EmbeddersState,
  }),
  test: read({
    doc: 'Embed a sentence with an embedder that is not in use, to see whether its settings are right.',
    input: z.strictObject({ settings: EmbedderSettings }),
    output: z.strictObject({ id: z.string(), dimension: z.int(), milliseconds: z.number() }),
    errors: ['embedder/unusable', ...REACHING],
  }),
  change: write({
    doc: 'Begin to make all vectors anew with another embedder; recall stays with the old ones until all are there.',
    input: z.strictObject({ settings: EmbedderSettings }),
    output: nothing,
    errors: ['embedder/unusable', 'embedder/in-use', 'embedder/busy', 'store/read-only', ...REACHING],
  }),
  pause: write({
    doc: 'Let a change of the embedder rest, also over restarts.',
    input: nothing,
    output: nothing,
    errors: ['embedder/no-change', 'store/read-only'],
  }),
  resume: write({
    doc: 'Go on with a change of the embedder that rests, or try at once what waits.',
    input: nothing,
    output: nothing,
    errors: ['embedder/no-change', 'store/read-only'],
  }),
  cancel: write({
    doc: 'Give up a change of the embedder. The vectors that it made are deleted.',
    input: nothing,
    output: nothing,
    errors: ['embedder/no-change', 'store/read-only'],
  }),
  undo: write({
    doc: 'Begin to go back to the embedder before the present one: what was written since gets a vector first.',
    input: nothing,
    output: nothing,
    errors: ['embedder/no-previous', 'embedder/busy', 'embedder/unusable', 'store/read-only'],
  }),
  forget: write({
    doc: 'Delete the vectors of the embedder before the present one. There is no going back to it then.',
    input: nothing,
    output: nothing,
    errors: ['embedder/no-previous', 'embedder/busy', 'store/read-only'],
  }),
} as const
