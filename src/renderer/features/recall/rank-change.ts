/** What a list of results showed, as far as ranks go. */
export interface Run {
  /** The question: query, k, filter and weights as one text. */
  readonly key: string
  readonly ids: readonly string[]
  /** Milliseconds on any clock. */
  readonly shownAt: number
}

export interface Runs {
  readonly current: Run | null
  /** What ranks are compared with. */
  readonly baseline: Run | null
}

export const NO_RUNS: Runs = { current: null, baseline: null }

/** A result that stood this long was looked at; one that a keystroke swept away was not. */
export const SETTLED_MS = 700

const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id, index) => id === b[index])

/** Takes in a new result. While somebody types, the baseline stays the last result that stood long enough to be read. */
export const nextRuns = ({ current, baseline }: Runs, run: Run): Runs => {
  if (!current) return { current: run, baseline }
  if (current.key === run.key && sameIds(current.ids, run.ids)) return { current, baseline }
  const settled = run.shownAt - current.shownAt >= SETTLED_MS
  return { current: run, baseline: settled ? current : baseline }
}

export type RankChange =
  | { readonly kind: 'same' }
  | { readonly kind: 'up' | 'down'; readonly by: number; readonly from: number }
  | { readonly kind: 'new' }

/**
 * How each result moved against the baseline. Empty where nothing can be said: no baseline, or one with no memory in
 * common, since every arrow would then say the same. A result beyond the length of the baseline may have stood there
 * all along, so it is not called new.
 */
export const rankChanges = ({ current, baseline }: Runs): ReadonlyMap<string, RankChange> => {
  const changes = new Map<string, RankChange>()
  if (!current || !baseline) return changes
  const before = new Map(baseline.ids.map((id, index) => [id, index + 1]))
  if (!current.ids.some((id) => before.has(id))) return changes
  current.ids.forEach((id, index) => {
    const rank = index + 1
    const from = before.get(id)
    if (from === undefined) {
      if (rank <= baseline.ids.length) changes.set(id, { kind: 'new' })
    } else if (from === rank) changes.set(id, { kind: 'same' })
    else changes.set(id, { kind: from > rank ? 'up' : 'down', by: Math.abs(from - rank), from })
  })
  return changes
}
