import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fusion, Weights } from '#contract/recall'
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

/** As a namespace would have found out about itself. */
const MEANING_LEADS = {
  ...{ questions: 480, keyword: 0.2, vector: 0.3, low: 0.05, high: 0.15 },
  ...{ memories: 700, at: 1 },
}

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
const oracleOf = async (test: TestEngine, texts: readonly string[]) => {
  const { space } = await test.store.space('a')
  const keys = Uint32Array.from(
    await Promise.all(texts.map(async (_, i) => (await test.store.keyOf('a', [i])) ?? 0)),
  )
  const vectors = await Promise.all([...keys].map((key) => test.index.vectorOf(space, key)))
  const words = texts.map((text) => new Set(terms(text)))
  return async ({ query, weights: w, fusion }: { query: string; weights: Weights; fusion: Fusion }) => {
    const asked = terms(query)
    const unique = [...new Set(asked)]
    const repeats = unique.map((term) => asked.filter((one) => one === term).length)
    const weights = repeats.map((count) => (4 * count) / (3 + count))
    const bm25 = [...(await test.store.keywordScores('a', unique, keys, weights))]
    const vector = await embedder.embed([query])
    const cosines = vectors.map((one) => dot(one as Float32Array, vector))
    const best = Math.max(...bm25)
    const nearest = cosines.toSorted((a, b) => b - a).slice(0, 200)
    const [first, last] = [nearest[0] ?? 0, nearest.at(-1) ?? 0]
    const used = best > 0 ? w : { ...w, keyword: 0 }
    const moved = fusion === 'adaptive' && best > 0 ? movedShare(words, unique, weights, bm25) : 0
    const keyword = used.keyword * (1 - moved)
    const near = w.vector + used.keyword * moved
    return texts.map((_, i) => {
      const stretched = first > last ? Math.max(0, (cosines[i] as number) - last) / (first - last) : 1
      return ((keyword * (bm25[i] as number)) / (best || 1) + near * stretched) / (keyword + near)
    })
  }
}

/** What share of the weight of the keywords the vector gets. */
const movedShare = (
  texts: readonly ReadonlySet<string>[],
  unique: readonly string[],
  weights: readonly number[],
  bm25: readonly number[],
): number => {
  const idf = unique.map((term) => {
    const having = texts.filter((words) => words.has(term)).length
    return Math.max(1e-6, Math.log((texts.length - having + 0.5) / (having + 0.5)))
  })
  const most = 2.2 * idf.reduce((sum, one, i) => sum + one * (weights[i] as number), 0)
  return 1 - Math.max(...bm25) / most
}

