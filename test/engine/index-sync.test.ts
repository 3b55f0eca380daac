import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { createEngine, type Engine } from '#engine/index'
import type { MemoryStore } from '#engine/ports'
import { asyncIndex, storeInProcess } from '../store/engine-in-process.ts'
import { Mortal } from './failing-ports.ts'

const DIMENSION = 64

interface World {
  readonly engine: Engine
  readonly store: MemoryStore
  readonly worker: Mortal
  readonly logged: string[]
}

const open = (store = storeInProcess()): World => {
  const worker = new Mortal()
  const logged: string[] = []
  const log = (message: string): void => void logged.push(message)
  const engine = createEngine({
    store,
    index: worker.index(asyncIndex(new FractalIndex({ dimension: DIMENSION, kernel: chooseKernel() }))),
    embedder: worker.embedder(createHashingEmbedder(DIMENSION)),
    clock: { now: () => 1000, elapsed: () => 0 },
    log: { info: () => {}, warn: log, error: log },
  })
  return { engine, store, worker, logged }
}

const loaded = async (): Promise<World> => {
  const world = open()
  await world.engine.load()
  await world.engine.namespaces.create('a')
  return world
}

const input = (at: number, text: string) => ({
  namespace: 'a',
  coordinate: [at],
  payload: JSON.stringify({ text }),
  type: 'semantic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})
const keep = ({ engine }: World, at: number, text: string) => engine.memories.store(input(at, text), 'test')

/** Coordinates by vector alone, best first. */
const nearest = async ({ engine }: World, query: string, k = 20): Promise<number[]> => {
  const weights = { vector: 1, keyword: 0, importance: 0, recency: 0 }
  const { hits } = await engine.recall.search(
    { namespace: 'a', query, k, weights },
    new AbortController().signal,
  )
  return hits
    .filter(({ similarity }) => similarity !== null)
    .map(({ memory }) => memory.coordinate[0] as number)
}

const recall = ({ engine }: World, query: string) =>
  engine.recall.search({ namespace: 'a', query, k: 20 }, new AbortController().signal)

describe('the vector index beside the store', () => {
  it('IDX-3 has every one of many writes at once when they return', async () => {
    const world = await loaded()
    const texts = ['amber', 'birch', 'coral', 'delta', 'ember']
    await Promise.all(
      texts.map(async (text, i) => {
        await keep(world, i, text)
        expect((await nearest(world, text, 1))[0]).toBe(i)
      }),
    )
    expect(world.engine.indexState()).toMatchObject({ state: 'ready', vectors: 5 })
  })

  it('a dead worker fails no write, shows as failed, and leaves recall to the words', async () => {
    const world = await loaded()
    await keep(world, 0, 'amber')
    world.worker.die()
    expect(await keep(world, 1, 'birch')).toMatchObject({ version: 1, created: true })
    expect(world.engine.indexState()).toEqual({ state: 'failed', reason: 'the worker is dead' })
    const result = await recall(world, 'birch')
    expect(result.hits.map(({ memory }) => memory.coordinate)).toEqual([[1]])
    expect(result).toMatchObject({ note: 'vectors-loading', candidates: { vector: 0, keyword: 1 } })
    expect(result.hits[0]).toMatchObject({ similarity: null, distance: null })
    expect(await world.engine.recall.nearest('a', [0], 5)).toEqual([])
    expect(world.logged).toHaveLength(1)
  })

  it('a worker that dies before any search is noticed by the search', async () => {
    const world = await loaded()
    await keep(world, 0, 'amber')
    world.worker.die()
    expect((await recall(world, 'amber')).hits).toHaveLength(1)
    expect(world.engine.indexState().state).toBe('failed')
  })

  it('MEM-8 a new worker gets everything: what was there, what changed meanwhile, what had no vector', async () => {
    const world = await loaded()
    await keep(world, 0, 'amber')
    await keep(world, 1, 'birch')
    world.worker.die()
    await keep(world, 0, 'coral')
    await keep(world, 2, 'delta')
    const { seq } = await world.engine.memories.remove(
      { namespace: 'a', coordinates: [[1]] },
      undefined,
      'test',
    )
    await world.engine.memories.restoreVersion({ namespace: 'a', coordinate: [0] }, 1, undefined, 'test')
    await world.engine.journal.undo(seq, 'test')
    world.worker.revive()
    await world.engine.load()
    expect(world.engine.indexState()).toMatchObject({ state: 'ready', vectors: 3 })
    for (const [at, text] of ['amber', 'birch', 'delta'].entries()) {
      expect((await nearest(world, text, 1))[0]).toBe(at)
    }
    expect((await recall(world, 'amber')).note).toBeNull()
    expect(await world.store.withoutVector(world.engine.embedder.id, { seq: 0, key: 0 }, 9)).toEqual([])
  })

  it('EMB-1 never puts the vector of an old text over that of a newer one', async () => {
    const world = await loaded()
    world.worker.die()
    await keep(world, 0, 'amber')
    await keep(world, 1, 'birch')
    await keep(world, 2, 'coral')
    world.worker.revive()
    const gate = world.worker.gate()
    const loading = world.engine.load()
    await gate.reached
    await keep(world, 0, 'delta')
    await world.engine.memories.remove({ namespace: 'a', coordinates: [[1]] }, undefined, 'test')
    gate.open()
    await loading
    expect(await nearest(world, 'delta')).toEqual([0, 2])
    expect(world.engine.indexState()).toMatchObject({ vectors: 2 })
    await world.engine.memories.restore({ namespace: 'a', coordinates: [[1]] }, undefined, 'test')
    await world.engine.load()
    expect((await nearest(world, 'birch'))[0]).toBe(1)
  })

  it('a writer does not wait for the rest to be loaded', async () => {
    const world = open()
    await world.engine.namespaces.create('a')
    await keep(world, 0, 'amber')
    expect(world.engine.indexState().state).toBe('loading')
    await world.engine.load()
    expect(await nearest(world, 'amber')).toEqual([0])
  })

  it('loads after what others wait for more, and takes in what was written meanwhile', async () => {
    const world = open()
    const after = Promise.withResolvers<void>()
    const loading = world.engine.load(after.promise)
    await world.engine.namespaces.create('a')
    await keep(world, 0, 'amber')
    expect(world.engine.indexState()).toMatchObject({ state: 'loading', total: 0 })
    after.resolve()
    await loading
    expect(await nearest(world, 'amber')).toEqual([0])
  })

  it('loads at once for who searches, and who asks nothing yet hurries nobody', async () => {
    const world = open()
    const loading = world.engine.load(new Promise(() => {}))
    await world.engine.namespaces.create('a')
    await keep(world, 0, 'amber')
    await recall(world, '')
    expect(world.engine.indexState().state).toBe('loading')
    expect((await recall(world, 'amber')).hits).toHaveLength(1)
    await loading
    expect(await nearest(world, 'amber')).toEqual([0])
  })

  const others: readonly (readonly [string, (engine: Engine, signal: AbortSignal) => Promise<unknown>])[] = [
    [
      'map',
      (engine, signal) =>
        engine.maps.view({ namespace: 'a', method: 'pca', outliers: false, renew: false }, signal).next(),
    ],
    ['setting of the index', (engine) => engine.tuning.shape('a')],
    ['verdict of the gate', (engine) => engine.gate.preview({ namespace: 'a', text: 'amber' })],
    [
      'neighbour',
      (engine, signal) =>
        engine.graph.pairs.nearest({ namespace: 'a', coordinates: [[0]], k: 1, minSimilarity: 0 }, signal),
    ],
    [
      'duplicate',
      (engine, signal) =>
        engine.duplicates.search
          .find({ namespace: 'a', similarity: 0.9, sample: 9, limit: 9, exact: false }, signal)
          .next(),
    ],
  ]
  it.each(others)('loads at once for who asks for a %s', async (_, ask) => {
    const { engine } = open()
    const loading = engine.load(new Promise(() => {}))
    await engine.namespaces.create('a')
    await ask(engine, new AbortController().signal).catch(() => {})
    await loading
    expect(engine.indexState().state).toBe('ready')
  })

  it('does not load any more where it is closed before', async () => {
    const world = open()
    const after = Promise.withResolvers<void>()
    const loading = world.engine.load(after.promise)
    after.reject(new Error('closed'))
    await loading
    expect(world.engine.indexState().state).toBe('loading')
    await world.engine.close()
  })

  it('MEM-7 forgets a namespace that was removed, also for a later one of its name', async () => {
    const world = await loaded()
    await keep(world, 0, 'amber')
    await world.engine.namespaces.remove('a', 'test')
    await world.engine.namespaces.create('a')
    expect((await recall(world, 'amber')).note).toBe('empty-namespace')
    await keep(world, 5, 'birch')
    expect(await nearest(world, 'amber')).toEqual([5])
    expect(world.engine.indexState()).toMatchObject({ vectors: 1 })
  })

  it('REC-3 keeps no set of a filter for a name that now means another namespace', async () => {
    const world = await loaded()
    await keep(world, 0, 'amber')
    const filter = { is: 'type', value: 'semantic' } as const
    const count = async () =>
      (
        await world.engine.recall.search(
          { namespace: 'a', query: 'amber', k: 9, filter },
          new AbortController().signal,
        )
      ).candidates.filtered
    expect(await count()).toBe(1)
    await world.engine.namespaces.copy('a', 'b', 'test')
    await world.engine.namespaces.remove('a', 'test')
    await world.engine.namespaces.rename('b', 'a')
    await keep(world, 1, 'birch')
    expect(await count()).toBe(2)
  })

  it('closing ends what loads, and says nothing about it', async () => {
    const world = await loaded()
    world.worker.die()
    for (let i = 0; i < 300; i++) await keep(world, i, `amber ${i}`)
    world.worker.revive()
    const gate = world.worker.gate()
    const loading = world.engine.load()
    await gate.reached
    const closing = world.engine.close()
    gate.open()
    await Promise.all([loading, closing])
    expect(world.logged).toEqual(['the vectors are out of reach'])
  })
})

describe('events', () => {
  const next = async (stream: AsyncGenerator<EngineEvent>) => (await stream.next()).value?.type as unknown

  it('are those since the call, in order, whenever they are read', async () => {
    const world = await loaded()
    const stream = world.engine.events.subscribe(new AbortController().signal)
    await keep(world, 0, 'amber')
    await world.engine.namespaces.create('b')
    const types = [await next(stream), await next(stream), await next(stream)]
    expect(types).toEqual(['status', 'changed', 'namespaces'])
  })

  it('become one notice of lag for who does not read them', async () => {
    const { engine } = await loaded()
    const stream = engine.events.subscribe(new AbortController().signal)
    for (let i = 0; i < 300; i++) engine.events.publish({ type: 'namespaces' })
    const types = [await next(stream), await next(stream)]
    expect(types).toEqual(['lagged', 'namespaces'])
  })

  it('end with the signal, with the engine, and at once behind either', async () => {
    const { engine } = await loaded()
    const aborter = new AbortController()
    const waiting = engine.events.subscribe(aborter.signal).next()
    aborter.abort()
    expect((await waiting).done).toBe(true)
    const { signal } = new AbortController()
    const pending = engine.events.subscribe(signal).next()
    await engine.close()
    expect((await pending).done).toBe(true)
    expect((await engine.events.subscribe(signal).next()).done).toBe(true)
    expect((await engine.events.subscribe(AbortSignal.abort()).next()).done).toBe(true)
  })
})
