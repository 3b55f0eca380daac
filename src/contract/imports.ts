import { z } from 'zod'
import { read, stream } from './define.ts'
import { NamespaceName } from './memory.ts'

/**
 * How a file is read. What its objects mean is told by each of them. A folder of Markdown is a file of lines,
 * `{"path", "text"}` for each note.
 */
export const ImportFormat = z.enum(['jsonl', 'json', 'graphml', 'gexf', 'csv', 'tsv', 'markdown'])
export type ImportFormat = z.output<typeof ImportFormat>

/**
 * What a column of a table is. A coordinate is one column, or one an axis; `payload` is JSON and stands for all of it;
 * an `id` is a field too, by which the memory is known again.
 */
export const ColumnRole = z.enum([
  'field',
  'coordinate',
  'axis',
  'payload',
  'type',
  'importance',
  'timestamp',
  'pinned',
  'id',
  'ignore',
])
export type ColumnRole = z.output<typeof ColumnRole>

const ImportTable = z.strictObject({
  columns: z.array(z.strictObject({ name: z.string(), role: ColumnRole })),
  /** The first rows, as texts. */
  rows: z.array(z.array(z.string())),
})
export type ImportTable = z.output<typeof ImportTable>

/** What of a file is not usable. */
export const Fault = z.strictObject({
  /** From 1. */
  line: z.int(),
  what: z.string(),
  why: z.string(),
})
export type Fault = z.output<typeof Fault>

/** What to do with a memory whose place is taken, and, to replace, with what is not in the file: that goes to the bin. */
export const ImportMode = z.enum(['skip', 'update', 'replace'])
export type ImportMode = z.output<typeof ImportMode>

const Counts = z.strictObject({
  /** Memories that were not there. */
  added: z.int(),
  /** Memories that became what the file says. */
  changed: z.int(),
  /** Memories that are what the file says already. */
  same: z.int(),
  /** Memories whose place is taken, and left as they are. */
  skipped: z.int(),
  /** Earlier states that came in before what a memory is now. */
  versions: z.int(),
  /** Links made, or made otherwise; in a dry run, all that the file has. */
  links: z.int(),
  /** Memories that are not in the file and went to the bin. */
  removed: z.int(),
  failed: z.int(),
})
export type ImportCounts = z.output<typeof Counts>

/** An import that ended before its end; the same file goes on where it was. */
const Unfinished = z.strictObject({ id: z.string(), taken: z.int(), at: z.number() })
export type UnfinishedImport = z.output<typeof Unfinished>

export const ImportReport = Counts.extend({
  /** Null where nothing was changed. */
  import: z.string().nullable(),
  /** Its changes that are in force, the last first: undone together, the import is undone. */
  changes: z.array(z.int()),
  isDryRun: z.boolean(),
  namespace: z.string(),
  /** Whether the namespace is made by it. */
  isNew: z.boolean(),
  unfinished: Unfinished.nullable(),
  /** The first of what failed; all of it comes on the way. */
  first: z.array(Fault),
})
export type ImportReport = z.output<typeof ImportReport>

const ImportItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('progress'),
    stage: z.enum(['memories', 'links', 'removing']),
    /** Bytes of the file; while removing, memories. */
    done: z.number(),
    total: z.number(),
    /** Memories and links so far. */
    count: z.int(),
    /** What undoes it; null before the first change. */
    import: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('faults'), faults: z.array(Fault) }),
  z.strictObject({ kind: z.literal('done'), report: ImportReport }),
])
export type ImportItem = z.output<typeof ImportItem>

export const imports = {
  /** A file may be larger than a message: its text is given in parts, and imported under the number of the upload. */
  upload: read({
    doc: 'Takes a part of a file that is to be imported; the first part, without a number, begins an upload.',
    input: z.strictObject({ upload: z.string().optional(), text: z.string().max(4_000_000) }),
    output: z.strictObject({ upload: z.string() }),
    errors: ['import/file'],
  }),
  inspect: read({
    doc: 'What an upload looks like, by its name and how it begins.',
    input: z.strictObject({
      upload: z.string(),
      name: z.string().max(1000),
      /** Where it is known better than by the name. */
      format: ImportFormat.optional(),
    }),
    output: z.strictObject({
      format: ImportFormat,
      bytes: z.number(),
      /** Of a table, what its columns seem to be; else null. */
      table: ImportTable.nullable(),
    }),
    errors: ['import/file'],
  }),
  discard: read({
    doc: 'Forget an upload.',
    input: z.strictObject({ upload: z.string() }),
    output: z.strictObject({}),
  }),
  run: stream({
    doc: 'Import an upload into a namespace, which is made where there is none. A dry run only says what would come of it.',
    effect: 'write',
    input: z.strictObject({
      namespace: NamespaceName,
      upload: z.string(),
      /** What people call it. */
      name: z.string().max(1000).default('a file'),
      format: ImportFormat,
      /** Of a table, what its columns are; by their names if left out. */
      columns: z.array(ColumnRole).max(1000).optional(),
      mode: ImportMode.default('update'),
      dryRun: z.boolean().default(true),
      /** Go on with an import of the same file that ended before its end. */
      resume: z.boolean().default(false),
    }),
    item: ImportItem,
    errors: ['import/file', 'hook/vetoed', 'store/read-only'],
  }),
  undo: stream({
    doc: 'Take back all changes of an import, the last first. Refused where a later change stands in the way.',
    effect: 'write',
    input: z.strictObject({ namespace: NamespaceName, import: z.string() }),
    item: z.strictObject({ done: z.int(), total: z.int() }),
    errors: ['change/not-undoable', 'namespace/not-found', 'store/read-only'],
  }),
} as const
