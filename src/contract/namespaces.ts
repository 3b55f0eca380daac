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

export const namespaces = {
  list: read({
    doc: 'Every namespace with its counts.',
    input: z.strictObject({}),
    output: z.array(Namespace),
  }),
  create: write({
    doc: 'Make an empty namespace.',
    input: z.strictObject({ name: NamespaceName }),
    output: z.strictObject({}),
    errors: ['namespace/exists', 'store/read-only'],
  }),
  rename: write({
    doc: 'Rename a namespace. Ids are made of name and coordinate, so they change with it.',
    input: z.strictObject({ from: NamespaceName, to: NamespaceName }),
    output: z.strictObject({}),
    errors: ['namespace/not-found', 'namespace/exists', 'store/read-only'],
  }),
  copy: write({
    doc: 'Copy the living memories of a namespace and their links into a new one.',
    input: z.strictObject({ from: NamespaceName, to: NamespaceName }),
    output: z.strictObject({ copied: z.int() }),
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
    doc: 'Delete a namespace with everything in it, for good. A backup of the database is made first.',
    input: z.strictObject({
      name: NamespaceName,
      /** The name once more, so that no slip deletes a namespace. */
      confirm: z.string(),
    }),
    output: z.strictObject({ removed: z.int() }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
} as const
