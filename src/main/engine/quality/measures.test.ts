import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { mean, ndcgAt, pairedDifference, quantile, recallAt, reciprocalRankAt } from './measures.ts'

const grades = (entries: Record<string, number>) => new Map(Object.entries(entries))

describe('measures by hand', () => {
  const expected = grades({ a: 3, b: 2, c: 1 })

  it.each([
    // ranked            R@1    R@3    R@5   MRR@5
    [['a', 'b', 'c'], 1 / 3, 1, 1, 1],
    [['x', 'a', 'y', 'b'], 0, 1 / 3, 2 / 3, 1 / 2],
    [['x', 'y', 'z', 'u', 'v', 'a'], 0, 0, 0, 0],
    [[], 0, 0, 0, 0],
    [['a', 'a', 'a'], 1 / 3, 1 / 3, 1 / 3, 1],
  ])('QUAL-2 %j', (ranked, r1, r3, r5, mrr) => {
    expect([1, 3, 5].map((k) => recallAt(ranked, expected, k))).toEqual([r1, r3, r5])
    expect(reciprocalRankAt(ranked, expected, 5)).toBe(mrr)
  })

  it('QUAL-2 nDCG weighs grades by 2^grade - 1 and places by the logarithm', () => {
    // 7, 3, 1 at the places 1, 2, 3: 7 / 1 + 3 / 1.58496 + 1 / 2 = 9.392789
    expect(ndcgAt(['a', 'b', 'c'], expected, 10)).toBe(1)
    // 1, 0, 7: 1 + 0 + 7 / 2 = 4.5
    expect(ndcgAt(['c', 'x', 'a'], expected, 10)).toBeCloseTo(4.5 / 9.392789, 6)
    // Only two places: the ideal is 7 + 3 / 1.58496 = 8.892789
    expect(ndcgAt(['b', 'a', 'c'], expected, 2)).toBeCloseTo((3 + 7 / 1.58496) / 8.892789, 5)
    expect(ndcgAt(['x'], grades({ a: 1 }), 10)).toBe(0)
  })

  it('refuses to measure against nothing', () => {
    expect(() => recallAt(['a'], new Map(), 1)).toThrow(RangeError)
    expect(() => ndcgAt(['a'], new Map(), 1)).toThrow(RangeError)
    expect(() => pairedDifference([], [])).toThrow(RangeError)
    expect(() => pairedDifference([1], [1, 2])).toThrow(RangeError)
  })

  it('takes quantiles by nearest rank', () => {
    const values = [15, 20, 35, 40, 50]
    expect([0.05, 0.3, 0.4, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([
      15, 20, 20, 35, 50, 50,
    ])
    expect(quantile([7], 0.5)).toBe(7)
    expect(quantile([], 0.5)).toBeNaN()
    expect(mean([])).toBeNaN()
  })
})

const item = fc.nat({ max: 15 })
const judged = fc
  .dictionary(item.map(String), fc.integer({ min: 1, max: 3 }), { minKeys: 1 })
  .map((tree) => new Map(Object.entries(tree).map(([key, grade]) => [Number(key), grade])))
const cases = fc.record({
  ranked: fc.uniqueArray(item),
  expected: judged,
  k: fc.integer({ min: 1, max: 20 }),
})

/** Every order of a few items. */
const orders = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((one, i) => orders(items.filter((_, j) => j !== i)).map((rest) => [one, ...rest]))

const naiveDcg = (ranked: readonly number[], expected: ReadonlyMap<number, number>, k: number): number => {
  let sum = 0
  for (let i = 0; i < ranked.length && i < k; i++) {
    const grade = expected.get(ranked[i] as number) ?? 0
    sum += (2 ** grade - 1) / Math.log2(i + 2)
  }
  return sum
}

describe('measures against slow ones', () => {
  it('QUAL-2 recall counts and MRR finds what a search of every expected one does', () => {
    const property = fc.property(cases, ({ ranked, expected, k }) => {
      const ranks = [...expected.keys()].map((one) => ranked.indexOf(one)).filter((at) => at >= 0 && at < k)
      expect(recallAt(ranked, expected, k)).toBeCloseTo(ranks.length / expected.size, 12)
      const best = ranks.length === 0 ? 0 : 1 / (Math.min(...ranks) + 1)
      expect(reciprocalRankAt(ranked, expected, k)).toBeCloseTo(best, 12)
    })
    fc.assert(property, { seed: 21, numRuns: 1000 })
  })

  it('QUAL-2 nDCG is the gain through the best gain of any order', () => {
    const few = cases.filter(({ expected }) => expected.size <= 5)
    const property = fc.property(few, ({ ranked, expected, k }) => {
      const best = Math.max(...orders([...expected.keys()]).map((order) => naiveDcg(order, expected, k)))
      expect(ndcgAt(ranked, expected, k)).toBeCloseTo(naiveDcg(ranked, expected, k) / best, 12)
    })
    fc.assert(property, { seed: 22, numRuns: 300 })
  })
})

describe('the paired bootstrap', () => {
  const noise = (n: number, by: number) =>
    Array.from({ length: n }, (_, i) => by + Math.sin(i * 12.9898) / 10)

  it('QUAL-2 says the same for the same seed, and all of it where nothing differs', () => {
    const [before, after] = [noise(40, 0.5), noise(40, 0.6)]
    expect(pairedDifference(before, after, { seed: 3 })).toEqual(pairedDifference(before, after, { seed: 3 }))
    const { mean: difference, low, high } = pairedDifference(before, after)
    for (const value of [difference, low, high]) expect(value).toBeCloseTo(0.1, 12)
  })

  it('QUAL-2 comes near the normal interval where that holds', () => {
    const before = Array.from({ length: 400 }, () => 0)
    const after = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0))
    const { mean: difference, low, high } = pairedDifference(before, after)
    const half = 1.96 * Math.sqrt((0.25 * 0.75) / 400)
    expect(difference).toBe(0.25)
    expect(Math.abs(low - (0.25 - half))).toBeLessThan(0.006)
    expect(Math.abs(high - (0.25 + half))).toBeLessThan(0.006)
  })

  it('QUAL-2 holds the true difference about 95 times of 100', () => {
    let inside = 0
    for (let trial = 0; trial < 200; trial++) {
      const random = randomFrom(1000 + trial)
      const values = Array.from({ length: 60 }, random)
      const { low, high } = pairedDifference(
        values.map(() => 0),
        values,
        { seed: trial, rounds: 400 },
      )
      if (low <= 0.5 && 0.5 <= high) inside++
    }
    expect(inside).toBeGreaterThan(180)
    expect(inside).toBeLessThan(199)
  })
})
