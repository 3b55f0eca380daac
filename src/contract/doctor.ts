import { z } from 'zod'
import { read, write } from './define.ts'

/** What is derived from the primary store or tells of it, and so may differ from it. */
export const DoctorPart = z.enum([
  'copy',
  'file',
  'ids',
  'counts',
  'keywords',
  'vectors',
  'index',
  'graph',
  'saved',
  'elsewhere',
  'elsewhere-vectors',
])
export type DoctorPart = z.output<typeof DoctorPart>

/** Of the vectors in a second store: one in sixteen is read back, or each. */
export const DoctorReach = z.enum(['sample', 'all'])
export type DoctorReach = z.output<typeof DoctorReach>

const DoctorInput = z.strictObject({
  vectors: DoctorReach.optional().describe(
    'How many of the vectors in Qdrant are read back: one in sixteen, which is the default, or each. All else is compared whole.',
  ),
})

const Difference = z.strictObject({
  part: DoctorPart,
  /** Null where it is of the whole database. */
  namespace: z.string().nullable(),
  /** The memory, where it is of one. */
  coordinate: z.array(z.number()).nullable(),
  what: z.string(),
  /** Whether it can be made anew from the memories; else a backup is what helps. */
  canRepair: z.boolean(),
})

export const DoctorReport = z.strictObject({
  /** What was compared, how many of it, and how many differ. */
  checked: z.array(z.strictObject({ part: DoctorPart, compared: z.int(), differences: z.int() })),
  /** Of each part the first few. */
  differences: z.array(Difference),
  total: z.int(),
  seconds: z.number(),
})
export type DoctorReport = z.output<typeof DoctorReport>

export const doctor = {
  check: read({
    doc: 'Hold the copy of Redis on this computer against Redis, and all that is derived (keyword table, vectors, index, saved index files, graph, counts, points in Qdrant) against the memories, by count, id and content.',
    input: DoctorInput,
    output: DoctorReport,
  }),
  repair: write({
    doc: 'Make anew what differs from the memories. No memory is changed by that, so there is nothing to undo; what is taken over from Redis is a change of the journal, which can be undone.',
    input: DoctorInput,
    output: DoctorReport.describe('What is left'),
    errors: ['store/read-only'],
  }),
} as const
