import { z } from 'zod'
import { stream } from './define.ts'
import { Filter } from './filter.ts'
import { Coordinate, NamespaceName } from './memory.ts'

export const GraphFormat = z.enum(['graphml', 'gexf', 'json', 'jsonl'])
export type GraphFormat = z.output<typeof GraphFormat>

/** Also a table, parted by commas or tabs, which has no links, and notes, as lines of `{"path", "text"}`. */
export const ExportFormat = z.enum([...GraphFormat.options, 'csv', 'tsv', 'markdown'])
export type ExportFormat = z.output<typeof ExportFormat>

const which = {
  namespace: NamespaceName,
  coordinates: z.array(Coordinate).min(1).max(20_000).optional(),
  /** Only what it lets through, as in the table. */
  filter: Filter.optional(),
  /** Only memories with these words, as in the table. */
  search: z.string().max(2000).optional(),
}

export const graphFiles = {
  export: stream({
    doc: 'A namespace, or some of its memories with the links between them, as the text of a file, part by part.',
    input: z.strictObject({
      ...which,
      format: ExportFormat,
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
  /** A page names no path and learns none: the person in front of it chooses, in a dialog of the system. */
  exportToFolder: stream({
    doc: 'The same as notes in a new folder, in a place that is chosen in a dialog of the desktop app.',
    input: z.strictObject({ ...which, secrets: z.boolean().optional() }),
    item: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('progress'), memories: z.int() }),
      z.strictObject({
        type: z.literal('result'),
        memories: z.int(),
        /** What the new folder is called; null where none was chosen. */
        folder: z.string().nullable(),
      }),
    ]),
    errors: ['namespace/not-found', 'export/folder'],
  }),
} as const
