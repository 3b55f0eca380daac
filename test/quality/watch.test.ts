import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import type { WatchPoint } from '#contract/quality'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { randomFrom } from '#engine/fractal/random'
import type { Observation } from '#engine/observe/observer'
import type { WatchSettings } from '#engine/quality/watch/watch-settings'
import { never, openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const NAMESPACE = 'watched'
const DIMENSION = 64
const embedder = createHashingEmbedder(DIMENSION)
const random = randomFrom(7)
const word = (topic: number): string => `w${topic}x${Math.floor(random() ** 2 * 40)}`
const textOf = (words: number): string => {
  const topic = Math.floor(random() * 50)
  return Array.from({ length: words }, () => word(random() < 0.8 ? topic : Math.floor(random() * 50))).join(
    ' ',
  )
}
const TEXTS = Array.from({ length: 3000 }, () => textOf(14))
const QUERIES = Array.from({ length: 400 }, () => textOf(6))
const wait = async (): Promise<void> => {}
const how = () => ({ wait, signal: never() })

describe('the watch of recall', () => {
  let world: TestEngine
  const settings: { -readonly [K in keyof WatchSettings]: WatchSettings[K] } = {
    isOn: true,
    size: 150,
    keepsText: true,
    depth: 10,
    target: 0.9,
    interval: 600,
  }
  const noted: Observation[] = []
  const warned: string[] = []

  const ask = async (query: string, author?: string): Promise<void> => {
    world.time.now += 10
    const asked = { namespace: NAMESPACE, query, k: 10 }
    await world.engine.recall.search(asked, never(), author === undefined ? {} : { author })
  }
  const measured = async (): Promise<WatchPoint> => {
    world.time.now += 60
    const point = await world.engine.watch.measure(NAMESPACE, how())
    if (point === null) throw new Error('nothing was measured')
    return point
  }
  const marks = async (): Promise<string[]> =>
    (await world.engine.watch.series(NAMESPACE, 0)).marks.map(({ kind }) => kind)

  beforeAll(async () => {
    const log = { info: () => {}, warn: (message: string) => void warned.push(message), error: () => {} }
    const observer = { note: (happened: Observation) => void noted.push(happened) }
    const options = {
      log,
      get watch() {
        return settings
      },
    }
    world = await openTestEngine(embedder, options, { observer })
    await storeTexts(world, NAMESPACE, TEXTS)
    world.settle()
    for (const query of QUERIES) await ask(query, 'agent')
    await world.engine.flushTouches()
    world.time.now += 10
    await world.engine.flushTouches()
  })

  it('QUAL-1 agrees with an exact evaluation of all that was asked, within its interval', async () => {
    const { engine, index, store } = world
    const vectors = await embedder.embed(TEXTS)
    const { space } = await store.space(NAMESPACE)
    const dot = (a: Float32Array, row: number): number => {
      let sum = 0
      for (let i = 0; i < DIMENSION; i++) sum += a[i]! * vectors[row * DIMENSION + i]!
      return sum
    }
    world.configure({ beamWidth: 8, maxCandidates: 60 })
    const point = await measured()
    const shares = { 1: 0, 10: 0 }
    for (const query of QUERIES) {
      const vector = await embedder.embed([query])
      const all = TEXTS.map((_, row) => dot(vector, row)).sort((a, b) => b - a)
      const found = await index.search({ space, vector, k: 10 })
      for (const k of [1, 10] as const) {
        const nearest = all.slice(0, k)
        const hits = [...found.scores.subarray(0, k)].filter((score) => {
          const at = nearest.findIndex((one) => Math.abs(one - score) < 1e-9)
          return at >= 0 && nearest.splice(at, 1).length > 0
        })
        shares[k] += hits.length / k / QUERIES.length
      }
    }
    expect(point.queries).toBe(150)
    expect(shares[10]).toBeLessThan(0.99)
    expect(shares[10]).toBeGreaterThanOrEqual(point.recall10.low)
    expect(shares[10]).toBeLessThanOrEqual(point.recall10.high)
    expect(shares[1]).toBeGreaterThanOrEqual(point.recall1.low)
    expect(shares[1]).toBeLessThanOrEqual(point.recall1.high)
    expect(point).toMatchObject({ vectors: 3000, beamWidth: 8, maxCandidates: 60 })
    expect(await engine.watch.state(NAMESPACE)).toMatchObject({
      state: 'watching',
      queries: 150,
      latest: point,
    })
  })

  it('QUAL-1 a broken index raises the alert within one measurement, which is over when it heals, without flapping', async () => {
    const { engine } = world
    const heard: EngineEvent[] = []
    const stop = new AbortController()
    const hearing = (async () => {
      for await (const event of engine.events.subscribe(stop.signal)) heard.push(event)
    })()
    world.configure({ beamWidth: 'auto', maxCandidates: 'auto' })
    expect((await measured()).recall10.value).toBeGreaterThan(0.95)
    expect((await engine.watch.state(NAMESPACE)).alert).toBeNull()

    world.configure({ beamWidth: 1, maxCandidates: 400 })
    const broken = await measured()
    expect(broken.recall10.high).toBeLessThan(settings.target)
    const { alert, missed } = await engine.watch.state(NAMESPACE)
    expect(alert).toMatchObject({ since: broken.at, target: 0.9, recall10: broken.recall10 })
    expect(missed).toBe(Math.round((1 - broken.recall10.value) * broken.queries * 10))
    expect(warned).toEqual(['recall fell below its target'])
    expect(noted.findLast(({ is }) => is === 'watch')).toMatchObject({ namespace: NAMESPACE, isAlert: true })
    // Again, and just below the target: it stays what it is.
    await measured()
    settings.target = broken.recall10.value + 1e-6
    await measured()
    expect((await marks()).filter((kind) => kind === 'alert' || kind === 'healed')).toEqual(['alert'])

    settings.target = 0.9
    world.configure({ beamWidth: 'auto', maxCandidates: 'auto' })
    await measured()
    expect((await engine.watch.state(NAMESPACE)).alert).toBeNull()
    expect((await marks()).filter((kind) => kind === 'alert' || kind === 'healed')).toEqual([
      'alert',
      'healed',
    ])
    stop.abort()
    await hearing
    const turns = heard.flatMap((event) =>
      event.type === 'quality' && event.turn !== null ? [event.turn] : [],
    )
    expect(turns).toEqual(['raised', 'healed'])
  })

  it('QUAL-1 tells which memories were missed, by which query and why', async () => {
    world.configure({ beamWidth: 1, maxCandidates: 400 })
    await measured()
    const misses = await world.engine.watch.misses(NAMESPACE, 12, never())
    expect(misses).toHaveLength(12)
    for (const { query, cause, rank, beamNeeded } of misses) {
      expect(QUERIES).toContain(query)
      expect(cause).toBe('list')
      expect(rank).toBeLessThanOrEqual(10)
      expect(beamNeeded).toBeGreaterThan(1)
    }
    world.configure({ beamWidth: 'auto', maxCandidates: 'auto' })
  })

  it('QUAL-1 marks settings, imports and lists that were built anew, each once', async () => {
    const { engine } = world
    await measured()
    const before = (await marks()).length
    await engine.settings.change(new Map([['vector.fractal.beam_width', 9]]), 'test')
    await engine.settings.change(new Map([['backup.keep', 9]]), 'test')
    for (const at of [1, 2]) {
      const payload = '{"text":"new"}'
      const input = { coordinate: [9, at], payload, type: 'semantic' as const, importance: 0 }
      const change = { author: 'test', action: 'import', summary: 'Imported "secret"' }
      await engine.memories.storeMany(NAMESPACE, [{ ...input, ifTaken: 'update' }], change)
    }
    await measured()
    await measured()
    const { marks: all } = await engine.watch.series(NAMESPACE, 0)
    const fresh = all.slice(before)
    expect(fresh.map(({ kind, author }) => [kind, author])).toEqual([
      ['setting', 'test'],
      ['import', 'test'],
    ])
    expect(fresh.map(({ text }) => text)).toEqual([
      'vector.fractal.beam_width default → 9',
      'Memories were imported',
    ])
  })

  it('QUAL-1 half typed queries and those that the engine asks itself are not kept', async () => {
    const { engine, store } = world
    const kept = async () => (await store.watched(NAMESPACE, embedder.id)).map(({ text }) => text)
    await engine.watch.clear(NAMESPACE, 'queries')
    for (const query of ['w1x1', 'w1x1 w1x', 'w1x1 w1x2']) {
      world.time.now += 0.4
      await engine.recall.search({ namespace: NAMESPACE, query, k: 5 }, never(), { author: 'app' })
    }
    await engine.recall.search({ namespace: NAMESPACE, query: 'w2x2', k: 5 }, never())
    await engine.flushTouches()
    expect(await kept()).toEqual([])
    world.time.now += 5
    await engine.flushTouches()
    expect(await kept()).toEqual(['w1x1 w1x2'])
    settings.keepsText = false
    await ask('w3x3', 'agent')
    world.time.now += 5
    await engine.flushTouches()
    expect((await kept()).sort()).toEqual([null, 'w1x1 w1x2'].sort())
    settings.isOn = false
    await ask('w4x4', 'agent')
    world.time.now += 5
    await engine.flushTouches()
    expect(await kept()).toHaveLength(2)
    expect(await engine.watch.state(NAMESPACE)).toMatchObject({ state: 'off', queries: 2, texts: 1 })
    settings.isOn = true
    settings.keepsText = true
    expect(await engine.watch.state(NAMESPACE)).toMatchObject({ state: 'few', queries: 2 })
    expect(await engine.watch.measure(NAMESPACE, how())).toBeNull()
  })

  it('QUAL-1 measures what is due, and at once after something that may have moved recall', async () => {
    const { engine } = world
    for (const query of QUERIES.slice(0, 30)) await ask(query, 'agent')
    world.time.now += 10
    await engine.flushTouches()
    const points = async () => (await engine.watch.series(NAMESPACE, 0)).points.length
    world.time.now += 600
    await engine.watch.tick(how())
    const before = await points()
    await engine.watch.tick(how())
    expect(await points()).toBe(before)
    engine.watch.poke()
    await engine.watch.tick(how())
    expect(await points()).toBe(before + 1)
    world.time.now += 601
    await engine.watch.tick(how())
    expect(await points()).toBe(before + 2)
  })

  it('where all vectors are compared there is nothing to measure', async () => {
    const { engine } = world
    await engine.namespaces.create('few')
    expect(await engine.watch.state('few')).toMatchObject({ state: 'exact', latest: null, queries: 0 })
    await expect(engine.watch.state('nowhere')).rejects.toMatchObject({ code: 'namespace/not-found' })
  })
})
