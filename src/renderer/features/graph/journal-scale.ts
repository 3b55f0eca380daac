import type { Stretch } from '#contract/graph-moments'
import type { Moments } from './graph-store.ts'

/**
 * Places on the journal: 0 is before everything, `i` is right after stretch `i - 1`, the last one is now. Changes lie
 * there at even distances, for in time they come in heaps: an import, an hour of edits, weeks of nothing.
 */
export interface JournalScale {
  readonly last: number
  placeOf(seq: number | 'now'): number
  /** The change that stands for a place. */
  seqAt(place: number): number
  /** Null before everything. */
  timeAt(place: number): number | null
}

export const journalScale = (stretches: readonly Stretch[]): JournalScale => {
  const last = stretches.length
  return {
    last,
    placeOf: (seq) => {
      if (seq === 'now') return last
      const behind = stretches.findIndex((stretch) => stretch.seq > seq)
      return behind === -1 ? last : behind
    },
    seqAt: (place) => stretches[place - 1]?.seq ?? 0,
    timeAt: (place) => stretches[place - 1]?.at ?? null,
  }
}

export const momentsAt = (scale: JournalScale, [from, to]: readonly [number, number]): Moments => ({
  from: scale.seqAt(from),
  to: to >= scale.last ? 'now' : scale.seqAt(to),
})

/** The newest place that is at least so old. */
export const placeBefore = (scale: JournalScale, time: number): number => {
  for (let place = scale.last; place > 0; place--) {
    if ((scale.timeAt(place) ?? 0) <= time) return place
  }
  return 0
}
