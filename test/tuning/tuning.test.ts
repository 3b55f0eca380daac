import { beforeAll, describe, expect, it } from 'vitest'
import type { SearchEffort, TuningPoint } from '#contract/tuning'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { randomFrom } from '#engine/fractal/random'
import type { SweepItem } from '#engine/tuning/tuning'
import { never, openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const NAMESPACE = 'tuned'
const embedder = createHashingEmbedder(64)

/** Texts around topics, so that lists mean something. */
const textsOf = (count: number): string[] => {
  const random = randomFrom(7)
  const word = (topic: number): string => `w${topic}x${Math.floor(random() ** 2 * 40)}`
  return Array.from({ length: count }, () => {
    const topic = Math.floor(random() * 50)
    return Array.from({ length: 14 }, () => word(random() < 0.8 ? topic : Math.floor(random() * 50))).join(
      ' ',
    )
  })
}

const random = { from: 'random', count: 60, seed: 3 } as const
const resultOf = async <T extends { readonly type: string }>(items: AsyncIterable<T>) => {
  for await (const item of items) {
    if (item.type === 'result') return item as Extract<T, { type: 'result' }>
  }
  throw new Error('no result')
}

describe('tuning', () => {
  let world: TestEngine
  const effortOf = (beamWidth: number, maxCandidates: number): SearchEffort => ({
    profile: 'balanced',
    beamWidth,
    maxCandidates,
  })
  const measured = async (effort: SearchEffort, depth = 10): Promise<TuningPoint> => {
    const asked = { namespace: NAMESPACE, queries: random, depth, effort }
    return (await resultOf(world.engine.tuning.measure(asked, never()))).point
  }

  beforeAll(async () => {
    world = await openTestEngine(embedder)
    await storeTexts(world, NAMESPACE, textsOf(3000))
    world.settle()
    await world.engine.namespaces.create('few')
  })

  it('QUAL-3 recall of a setting is what an evaluation by hand finds, and a wider beam never lowers it', async () => {
    const { engine, index, store } = world
    const { space } = await store.space(NAMESPACE)
    const points = []
    for (const beam of [1, 3, 12]) points.push(await measured(effortOf(beam, 60)))
    expect(points.map(({ recall10 }) => recall10.value)).toEqual(
      points.map(({ recall10 }) => recall10.value).sort(),
    )
    expect(points[0]!.recall10.value).toBeLessThan(points[2]!.recall10.value)
    // The same by hand: given queries, through the port alone.
    const texts = textsOf(40).map((text) => text.split(' ').slice(0, 6).join(' '))
    const asked = { namespace: NAMESPACE, queries: { from: 'given' as const, texts }, depth: 10 }
    const { point, ground } = await resultOf(
      engine.tuning.measure({ ...asked, effort: effortOf(2, 60) }, never()),
    )
    let shares = 0
    for (const text of texts) {
      const vector = await embedder.embed([text])
      const exact = await index.search({ space, vector, k: 10, exact: true })
      const found = await index.search({ space, vector, k: 10, settings: { beam: 2, candidates: 60 } })
      // Those that are equally near stand in for each other: what is compared is how near.
      const left = [...found.scores]
      shares +=
        exact.scores.filter((score) => left.includes(score) && left.splice(left.indexOf(score), 1)).length /
        10
    }
    expect(point.recall10.value).toBeCloseTo(shares / texts.length, 9)
    expect(point.recall10.low).toBeLessThanOrEqual(point.recall10.value)
    expect(ground).toMatchObject({ queries: 40, silent: 0, depth: 10, vectors: 3000 })
  })

  it('QUAL-3 a sweep tells each setting, the frontier by both, and promises what an applied setting keeps', async () => {
    const asked = {
      namespace: NAMESPACE,
      queries: random,
      depth: 10,
      beams: [1, 2, 4, 8],
      candidates: [40, 90],
    }
    const told: SweepItem[] = []
    for await (const item of world.engine.tuning.sweep({ ...asked, centroids: [] }, never())) told.push(item)
    const result = told.at(-1) as Extract<SweepItem, { type: 'result' }>
    expect(result.points).toHaveLength(8)
    expect(told.filter(({ type }) => type === 'point')).toHaveLength(8)
    for (const place of result.frontier) {
      const { recall10, p95 } = result.points[place]!
      const isBeaten = result.points.some(
        (other) => other.recall10.value > recall10.value && other.p95.value <= p95.value,
      )
      expect(isBeaten).toBe(false)
    }
    const chosen = result.points.find(
      ({ beamWidth, maxCandidates }) => beamWidth === 4 && maxCandidates === 90,
    )!
    const again = await measured(effortOf(4, 90))
    expect(Math.abs(again.recall10.value - chosen.recall10.value)).toBeLessThan(0.01)
    // The index itself was never touched.
    expect((await world.engine.tuning.shape(NAMESPACE)).effort).toMatchObject({
      beamWidth: result.current.beamWidth,
    })
  })

  it('QUAL-3 other numbers of lists are built on a copy', async () => {
    const before = (await world.engine.tuning.shape(NAMESPACE)).lists!.count
    const asked = { namespace: NAMESPACE, queries: random, depth: 10, beams: [2], candidates: [60] }
    const { points } = await resultOf(world.engine.tuning.sweep({ ...asked, centroids: [30] }, never()))
    expect(points.map(({ centroids }) => centroids)).toEqual([null, 30])
    expect((await world.engine.tuning.shape(NAMESPACE)).lists!.count).toBe(before)
  })

  it('QUAL-3 a bench tells of the profiles, of what is in force and of lists made anew, and changes nothing', async () => {
    const before = await world.engine.tuning.shape(NAMESPACE)
    const asked = { namespace: NAMESPACE, queries: random, depth: 10, changes: 50 }
    const { report } = await resultOf(
      world.engine.tuning.bench({ ...asked, beams: [1, 12], candidates: [60] }, never()),
    )
    const { points, ground, inserts, removals, memory, dimension } = report
    expect(points.map(({ setting }) => setting)).toEqual([
      ...['exact', 'in-force', 'fast', 'balanced', 'high_recall', 'asked', 'asked', 'rebuilt'],
    ])
    const by = (name: string) => points.find(({ setting }) => setting === name)!
    expect(by('exact')).toMatchObject({ effort: null, recall10: { value: 1 } })
    expect(by('high_recall').recall10.value).toBeGreaterThanOrEqual(by('fast').recall10.value)
    expect(by('in-force').effort).toEqual(before.effort)
    const [narrow, wide] = points.filter(({ setting }) => setting === 'asked')
    const same = await measured(effortOf(narrow!.effort!.beamWidth, narrow!.effort!.maxCandidates))
    expect(narrow!.recall10).toEqual(same.recall10)
    expect(wide!.recall10.value).toBeGreaterThan(narrow!.recall10.value)
    for (const { p50, p95, p99, perSecond } of points) {
      expect(p50 <= p95 && p95 <= p99).toBe(true)
      expect(perSecond).toBeGreaterThan(0)
    }
    expect(ground).toMatchObject({ vectors: 3000, depth: 10 })
    expect([inserts?.count, removals?.count]).toEqual([50, 50])
    expect(memory.vectors).toBe(3000 * dimension * 4)
    expect(memory.bytes).toBeGreaterThan(memory.vectors)
    expect(await world.engine.tuning.shape(NAMESPACE)).toEqual(before)
  })

  it('IDX-5 a bench of few is that of comparing with all', async () => {
    const { engine } = world
    await storeTexts(world, 'some', textsOf(60))
    const asked = { namespace: 'some', queries: random, depth: 10, changes: 0 }
    const { report } = await resultOf(engine.tuning.bench(asked, never()))
    expect(report).toMatchObject({ buildSeconds: null, inserts: null, removals: null })
    expect(report.points.map(({ setting, recall10 }) => [setting, recall10.value])).toEqual([['exact', 1]])
    const none = engine.tuning.bench({ ...asked, namespace: 'few' }, never())
    await expect(resultOf(none)).rejects.toMatchObject({ code: 'tuning/impossible' })
  })

  it('QUAL-3 a cancelled sweep ends at once, and the next one answers', async () => {
    const stop = new AbortController()
    const asked = { namespace: NAMESPACE, queries: random, depth: 10, centroids: [] }
    const run = async (): Promise<void> => {
      for await (const item of world.engine.tuning.sweep(asked, stop.signal)) {
        if (item.type === 'point') stop.abort(new Error('enough'))
      }
    }
    await expect(run()).rejects.toThrow('enough')
    expect((await measured(effortOf(4, 60))).recall10.value).toBeGreaterThan(0.5)
  })

  it('REC-5 misses are told with their cause and what would find them', async () => {
    const asked = { namespace: NAMESPACE, queries: random, depth: 10, effort: effortOf(1, 40), limit: 20 }
    const { report } = await resultOf(world.engine.tuning.misses(asked, never()))
    expect(report.missed).toBeGreaterThan(20)
    expect(report.pairs).toHaveLength(20)
    const { list, code, cap } = report.causes
    expect(list + code + cap).toBe(20)
    for (const { cause, listRank } of report.pairs) if (cause === 'list') expect(listRank).toBeGreaterThan(1)
  })

  it('random queries do not find the memory that they were made of', async () => {
    const { recall1 } = await measured({ profile: 'balanced', beamWidth: 1000, maxCandidates: 3000 })
    expect(recall1.value).toBe(1)
  })

  it('IDX-5 where few are compared one by one there is nothing to tune', async () => {
    const { tuning } = world.engine
    expect(await tuning.shape('few')).toMatchObject({ vectors: 0, exact: 'few', lists: null })
    const asked = { namespace: 'few', queries: random, depth: 10, effort: effortOf(1, 40) }
    await expect(resultOf(tuning.measure(asked, never()))).rejects.toMatchObject({
      code: 'tuning/impossible',
    })
  })

  it('lists are told with their sizes', async () => {
    const { lists, exact } = await world.engine.tuning.shape(NAMESPACE)
    expect(exact).toBeNull()
    expect(lists!.histogram.reduce((sum, bin) => sum + bin.lists, 0)).toBe(lists!.count)
  })
})
