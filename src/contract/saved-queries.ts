import { z } from 'zod'
import { read, write } from './define.ts'
import { Filter } from './filter.ts'
import { ChangeReceipt, NamespaceName, Seconds } from './memory.ts'
import { RecallQuery, Weights } from './recall.ts'

const QueryName = z.string().trim().min(1, 'name the query').max(100)

/** A query to ask again, with all that it was asked with. */
export const SavedQuery = z.strictObject({
  name: z.string(),
  query: z.string(),
  filter: Filter.optional(),
  k: z.int(),
  weights: Weights.partial().optional(),
  createdAt: Seconds,
})
export type SavedQuery = z.output<typeof SavedQuery>

const receipt = ChangeReceipt.extend({ summary: z.string() })

export const queries = {
  list: read({
    doc: 'The saved queries of a namespace, by name.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: z.array(SavedQuery),
    errors: ['namespace/not-found'],
  }),
  save: write({
    doc: 'Keep a query under a name.',
    input: z.strictObject({
      namespace: NamespaceName,
      name: QueryName,
      query: RecallQuery.shape.query,
      filter: Filter.optional(),
      k: RecallQuery.shape.k,
      weights: Weights.partial().optional(),
      ifTaken: z.enum(['refuse', 'replace']).default('refuse'),
    }),
    output: receipt,
    errors: ['namespace/not-found', 'query/exists', 'store/read-only'],
  }),
  rename: write({
    doc: 'Rename a saved query.',
    input: z.strictObject({ namespace: NamespaceName, name: QueryName, to: QueryName }),
    output: receipt,
    errors: ['namespace/not-found', 'query/not-found', 'query/exists', 'store/read-only'],
  }),
  remove: write({
    doc: 'Delete a saved query.',
    input: z.strictObject({ namespace: NamespaceName, name: QueryName }),
    output: receipt,
    errors: ['namespace/not-found', 'query/not-found', 'store/read-only'],
  }),
} as const