describe('recall', () => {
  it('REC-1 agrees with a score computed for every memory, though it looks at the best of each list only', async () => {
    const test = await openTestEngine(embedder)
    const texts = randomTexts(700, 5)
    await storeTexts(test, 'a', texts)
    await test.store.keepSelfTest('a', embedder.id, JSON.stringify(MEANING_LEADS))
    const oracle = await oracleOf(test, texts)
    const query = fc.array(fc.constantFrom(...WORDS, 'zebra'), { minLength: 1, maxLength: 4 })
    const fusions = fc.constantFrom<Fusion[]>('fixed', 'adaptive')
    await fc.assert(
      fc.asyncProperty(query, fc.constantFrom(0.1, 0.5, 0.9), fusions, async (words, vector, fusion) => {
        const weights = { vector, keyword: 1 - vector, graph: 0, context: 0, importance: 0, recency: 0 }
        const asked = { query: words.join(' '), weights, fusion }
        const scores = await oracle(asked)
        const search = (k: number) => test.engine.recall.search({ namespace: 'a', ...asked, k }, never())
        const { hits } = await search(10)
        const expected = [...scores].sort((a, b) => b - a).slice(0, 10)
        hits.forEach(({ score, memory, parts }, i) => {
          expect(score).toBeCloseTo(expected[i] as number, 9)
          expect(score).toBeCloseTo(scores[memory.coordinate[0] as number] as number, 9)
          expect(parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(score, 12)
        })
        expect(hits).toHaveLength(10)
        const many = await search(300)
        many.hits.forEach(({ score, memory }) => {
          expect(score).toBeCloseTo(scores[memory.coordinate[0] as number] as number, 9)
        })
      }),
      { seed: 21, numRuns: 60 },
    )
  })

  it('REC-1 goes on by similarity where meaning gives no points any more, and scores a hit alike for any k', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', randomTexts(700, 6))
    const search = async (k: number) => {
      const weights = { vector: 1, keyword: 0 }
      return (await test.engine.recall.search({ namespace: 'a', query: 'lock file', k, weights }, never()))
        .hits
    }
    const [few, many] = [await search(20), await search(600)]
    expect(many).toHaveLength(600)
    expect(many.slice(0, 20).map(({ score }) => score)).toEqual(few.map(({ score }) => score))
    const similarities = many.map(({ similarity }) => similarity as number)
    expect(similarities).toEqual(similarities.toSorted((a, b) => b - a))
    expect(many.slice(200).every(({ score, similarity }) => score === 0 && similarity !== null)).toBe(true)
  })

  it('REC-1 says what the weights were adapted to, and nothing where they were not', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', randomTexts(100, 7))
    await test.store.keepSelfTest('a', embedder.id, JSON.stringify(MEANING_LEADS))
    const search = (fusion: Fusion, query: string, vector = 0.1) =>
      test.engine.recall.search(
        { namespace: 'a', query, k: 5, fusion, weights: { vector, keyword: 1 - vector } },
        never(),
      )
    const { adapted, weights } = await search('adaptive', 'cookie zebra quokka')
    expect(adapted?.coverage).toBeGreaterThan(0)
    expect(adapted?.coverage).toBeLessThan(0.5)
    expect(adapted?.selfTest).toEqual(MEANING_LEADS)
    expect(weights.vector).toBeGreaterThan(0.1)
    expect((await search('fixed', 'cookie zebra')).adapted).toBeNull()
    expect((await search('adaptive', 'zebra')).adapted).toBeNull()
    expect(await search('adaptive', 'cookie', 0)).toMatchObject({ adapted: null, weights: { vector: 0 } })
  })

  it('REC-1 counts a word that is asked for again more, but not so often', async () => {
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', ['cookie jar', 'zebra crossing', 'other text', 'more of it', 'and again'])
    const raw = async (query: string) => {
      const { hits } = await test.engine.recall.search({ namespace: 'a', query, k: 5 }, never())
      const first = hits.find(({ memory }) => memory.coordinate[0] === 0)
      return first?.parts.find(({ signal }) => signal === 'keyword')?.raw as number
    }
    const once = await raw('cookie zebra')
    expect(await raw('cookie zebra cookie')).toBeCloseTo(once * 1.6, 9)
    expect(await raw('cookie '.repeat(2000))).toBeLessThan(once * 4)
  })

  it('REC-1 walks links from what a filter leaves out to what it lets through', async () => {
    const test = await openTestEngine(embedder)
    const texts = ['zebra at the harbour', ...Array.from({ length: 30 }, (_, i) => `other text ${i}`)]
    await storeTexts(test, 'a', texts)
    const link = { from: [0], to: [21], type: 'shows', weight: 1, note: null }
    await test.engine.memories.storeMany('a', [], { author: 'test', action: 'link', summary: 'link' }, [link])
    const search = (graph: number) =>
      test.engine.recall.search(
        {
          namespace: 'a',
          query: 'zebra harbour',
          k: 3,
          filter: { is: 'type', value: 'semantic' },
          weights: { graph },
        },
        never(),
      )
    const { hits } = await search(0.3)
    expect(hits[0]?.memory.coordinate).toEqual([21])
    expect(hits[0]?.parts.find(({ signal }) => signal === 'graph')?.raw).toBe(1)
    expect(hits.every(({ memory }) => memory.type === 'semantic')).toBe(true)
    expect((await search(0)).hits.flatMap(({ parts }) => parts.map(({ signal }) => signal))).not.toContain(
      'graph',
    )
  })

  it('REC-7 orders equals by id and lists no memory twice', async () => {
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
