import { afterEach, describe, expect, it } from 'vitest'
import type { RecallQuery } from '#contract/recall'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { cosine } from '#engine/gate/nearest'
import { never } from '../recall/engine.ts'
import { A, DIMENSION, type GateBench, openGate } from './gate-bench.ts'

let test: GateBench
afterEach(() => test.engine.close())

const WORDS = ['red', 'green', 'blue', 'old', 'new', 'tide', 'moon']
const textOf = (n: number): string =>
  WORDS.filter((_, i) => (n * 37) % (i + 2) === 0).join(' ') || `only ${n}`

const fill = async (count: number): Promise<Float32Array[]> => {
  const texts = Array.from({ length: count }, (_, n) => textOf(n))
  const inputs = texts.map((text, x) => ({
    coordinate: [x],
    payload: JSON.stringify({ text }),
    type: 'semantic' as const,
    importance: 0,
    ifTaken: 'update' as const,
  }))
  await test.engine.memories.storeMany(A, inputs, { author: 'ann', action: 'store', summary: 'texts' })
  const rows = await createHashingEmbedder(DIMENSION).embed(texts)
  return texts.map((_, i) => rows.slice(i * DIMENSION, (i + 1) * DIMENSION))
}

const reportOf = async (sample: number, signal = never()) => {
  const progress: number[] = []
  for await (const item of test.engine.calibration.run({ namespace: A, sample }, signal)) {
    if (item.type === 'result') return { ...item.report, progress }
    progress.push(item.done)
  }
  throw new Error('there was no result')
}

describe('calibration', () => {
  it('GATE-5 tells nearest neighbours and what thresholds would have stopped, as comparing all with all does', async () => {
    test = await openGate({ isOn: false })
    const vectors = await fill(300)
    const best = (i: number, count: number) =>
      Math.max(
        ...vectors
          .slice(0, count)
          .map((other, j) => (j === i ? -1 : cosine(vectors[i] as Float32Array, other))),
      )
    const report = await reportOf(1000)
    expect([report.memories, report.sampled, report.progress.at(-1)]).toEqual([300, 300, 300])
    const similarities = vectors.map((_, i) => best(i, 300)).sort((a, b) => a - b)
    for (const [i, value] of report.similarities.entries())
      expect(value).toBeCloseTo(similarities[i] as number, 5)
    const novelties = vectors
      .map((_, i) => (i === 0 ? 1 : Math.min(1, Math.max(0, 1 - best(i, i)))))
      .sort((a, b) => a - b)
    for (const [i, value] of report.novelties.entries()) expect(value).toBeCloseTo(novelties[i] as number, 5)
    expect(report.stopped).toHaveLength(101)
    for (const { threshold, memories, share } of report.stopped) {
      const least = novelties.filter((novelty) => novelty < threshold - 1e-5).length
      const most = novelties.filter((novelty) => novelty < threshold + 1e-5).length
      expect(memories).toBeGreaterThanOrEqual(least)
      expect(memories).toBeLessThanOrEqual(most)
      expect(share).toBeCloseTo(memories / 300, 9)
    }
  })

  it('GATE-5 finds what came before also behind more later neighbours than it asks for', async () => {
    test = await openGate({ isOn: false })
    await test.store1(0, 'red tide')
    await test.store1(1, 'old moon')
    // All of these are nearer to the second than the first is.
    for (let x = 2; x < 1200; x += 400) {
      const inputs = Array.from({ length: 400 }, (_, i) => ({
        coordinate: [x + i],
        payload: '{"text":"old moon"}',
        type: 'semantic' as const,
        importance: 0,
        ifTaken: 'update' as const,
      }))
      await test.engine.memories.storeMany(A, inputs, { author: 'ann', action: 'store', summary: 'copies' })
    }
    const { sampled, novelties, stopped } = await reportOf(10_000)
    expect([sampled, novelties.filter((novelty) => novelty > 0.01).length]).toEqual([1202, 2])
    expect(stopped.find(({ threshold }) => threshold === 0.01)?.memories).toBe(1200)
  })

  it('GATE-5 looks at a sample from the oldest to the newest, and reckons up to all', async () => {
    test = await openGate({ isOn: false })
    await fill(300)
    const { memories, sampled, stopped } = await reportOf(100)
    expect([memories, sampled]).toEqual([300, 100])
    const { threshold: _, ...half } = stopped[50] as (typeof stopped)[number]
    expect(half.memories).toBe(Math.round(half.share * 300))
  })

  it('GATE-5 ends where nobody waits any more, and is quiet about nothing', async () => {
    test = await openGate()
    expect(await reportOf(10)).toMatchObject({ memories: 0, sampled: 0, similarities: [], novelties: [] })
    await test.store1(1, 'red tide')
    expect(await reportOf(10)).toMatchObject({ sampled: 1, similarities: [], novelties: [1] })
    const stop = new AbortController()
    const run = test.engine.calibration.run({ namespace: A, sample: 10 }, stop.signal)
    await run.next()
    stop.abort()
    await expect(run.next()).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('salience', () => {
  const recall = async (query: string, k = 5) =>
    (await test.engine.recall.search({ namespace: A, query, k } as RecallQuery, never())).hits.map(
      ({ memory }) => memory.coordinate[0],
    )
  const OLD = 1_000_000_000
  const two = async (below: 'rank-down' | 'hide') => {
    test = await openGate({ isOn: false, salience: { threshold: 0.4, below } })
    await test.store1(1, 'red tide', { timestamp: OLD })
    await test.store1(2, 'red tide over the old green moon', { timestamp: OLD, importance: 3 })
    await test.store1(3, 'red tide of a new moon', { timestamp: OLD })
  }

  it('GATE-6 puts memories of little salience behind the others, in their own order', async () => {
    await two('rank-down')
    expect(await recall('red tide')).toEqual([2, 1, 3])
    expect(await recall('red tide', 1)).toEqual([2])
    expect((await recall('red tide', 2))[0]).toBe(2)
  })

  it('GATE-6 REC-5 hides them, says so, and deletes nothing', async () => {
    await two('hide')
    expect(await recall('red tide')).toEqual([2])
    const query = { namespace: A, query: 'red tide', k: 5 } as RecallQuery
    const { reason } = await test.engine.recall.whyNot(query, [1], never())
    expect(reason).toMatchObject({ is: 'low-salience', threshold: 0.4 })
    expect((await test.engine.memories.stats(A)).total).toBe(3)
  })

  it('GATE-6 is told of living memories, by the clock of now', async () => {
    test = await openGate({ isOn: false })
    await test.store1(1, 'red tide', { timestamp: test.time.now })
    const read = () => test.engine.salience.of(A, [[1], [9]])
    expect(await read()).toEqual([0.75, null])
    test.time.now += 1
    expect(await read()).toEqual([0.5, null])
    await test.engine.memories.remove({ namespace: A, coordinates: [[1]] }, undefined, 'ann')
    expect(await read()).toEqual([null, null])
  })
})
