import type { GateSettings } from '#contract/gate'
import type { Artefact } from '../artefact-ports.ts'
import type { MemoryLimit } from '../decay/memory-limit.ts'
import type { Journal } from '../journal/journal.ts'
import type { Places } from '../life/places.ts'
import type { Payload, PayloadLimits } from '../memory/payload.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import type { InboxState } from './inbox-state.ts'

export interface InboxParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly places: Places
  readonly limit: Pick<MemoryLimit, 'hold'>
  readonly clock: Clock
  readonly limits: PayloadLimits
  readonly textFields: readonly (readonly string[])[]
  readonly settings: GateSettings
}

/** A stopped write, ready to be made something of. */
export interface OpenEntry {
  readonly artefact: Artefact
  readonly state: InboxState
  readonly payload: Payload
}
