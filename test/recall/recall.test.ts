import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Weights } from '#contract/recall'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { terms } from '#engine/text/analyzer'
import { seededRandom } from '../../bench/seeded-random.ts'
import { never, openTestEngine, storeTexts, type TestEngine } from './engine.ts'

const WORDS =
  'attack memory cookie session buffer overflow race lock file path user token script query log key'.split(
    ' ',
  )
const DIMENSION = 64
const embedder = createHashingEmbedder(DIMENSION)

const randomTexts = (count: number, seed: number): string[] => {
  const random = seededRandom(seed)
  const word = (): string => WORDS[Math.floor(random() ** 2 * WORDS.length)] as string
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + Math.floor(random() * 9) }, word).join(' '),
  )
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)

/** REC-1 computed for all memories, with nothing left out: what the engine's shortcuts must agree with. */
const oracle = async (
  test: TestEngine,
  namespace: string,
  texts: readonly string[],
  query: string,
  w: Weights,
) => {
  const { space } = await test.store.space(namespace)
  const keys = await Promise.all(texts.map((_, i) => test.store.keyOf(namespace, [i])))
  const all = Uint32Array.from(keys as number[])
  const bm25 = await test.store.keywordScores(namespace, [...new Set(terms(query))], all)
  const vector = await embedder.embed([query])
  const vectors = await Promise.all([...all].map((key) => test.index.vectorOf(space, key)))
  const cosines = vectors.map((one) => dot(one as Float32Array, vector))
  const best = Math.max(...bm25)
  const nearest = [...cosines].map((cosine, i) => ({ cosine, key: all[i] as number }))
  nearest.sort((a, b) => b.cosine - a.cosine || a.key - b.key)
  const listed = nearest.slice(0, 200)
  const [first, last] = [listed[0]?.cosine ?? 0, listed.at(-1)?.cosine ?? 0]
  const inList = new Set(listed.map(({ key }) => key))
  const heard = best > 0 ? w.keyword + w.vector : w.vector
  return texts.map((_, i) => {
    const keyword = best > 0 ? (bm25[i] as number) / best : 0
    const stretched = first > last ? ((cosines[i] as number) - last) / (first - last) : 1
    const near = inList.has(all[i] as number) ? stretched : 0
    return ((best > 0 ? w.keyword : 0) * keyword + w.vector * near) / heard
  })
}

