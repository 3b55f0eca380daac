import { z } from 'zod'
import { read, write } from './define.ts'
import { MemoryType, NamespaceName, Seconds } from './memory.ts'

export const Namespace = z.strictObject({
  name: z.string(),
  memories: z.int(),
  bin: z.int(),
  createdAt: Seconds,
  /** What this namespace is, in a sentence; empty for most. */
  note: z.string(),
  /** Queries worth a first try. */
  suggestions: z.array(z.string()),
})
export type Namespace = z.output<typeof Namespace>

const Difference = z.strictObject({
  coordinate: z.array(z.number()),
  title: z.string(),
  type: MemoryType,
  kind: z.enum(['only-left', 'only-right', 'different']),
})

/** The change of it, which can be undone; null where nothing changed. */
const Made = z.strictObject({ seq: z.int().nullable() })

const BinnedNamespace = z.strictObject({
  name: NamespaceName,
  /** Those that come back with it. */
  memories: z.int(),
  at: Seconds,
  author: z.string(),
  /** The change that deleted it: undoing it brings the namespace back. */
  seq: z.int(),
})
export type BinnedNamespace = z.output<typeof BinnedNamespace>

export const namespaces = {
  list: read({
    doc: 'Every namespace with its counts.',
    input: z.strictObject({}),
    output: z.array(Namespace),
  }),
  create: write({
    doc: 'Make an empty namespace.',
    input: z.strictObject({ name: NamespaceName }),
    output: Made,
    errors: ['namespace/exists', 'store/read-only'],
  }),
  rename: write({
    doc: 'Rename a namespace. Ids are made of name and coordinate, so they change with it.',
    input: z.strictObject({ from: NamespaceName, to: NamespaceName }),
    output: Made,
    errors: ['namespace/not-found', 'namespace/exists', 'store/read-only'],
  }),
  copy: write({
    doc: 'Copy the living memories of a namespace and their links into a new one.',
    input: z.strictObject({ from: NamespaceName, to: NamespaceName }),
    output: Made.extend({ copied: z.int() }),
    errors: ['namespace/not-found', 'namespace/exists', 'store/read-only'],
  }),
  compare: read({
    doc: 'Memories that stand in one namespace only, or differ between two.',
    input: z.strictObject({
      left: NamespaceName,
      right: NamespaceName,
      limit: z.int().min(1).max(1000).default(200),
    }),
    output: z.strictObject({
      onlyLeft: z.int(),
      onlyRight: z.int(),
      different: z.int(),
      equal: z.int(),
      differences: z.array(Difference),
    }),
    errors: ['namespace/not-found'],
  }),
  remove: write({
    doc:
      'Delete a namespace. It lies in the bin with everything in it for as long as deleted memories do, and undoing the ' +
      'change brings it back.',
    input: z.strictObject({
      name: NamespaceName,
      /** The name once more, so that no slip deletes a namespace. */
      confirm: z.string(),
    }),
    output: Made.extend({ removed: z.int() }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  bin: read({
    doc: 'Deleted namespaces that can be brought back, the last first.',
    input: z.strictObject({}),
    output: z.array(BinnedNamespace),
  }),
  purge: write({
    doc: 'Delete a namespace of the bin for good. A backup of the database is made first.',
    input: z.strictObject({
      /** The change that deleted it. */
      seq: z.int().min(1),
      /** Its name once more, so that no slip deletes a namespace. */
      confirm: z.string(),
    }),
    output: z.strictObject({ purged: z.int() }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
} as const
