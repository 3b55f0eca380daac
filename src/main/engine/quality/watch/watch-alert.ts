import type { WatchAlert, WatchPoint } from '#contract/quality'

/** An alert that a few queries raise would say more of them than of the index. */
export const FEWEST_FOR_ALERT = 20

export interface AlertStep {
  readonly alert: WatchAlert | null
  readonly turn: 'raised' | 'healed' | null
}

/**
 * Raised where even the upper bound is below the target: chance alone does not make that. Over when the value itself has
 * reached it again, which is further up: between the two an alert stays what it was, so it does not flap.
 */
export const nextAlert = (before: WatchAlert | null, point: WatchPoint, target: number): AlertStep => {
  const { recall10, queries, at } = point
  if (before !== null) {
    if (recall10.value >= target) return { alert: null, turn: 'healed' }
    return { alert: { ...before, target, recall10 }, turn: null }
  }
  if (queries < FEWEST_FOR_ALERT || recall10.high >= target) return { alert: null, turn: null }
  return { alert: { since: at, target, recall10 }, turn: 'raised' }
}
