import type { WatchAlert } from '#contract/quality'
import type { IndexHealth } from '../../ports.ts'

/** A neighbour that a search missed: of which query, which memory, and its place by the exact answer, from 1. */
export interface KnownMiss {
  readonly id: string
  readonly key: number
  readonly rank: number
}

/** What is known of a namespace beside its series. */
export interface WatchKnown {
  readonly alert: WatchAlert | null
  /** Changes up to this one have been looked at for marks. */
  readonly seq: number
  /** By which a tree that was built anew is known. */
  readonly tree: string | null
  readonly missed: number
  /** The first of them. */
  readonly misses: readonly KnownMiss[]
}

export const NOTHING_KNOWN: Omit<WatchKnown, 'seq'> = { alert: null, tree: null, missed: 0, misses: [] }

export const MOST_MISSES = 100

export const treeMark = ({ tree }: IndexHealth): string | null =>
  tree && `${tree.builtRows} rows, ${tree.levels} levels`
