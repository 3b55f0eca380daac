import type { ScoredKeys } from '../ports.ts'

/**
 * Nearest neighbours that a search found, held against the exact answer. Of memories that are equally near one is as
 * good as the other, as identical texts have identical vectors: where one of the exact answer is missing, one that was
 * found instead and is just as near stands in for it.
 * @returns places in the exact answer, from 0, of those of the k nearest that are missed
 */
export const missedPlaces = (truth: ScoredKeys, found: ScoredKeys, k: number): number[] => {
  const wanted = truth.keys.subarray(0, k)
  const expected = new Set(wanted)
  const there = new Set<number>()
  const standIns = new Map<number, number>()
  for (const [place, key] of found.keys.subarray(0, wanted.length).entries()) {
    const score = found.scores[place] as number
    if (expected.has(key)) there.add(key)
    else standIns.set(score, (standIns.get(score) ?? 0) + 1)
  }
  return [...wanted.keys()].filter((place) => {
    if (there.has(wanted[place] as number)) return false
    const score = truth.scores[place] as number
    const left = standIns.get(score) ?? 0
    standIns.set(score, left - 1)
    return left <= 0
  })
}

/** Share of the k nearest that was found, 0 to 1; 1 where nothing is there to find. */
export const neighbourRecall = (truth: ScoredKeys, found: ScoredKeys, k: number): number => {
  const wanted = Math.min(k, truth.keys.length)
  return wanted === 0 ? 1 : 1 - missedPlaces(truth, found, k).length / wanted
}
