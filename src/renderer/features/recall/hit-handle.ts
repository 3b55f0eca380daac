import type { Hit } from '#contract/recall'

/** What only the list of results on the screen can do; commands and shortcuts ask it. */
export interface HitHandle {
  /** The result that has the keyboard, or the one that is open. */
  readonly current: () => Hit | null
  /** All that are shown, the best first. */
  readonly all: () => readonly Hit[]
  /** Whether the keyboard is in the list. */
  readonly hasFocus: () => boolean
  readonly move: (by: number) => void
  readonly toFirst: () => void
  readonly open: (hit: Hit) => void
  readonly expand: (hit: Hit) => void
  readonly star: (hit: Hit) => void
}

/** Null while no results are on the screen. */
export const hitHandle: { now: HitHandle | null } = { now: null }
