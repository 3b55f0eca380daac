import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScoredKeys } from '../ports.ts'
import {
  bestFirst,
  effectiveWeights,
  fuse,
  importanceSignal,
  keywordSignal,
  partsOf,
  recencySignal,
  vectorSignal,
} from './fuse.ts'

const weight = fc.double({ min: 0, max: 1, noNaN: true })
const weights = fc.record({
  vector: weight,
  keyword: weight,
  graph: weight,
  context: weight,
  importance: weight,
  recency: weight,
})

/** A list as an index gives it: keys once, best first. */
const list = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }).chain((keys) =>
  fc
    .array(fc.double({ min: 0.001, max: 10, noNaN: true }), {
      minLength: keys.length,
      maxLength: keys.length,
    })
    .map(
      (scores): ScoredKeys => ({
        keys: Uint32Array.from(keys),
        scores: Float64Array.from(scores).sort().reverse(),
      }),
    ),
)

const none: ScoredKeys = { keys: new Uint32Array(), scores: new Float64Array() }

describe('fusion', () => {
  it('REC-1 gives every hit parts that sum to its score, each within its weight', () => {
    fc.assert(
      fc.property(list, list, weights, (keyword, vector, wanted) => {
        const used = effectiveWeights(wanted, new Set())
        const keys = [...keyword.keys, ...vector.keys]
        const facts = new Map(keys.map((key) => [key, key / 7]))
        const signals = [
          keywordSignal(keyword, new Map()),
          vectorSignal(vector, new Map()),
          importanceSignal(facts),
          recencySignal(facts),
        ]
        for (const { key, score } of fuse(keys, signals, used)) {
          const parts = partsOf(key, signals, used)
          expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(score, 12)
          for (const { signal, normalised, part } of parts) {
            expect(normalised).toBeGreaterThanOrEqual(0)
            expect(normalised).toBeLessThanOrEqual(1)
            expect(part).toBeLessThanOrEqual(used[signal] + 1e-12)
          }
        }
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('REC-7 lists each memory once, best first, equal scores by similarity, then by key', () => {
    fc.assert(
      fc.property(list, list, weights, (keyword, vector, wanted) => {
        const keys = [...keyword.keys, ...vector.keys]
        const ranked = fuse(
          keys,
          [keywordSignal(keyword, new Map()), vectorSignal(vector, new Map())],
          wanted,
        )
        expect(ranked).toHaveLength(new Set(keys).size)
        ranked.slice(1).forEach((hit, i) => {
          const before = ranked[i]
          expect(before && (bestFirst(before, hit) || before.key - hit.key)).toBeLessThan(0)
        })
      }),
      { seed: 4, numRuns: 200 },
    )
  })

  it('REC-1 passes the weight of a silent signal on to those that are heard', () => {
    const wanted = { vector: 0.1, keyword: 0.9, graph: 0, context: 0, importance: 0, recency: 0 }
    expect(effectiveWeights(wanted, new Set(['keyword']))).toEqual({
      vector: 1,
      keyword: 0,
      graph: 0,
      context: 0,
      importance: 0,
      recency: 0,
    })
    expect(effectiveWeights(wanted, new Set(['keyword', 'vector']))).toEqual({
      vector: 0,
      keyword: 0,
      graph: 0,
      context: 0,
      importance: 0,
      recency: 0,
    })
  })

  it('REC-1 divides BM25 by the best and stretches the cosine over its list', () => {
    const keyword = keywordSignal(
      { keys: Uint32Array.of(1, 2), scores: Float64Array.of(8, 2) },
      new Map([[3, 1]]),
    )
    expect([1, 2, 3, 4].map((key) => keyword.normalised(key))).toEqual([1, 0.25, 0.125, 0])
    const vector = vectorSignal(
      { keys: Uint32Array.of(5, 6, 7), scores: Float64Array.of(0.9, 0.7, 0.5) },
      new Map(),
    )
    expect(vector.normalised(5)).toBe(1)
    expect(vector.normalised(6)).toBeCloseTo(0.5, 12)
    expect([vector.normalised(7), vector.normalised(8)]).toEqual([0, 0])
  })

  it('REC-1 stretches the cosine over the first 200, however long the list is', () => {
    const list = (length: number): ScoredKeys => ({
      keys: Uint32Array.from({ length }, (_, i) => i + 1),
      scores: Float64Array.from({ length }, (_, i) => 0.9 - i / 1000),
    })
    const [short, long] = [vectorSignal(list(200), new Map()), vectorSignal(list(1000), new Map())]
    for (const key of [1, 2, 150, 200, 201, 999]) {
      expect(long.normalised(key)).toBe(short.normalised(key))
    }
    expect([long.normalised(1), long.normalised(200), long.normalised(500)]).toEqual([1, 0, 0])
    const only = { vector: 1, keyword: 0, graph: 0, context: 0, importance: 0, recency: 0 }
    const keys = list(1000).keys
    expect(fuse(keys.toReversed(), [long], only).map(({ key }) => key)).toEqual([...keys])
  })

  it('REC-8 has quiet answers where nothing was found, and where all are equally near', () => {
    expect(
      fuse([], [keywordSignal(none, new Map()), vectorSignal(none, new Map())], {
        vector: 1,
        keyword: 0,
        graph: 0,
        context: 0,
        importance: 0,
        recency: 0,
      }),
    ).toEqual([])
    const equal = vectorSignal({ keys: Uint32Array.of(1, 2), scores: Float64Array.of(0.4, 0.4) }, new Map())
    expect([equal.normalised(1), equal.normalised(2)]).toEqual([1, 1])
  })

  it('REC-1 halves recency every 30 days and counts the future as now', () => {
    const day = 86_400
    const recency = recencySignal(
      new Map([
        [1, 0],
        [2, 30 * day],
        [3, -5 * day],
      ]),
    )
    expect([1, 2, 3].map((key) => recency.normalised(key))).toEqual([1, 0.5, 1])
  })
})
