import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignalName } from '#contract/recall'
import type { KeywordAnswer, ScoredKeys } from '../ports.ts'
import { adaptiveWeights, coverageOf, type Evidence } from './adapt.ts'
import { effectiveWeights } from './fuse.ts'

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const weights = fc.record({
  vector: unit,
  keyword: unit,
  graph: unit,
  context: unit,
  importance: unit,
  recency: unit,
})
const test = { questions: 400, keyword: 0.3, vector: 0.4, memories: 1000, at: 1 }
const led = { ...test, low: 0.05, high: 0.15 }
const unsure = { ...test, low: -0.05, high: 0.15 }
const evidence = fc.record({ coverage: unit, selfTest: fc.constantFrom(led, unsure, null) })
const start = { vector: 0.1, keyword: 0.9, graph: 0, context: 0, importance: 0, recency: 0 }

const scoresFrom = (scores: readonly number[]): ScoredKeys => ({
  keys: Uint32Array.from(scores, (_, i) => i + 1),
  scores: Float64Array.from(scores).sort().reverse(),
})
const words = (scores: readonly number[], documents: number, having: readonly number[]): KeywordAnswer => ({
  ...scoresFrom(scores),
  documents,
  frequencies: Uint32Array.from(having),
})
const scores = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { maxLength: 250 })

describe('adapting to store and query', () => {
  it('REC-1 moves weight between keywords and vector alone, and keeps their sum', () => {
    fc.assert(
      fc.property(weights, evidence, (wanted, found) => {
        const used = adaptiveWeights(wanted, found)
        const { vector, keyword, ...others } = used
        expect(wanted).toMatchObject(others)
        expect(vector + keyword).toBeCloseTo(wanted.vector + wanted.keyword, 12)
        for (const weight of [vector, keyword]) {
          expect(weight).toBeGreaterThanOrEqual(0)
          expect(weight).toBeLessThanOrEqual(wanted.vector + wanted.keyword)
        }
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it('REC-1 gives meaning the more where it leads, the less of the query the words cover', () => {
    const share = (coverage: number): number => adaptiveWeights(start, { coverage, selfTest: led }).vector
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        expect(share(Math.min(a, b))).toBeGreaterThanOrEqual(share(Math.max(a, b)))
      }),
      { seed: 12, numRuns: 500 },
    )
    expect([share(0), share(0.25), share(1)]).toEqual([1, 0.1 + 0.9 * 0.75, 0.1])
  })

  it('REC-1 leaves the weights as they are where meaning does not lead beyond chance, or nobody knows', () => {
    for (const selfTest of [unsure, { ...led, low: 0 }, null] satisfies Evidence['selfTest'][]) {
      expect(adaptiveWeights(start, { coverage: 0.2, selfTest })).toBe(start)
    }
    expect(adaptiveWeights(start, null)).toBe(start)
  })

  it('REC-1 puts the only memory with more than five ninths of a query first, whatever is near it', () => {
    const { vector, keyword } = adaptiveWeights(start, { coverage: 0.56, selfTest: led })
    expect(keyword).toBeGreaterThan(vector)
  })

  it('REC-1 gives no weight to a signal that the user switched off', () => {
    fc.assert(
      fc.property(weights, evidence, (wanted, found) => {
        for (const off of ['vector', 'keyword'] as const) {
          const asked = { ...wanted, [off]: 0 }
          expect(adaptiveWeights(asked, found)).toEqual(asked)
        }
      }),
      { seed: 13 },
    )
  })

  it('REC-1 lets a silent signal pass on its weight after adapting as before it', () => {
    fc.assert(
      fc.property(weights, evidence, (wanted, found) => {
        fc.pre(wanted.vector + wanted.keyword > 0)
        const silent = new Set<SignalName>(['keyword', 'graph', 'context', 'importance', 'recency'])
        const adapted = adaptiveWeights(wanted, found)
        fc.pre(adapted.vector > 0)
        expect(effectiveWeights(adapted, silent).vector).toBeCloseTo(1, 12)
      }),
      { seed: 14 },
    )
  })
})

describe('coverage', () => {
  it('REC-1 is in [0, 1], whatever the lists are', () => {
    fc.assert(
      fc.property(scores, fc.nat(1000), fc.array(fc.nat(1200)), (keyword, documents, having) => {
        const found = coverageOf(words(keyword, documents, having), undefined, scoresFrom([0.4])) ?? 0
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThanOrEqual(1)
      }),
      { seed: 15, numRuns: 500 },
    )
  })

  it('REC-8 says nothing where the words find nothing, or vectors are out of reach', () => {
    expect(coverageOf(words([], 100, [0]), undefined, scoresFrom([0.4]))).toBeNull()
    expect(coverageOf(words([3], 100, [1]), undefined, scoresFrom([]))).toBeNull()
  })

  it('REC-1 is what the best match has of the query, words by their weight', () => {
    // One of 100 has either term: their idf is ln(99.5 / 1.5), and BM25 gives 2.2 times that at most.
    const most = 2.2 * Math.log(99.5 / 1.5)
    expect(coverageOf(words([most, most / 2], 100, [1, 1]), undefined, scoresFrom([0.9]))).toBeCloseTo(
      0.5,
      12,
    )
    expect(coverageOf(words([most], 100, [1, 1]), [1.6, 1], scoresFrom([0.9]))).toBeCloseTo(1 / 2.6, 12)
  })
})
