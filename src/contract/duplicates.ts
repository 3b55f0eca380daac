import { z } from 'zod'
import { read, stream, write } from './define.ts'
import { ChangeReceipt, Coordinate, MemoryRow, NamespaceName, PayloadText, Seconds } from './memory.ts'

/** Whether memories say the same, as a person judged it; `skip` where the person could not tell. */
const PairVerdict = z.enum(['same', 'different', 'skip'])
export type PairVerdict = z.output<typeof PairVerdict>

export const PairLabel = z.strictObject({
  id: z.string(),
  at: Seconds,
  /** Two memories, or all of a group: then it is said of each two of them. */
  members: z.array(z.array(z.number())),
  verdict: PairVerdict,
  /** Cosine of a pair when it was judged, and by whose vectors; null for a group, and where there were no vectors. */
  similarity: z.number().nullable(),
  embedder: z.string(),
})
export type PairLabel = z.output<typeof PairLabel>

/** Memories that are alike, each to at least one other of them. */
export const DuplicateCluster = z.strictObject({
  /** How many there are. */
  size: z.int(),
  /** Of the pairs that were found: cosine of the least and the most alike. */
  least: z.number(),
  most: z.number(),
  /** At most 50 of them, the oldest first. */
  members: z.array(MemoryRow),
})
export type DuplicateCluster = z.output<typeof DuplicateCluster>

export const DuplicateReport = z.strictObject({
  /** Living memories of the namespace, and how many were looked at: evenly from the oldest to the newest. */
  memories: z.int(),
  looked: z.int(),
  /** How many clusters there are; the answer has the most alike of them. */
  total: z.int(),
  /** How many memories are in clusters. */
  inClusters: z.int(),
  clusters: z.array(DuplicateCluster),
})
export type DuplicateReport = z.output<typeof DuplicateReport>

const receipt = ChangeReceipt.extend({ summary: z.string() })
const Members = z.array(Coordinate).min(2).max(100)

export const duplicates = {
  find: stream({
    doc: 'Clusters of memories that are alike, the most alike first. Pairs that were judged different do not count.',
    input: z.strictObject({
      namespace: NamespaceName,
      /** Least cosine of two memories that count as alike. */
      similarity: z.number().min(0.5).max(1).default(0.95),
      /** Memories to look at, at most. */
      sample: z.int().min(1).max(1_000_000).default(100_000),
      limit: z.int().min(1).max(1000).default(200),
      /** Compares with every vector: slow, and misses nothing. */
      exact: z.boolean().default(false),
    }),
    item: z.discriminatedUnion('type', [
      /** `found`: clusters so far. */
      z.strictObject({ type: z.literal('progress'), done: z.int(), total: z.int(), found: z.int() }),
      z.strictObject({ type: z.literal('result'), report: DuplicateReport }),
    ]),
    errors: ['namespace/not-found'],
  }),
  merge: write({
    doc: 'Merge memories into one of them, which gets their links; the others go to the bin. One change, which can be undone.',
    input: z.strictObject({
      namespace: NamespaceName,
      into: Coordinate,
      others: z.array(Coordinate).min(1).max(99),
      /** What is to be there; else the fields of `into`, and after them those that only the others have. */
      payload: PayloadText.optional(),
      /** Versions that the caller saw, of `into` and then of the others; after another change nothing is merged. */
      versions: z.array(z.int()).optional(),
      reason: z.string().max(1000).optional(),
    }),
    output: receipt.extend({
      /** Links that moved or changed. */
      links: z.int(),
    }),
    errors: [
      'namespace/not-found',
      'memory/not-found',
      'memory/conflict',
      'memory/payload-invalid',
      'memory/payload-too-large',
      'memory/seal-broken',
      'store/read-only',
    ],
  }),
  label: write({
    doc: 'Say whether memories say the same. What is different does not come back as a duplicate.',
    input: z.strictObject({
      namespace: NamespaceName,
      members: Members,
      verdict: PairVerdict,
    }),
    output: receipt,
    errors: ['namespace/not-found', 'memory/not-found', 'store/read-only'],
  }),
  unlabel: write({
    doc: 'Take a judgement back.',
    input: z.strictObject({ namespace: NamespaceName, id: z.string().min(1) }),
    output: receipt,
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  labels: read({
    doc: 'What was judged, newest first.',
    input: z.strictObject({ namespace: NamespaceName, limit: z.int().min(1).max(10_000).default(1000) }),
    output: z.strictObject({ total: z.int(), labels: z.array(PairLabel) }),
    errors: ['namespace/not-found'],
  }),
} as const
