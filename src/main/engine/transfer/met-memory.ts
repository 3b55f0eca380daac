import type { ImportMode } from '#contract/imports'
import type { Memory } from '#contract/memory'
import type { FileState } from './file-memory.ts'
import type { ImportMemory } from './records.ts'

/** A memory of the file, where it goes (null where a place is still to be found), and what is there. */
export interface Met {
  readonly memory: ImportMemory
  readonly coordinate: readonly number[] | null
}
export interface Placed extends Met {
  readonly present: Memory | null
  /** Whether an earlier state of it was just stored. */
  readonly hasBegun?: boolean
}

export const verdictOf = (one: Placed, mode: ImportMode): 'added' | 'changed' | 'same' | 'skipped' => {
  const { present } = one
  if (present === null || present.deletedAt !== null) return 'added'
  const { payload, type, importance, timestamp, pinned } = inputOf(one)
  const isSame =
    payload === present.payload &&
    type === present.type &&
    importance === present.importance &&
    (timestamp ?? null) === present.timestamp &&
    pinned === present.pinned
  if (isSame) return 'same'
  return mode === 'skip' ? 'skipped' : 'changed'
}

/**
 * The earlier states that are still to be stored: all of a memory that was never there; of one that is what the file
 * says it once was, as after an import that ended in between, those that follow. One with another past keeps that.
 */
export const versionsToCome = ({ memory: { versions }, present }: Placed): readonly FileState[] => {
  if (present === null) return versions
  const known = versions[present.version - 1]
  const isKnown =
    known !== undefined &&
    present.deletedAt === null &&
    known.payload === present.payload &&
    known.type === present.type &&
    known.importance === present.importance &&
    known.timestamp === present.timestamp &&
    known.pinned === present.pinned
  return isKnown ? versions.slice(present.version) : []
}

/** What the file does not say stays as it is. */
export const inputOf = ({ memory, coordinate, present, hasBegun = false }: Placed) => {
  const type = memory.type ?? present?.type ?? 'episodic'
  const timestamp = memory.timestamp ?? (present?.type === type ? present.timestamp : null)
  const lives = present !== null && present.deletedAt === null
  return {
    ...(coordinate !== null && { coordinate: [...coordinate] }),
    payload: memory.payload,
    type,
    importance: memory.importance ?? present?.importance ?? 0,
    ...(timestamp !== null && { timestamp }),
    pinned: memory.pinned ?? present?.pinned ?? false,
    ifTaken: lives || hasBegun ? ('update' as const) : ('refuse' as const),
    // Somebody chose the file: what is in it is wanted, whether it says something new or not.
    force: true,
  }
}
