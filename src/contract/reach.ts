import { z } from 'zod'

/** What a place outside of the program is wanted for. */
export const ReachUse = z.enum([
  /** A server that makes vectors of texts. */
  'embedder',
  /** A folder with the files of a model. */
  'model',
  /** A server with a language model. */
  'adviser',
  /** A server that takes traces. */
  'traces',
  /** Where something secret lies that goes out with traces: `env:NAME`, `file:PATH`, `keychain:NAME`. */
  'secret',
  'redis',
  'qdrant',
  /** A data folder. */
  'folder',
  /** A file with a certificate. */
  'certificate',
  /** Pages of other places that may ask. */
  'origin',
])
export type ReachUse = z.output<typeof ReachUse>

/** A host, folder, file or secret that the program is told to use. A page names none that a person has not allowed. */
export const Reach = z.strictObject({ use: ReachUse, name: z.string() })
export type Reach = z.output<typeof Reach>

/** Errors of whatever names one. */
export const REACHING = ['reach/unconfirmed', 'reach/refused'] as const
