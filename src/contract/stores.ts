import { z } from 'zod'
import { read, write } from './define.ts'
import { ImportReport } from './imports.ts'
import { NamespaceName } from './memory.ts'
import { REACHING } from './reach.ts'

/** What came of asking a store once. */
export const StoreTrial = z.strictObject({
  kind: z.enum(['redis', 'qdrant']),
  /** Host and port, of several all. */
  name: z.string(),
  version: z.string().nullable(),
  /** What one answer took, once connected. */
  milliseconds: z.number().nullable(),
  /** Null where it was not reached. */
  isWritable: z.boolean().nullable(),
  /** What is amiss and what to do, in a sentence; null where it can be used. */
  problem: z.string().nullable(),
  /** What can be used and may be unwise. */
  notes: z.array(z.string()),
})
export type StoreTrial = z.output<typeof StoreTrial>

export const stores = {
  test: read({
    doc: 'Try a connection to Redis or Qdrant: whether it answers, which version, how quickly, and whether it may be written to. What stands there is not touched.',
    input: z.strictObject({
      kind: z.enum(['redis', 'qdrant']),
      /** Settings of the group without its name (`host`, `hnsw.m` as `hnsw: {m}`); what is left out is as it is set. */
      settings: z.record(z.string(), z.json()).default({}),
    }),
    output: StoreTrial,
    errors: ['request/invalid', 'connection/closed', ...REACHING],
  }),
  take: write({
    doc: 'Import what another program wrote into the collection of a namespace in Qdrant: payloads with coordinate and memory_type, as the Python engine writes them. Nothing is changed there. A dry run only says what would come of it.',
    input: z.strictObject({ namespace: NamespaceName, dryRun: z.boolean().default(true) }),
    output: z.strictObject({
      /** Points that were found. */
      points: z.int(),
      /** Null where there is nothing to import. */
      report: ImportReport.nullable(),
    }),
    errors: ['request/invalid', 'import/file', 'hook/vetoed', 'store/read-only'],
  }),
  again: write({
    doc: 'Look again at the store elsewhere and go on telling it, without waiting for the pause that its failures made.',
    input: z.strictObject({}),
    output: z.strictObject({}),
    errors: ['request/invalid', 'store/read-only'],
  }),
  beside: write({
    doc: 'Make a collection in Qdrant for a namespace beside one that has other dimensions or points of another program, and embed the memories into it. The one that is there stays as it is.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: z.strictObject({ collection: z.string() }),
    errors: ['request/invalid', 'store/read-only'],
  }),
} as const
