import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import type { ScoredKeys } from '../ports.ts'
import { missedPlaces, neighbourRecall } from './neighbour-recall.ts'

const scored = (...pairs: readonly (readonly [key: number, score: number])[]): ScoredKeys => ({
  keys: Uint32Array.from(pairs, ([key]) => key),
  scores: Float64Array.from(pairs, ([, score]) => score),
})

describe('recall of nearest neighbours', () => {
  it('QUAL-1 a memory that is just as near stands in for one that is missing', () => {
    const truth = scored([1, 0.9], [2, 0.8], [3, 0.7])
    expect(neighbourRecall(truth, scored([1, 0.9], [2, 0.8], [8, 0.7]), 3)).toBe(1)
    expect(missedPlaces(truth, scored([1, 0.9], [2, 0.8], [8, 0.7]), 3)).toEqual([])
    // One further away does not.
    expect(missedPlaces(truth, scored([1, 0.9], [2, 0.8], [8, 0.69]), 3)).toEqual([2])
    // Nor does a second one that is as near as the last make up for one that is nearer.
    expect(missedPlaces(truth, scored([1, 0.9], [8, 0.7], [9, 0.7]), 3)).toEqual([1])
    expect(neighbourRecall(truth, scored([1, 0.9], [8, 0.7], [9, 0.7]), 3)).toBeCloseTo(2 / 3, 12)
  })

  it('nothing to find is found, and fewer than k are counted as so many', () => {
    expect(neighbourRecall(scored(), scored(), 10)).toBe(1)
    expect(neighbourRecall(scored([1, 0.5], [2, 0.4]), scored([1, 0.5]), 10)).toBe(0.5)
  })

  it('without ties it is the share of the same memories, and misses are those that are not among them', () => {
    const seed = 11
    const random = randomFrom(seed)
    for (let round = 0; round < 200; round++) {
      const all = Array.from({ length: 30 }, (_, key) => [key, random()] as const).sort((a, b) => b[1] - a[1])
      const found = all.filter(() => random() < 0.7)
      const k = 1 + Math.floor(random() * 12)
      const first = new Set(found.slice(0, k).map(([key]) => key))
      const wanted = all.slice(0, k)
      const share = wanted.filter(([key]) => first.has(key)).length / k
      expect(neighbourRecall(scored(...all), scored(...found), k), `seed ${seed}`).toBeCloseTo(share, 12)
      const missed = wanted.flatMap(([key], place) => (first.has(key) ? [] : [place]))
      expect(missedPlaces(scored(...all), scored(...found), k), `seed ${seed}`).toEqual(missed)
    }
  })
})
