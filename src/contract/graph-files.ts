import { z } from 'zod'
import { stream } from './define.ts'
import { Filter } from './filter.ts'
import { Coordinate, NamespaceName } from './memory.ts'

export const GraphFormat = z.enum(['graphml', 'gexf', 'json', 'jsonl'])
export type GraphFormat = z.output<typeof GraphFormat>

/** Also a table, parted by commas or tabs, which has no links, and notes, as lines of `{"path", "text"}`. */
export const ExportFormat = z.enum([...GraphFormat.options, 'csv', 'tsv', 'markdown'])
export type ExportFormat = z.output<typeof ExportFormat>

export const graphFiles = {
  export: stream({
    doc: 'A namespace, or some of its memories with the links between them, as the text of a file, part by part.',
    input: z.strictObject({
      namespace: NamespaceName,
      format: ExportFormat,
      coordinates: z.array(Coordinate).min(1).max(20_000).optional(),
      /** Only what it lets through, as in the table. */
      filter: Filter.optional(),
      /** Only memories with these words, as in the table. */
      search: z.string().max(2000).optional(),
      /** Also earlier states of each memory, as far as they fit into its line (JSON Lines and JSON). */
      versions: z.boolean().optional(),
      /** Also the fields that rest encrypted, in the clear; they are left out otherwise. */
      secrets: z.boolean().optional(),
    }),
    item: z.strictObject({
      text: z.string(),
      /** Memories so far. */
      memories: z.int(),
    }),
    errors: ['namespace/not-found'],
  }),
} as const
