import { beforeAll, describe, expect, it } from 'vitest'
import type { Filter } from '#contract/filter'
import { RecallQuery } from '#contract/recall'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { seededRandom } from '../../bench/seeded-random.ts'
import { never, openTestEngine, storeTexts, type TestEngine } from './engine.ts'

/** A thousand are asked by bench/why-not.ts, on the shipped sample. */
const PAIRS = 40
const MEMORIES = 2400
/** So few and long lists that a narrow beam fills its candidates and misses what lies elsewhere. */
const LISTS = 10
const embedder = createHashingEmbedder(64)
const random = seededRandom(41)
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T

/** Words of very different frequency, so that some queries meet thousands of memories and others one. */
const WORDS = Array.from({ length: 400 }, (_, i) => `word${i}`)
const words = (count: number): string =>
  Array.from({ length: count }, () => WORDS[Math.floor(random() ** 3 * WORDS.length)] as string).join(' ')

const FILTERS: readonly (Filter | undefined)[] = [
  undefined,
  undefined,
  { is: 'type', value: 'semantic' },
  { is: 'importance', min: 3 },
  {
    is: 'and',
    all: [
      { is: 'type', value: 'episodic' },
      { is: 'not', filter: { is: 'compare', field: 'n', op: '<', value: 1500 } },
      {
        is: 'or',
        any: [
          { is: 'importance', min: 5 },
          { is: 'importance', max: 2 },
        ],
      },
    ],
  },
]

/** As a person may ask: with a beam that is too narrow, few candidates, other weights, or nothing special. */
const randomQuery = (): RecallQuery =>
  RecallQuery.parse({
    namespace: 'a',
    query: words(1 + Math.floor(random() * 4)),
    k: pick([1, 5, 10, 30]),
    filter: pick(FILTERS),
    effort: pick([undefined, { beamWidth: 1 }, { beamWidth: 2, maxCandidates: 30 }]),
    weights: pick([undefined, { vector: 1, keyword: 0 }, { vector: 0.5, keyword: 0.5 }, { importance: 0.3 }]),
    fusion: pick(['adaptive', 'fixed', 'reciprocal-rank']),
  })

describe('why not', () => {
  let test: TestEngine
  beforeAll(async () => {
    test = await openTestEngine(embedder, { settings: { centroids: LISTS } })
    await storeTexts(
      test,
      'a',
      Array.from({ length: MEMORIES }, () => words(2 + Math.floor(random() * 12))),
    )
    // So that adaptive fusion moves weights.
    const led = { questions: 480, keyword: 0.2, vector: 0.3, low: 0.05, high: 0.15, memories: 700, at: 1 }
    await test.store.keepSelfTest('a', embedder.id, JSON.stringify(led))
    test.settle()
  }, 60_000)
  const { search, whyNot } = {
    search: (query: RecallQuery) => test.engine.recall.search(query, never()),
    whyNot: (query: RecallQuery, coordinate: readonly number[]) =>
      test.engine.recall.whyNot(query, coordinate, never()),
  }
  /** Any memory, or in every other pair one that the index alone may have kept out. */
  const anyOne = async (query: RecallQuery, pair: number, returned: ReadonlySet<number | undefined>) => {
    if (pair % 2 === 0) {
      const place = Math.floor(random() * MEMORIES)
      return returned.has(place) ? null : [place]
    }
    const { hits } = await search({ ...query, exact: true })
    const missed = hits.map(({ memory }) => memory.coordinate).filter(([place]) => !returned.has(place))
    return missed.length > 0 ? pick(missed) : null
  }

  it(`REC-5 lets every one of ${PAIRS} random memories in that were not returned, by the change it suggests`, async () => {
    const reasons = new Map<string, number>()
    for (let pair = 0; pair < PAIRS; ) {
      const query = randomQuery()
      const before = await search(query)
      const returned = new Set(before.hits.map(({ memory }) => memory.coordinate[0]))
      const coordinate = await anyOne(query, pair, returned)
      if (coordinate === null) continue
      pair += 1
      const { reason, change } = await whyNot(query, coordinate)
      reasons.set(reason.is, (reasons.get(reason.is) ?? 0) + 1)
      expect(change, JSON.stringify({ query, coordinate, reason })).not.toBeNull()
      if (change === null) continue
      const { hits } = await search(RecallQuery.parse(change.query))
      const found = hits.find(({ memory }) => memory.coordinate[0] === coordinate[0])
      expect(found?.rank, JSON.stringify({ query, coordinate, reason, change })).toBe(change.rank)
    }
    const kinds = [...reasons.keys()]
    expect(kinds).toEqual(expect.arrayContaining(['below-kth', 'filtered', 'list-not-visited']))
  }, 120_000)

  describe('what is no matter of ranking', () => {
    const ask = (query: string, coordinate: readonly number[], more: object = {}) =>
      whyNot(RecallQuery.parse({ namespace: 'b', query, ...more }), coordinate)
    beforeAll(async () => {
      await storeTexts(test, 'b', ['a zebra at the river', 'a gate', 'a lamp'])
    })

    it('REC-5 tells a place where nothing is from one where another namespace has something', async () => {
      expect((await ask('zebra', [500_000])).reason).toEqual({ is: 'nowhere' })
      expect((await ask('zebra', [17])).reason).toEqual({ is: 'other-namespace', namespaces: ['a'] })
    })

    it('REC-5 says that it was returned, and in which place', async () => {
      const { reason, change, score, memory } = await ask('zebra', [0])
      expect({ reason, change }).toEqual({ reason: { is: 'returned', rank: 1 }, change: null })
      expect(score).toBeGreaterThan(0)
      expect(memory?.title).toBe('a zebra at the river')
    })

    it('REC-5 says that nothing was asked', async () => {
      expect((await ask('  ', [1])).reason).toEqual({ is: 'nothing-asked' })
      expect((await ask('zebra', [1], { k: 0 })).reason).toEqual({ is: 'nothing-asked' })
    })

    it('REC-5 says when a memory was deleted', async () => {
      await test.engine.memories.remove({ namespace: 'b', coordinates: [[2]] }, undefined, 'test')
      expect((await ask('lamp', [2])).reason).toEqual({ is: 'deleted', at: test.time.now })
    })

    it('REC-5 names the words that it has and those that it lacks', async () => {
      const { matched, missing, vectorRank, reason } = await ask('gate zebras river', [1], { k: 1 })
      expect({ matched, missing }).toEqual({ matched: ['gate'], missing: ['zebra', 'river'] })
      expect(vectorRank).toBe(1)
      expect(reason).toMatchObject({ is: 'below-kth', rank: 2, k: 1 })
    })
  })
})