describe('recall', () => {
  it('REC-1 agrees with a score computed for every memory, though it looks at the best of each list only', async () => {
    const test = await openTestEngine(embedder)
    const texts = randomTexts(700, 5)
    await storeTexts(test, 'a', texts)
    const query = fc.array(fc.constantFrom(...WORDS, 'zebra'), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom(0.1, 0.5, 0.9), async (words, vector) => {
        const w = { vector, keyword: 1 - vector, graph: 0, context: 0, importance: 0, recency: 0 }
        const text = words.join(' ')
        const scores = await oracle(test, 'a', texts, text, w)
        const { hits } = await test.engine.recall.search(
          { namespace: 'a', query: text, k: 10, weights: w },
          never(),
        )
        const expected = [...scores].sort((a, b) => b - a).slice(0, 10)
        hits.forEach(({ score, memory, parts }, i) => {
          expect(score).toBeCloseTo(expected[i] as number, 9)
          expect(score).toBeCloseTo(scores[memory.coordinate[0] as number] as number, 9)
          expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(score, 12)
        })
        expect(hits).toHaveLength(10)
      }),
      { seed: 21, numRuns: 60 },
    )
  })

  it('REC-7 orders equal scores by id and lists no memory twice', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(
      test,
      'a',
      Array.from({ length: 40 }, () => 'the very same text'),
    )
    const { hits } = await test.engine.recall.search({ namespace: 'a', query: 'same text', k: 12 }, never())
    const ids = hits.map(({ memory }) => memory.id)
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(12)
  })

  it('IDX-6 gives k where k match, also where almost nothing does', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', randomTexts(500, 8))
    const search = async (filter: Parameters<typeof test.engine.recall.search>[0]['filter'], k: number) =>
      (await test.engine.recall.search({ namespace: 'a', query: 'zebra cookie', k, filter }, never())).hits
    expect(await search({ is: 'equals', field: 'n', value: 333 }, 5)).toHaveLength(1)
    const semantic = await search({ is: 'type', value: 'semantic' }, 50)
    expect(semantic).toHaveLength(50)
    expect(semantic.every(({ memory }) => memory.type === 'semantic')).toBe(true)
    expect(await search({ is: 'equals', field: 'n', value: -1 }, 5)).toEqual([])
  })

  it('IDX-3 finds what was stored at once, at its new text only after an edit, and not after its delete', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', randomTexts(50, 9))
    const { memories, recall } = test.engine
    const place = { namespace: 'a', coordinate: [999] }
    const first = async (query: string) =>
      (await recall.search({ namespace: 'a', query, k: 1 }, never())).hits[0]?.memory.coordinate
    const input = { ...place, type: 'semantic', importance: 0, ifTaken: 'update' } as const
    await memories.store({ ...input, payload: '{"text":"a zebra grazes"}' }, 'test')
    expect(await first('zebra')).toEqual([999])
    await memories.update(place, { payload: '{"text":"a quokka smiles"}' }, 'test')
    expect(await first('quokka')).toEqual([999])
    const { hits } = await recall.search({ namespace: 'a', query: 'zebra', k: 60 }, never())
    const edited = hits.find(({ memory }) => memory.coordinate[0] === 999)
    expect(edited?.parts.find(({ signal }) => signal === 'keyword')?.raw).toBe(0)
    await memories.remove({ namespace: 'a', coordinates: [[999]] }, undefined, 'test')
    const after = await recall.search({ namespace: 'a', query: 'quokka', k: 60 }, never())
    expect(after.hits.some(({ memory }) => memory.coordinate[0] === 999)).toBe(false)
    await memories.restore({ namespace: 'a', coordinates: [[999]] }, undefined, 'test')
    expect(await first('quokka')).toEqual([999])
  })

  it('REC-2 gives the cosine and the distance that belongs to it', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', ['cookie session token', 'path of a file'])
    const query = 'cookie session token'
    const { hits } = await test.engine.recall.search({ namespace: 'a', query, k: 2 }, never())
    expect(hits[0]?.similarity).toBeCloseTo(1, 5)
    expect(hits[0]?.distance).toBeCloseTo(0, 2)
    for (const { similarity, distance } of hits) {
      expect(distance).toBeCloseTo(Math.sqrt(Math.max(0, 2 - 2 * (similarity as number))), 9)
    }
  })

  it('MEM-6 embeds and searches the fields that the setting names', async () => {
    const test = await openTestEngine(embedder, { textFields: [['note', 'place']] })
    await test.engine.namespaces.create('a')
    const payload = '{"text":"zebra","note":"quokka","place":"harbour"}'
    const input = { namespace: 'a', type: 'semantic', importance: 0, ifTaken: 'update', payload } as const
    await test.engine.memories.store({ ...input, coordinate: [1] }, 'test')
    expect((await test.engine.memories.get({ namespace: 'a', coordinate: [1] })).text).toBe('quokka\nharbour')
    const { weights } = await test.engine.recall.search({ namespace: 'a', query: 'zebra', k: 1 }, never())
    expect(weights.keyword).toBe(0)
  })

  it('REC-8 is quiet about an empty query, k = 0, an empty namespace and words nobody knows', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', ['cookie'])
    await test.engine.namespaces.create('empty')
    const search = (namespace: string, query: string, k = 5) =>
      test.engine.recall.search({ namespace, query, k }, never())
    expect(await search('a', '   ')).toMatchObject({ hits: [], note: 'empty-query' })
    expect(await search('empty', 'cookie')).toMatchObject({ hits: [], note: 'empty-namespace' })
    expect(await search('a', 'cookie', 0)).toMatchObject({ hits: [], note: null })
    const unknown = await search('a', 'xyzzy')
    expect(unknown.weights).toMatchObject({ keyword: 0, vector: 1 })
    expect(unknown.hits).toHaveLength(1)
  })

  it('REC-6 changes nothing by looking', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', randomTexts(30, 2))
    const before = [await test.store.seq(), await test.store.get('a', [3])]
    await test.engine.recall.search({ namespace: 'a', query: 'attack memory', k: 30 }, never())
    await test.engine.recall.nearest('a', [3], 5)
    expect([await test.store.seq(), await test.store.get('a', [3])]).toEqual(before)
  })

  it('gives up when the caller does', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', ['cookie'])
    const gone = AbortSignal.abort(new Error('typed on'))
    await expect(test.engine.recall.search({ namespace: 'a', query: 'cookie', k: 1 }, gone)).rejects.toThrow(
      'typed on',
    )
  })
})
