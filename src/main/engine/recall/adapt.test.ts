import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SignalName } from '#contract/recall'
import type { KeywordAnswer, ScoredKeys } from '../ports.ts'
import { adaptiveWeights, type Evidence, evidenceOf } from './adapt.ts'
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
const evidence = fc.record({ coverage: unit, crowding: unit })
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

describe('adapting to the query', () => {
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

  it('REC-1 trusts words more the more of the query they cover, and less the more crowded they are', () => {
    const share = (found: Evidence): number => adaptiveWeights(start, found).vector
    fc.assert(
      fc.property(evidence, unit, (found, other) => {
        const shares = (name: keyof Evidence) =>
          [found[name], other].sort((a, b) => a - b).map((value) => share({ ...found, [name]: value }))
        const [uncovered, covered] = shares('coverage') as [number, number]
        const [single, crowded] = shares('crowding') as [number, number]
        expect(uncovered).toBeGreaterThanOrEqual(covered)
        expect(single).toBeLessThanOrEqual(crowded)
      }),
      { seed: 12, numRuns: 500 },
    )
  })

  it('REC-1 leaves the weights as they are where words cover the query, where one match stands out, and without evidence', () => {
    expect(adaptiveWeights(start, { coverage: 0.7, crowding: 1 })).toEqual(start)
    expect(adaptiveWeights(start, { coverage: 0, crowding: 0.1 })).toEqual(start)
    expect(adaptiveWeights(start, null)).toBe(start)
  })

  it('REC-1 moves as much as its formula says', () => {
    const { vector, keyword } = adaptiveWeights(start, { coverage: 0.35, crowding: 0.55 })
    expect(keyword).toBeCloseTo(0.9 * (1 - 0.5 * 0.5), 12)
    expect(vector).toBeCloseTo(0.1 + 0.9 * 0.25, 12)
    expect(adaptiveWeights(start, { coverage: 0, crowding: 1 }).vector).toBeCloseTo(1, 12)
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

describe('evidence', () => {
  it('REC-1 has all of its figures in [0, 1], whatever the lists are', () => {
    fc.assert(
      fc.property(scores, fc.nat(1000), fc.array(fc.nat(1200)), (keyword, documents, having) => {
        const found = evidenceOf(words(keyword, documents, having), undefined, scoresFrom([0.4]))
        for (const value of Object.values(found ?? {})) {
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThanOrEqual(1)
        }
      }),
      { seed: 15, numRuns: 500 },
    )
  })

  it('REC-8 says nothing where the words find nothing, or vectors are out of reach', () => {
    expect(evidenceOf(words([], 100, [0]), undefined, scoresFrom([0.4]))).toBeNull()
    expect(evidenceOf(words([3], 100, [1]), undefined, scoresFrom([]))).toBeNull()
  })

  it('REC-1 reads coverage and crowding of the keyword list, words by their weight', () => {
    // One of 100 has either term: their idf is ln(99.5 / 1.5), and BM25 gives 2.2 times that at most.
    const most = 2.2 * Math.log(99.5 / 1.5)
    const found = evidenceOf(words([most, most / 2], 100, [1, 1]), undefined, scoresFrom([0.9]))
    expect(found?.coverage).toBeCloseTo(0.5, 12)
    expect(found?.crowding).toBeCloseTo(0.75, 12)
    const weighed = evidenceOf(words([most], 100, [1, 1]), [1.6, 1], scoresFrom([0.9]))
    expect(weighed?.coverage).toBeCloseTo(1 / 2.6, 12)
  })

  it('REC-1 is the same however many results were asked for', () => {
    const many = Array.from({ length: 400 }, (_, i) => 20 - i / 20)
    const asked = (n: number) =>
      evidenceOf(words(many.slice(0, n), 500, [3]), undefined, scoresFrom(many.slice(0, n)))
    expect(asked(400)).toEqual(asked(200))
  })

  it('REC-1 lets one exact match of a rare name decide, though it crowds its own list', () => {
    const best = 0.6 * 2.2 * Math.log(4483.5 / 1.5)
    const found = evidenceOf(words([best], 4484, [1]), undefined, scoresFrom([0.5, 0.4]))
    expect(adaptiveWeights(start, found).keyword).toBeGreaterThan(0.75)
  })
})
