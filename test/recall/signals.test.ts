import { beforeEach, describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { RecallQuery, type RecallResult } from '#contract/recall'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { memoryId } from '#engine/memory/coordinate'
import { never, openTestEngine, storeTexts, type TestEngine } from './engine.ts'

const TEXTS = [
  'zebra crossing at the river',
  'the gate of the old garden',
  'a lamp in the harbour',
  'zebra stripes and giraffe necks',
  'letters from the harbour master',
  'nothing of note',
]

describe('signals beside words and meaning', () => {
  let test: TestEngine
  beforeEach(async () => {
    test = await openTestEngine(createHashingEmbedder(64))
    await storeTexts(test, 'a', TEXTS)
  })
  const link = (from: number, to: number, weight = 1) =>
    test.store.commit({
      namespace: 'a',
      at: test.time.now,
      author: 'test',
      action: 'link',
      summary: 'link',
      reason: null,
      embedder: test.engine.embedder.id,
      onMismatch: 'fail',
      mutations: [
        {
          coordinate: [from],
          id: memoryId('a', [from]),
          kind: 'patch',
          when: 'living',
          set: { importance: from },
        },
      ],
      links: [{ from: [from], to: [to], type: 'related', weight, note: null }],
    })
  const ask = (query: Partial<RecallQuery> & { query: string }) =>
    test.engine.recall.search(RecallQuery.parse({ namespace: 'a', ...query }), never())
  const places = ({ hits }: RecallResult): number[] =>
    hits.map(({ memory }) => memory.coordinate[0] as number)
  const partOf = ({ hits }: RecallResult, place: number, signal: string) =>
    hits.find(({ memory }) => memory.coordinate[0] === place)?.parts.find((part) => part.signal === signal)

  it('REC-1 brings in what links lead to from the best, and says how much of the score that is', async () => {
    await link(0, 5)
    const wordsOnly = { vector: 0, keyword: 0.5 }
    const plain = await ask({ query: 'zebra crossing', weights: wordsOnly })
    expect(plain.hits.find(({ memory }) => memory.coordinate[0] === 5)?.score).toBe(0)
    const answer = await ask({ query: 'zebra crossing', weights: { ...wordsOnly, graph: 0.5 } })
    expect(places(answer).slice(0, 2).sort()).toEqual([0, 5])
    expect(partOf(answer, 5, 'graph')).toMatchObject({ raw: 1, normalised: 1, part: 0.5, rank: 1 })
    for (const { parts, score } of answer.hits) {
      expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(score, 12)
    }
  })

  it('REC-1 starts from named memories, whatever they are, and refuses a place where there is none', async () => {
    await link(2, 4)
    const answer = await ask({ query: 'zebra', seeds: [[2]], weights: { vector: 0 } })
    expect(partOf(answer, 4, 'graph')?.raw).toBeGreaterThan(0)
    const missing = ask({ query: 'zebra', seeds: [[77]] })
    await expect(missing).rejects.toSatisfy((error) => isError(error, 'memory/not-found'))
  })

  it('REC-1 lets no link bring in what the filter keeps out', async () => {
    await link(0, 5)
    await link(0, 4)
    const filter = { is: 'type', value: 'semantic' } as const
    const answer = await ask({ query: 'zebra', filter, weights: { graph: 0.5 } })
    expect(places(answer)).toContain(5)
    expect(places(answer)).not.toContain(4)
  })

  it('REC-1 has nothing to say for links where there are none, and passes their weight on', async () => {
    const { weights } = await ask({ query: 'zebra', weights: { graph: 0.5 }, fusion: 'fixed' })
    expect(weights.graph).toBe(0)
    expect(weights.vector + weights.keyword).toBeCloseTo(1, 12)
  })

  it('REC-4 moves up what is near to the context, and leaves nothing out for it', async () => {
    const plain = await ask({ query: 'zebra', fusion: 'fixed' })
    const context = { topic: { animal: 'giraffe necks', tags: ['stripes'] }, count: 3 }
    const answer = await ask({ query: 'zebra', fusion: 'fixed', context })
    expect(places(plain)[0]).toBe(0)
    expect(places(answer)[0]).toBe(3)
    expect(new Set(places(answer))).toEqual(new Set(places(plain)))
    expect(answer.weights.context).toBeCloseTo(0.2 / 1.2, 12)
    expect(partOf(answer, 3, 'context')?.normalised).toBe(1)
    const other = await ask({ query: 'zebra', fusion: 'fixed', context: { topic: 'crossing at the river' } })
    expect(places(other)[0]).toBe(0)
  })

  it('REC-1 reciprocal-rank counts places alone: half each for words and meaning, parts that sum', async () => {
    const { hits, weights } = await ask({ query: 'zebra harbour', fusion: 'reciprocal-rank' })
    expect(weights).toMatchObject({ keyword: 0.5, vector: 0.5 })
    for (const { parts, score } of hits) {
      const expected = parts.reduce(
        (sum, { rank }) => sum + (rank === null ? 0 : (0.5 * 61) / (60 + rank)),
        0,
      )
      expect(score).toBeCloseTo(expected, 12)
    }
  })

  it('REC-4 answers a batch in its order, as each would be answered alone', async () => {
    const queries = TEXTS.flatMap((query, i) => [
      RecallQuery.parse({ namespace: 'a', query, k: i + 1 }),
      RecallQuery.parse({ namespace: 'a', query: '', k: 3 }),
    ])
    const together = await test.engine.recall.batch(queries, never())
    const alone = await Promise.all(queries.map((query) => test.engine.recall.search(query, never())))
    expect(together).toEqual(alone)
    expect(together[1]?.note).toBe('empty-query')
  })

  it('REC-6 counts what agents recall, together and later, and never what is only looked at', async () => {
    const get = async (place: number) => await test.store.get('a', [place])
    const query = RecallQuery.parse({ namespace: 'a', query: 'giraffe', k: 1 })
    const before = await get(3)
    await test.engine.recall.search(query, never())
    await test.engine.flushTouches()
    expect(await get(3)).toEqual(before)
    test.time.now += 60
    await test.engine.recall.search(query, never(), { touches: true })
    test.time.now += 60
    await test.engine.recall.search(query, never(), { touches: true })
    expect((await get(3))?.accessCount).toBe(0)
    await test.engine.flushTouches()
    expect(await get(3)).toEqual({ ...before, accessCount: 2, lastAccessedAt: test.time.now })
    expect((await get(0))?.accessCount).toBe(0)
    await test.engine.flushTouches()
    expect((await get(3))?.accessCount).toBe(2)
  })

  it('REC-6 counts nothing where the settings say so', async () => {
    const quiet = await openTestEngine(createHashingEmbedder(64), { touch: false })
    await storeTexts(quiet, 'a', TEXTS)
    const query = RecallQuery.parse({ namespace: 'a', query: 'giraffe', k: 1 })
    await quiet.engine.recall.search(query, never(), { touches: true })
    await quiet.engine.flushTouches()
    expect((await quiet.store.get('a', [3]))?.accessCount).toBe(0)
  })

  it('IDX-8 tells the words with the memories that have them, and how vectors were compared', async () => {
    const { trace } = await ask({ query: 'zebra harbour unheard', trace: true })
    expect(trace).toMatchObject({
      documents: TEXTS.length,
      terms: [
        { term: 'zebra', documents: 2 },
        { term: 'harbour', documents: 2 },
        { term: 'unheard', documents: 0 },
      ],
      vector: { path: 'exact', compared: TEXTS.length, effort: null },
      graph: null,
    })
    expect((await ask({ query: 'zebra' })).trace).toBeNull()
  })
})

describe('searching a tree harder or less hard', () => {
  it('IDX-8 IDX-2 does what the effort of the query says, and tells it', async () => {
    const test = await openTestEngine(createHashingEmbedder(32), { settings: { centroids: 12 } })
    await storeTexts(
      test,
      'a',
      Array.from({ length: 2200 }, (_, i) => `word${i % 97} item${i % 41} thing${i % 13}`),
    )
    test.settle()
    const ask = (effort?: RecallQuery['effort'], exact?: boolean) =>
      test.engine.recall.search(
        RecallQuery.parse({
          namespace: 'a',
          query: 'word5 item7',
          effort,
          exact,
          trace: true,
          weights: { vector: 1, keyword: 0 },
        }),
        never(),
      )
    const { trace } = await ask({ beamWidth: 3, maxCandidates: 500 })
    expect(trace?.vector).toMatchObject({ path: 'tree', effort: { beamWidth: 3, maxCandidates: 500 } })
    const [, rows] = trace?.vector?.levels ?? []
    expect(rows).toMatchObject({ kind: 'rows', listsScanned: 3 })
    expect((await ask({ beamWidth: 3 }, true)).trace?.vector).toMatchObject({ path: 'exact', compared: 2200 })
    const wide = await ask({ beamWidth: 12, maxCandidates: 5000 })
    const exact = await ask(undefined, true)
    // Many memories are equally near, so that neither their order nor which of them come is said by similarity.
    const nearness = ({ hits }: RecallResult) => hits.map(({ similarity }) => similarity)
    expect(nearness(wide)).toEqual(nearness(exact))
  })
})
