import { z } from 'zod'
import { read, stream } from './define.ts'
import { Coordinate, NamespaceName } from './memory.ts'

export const GraphFormat = z.enum(['graphml', 'gexf', 'json', 'jsonl'])
export type GraphFormat = z.output<typeof GraphFormat>

export const ImportReport = z.strictObject({
  isDryRun: z.boolean(),
  memories: z.int(),
  links: z.int(),
  /** Of `memories`, those that were there already and become what the file says. */
  replaced: z.int(),
  /** Undoable one by one, the last first; empty after a dry run. */
  changes: z.array(z.int()),
  leftOut: z.strictObject({
    total: z.int(),
    /** The first of them. */
    first: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  }),
})
export type ImportReport = z.output<typeof ImportReport>

const ImportItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), done: z.number(), total: z.number() }),
  z.strictObject({ kind: z.literal('done'), report: ImportReport }),
])
export type ImportItem = z.output<typeof ImportItem>

const namespace = z.strictObject({ namespace: NamespaceName })

export const graphFiles = {
  export: stream({
    doc: 'A namespace, or some of its memories with the links between them, as the text of a file, part by part.',
    input: namespace.extend({
      format: GraphFormat,
      coordinates: z.array(Coordinate).min(1).max(20_000).optional(),
    }),
    item: z.string(),
    errors: ['namespace/not-found'],
  }),
  /** A file may be larger than a message: its text is given in parts, and imported under the number of the upload. */
  upload: read({
    doc: 'Takes a part of a file that is to be imported; the first part, without a number, begins an upload.',
    input: z.strictObject({ upload: z.string().optional(), text: z.string().max(4_000_000) }),
    output: z.strictObject({ upload: z.string() }),
    errors: ['graph/file'],
  }),
  import: stream({
    doc: 'Import an upload into a namespace, which is made where there is none. A dry run only says what would come of it.',
    effect: 'write',
    input: namespace.extend({ upload: z.string(), format: GraphFormat, dryRun: z.boolean().default(true) }),
    item: ImportItem,
    errors: ['graph/file', 'store/read-only'],
  }),
} as const
