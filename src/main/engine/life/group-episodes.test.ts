import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { type Group, type Grouping, groupEpisodes } from './group-episodes.ts'

const DIMENSION = 4

const vectors = (seed: number, count: number): Float32Array[] => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => {
    const raw = Float32Array.from({ length: DIMENSION }, () => random() - 0.5)
    const length = Math.hypot(...raw)
    return raw.map((value) => value / length)
  })
}
const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)

/** By the definition: compare with everything, take what is free and near enough. */
const naive = (all: readonly Float32Array[], { threshold, least, most }: Grouping): number[][] => {
  const grouped = new Set<number>()
  const groups: number[][] = []
  all.forEach((leader, i) => {
    if (grouped.has(i)) return
    const near = all
      .map((other, j) => ({ j, score: dot(leader, other) }))
      .filter(({ j, score }) => j !== i && score >= threshold && !grouped.has(j))
      .sort((a, b) => b.score - a.score || a.j - b.j)
      .slice(0, most - 1)
      .map(({ j }) => j)
    if (near.length + 1 < least) return
    groups.push([i, ...near])
    for (const j of [i, ...near]) grouped.add(j)
  })
  return groups
}

const grouped = async (
  all: readonly Float32Array[],
  how: Grouping,
): Promise<{ groups: Group[]; searches: number }> => {
  let searches = 0
  const near = async (key: number, k: number) => {
    searches++
    const ranked = all
      .map((other, j) => ({ j, score: dot(all[key] as Float32Array, other) }))
      .sort((a, b) => b.score - a.score || a.j - b.j)
      .slice(0, k)
    return {
      keys: Uint32Array.from(ranked, ({ j }) => j),
      scores: Float64Array.from(ranked, ({ score }) => score),
    }
  }
  const groups: Group[] = []
  const keys = Uint32Array.from(all.keys())
  for await (const group of groupEpisodes(keys, how, near)) if (group !== null) groups.push(group)
  return { groups, searches }
}

describe('groups of episodes', () => {
  it('LIFE-2 are those of comparing everything with everything, without doing so', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.integer({ min: 0, max: 300 }),
        fc.double({ min: 0.3, max: 0.99, noNaN: true }),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 5, max: 70 }),
        async (seed, count, threshold, least, most) => {
          const all = vectors(seed, count)
          const how = { threshold, least, most }
          const { groups } = await grouped(all, how)
          expect(groups.map(({ keys }) => [...keys])).toEqual(naive(all, how))
          for (const { keys, similarities } of groups) {
            expect(similarities.slice(1).every((score) => score >= threshold)).toBe(true)
            expect(similarities).toHaveLength(keys.length)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('LIFE-2 take one search each where they are small, whatever the number of episodes', async () => {
    const pairs = vectors(3, 200).flatMap((vector) => [vector, vector])
    const { groups, searches } = await grouped(pairs, { threshold: 0.99999, least: 2, most: 64 })
    expect(groups.length).toBeGreaterThan(150)
    expect(searches).toBe(groups.length)
  })
})
