import { describe, expect, it, vi } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { Embedder } from '#engine/ports'
import { seededRandom } from '../../bench/seeded-random.ts'
import { never, openTestEngine, storeTexts, type TestEngine } from './engine.ts'

const random = seededRandom(4)
const word = (stem: string): string => `${stem}${Math.floor(random() * 1e6).toString(36)}q`
/** Words that no other text has. */
const own = (count: number): string[] => Array.from({ length: count }, () => word('x'))

/** Both halves of a text speak of the same subject, in words that no other half has. */
const saidTwice = (count: number): string[] =>
  Array.from({ length: count }, (_, subject) => {
    const about = (): string[] => Array.from({ length: 4 }, () => word(`about${subject}z`))
    return [...about(), ...about()].join(' ')
  })

/** Both halves of a text share a word that no other text has. */
const repeated = (count: number): string[] =>
  Array.from({ length: count }, () => {
    const [name = ''] = own(1)
    return [...own(3), name, name, ...own(3)].join(' ')
  })

/** Knows what a word of {@link saidTwice} is about, and nothing else. */
const knowing: Embedder = {
  id: 'knowing@1',
  dimension: 256,
  embed: async (texts) => {
    const rows = new Float32Array(texts.length * 256)
    for (const [i, text] of texts.entries()) {
      const subject = Number(/about(\d+)z/.exec(text)?.[1] ?? 0)
      rows[i * 256 + (subject % 256)] = 1
    }
    return rows
  },
}

const found = async (test: TestEngine, embedder: Embedder) => {
  await test.engine.selfTests.renew(never())
  return test.engine.selfTests.of('a', embedder.id)
}

describe('the self-test of a namespace', () => {
  it('REC-1 finds that meaning leads where only meaning joins the halves, and recall goes by it', async () => {
    const test = await openTestEngine(knowing)
    await storeTexts(test, 'a', saidTwice(120))
    const result = await found(test, knowing)
    expect(result).toMatchObject({ questions: 120, keyword: 0, vector: 1, memories: 120 })
    expect(result?.low).toBeGreaterThan(0)
    const { adapted, weights } = await test.engine.recall.search(
      { namespace: 'a', query: 'about7z quokka zebra', k: 3 },
      never(),
    )
    expect(adapted).toBeNull()
    expect(weights.vector).toBe(1)
    const text = (await test.engine.memories.get({ namespace: 'a', coordinate: [7] })).payload
    const [first = ''] = JSON.parse(text).text.split(' ')
    const asked = await test.engine.recall.search({ namespace: 'a', query: `${first} quokka`, k: 3 }, never())
    expect(asked.adapted?.selfTest).toEqual(result)
    expect(asked.weights.vector).toBeCloseTo(0.1 + 0.9 * (1 - (asked.adapted?.coverage ?? 1)), 12)
  })

  it('REC-1 finds that words lead where only they join the halves, and leaves the weights alone', async () => {
    const embedder = createHashingEmbedder(8)
    const test = await openTestEngine(embedder)
    await storeTexts(test, 'a', repeated(120))
    const result = await found(test, embedder)
    expect(result?.keyword).toBe(1)
    expect(result?.high).toBeLessThan(0)
    const { payload } = await test.engine.memories.get({ namespace: 'a', coordinate: [3] })
    const query = `${JSON.parse(payload).text.split(' ')[3]} quokka`
    const { adapted, weights } = await test.engine.recall.search({ namespace: 'a', query, k: 3 }, never())
    expect(adapted?.selfTest).toEqual(result)
    expect(weights).toMatchObject({ keyword: 0.9, vector: 0.1 })
  })

  it('REC-1 concludes nothing from few or short texts', async () => {
    for (const texts of [saidTwice(49), Array.from({ length: 80 }, (_, i) => `one ${i}`)]) {
      const test = await openTestEngine(knowing)
      await storeTexts(test, 'a', texts)
      expect(await found(test, knowing)).toBeNull()
    }
  })

  it('REC-1 reads nothing again where it found nothing, and nothing where nobody goes by it', async () => {
    const short = await openTestEngine(knowing)
    await storeTexts(
      short,
      'a',
      Array.from({ length: 80 }, (_, i) => `one ${i}`),
    )
    const fixed = await openTestEngine(knowing, { fusion: 'fixed' })
    await storeTexts(fixed, 'a', saidTwice(80))
    await short.engine.selfTests.renew(never())
    for (const test of [short, fixed]) {
      const matching = vi.spyOn(test.store, 'matching')
      await test.engine.selfTests.renew(never())
      expect(matching).not.toHaveBeenCalled()
    }
  })

  it('REC-1 is made anew once the namespace has grown by half, and is the same each time until then', async () => {
    const test = await openTestEngine(knowing)
    await storeTexts(test, 'a', saidTwice(60))
    const first = await found(test, knowing)
    const add = (texts: readonly string[], at: number) =>
      test.engine.memories.storeMany(
        'a',
        texts.map((text, i) => ({
          ...{ coordinate: [at + i], payload: JSON.stringify({ text }) },
          ...({ type: 'episodic', importance: 0, ifTaken: 'refuse' } as const),
        })),
        { author: 'test', action: 'store', summary: 'store' },
      )
    test.time.now += 100
    await add(saidTwice(20), 1000)
    expect(await found(test, knowing)).toEqual(first)
    await add(saidTwice(20), 2000)
    expect(await found(test, knowing)).toMatchObject({ memories: 100, at: test.time.now })
  })

  it('REC-1 made by another process is known within a minute', async () => {
    const test = await openTestEngine(knowing)
    await storeTexts(test, 'a', saidTwice(60))
    expect(await test.engine.selfTests.of('a', knowing.id)).toBeNull()
    const theirs = { questions: 60, keyword: 0, vector: 1, low: 1, high: 1, memories: 60, at: 5 }
    await test.store.keepSelfTest('a', knowing.id, JSON.stringify(theirs))
    expect(await test.engine.selfTests.of('a', knowing.id)).toBeNull()
    test.time.now += 60
    await test.engine.selfTests.of('a', knowing.id)
    await expect.poll(() => test.engine.selfTests.of('a', knowing.id)).toEqual(theirs)
  })
})
