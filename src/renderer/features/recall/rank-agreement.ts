/** Two lists of ids, best first, each id once. */
export interface Rankings {
  readonly left: readonly string[]
  readonly right: readonly string[]
}

/** Where a memory stands on either side, from 0; null where that side does not have it. */
export interface RankPair {
  readonly id: string
  readonly left: number | null
  readonly right: number | null
}

const placesIn = (ids: readonly string[]): ReadonlyMap<string, number> =>
  new Map(ids.map((id, index) => [id, index]))

/** Every memory of both sides once: those of the left in their order, then those that only the right has. */
export const rankPairs = ({ left, right }: Rankings): readonly RankPair[] => {
  const places = placesIn(right)
  const before = placesIn(left)
  const ofLeft = left.map((id, index) => ({ id, left: index, right: places.get(id) ?? null }))
  const onlyRight = right.flatMap((id, index) => (before.has(id) ? [] : [{ id, left: null, right: index }]))
  return [...ofLeft, ...onlyRight]
}

export const sharedCount = ({ left, right }: Rankings): number => {
  const places = placesIn(right)
  return left.filter((id) => places.has(id)).length
}

/** How many of the first d are shared, for d from 1 to the longer list. */
const sharedByDepth = ({ left, right }: Rankings): readonly number[] => {
  const seen = new Set<string>()
  let shared = 0
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    for (const id of [left[index], right[index]]) {
      if (id === undefined) continue
      if (seen.has(id)) shared += 1
      else seen.add(id)
    }
    return shared
  })
}

/** How fast the weight of a place falls: with 0.9 the first ten places have 86% of it. */
const PERSISTENCE = 0.9

/**
 * Rank-biased overlap, extrapolated (Webber, Moffat and Zobel 2010, formula 32): 0 for lists that share nothing, 1 for
 * equal ones, and the first places count most. Null where there is nothing to compare.
 */
export const rankBiasedOverlap = (rankings: Rankings, p = PERSISTENCE): number | null => {
  const short = Math.min(rankings.left.length, rankings.right.length)
  const shared = sharedByDepth(rankings)
  const long = shared.length
  if (long === 0) return null
  if (short === 0) return 0
  const atShort = shared[short - 1] ?? 0
  const atLong = shared[long - 1] ?? 0
  let sum = 0
  for (let depth = 1; depth <= long; depth += 1) {
    // Beyond the end of the shorter list, what it would go on to share is taken to be as much as so far.
    const unseen = depth > short ? (atShort * (depth - short)) / short : 0
    sum += (((shared[depth - 1] ?? 0) + unseen) / depth) * p ** depth
  }
  return ((1 - p) / p) * sum + ((atLong - atShort) / long + atShort / short) * p ** long
}

/** Pairs that stand in the wrong order, counted while the places are merged into order. */
const inversions = (places: readonly number[]): number => {
  let count = 0
  const sorted = (from: number, to: number): number[] => {
    if (to - from < 2) return places.slice(from, to)
    const middle = (from + to) >> 1
    const [low, high] = [sorted(from, middle), sorted(middle, to)]
    const merged: number[] = []
    let at = 0
    for (const place of high) {
      while (at < low.length && low[at]! < place) merged.push(low[at++]!)
      count += low.length - at
      merged.push(place)
    }
    for (; at < low.length; at += 1) merged.push(low[at]!)
    return merged
  }
  sorted(0, places.length)
  return count
}

/**
 * Kendall's tau over the memories of both lists: 1 for the same order, -1 for the opposite. Null where fewer than two
 * are shared.
 */
export const kendallTau = ({ left, right }: Rankings): number | null => {
  const places = placesIn(right)
  const shared = left.flatMap((id) => places.get(id) ?? [])
  const pairs = (shared.length * (shared.length - 1)) / 2
  return pairs === 0 ? null : 1 - (2 * inversions(shared)) / pairs
}
