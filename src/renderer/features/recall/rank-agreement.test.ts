import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kendallTau, type Rankings, rankBiasedOverlap, rankPairs, sharedCount } from './rank-agreement.ts'

const of = (left: string, right: string): Rankings => ({ left: [...left], right: [...right] })
const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnop'), { maxLength: 12 })
const rankings = fc.record({ left: ids, right: ids })
const turned = ({ left, right }: Rankings): Rankings => ({ left: right, right: left })

describe('rankPairs', () => {
  it('joins what both have, and marks what only one has', () => {
    expect(rankPairs(of('xyz', 'zxw'))).toEqual([
      { id: 'x', left: 0, right: 1 },
      { id: 'y', left: 1, right: null },
      { id: 'z', left: 2, right: 0 },
      { id: 'w', left: null, right: 2 },
    ])
  })

  it('has every memory once', () => {
    fc.assert(
      fc.property(rankings, (two) => {
        const pairs = rankPairs(two)
        expect(pairs.map(({ id }) => id).sort()).toEqual([...new Set([...two.left, ...two.right])].sort())
        expect(pairs.filter(({ left, right }) => left !== null && right !== null)).toHaveLength(
          sharedCount(two),
        )
      }),
    )
  })
})

/** Agreement at each depth by comparing sets, extrapolated as the paper says it in words. */
const naiveOverlap = ({ left, right }: Rankings, p: number): number => {
  const at = (depth: number) => left.slice(0, depth).filter((id) => right.slice(0, depth).includes(id)).length
  const [short, long] = [left.length, right.length].sort((a, b) => a - b) as [number, number]
  let sum = 0
  for (let d = 1; d <= long; d += 1) sum += (at(d) / d) * p ** d
  for (let d = short + 1; d <= long; d += 1) sum += ((at(short) * (d - short)) / (short * d)) * p ** d
  return ((1 - p) / p) * sum + ((at(long) - at(short)) / long + at(short) / short) * p ** long
}

describe('rankBiasedOverlap', () => {
  it('is 1 for the same list, 0 for strangers, and null for nothing', () => {
    expect(rankBiasedOverlap(of('abcd', 'abcd'))).toBeCloseTo(1)
    expect(rankBiasedOverlap(of('abcd', 'wxyz'))).toBe(0)
    expect(rankBiasedOverlap(of('', 'a'))).toBe(0)
    expect(rankBiasedOverlap(of('', ''))).toBeNull()
  })

  it('punishes a change at the top more than one at the end', () => {
    expect(rankBiasedOverlap(of('abcdef', 'bacdef'))!).toBeLessThan(
      rankBiasedOverlap(of('abcdef', 'abcdfe'))!,
    )
  })

  it('is what sets compared at each depth give, whichever side is which', () => {
    fc.assert(
      fc.property(rankings, fc.double({ min: 0.1, max: 0.99, noNaN: true }), (two, p) => {
        fc.pre(two.left.length > 0 && two.right.length > 0)
        expect(rankBiasedOverlap(two, p)).toBeCloseTo(naiveOverlap(two, p), 9)
        expect(rankBiasedOverlap(turned(two), p)).toBeCloseTo(rankBiasedOverlap(two, p)!, 9)
      }),
    )
  })
})

/** Every pair, one by one. */
const naiveTau = ({ left, right }: Rankings): number | null => {
  const shared = left.filter((id) => right.includes(id))
  const signs = shared.flatMap((a, i) =>
    shared.slice(i + 1).map((b) => (right.indexOf(a) < right.indexOf(b) ? 1 : -1)),
  )
  return signs.length === 0 ? null : signs.reduce<number>((sum, sign) => sum + sign, 0) / signs.length
}

describe('kendallTau', () => {
  it('is 1 for the same order, -1 for the opposite, null where there is no order', () => {
    expect(kendallTau(of('abcd', 'abcd'))).toBe(1)
    expect(kendallTau(of('abcd', 'dcba'))).toBe(-1)
    expect(kendallTau(of('abx', 'ayz'))).toBeNull()
  })

  it('is what all pairs give, one by one', () => {
    fc.assert(
      fc.property(rankings, (two) => {
        const tau = kendallTau(two)
        if (tau === null) expect(naiveTau(two)).toBeNull()
        else expect(tau).toBeCloseTo(naiveTau(two)!, 9)
      }),
    )
  })
})
