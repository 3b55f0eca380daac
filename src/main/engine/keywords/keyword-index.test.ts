import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { KeywordIndex, type SegmentSizes } from './keyword-index.ts'
import { NaiveKeywords } from './naive-keywords.suite.ts'

const TERMS = ['amber', 'basalt', 'cedar', 'delta', 'ember', 'flint', '', '__proto__', 'constructor', '東京']

const term = fc.constantFrom(...TERMS)
const text = fc.oneof(
  fc.array(term, { maxLength: 6 }),
  // Counts that do not fit a posting.
  fc.tuple(term, fc.integer({ min: 13, max: 40 })).map(([one, count]) => Array<string>(count).fill(one)),
)
const key = fc.integer({ min: 0, max: 25 })
const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ is: fc.constant('put' as const), key, text }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('remove' as const), key }) },
)
const query = fc.record(
  {
    terms: fc.array(fc.oneof(term, fc.constant('nobody')), { maxLength: 5 }),
    limit: fc.integer({ min: 0, max: 30 }),
    allowed: fc.option(fc.uniqueArray(key, { maxLength: 26 }), { nil: undefined }),
    seed: fc.option(fc.integer(), { nil: undefined }),
  },
  { requiredKeys: ['terms', 'limit'] },
)
const sizes = fc.record({
  documents: fc.integer({ min: 1, max: 6 }),
  entries: fc.integer({ min: 1, max: 20 }),
})

type Query = typeof query extends fc.Arbitrary<infer Q> ? Q : never

const weightsFor = ({ terms, seed }: Query): number[] | undefined => {
  if (seed === undefined) return undefined
  const random = randomFrom(seed)
  return terms.map(() => (random() < 0.2 ? 0 : random() * 3))
}

const agree = (index: KeywordIndex, naive: NaiveKeywords, asked: Query): void => {
  const { terms, limit } = asked
  const weights = weightsFor(asked)
  const allowed = asked.allowed && Uint32Array.from(asked.allowed).sort()
  const all = Uint32Array.from({ length: 27 }, (_, i) => i)
  const scores = index.scoresOf(terms, all, weights)
  scores.forEach((score, i) => {
    expect(score).toBeCloseTo(naive.scoreOf(i, terms, weights), 11)
  })
  const expected = [...all]
    .filter((one) => (scores[one] as number) > 0 && (allowed === undefined || allowed.includes(one)))
    .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
    .slice(0, limit)
  const best = index.best(terms, { limit, allowed, weights })
  expect([...best.keys]).toEqual(expected)
  expect([...best.scores]).toEqual(expected.map((one) => scores[one]))
}

const statistics = (index: KeywordIndex) => ({
  count: index.count,
  averageLength: index.averageLength,
  frequencies: TERMS.map((one) => index.documentFrequency(one)),
})

const naiveStatistics = (naive: NaiveKeywords) => {
  const lengths = [...naive.documents.values()].map(({ length }) => length)
  return {
    count: lengths.length,
    averageLength: lengths.length === 0 ? 0 : lengths.reduce((a, b) => a + b, 0) / lengths.length,
    frequencies: TERMS.map((one) => naive.frequency(one)),
  }
}

/** Documents of terms drawn so that some are frequent and most are rare. */
const filled = (count: number, seed: number, own: Partial<SegmentSizes> = {}): KeywordIndex => {
  const random = randomFrom(seed)
  const index = new KeywordIndex(own)
  for (let one = 0; one < count; one++) index.put(one, randomTerms(random))
  return index
}

const randomTerms = (random: () => number): string[] =>
  Array.from({ length: 1 + Math.floor(random() * 20) }, () => `t${Math.floor(random() ** 4 * 2000)}`)

