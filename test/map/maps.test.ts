import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MapMethod, MemoryMap } from '#contract/map'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { MapItem } from '#engine/map/maps'
import { openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const KINDS = [
  'harbour boats sail tide',
  'kitchen bread flour oven',
  'orbit rocket engine launch',
  'violin chord melody string',
]
const EACH = 30
const FILLER = ['red', 'small', 'late', 'new', 'cold', 'far', 'loud', 'old']

const textOf = (i: number): string => {
  const words = (KINDS[i % KINDS.length] as string).split(' ')
  const said = [0, 1, 2].map((n) => words[(i + n) % words.length])
  return [...said, FILLER[i % FILLER.length], FILLER[(i >> 3) % FILLER.length]].join(' ')
}

describe('the map of a namespace', () => {
  let world: TestEngine
  let names = 0
  const signal = new AbortController().signal

  beforeAll(async () => {
    world = await openTestEngine(createHashingEmbedder(64))
  })
  afterAll(() => world.engine.close())

  const namespace = async (count = KINDS.length * EACH): Promise<string> => {
    const name = `m${names++}`
    await storeTexts(
      world,
      name,
      Array.from({ length: count }, (_, i) => textOf(i)),
    )
    return name
  }
  const store = (name: string, i: number): Promise<unknown> =>
    world.engine.memories.storeMany(
      name,
      [
        {
          coordinate: [i],
          payload: JSON.stringify({ text: textOf(i) }),
          type: 'episodic',
          importance: 0,
          ifTaken: 'update',
        },
      ],
      { author: 'test', action: 'store', summary: 'one more' },
    )
  const items = async (name: string, method: MapMethod = 'pca', more: object = {}): Promise<MapItem[]> => {
    const all: MapItem[] = []
    const asked = { namespace: name, method, outliers: false, renew: false, ...more }
    for await (const item of world.engine.maps.view(asked, signal)) all.push(item)
    return all
  }
  const view = async (...asked: Parameters<typeof items>): Promise<MemoryMap> => {
    const last = (await items(...asked)).at(-1)
    if (last?.type !== 'result') throw new Error('no map came')
    return last.map
  }

  it('is made once, told as it is made, and kept', async () => {
    const name = await namespace()
    const first = await items(name)
    expect(first.some((item) => item.type === 'progress' && item.stage === 'copy')).toBe(true)
    const again = await items(name)
    expect(again.map((item) => (item.type === 'progress' ? item.stage : item.type))).toEqual([
      'read',
      'result',
    ])
    expect(again.at(-1)).toEqual(first.at(-1))
    const { points, living, newer } = await view(name)
    expect([living, newer, points.type.length, points.xy.length]).toEqual([120, 0, 120, 240])
  })

  it('takes what came later beside its neighbours, and leaves out what is gone, without moving the rest', async () => {
    const name = await namespace()
    const before = await view(name)
    for (const i of [120, 121]) await store(name, i)
    await world.engine.memories.remove({ namespace: name, coordinates: [[0]] }, undefined, 'test')
    const after = await view(name)
    expect([after.living, after.newer, after.points.type.length]).toEqual([121, 2, 121])
    expect([...after.points.placed.slice(-2)]).toEqual([2, 2])
    expect(after.points.xy.slice(0, 238)).toEqual(before.points.xy.slice(2))
    const standing = await world.engine.maps.standing(name, 'pca')
    expect(standing).toEqual({ madeAt: before.madeAt, living: 121, newer: 2, gone: 1 })
    const renewed = await view(name, 'pca', { renew: true })
    expect([renewed.newer, renewed.points.placed.every((one) => one === 0)]).toEqual([0, true])
  })

  it('measures how lonely each is where that is asked for, by UMAP always', async () => {
    const name = await namespace()
    expect((await view(name)).hasOutliers).toBe(false)
    const asked = await view(name, 'pca', { outliers: true })
    expect([asked.hasOutliers, asked.points.outlier.some(Number.isNaN)]).toEqual([true, false])
    expect((await view(name, 'umap')).hasOutliers).toBe(true)
    expect((await world.engine.maps.standing(name, 'umap')).madeAt).not.toBeNull()
  })

  it('adds to a map by UMAP that lacks it how lonely each is, and moves nothing', async () => {
    const name = await namespace()
    const whole = await view(name, 'umap')
    const { id } = world.engine.embedder
    // As one of a sample is kept.
    const kept = await world.store.keptMap(name, id, 'umap')
    await world.store.keepMap(name, { embedder: id, method: 'umap' }, { ...kept!, outliers: null })
    await view(await namespace(0))
    expect((await view(name, 'umap')).hasOutliers).toBe(false)
    const asked = await items(name, 'umap', { outliers: true })
    expect(asked.some((item) => item.type === 'progress' && item.stage === 'layout')).toBe(false)
    const { hasOutliers, madeAt, points } = await view(name, 'umap')
    expect([hasOutliers, madeAt, points.xy]).toEqual([true, whole.madeAt, whole.points.xy])
    expect(points.outlier).toEqual((await view(name)).points.outlier)
  })

  it('tells regions by the words that only they have', async () => {
    const name = await namespace()
    await view(name)
    const { regions, parts } = await world.engine.maps.topics(name, 'pca')
    const kinds = KINDS.map((kind) => new Set(kind.split(' ')))
    const ofOneKind = regions.filter(({ words }) =>
      kinds.some((kind) => words.filter((word) => kind.has(word)).length >= 2),
    )
    expect(ofOneKind.length / regions.length).toBeGreaterThan(0.7)
    expect(parts.every(({ words }) => words.length <= 3)).toBe(true)
  })

  it('can be given up while it is made, and the next one is not held up', async () => {
    const name = await namespace()
    const giving = new AbortController()
    const asked = { namespace: name, method: 'umap', outliers: false, renew: false } as const
    const work = (async () => {
      for await (const item of world.engine.maps.view(asked, giving.signal)) {
        if (item.type === 'progress') giving.abort()
      }
    })()
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    expect((await world.engine.maps.standing(name, 'umap')).madeAt).toBeNull()
    expect((await view(name, 'umap')).points.type.length).toBe(120)
  })

  it('is made once for two who ask at the same time', async () => {
    const name = await namespace()
    const [one, other] = await Promise.all([view(name), view(name)])
    expect(other).toEqual(one)
  })

  it('IDX-8 draws a search: what was compared, what it gives, and where the query would lie', async () => {
    const name = await namespace()
    const { points } = await view(name)
    const asked = { namespace: name, method: 'pca', query: KINDS[1] as string, hits: 5 } as const
    const { count, search } = await world.engine.maps.lists(asked)
    expect([count, search?.path, search?.compared, search?.hits]).toEqual([0, 'exact', 120, search?.truth])
    const kinds = [...(search?.hits ?? [])].map((key) => points.keys.indexOf(key) % KINDS.length)
    expect(kinds).toEqual([1, 1, 1, 1, 1])
    expect(Number.isFinite(search?.at?.x)).toBe(true)
    expect((await world.engine.maps.lists({ ...asked, query: '' })).search).toBeNull()
  })

  it('is empty of a namespace without memories, and refused of one that is not there', async () => {
    const name = await namespace(0)
    expect((await view(name)).points.type.length).toBe(0)
    await expect(items('nowhere')).rejects.toMatchObject({ code: 'namespace/not-found' })
  })
})
