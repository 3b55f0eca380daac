import { describe, expect, it } from 'vitest'
import { DEFAULT_WEIGHTS } from '#engine/recall/recall'
import { never } from '../recall/engine.ts'
import { openWithTexts, PLACE, run, star } from './golden.ts'

describe('runs of golden sets', () => {
  it('QUAL-2 measure each query and the set, and say at which rank a missed memory is', async () => {
    const { engine } = await openWithTexts()
    await star(engine, 'whale', 5)
    await star(engine, 'red apple', 1, 3)
    await star(engine, 'red apple', 0)
    const { items, report } = await run(engine, { k: 1 })
    const { summary, results } = report
    expect(items.slice(0, -1)).toEqual([
      { type: 'progress', done: 0, total: 2 },
      { type: 'progress', done: 1, total: 2 },
    ])
    const [whale, apple] = results
    const all = { recall1: 1, recall5: 1, recall10: 1, recallK: 1, mrr: 1, ndcg10: 1 }
    expect(whale).toMatchObject({ query: 'whale', measures: all, missed: [], gone: [] })
    // (0) "red apple" stands first, (1) "green apple" second: 1 + 7 / 1.58496 of the best 7 + 1 / 1.58496.
    const ndcg10 = (1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3))
    expect(apple?.measures).toEqual({
      ...all,
      recall1: 0.5,
      recallK: 0.5,
      ndcg10: expect.closeTo(ndcg10, 12),
    })
    expect(apple?.missed).toEqual([{ coordinate: [1], grade: 3, title: 'green apple', rank: 2 }])
    expect(summary).toMatchObject({
      judged: 2,
      unjudged: 0,
      missed: 1,
      gone: 0,
      withoutVectors: 0,
      p50: 0,
      p95: 0,
    })
    expect(summary.measures).toMatchObject({ recall1: 0.75, recall5: 1, ndcg10: (1 + ndcg10) / 2 })
    await engine.close()
  })

  it('QUAL-2 find the rank far down, and say where a memory is not found at all', async () => {
    const texts = Array.from({ length: 230 }, (_, i) => `common word${i < 120 ? ' common' : ''} n${i}`)
    const { engine } = await openWithTexts(texts)
    const { hits } = await engine.recall.search({ namespace: 'n', query: 'common', k: 200 }, never())
    const found = hits[149]?.memory.coordinate[0] as number
    const seen = new Set(hits.map(({ memory }) => memory.coordinate[0]))
    const beyond = texts.findIndex((_, i) => !seen.has(i))
    await star(engine, 'common', found)
    await star(engine, 'common', beyond)
    const { report } = await run(engine)
    expect(report.results[0]?.missed.map(({ coordinate, rank }) => [coordinate[0], rank])).toEqual([
      [found, 150],
      [beyond, null],
    ])
    await engine.close()
  })

  it('QUAL-2 tell deleted memories and leave them out of the measures', async () => {
    const { engine } = await openWithTexts()
    await star(engine, 'apple', 0)
    await star(engine, 'apple', 5)
    await star(engine, 'sky', 2)
    await engine.memories.remove({ namespace: 'n', coordinates: [[5], [2]] }, undefined, 'test')
    const { summary, results } = (await run(engine)).report
    expect(results.map(({ measures, gone }) => [measures?.recall10 ?? null, gone])).toEqual([
      [1, [{ coordinate: [5], grade: 1, presence: 'binned', title: 'blue whale' }]],
      [null, [{ coordinate: [2], grade: 1, presence: 'binned', title: 'blue sky' }]],
    ])
    expect(summary).toMatchObject({ judged: 1, unjudged: 1, gone: 2, missed: 0, measures: { recall10: 1 } })
    await engine.close()
  })

  it('QUAL-2 have quiet answers for a set that expects nothing', async () => {
    const { engine } = await openWithTexts()
    await star(engine, 'apple', 0)
    await engine.golden.changes.unstar(PLACE, { query: 'apple' }, [0], 'test')
    const { items, report } = await run(engine)
    expect(items).toHaveLength(1)
    expect(report).toMatchObject({
      results: [],
      summary: { judged: 0, measures: null, p50: null, p95: null },
    })
    const other = { namespace: 'n', set: 'other' }
    await expect(run(engine, { place: other })).rejects.toMatchObject({ code: 'golden/not-found' })
    await engine.close()
  })

  it('QUAL-2 are kept, the last twenty, with their settings, and compared with the one before', async () => {
    const { engine, time } = await openWithTexts()
    const { sets, runner } = engine.golden
    await star(engine, 'red apple', 1)
    await star(engine, 'whale', 5)
    const first = (await run(engine)).report
    expect(first.summary.comparison).toBeNull()
    await engine.memories.remove({ namespace: 'n', coordinates: [[0]] }, undefined, 'test')
    await star(engine, 'sky', 2)
    time.now += 10
    const second = (await run(engine)).report
    // "green apple" moved up; the new query has nothing to be compared with.
    expect(second.summary.comparison).toMatchObject({ run: first.run, at: first.summary.at, queries: 2 })
    expect(second.summary.comparison?.differences.mrr.mean).toBe(0.25)
    expect(second.summary.comparison?.differences.recall1.mean).toBe(0.5)
    expect(await sets.lastRun(PLACE)).toEqual(second)

    const settings = { weights: { vector: 1 } }
    for await (const _ of runner.run(PLACE, { k: 3, settings, keep: true }, never()));
    const [newest] = await sets.runs(PLACE)
    expect(newest).toMatchObject({
      k: 3,
      settings,
      weights: { ...DEFAULT_WEIGHTS, vector: 1 },
      fusion: 'adaptive',
      embedder: engine.embedder.id,
      seq: await engine.store.seq(),
    })
    for (let i = 0; i < 25; i++) await run(engine)
    const kept = await sets.runs(PLACE)
    expect(kept).toHaveLength(20)
    expect(kept.map(({ run }) => run)).toEqual(kept.map((_, i) => (kept[0]?.run as number) - i))
    expect((await sets.sets('n'))[0]?.lastRun).toEqual(kept[0])
    await engine.close()
  })

  it('QUAL-2 are not kept where nothing may be written, nor where they were given up', async () => {
    const { engine } = await openWithTexts()
    const { sets, runner } = engine.golden
    await star(engine, 'apple', 0)
    await star(engine, 'sky', 2)
    expect((await run(engine, { keep: false })).report.run).toBeNull()
    const stop = new AbortController()
    const given = (async () => {
      const options = { k: 10, settings: {}, keep: true }
      for await (const _ of runner.run(PLACE, options, stop.signal)) stop.abort()
    })()
    await expect(given).rejects.toThrow(/abort/)
    expect([await sets.runs(PLACE), await sets.lastRun(PLACE)]).toEqual([[], null])
    await engine.close()
  })

  it('QUAL-2 go with their namespace when it is copied, renamed and deleted', async () => {
    const { engine } = await openWithTexts()
    const { sets } = engine.golden
    await star(engine, 'apple', 0)
    const { run: number } = (await run(engine)).report
    await engine.namespaces.copy('n', 'copy', 'test')
    await engine.namespaces.rename('n', 'renamed')
    const renamed = { namespace: 'renamed', set: 'first' }
    const copy = { namespace: 'copy', set: 'first' }
    expect((await sets.runs(renamed)).map(({ run }) => run)).toEqual([number])
    const again = (await run(engine, { place: copy })).report
    expect(again.summary.comparison?.differences.recall10).toEqual({ mean: 0, low: 0, high: 0 })
    expect(await sets.runs(copy)).toHaveLength(2)
    expect(await sets.runs(renamed)).toHaveLength(1)
    // Each namespace has its own from now on.
    const taken = await engine.golden.changes.unstar(copy, { query: 'apple' }, [0], 'test')
    expect((await sets.sets('renamed'))[0]?.entries).toBe(1)
    await engine.journal.undo(taken.seq, 'test')
    await engine.namespaces.remove('renamed', 'test')
    await expect(sets.sets('renamed')).rejects.toMatchObject({ code: 'namespace/not-found' })
    expect(await sets.runs(copy)).toHaveLength(2)
    await engine.close()
  })
})
