import { z } from 'zod'
import { GateVerdict } from './gate-verdict.ts'

/**
 * Why a write passed the gate: it said something `new`, or could not be compared; the gate does not ask about an
 * `update`, a `pinned` or `forced` write, or one that is `superseding` another; or somebody stored it `from-inbox`.
 */
export const GatePass = z.enum([
  'new',
  'not-compared',
  'update',
  'pinned',
  'forced',
  'superseding',
  'from-inbox',
])
export type GatePass = z.output<typeof GatePass>

/** What the gate said of a write that was stored. Kept while the gate is on. */
export const GateRecord = z.strictObject({
  /** The version that the write made. */
  version: z.int(),
  pass: GatePass,
  reward: z.number().nullable(),
  /** Null where the gate did not ask. The title of the nearest is what lies there now. */
  gate: GateVerdict.nullable(),
})
export type GateRecord = z.output<typeof GateRecord>
