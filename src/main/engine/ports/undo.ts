import type { Change } from '#contract/changes'
import type { ArtefactUndoStep } from '../artefact-ports.ts'
import type { LinkPlace, LinkState, MemoryState } from './change.ts'

/** What an undo would put back of a memory. */
export interface UndoStep {
  readonly coordinate: readonly number[]
  readonly id: string
  /** State before the change; null where the change made the memory. */
  readonly before: MemoryState | null
  /** The present version. */
  readonly version: number
  /** The change that the present state stands for; where it is not the one to undo, that one stands in the way. */
  readonly lastSeq: number
}

/** What an undo would put back of a link. */
export interface LinkUndoStep extends LinkPlace {
  /** State before the change; null where there was none. */
  readonly before: LinkState | null
  /** The change that made the present state; null where there is none. */
  readonly present: number | null
  /** As in {@link UndoStep}. */
  readonly lastSeq: number
}

/** Without a change where there is none of the number; the namespace is empty where it was deleted. */
export interface UndoPlan {
  readonly change: Change | null
  readonly namespace: string
  readonly steps: readonly UndoStep[]
  readonly links: readonly LinkUndoStep[]
  readonly artefacts: readonly ArtefactUndoStep[]
}