describe('the keyword index', () => {
  it('REC-1 agrees with BM25 computed by its formula, after any operations', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.array(operation, { maxLength: 80 }),
        fc.array(query, { maxLength: 4 }),
        (own, operations, queries) => {
          const index = new KeywordIndex(own)
          const naive = new NaiveKeywords()
          for (const one of operations) {
            const had = naive.documents.has(one.key)
            expect(index.has(one.key)).toBe(had)
            if (one.is === 'put') {
              index.put(one.key, one.text)
              naive.documents.set(one.key, one.text)
            } else {
              expect(index.remove(one.key)).toBe(had)
              naive.documents.delete(one.key)
            }
            expect(statistics(index)).toEqual(naiveStatistics(naive))
          }
          for (const asked of queries) agree(index, naive, asked)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('REC-1 scores the same documents to the same bits, whatever came before and in whatever order', () => {
    const random = randomFrom(3)
    const wandered = filled(3000, 1, { documents: 64, entries: 500 })
    const final = new Map<number, string[]>()
    for (let i = 0; i < 6000; i++) {
      const one = Math.floor(random() * 4000)
      const own = randomTerms(random)
      if (random() < 0.4) {
        wandered.remove(one)
        final.delete(one)
      } else {
        wandered.put(one, own)
        final.set(one, own)
      }
    }
    for (let one = 0; one < 4000; one++) if (!final.has(one)) wandered.remove(one)
    const straight = new KeywordIndex()
    for (const [one, own] of [...final].sort(([a], [b]) => a - b)) straight.put(one, own)
    expect(statistics(wandered)).toEqual(statistics(straight))
    for (let i = 0; i < 60; i++) {
      const terms = randomTerms(random)
      for (const limit of [1, 10, 300]) {
        expect(wandered.best(terms, { limit })).toEqual(straight.best(terms, { limit }))
      }
    }
  })

  it('REC-1 leaves nothing out by giving up early, with lists of thousands', () => {
    const index = filled(20_000, 5)
    const all = Uint32Array.from({ length: 20_000 }, (_, i) => i)
    const random = randomFrom(6)
    for (let i = 0; i < 12; i++) {
      const terms = randomTerms(random)
      const scores = index.scoresOf(terms, all)
      const expected = [...all]
        .filter((one) => (scores[one] as number) > 0)
        .sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b)
      for (const limit of [1, 10, 200]) {
        const { keys } = index.best(terms, { limit })
        expect([...keys]).toEqual(expected.slice(0, limit))
      }
      for (const share of [0.001, 0.3]) {
        const allowed = all.filter(() => random() < share)
        const among = new Set(allowed)
        const { keys } = index.best(terms, { limit: 50, allowed })
        expect([...keys]).toEqual(expected.filter((one) => among.has(one)).slice(0, 50))
      }
    }
  })

  it('gives back the room of what was removed', () => {
    const index = filled(6000, 7, { documents: 256, entries: 4000 })
    const full = index.byteLength
    for (let one = 0; one < 6000; one++) index.remove(one)
    expect(index.count).toBe(0)
    expect(index.byteLength).toBeLessThan(full / 2)
    const [empty, random] = [index.byteLength, randomFrom(8)]
    for (let i = 0; i < 20_000; i++) index.put(i % 10, randomTerms(random))
    expect(index.byteLength).toBeLessThan(empty * 2)
  })

  it('forgets terms that nobody has any more, however many there were', () => {
    const index = new KeywordIndex({ documents: 16 })
    index.put(1, ['stays'])
    for (let i = 0; i < 5000; i++) index.put(0, [`once${i}`])
    const early = index.byteLength
    for (let i = 5000; i < 50_000; i++) index.put(0, [`once${i}`])
    expect(index.byteLength).toBeLessThan(early * 1.5)
    expect([index.documentFrequency('once3'), index.documentFrequency('once49999')]).toEqual([0, 1])
    expect(index.best(['stays'], { limit: 5 }).keys).toEqual(Uint32Array.of(1))
  })

  it('takes a document of a hundred thousand terms, and one term a hundred thousand times', () => {
    const index = new KeywordIndex()
    for (let one = 10; one < 200; one++) index.put(one, ['common'])
    index.put(
      1,
      Array.from({ length: 100_000 }, (_, i) => `w${i}`),
    )
    index.put(2, Array<string>(100_000).fill('again'))
    index.put(
      3,
      Array.from({ length: 100_000 }, (_, i) => `v${i}`),
    )
    for (let one = 200; one < 5000; one++) index.put(one, ['common'])
    expect([...index.best(['w77', 'v99999', 'again'], { limit: 9 }).keys].sort()).toEqual([1, 2, 3])
    expect(index.remove(3)).toBe(true)
    expect(index.best(['v5'], { limit: 9 }).keys).toHaveLength(0)
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 32 - 1])('refuses %s as a key', (odd) => {
    expect(() => new KeywordIndex().put(odd, [])).toThrow(RangeError)
  })

  it.each([[[1]], [[1, -1]], [[1, Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])(
    'refuses the weights %j for two terms',
    (weights) => {
      const index = new KeywordIndex()
      expect(() => index.best(['a', 'b'], { limit: 1, weights })).toThrow(TypeError)
      expect(() => index.scoresOf(['a', 'b'], Uint32Array.of(1), weights)).toThrow(TypeError)
    },
  )
})
