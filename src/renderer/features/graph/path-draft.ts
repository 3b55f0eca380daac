import type { Coordinate } from '../../workspace/location.ts'

/** A memory that paths begin, end or must not pass, as it was called when it was picked. */
export interface PickedMemory {
  readonly coordinate: Coordinate
  readonly title: string
}

/** What is asked about ways between two memories. */
export interface PathDraft {
  /** The first is A, the second B. */
  readonly ends: readonly PickedMemory[]
  readonly by: 'weight' | 'hops'
  readonly direction: 'out' | 'both'
  readonly k: number
  readonly withoutTypes: readonly string[]
  readonly without: readonly PickedMemory[]
  /** The one that stands out; null where all do. */
  readonly chosen: number | null
}

export const NEW_PATHS: PathDraft = {
  ends: [],
  by: 'weight',
  direction: 'both',
  k: 3,
  withoutTypes: [],
  without: [],
  chosen: null,
}

const same = (a: PickedMemory, b: PickedMemory): boolean => a.coordinate.join() === b.coordinate.join()

/** A third pick begins anew; one that is picked already is let go. */
export const withEnd = (draft: PathDraft, picked: PickedMemory): PathDraft => {
  const { ends } = draft
  if (ends.some((end) => same(end, picked))) {
    return { ...draft, chosen: null, ends: ends.filter((end) => !same(end, picked)) }
  }
  return { ...draft, chosen: null, ends: ends.length >= 2 ? [picked] : [...ends, picked] }
}

export const withoutMemory = (draft: PathDraft, picked: PickedMemory): PathDraft =>
  draft.without.some((one) => same(one, picked)) || draft.ends.some((end) => same(end, picked))
    ? draft
    : { ...draft, chosen: null, without: [...draft.without, picked] }
