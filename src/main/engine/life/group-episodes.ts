import type { MemoryKey, ScoredKeys } from '../ports.ts'

export interface Group {
  /** The one that it grew around first, then the nearest. */
  readonly keys: readonly MemoryKey[]
  /** Cosine of each to the first. */
  readonly similarities: readonly number[]
}

export interface Grouping {
  readonly threshold: number
  /** Fewer make no group. */
  readonly least: number
  readonly most: number
}

/** Neighbours that are asked for first. */
const ASKED = 32

/**
 * Leader clustering (Hartigan 1975): the oldest episode that is in no group begins one and takes what is near enough
 * and free. One pass, one search a leader, and the same episodes give the same groups.
 * @param keys ascending, from the oldest to the newest
 * @param near the k nearest among the keys, best first, the episode itself included
 */
export async function* groupEpisodes(
  keys: Uint32Array,
  { threshold, least, most }: Grouping,
  near: (key: MemoryKey, k: number) => Promise<ScoredKeys>,
): AsyncGenerator<Group | null> {
  const grouped = new Set<MemoryKey>()
  for (const key of keys) {
    if (grouped.has(key)) yield null
    else {
      const group = await around(key, { threshold, most, grouped, total: keys.length }, near)
      if (group.keys.length < least) yield null
      else {
        for (const member of group.keys) grouped.add(member)
        yield group
      }
    }
  }
}

/** What others have taken may stand before what is free, so more are asked for until the last is too far. */
const around = async (
  leader: MemoryKey,
  {
    threshold,
    most,
    grouped,
    total,
  }: Pick<Grouping, 'threshold' | 'most'> & {
    readonly grouped: ReadonlySet<MemoryKey>
    readonly total: number
  },
  near: (key: MemoryKey, k: number) => Promise<ScoredKeys>,
): Promise<Group> => {
  for (let k = ASKED; ; k *= 4) {
    const { keys, scores } = await near(leader, Math.min(k, total))
    const free = [...keys.entries()].filter(
      ([i, key]) => key !== leader && (scores[i] as number) >= threshold && !grouped.has(key),
    )
    const isAll = keys.length < k || k >= total || (scores.at(-1) as number) < threshold
    if (!isAll && free.length < most - 1) continue
    const taken = free.slice(0, most - 1)
    return {
      keys: [leader, ...taken.map(([, key]) => key)],
      similarities: [1, ...taken.map(([i]) => scores[i] as number)],
    }
  }
}
