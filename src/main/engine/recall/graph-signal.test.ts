import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LinkColumns } from '../ports.ts'
import { graphSignal, spreadActivation } from './graph-signal.ts'

type Link = readonly [from: number, to: number, weight: number]

const columns = (links: readonly Link[]): LinkColumns => ({
  from: Uint32Array.from(links, ([from]) => from),
  to: Uint32Array.from(links, ([, to]) => to),
  weight: Float64Array.from(links, ([, , weight]) => weight),
})

const key = fc.integer({ min: 1, max: 12 })
const links = fc.array(fc.tuple(key, key, fc.double({ min: 0.1, max: 5, noNaN: true })), { maxLength: 40 })
const seeds = fc
  .uniqueArray(fc.tuple(key, fc.double({ min: 0.01, max: 1, noNaN: true })), {
    selector: ([seed]) => seed,
    maxLength: 6,
  })
  .map((pairs) => new Map(pairs))

/** The definition, with a matrix: what `a` passes to `b` in a hop, and the most that reaches each in some hop. */
const naive = (all: readonly Link[], start: ReadonlyMap<number, number>, hops: number): number[] => {
  const size = 13
  const weight = Array.from({ length: size }, () => Array.from({ length: size }, () => 0))
  for (const [a, b, w] of all) {
    if (a === b) continue
    weight[a]![b]! += w
    weight[b]![a]! += w
  }
  const passes = weight.map((row) => {
    const degree = row.filter((w) => w > 0).length
    const heaviest = Math.max(...row)
    return row.map((w) => (w > 0 ? (0.5 * w) / (heaviest * Math.sqrt(degree)) : 0))
  })
  let front = Array.from({ length: size }, (_, i) => start.get(i) ?? 0)
  const most = front.map(() => 0)
  for (let hop = 0; hop < hops; hop++) {
    front = front.map((_, to) => front.reduce((sum, has, from) => sum + has * passes[from]![to]!, 0))
    for (const [i, has] of front.entries()) most[i] = Math.max(most[i]!, has)
  }
  const greatest = Math.max(...most)
  return most.map((has) => (greatest > 0 ? has / greatest : 0))
}

describe('spreading activation', () => {
  it('REC-1 is what its definition says, on any links, from any seeds, over one hop or two', () => {
    fc.assert(
      fc.property(links, seeds, fc.integer({ min: 1, max: 2 }), (all, start, hops) => {
        const reached = spreadActivation(columns(all), start, hops)
        const expected = naive(all, start, hops)
        for (let i = 1; i < expected.length; i++) expect(reached.get(i) ?? 0).toBeCloseTo(expected[i]!, 9)
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  it('REC-1 stays in [0, 1], and does not ask in which order or direction links come', () => {
    fc.assert(
      fc.property(links, seeds, (all, start) => {
        const reached = spreadActivation(columns(all), start, 2)
        const turned = all.map(([from, to, weight]): Link => [to, from, weight]).reverse()
        const again = spreadActivation(columns(turned), start, 2)
        for (const [memory, activation] of reached) {
          expect(activation).toBeGreaterThanOrEqual(0)
          expect(activation).toBeLessThanOrEqual(1)
          expect(again.get(memory)).toBeCloseTo(activation, 9)
        }
      }),
      { seed: 22 },
    )
  })

  it('REC-1 passes less through a hub than through a memory of few links', () => {
    const hub = Array.from({ length: 9 }, (_, i): Link => [1, 10 + i, 1])
    const reached = spreadActivation(
      columns([...hub, [2, 30, 1]]),
      new Map([
        [1, 1],
        [2, 1],
      ]),
      1,
    )
    expect(reached.get(30)).toBe(1)
    expect(reached.get(10)).toBeCloseTo(1 / 3, 12)
  })

  it('REC-8 reaches nothing without links, without seeds, or by a link from a memory to itself', () => {
    expect(spreadActivation(columns([]), new Map([[1, 1]]), 2).size).toBe(0)
    expect(spreadActivation(columns([[1, 2, 1]]), new Map(), 2).size).toBe(0)
    expect(spreadActivation(columns([[1, 1, 1]]), new Map([[1, 1]]), 2).size).toBe(0)
  })
})

describe('the graph signal', () => {
  it('REC-7 ranks by activation, equal ones by key, and gives no place to what was not reached', () => {
    const signal = graphSignal(
      new Map([
        [7, 0.5],
        [3, 0.5],
        [9, 1],
      ]),
    )
    expect([9, 3, 7, 1].map(signal.rank)).toEqual([1, 2, 3, null])
    expect([9, 1].map(signal.normalised)).toEqual([1, 0])
  })
})
