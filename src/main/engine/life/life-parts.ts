import type { Journal } from '../journal/journal.ts'
import type { PayloadLimits } from '../memory/payload.ts'
import type { Clock, Log, MemoryStore } from '../ports.ts'
import type { SealedFields } from '../secrets/sealed-payload.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import type { Places } from './places.ts'

/** What the higher operations are made of. */
export interface LifeParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly places: Places
  readonly clock: Clock
  readonly log: Log
  readonly limits: PayloadLimits
  readonly textFields: readonly (readonly string[])[]
  /** Payload fields that rest encrypted; null where none do. */
  readonly sealed: SealedFields | null
}
