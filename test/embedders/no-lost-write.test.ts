import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCachedEmbedder } from '#embedders/cached-embedder'
import { HealthRecord } from '#embedders/health-record'
import { openOpenAiEmbedder } from '#embedders/openai/openai-embedder'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { createEngine, type Engine } from '#engine/index'
import type { MemoryStore, VectorIndex } from '#engine/ports'
import { asyncIndex, storeInProcess } from '../store/engine-in-process.ts'
import {
  answers,
  type Behaviour,
  breaksOff,
  type FakeOpenAiServer,
  hangsUp,
  refuses,
  sends,
  startFakeOpenAiServer,
  tampers,
} from './fake-openai-server.ts'
import { VirtualTiming } from './virtual-timing.ts'

const DIMENSION = 64

let server: FakeOpenAiServer
let timing: VirtualTiming
let health: HealthRecord
let store: MemoryStore
let index: VectorIndex
let engine: Engine
let logged: string[]

beforeEach(async () => {
  server = await startFakeOpenAiServer()
  server.dimension = DIMENSION
  timing = new VirtualTiming()
  health = new HealthRecord(timing.now)
  logged = []
  const log = (message: string): void => void logged.push(message)
  store = storeInProcess()
  index = asyncIndex(new FractalIndex({ dimension: DIMENSION, kernel: chooseKernel() }))
  const embedder = await openOpenAiEmbedder(
    { url: server.url, model: 'tiny', timeoutSeconds: 30, batchSize: 4, queryPrefix: '', documentPrefix: '' },
    { timing, health },
  )
  engine = createEngine({
    store,
    index,
    embedder: createCachedEmbedder(embedder),
    clock: { now: timing.now, elapsed: () => 0 },
    log: { info: () => {}, warn: log, error: log },
  })
  await engine.load()
  await engine.namespaces.create('a')
})
afterEach(async () => {
  await engine.close()
  await server.close()
})

const input = (at: number, text: string) => ({
  coordinate: [at],
  payload: JSON.stringify({ text }),
  type: 'semantic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})
const keep = (at: number, text: string) =>
  engine.memories.store({ namespace: 'a', ...input(at, text) }, 'test')

const recall = (query: string, weights = {}) =>
  engine.recall.search({ namespace: 'a', query, k: 20, weights }, new AbortController().signal)

const byVector = async (query: string): Promise<number | undefined> => {
  const weights = { vector: 1, keyword: 0, importance: 0, recency: 0 }
  const { hits } = await recall(query, weights)
  return hits.find(({ similarity }) => similarity !== null)?.memory.coordinate[0]
}

/** The embedder is tried again only after a while. */
const later = async (): Promise<void> => {
  timing.pass(60_000)
  await engine.completeVectors()
}

const isTooSlow: Behaviour = () => void setImmediate(() => timing.expire())

const failures: readonly [string, Behaviour, string][] = [
  ['is too slow', isTooSlow, 'unreachable'],
  ['fails', refuses(500, { message: 'out of memory' }), 'unreachable'],
  ['limits the rate', refuses(429), 'rate-limited'],
  ['wants to be left alone for a minute', refuses(429, {}, { 'retry-after': '60' }), 'rate-limited'],
  ['closes the connection', hangsUp, 'unreachable'],
  ['breaks off', breaksOff, 'unreachable'],
  ['refuses the key', refuses(401), 'misconfigured'],
  ['sends a page of HTML', sends('<html></html>'), 'misconfigured'],
  ['sends garbage', sends('{"data": [[[', 'application/json'), 'misconfigured'],
  [
    'gives vectors of another length',
    tampers((answer) => ({ ...answer, data: answer.data.map((one) => ({ ...one, embedding: [1, 2] })) })),
    'misconfigured',
  ],
]

describe('a memory that is stored while the server', () => {
  it.each(failures)(
    'EMB-3 %s is kept, found by its words, and gets its vector later',
    async (_how, behaviour, state) => {
      await keep(0, 'amber')
      server.always = behaviour
      expect(await keep(1, 'birch forest')).toMatchObject({ version: 1, created: true })
      expect(await store.get('a', [1])).toMatchObject({ payload: '{"text":"birch forest"}' })
      expect(health.health.state).toBe(state)
      expect(engine.indexState()).toMatchObject({
        state: 'ready',
        vectors: 1,
        waiting: health.health.message,
      })
      const meanwhile = await recall('birch')
      expect(meanwhile.hits.map(({ memory }) => memory.coordinate)).toEqual([[1]])
      expect(meanwhile.note).toBe('vectors-missing')
      await later()
      expect(engine.indexState()).toMatchObject({
        state: 'ready',
        vectors: 1,
        waiting: health.health.message,
      })
      server.always = answers
      await later()
      expect(engine.indexState()).toMatchObject({ state: 'ready', vectors: 2, waiting: null })
      expect(await byVector('forest of birch')).toBe(1)
      expect((await recall('birch')).note).toBeNull()
      expect(logged).toEqual(['memories wait for their vectors'])
    },
  )
})

describe('writes while the server is away', () => {
  it('EMB-3 are kept whatever they are: many at once, updates, restored versions, undo', async () => {
    await keep(0, 'amber')
    await keep(0, 'coral')
    server.always = refuses(500)
    const { seq } = await engine.memories.update(
      { namespace: 'a', coordinate: [0] },
      { payload: '{"text":"delta"}' },
      'test',
    )
    const many = Array.from({ length: 10 }, (_, i) => input(i + 1, `ember ${i}`))
    await engine.memories.storeMany('a', many, { author: 'test', action: 'store', summary: 'ten' })
    await engine.journal.undo(seq, 'test')
    await engine.memories.restoreVersion({ namespace: 'a', coordinate: [0] }, 1, undefined, 'test')
    expect(await store.get('a', [0])).toMatchObject({ payload: '{"text":"amber"}' })
    server.always = answers
    await later()
    expect(engine.indexState()).toMatchObject({ vectors: 11, waiting: null })
    expect(await byVector('amber')).toBe(0)
    expect(await byVector('ember 7')).toBe(8)
  })

  it('EMB-3 keep nothing of half a batch, and make the whole of it later', async () => {
    server.next.push(answers, refuses(500))
    const many = Array.from({ length: 8 }, (_, i) => input(i, `ember ${i}`))
    await engine.memories.storeMany('a', many, { author: 'test', action: 'store', summary: 'eight' })
    expect(engine.indexState()).toMatchObject({ vectors: 0, waiting: expect.stringContaining('(500)') })
    await later()
    expect(engine.indexState()).toMatchObject({ vectors: 8, waiting: null })
  })

  it('EMB-3 are not overlooked when they come while others get their vectors', async () => {
    server.always = refuses(500)
    await keep(0, 'amber')
    await keep(1, 'birch')
    timing.pass(60_000)
    const asked = server.asked.length
    let answerLate = (): void => {}
    server.always = (...request) => {
      answerLate = () => answers(...request)
    }
    const completed = engine.completeVectors()
    await server.arrived(asked + 1)
    server.always = refuses(500)
    await keep(2, 'coral')
    server.always = answers
    answerLate()
    await completed
    expect(engine.indexState()).toMatchObject({ vectors: 3, waiting: null })
    expect(await byVector('coral')).toBe(2)
  })

  it('EMB-1 leave one text that can have no vector without, and give the others theirs', async () => {
    server.always = (response, asked, answer) => {
      const isOdd = asked.texts.some((text) => text.includes('odd'))
      if (isOdd) refuses(400, { message: 'input is too long' })(response, asked, answer)
      else answers(response, asked, answer)
    }
    const many = ['amber', 'odd one', 'coral'].map((text, i) => input(i, text))
    await engine.memories.storeMany('a', many, { author: 'test', action: 'store', summary: 'three' })
    await engine.completeVectors()
    expect(engine.indexState()).toMatchObject({ vectors: 2, waiting: null })
    expect(await byVector('coral')).toBe(2)
    expect((await recall('odd')).hits[0]?.memory.coordinate).toEqual([1])
  })

  it('EMB-3 wait for the next start where the program ends first', async () => {
    server.always = refuses(500)
    await keep(0, 'amber')
    expect(await store.withoutVector(engine.embedder.id, { seq: 0, key: 0 }, 9)).toHaveLength(1)
    server.always = answers
    timing.pass(60_000)
    await engine.load()
    expect(engine.indexState()).toMatchObject({ state: 'ready', vectors: 1, waiting: null })
  })

  it('EMB-3 let a start come to an end, and say what is missing', async () => {
    server.always = refuses(500)
    await keep(0, 'amber')
    await engine.load()
    expect(engine.indexState()).toMatchObject({
      state: 'ready',
      vectors: 0,
      waiting: expect.stringContaining('(500)'),
    })
  })
})

describe('a question while the server is away', () => {
  it('EMB-3 is answered by words, says so, and leaves the index as it is', async () => {
    await keep(0, 'amber')
    server.always = refuses(500)
    const result = await recall('amber stone')
    expect(result.hits).toHaveLength(1)
    expect(result).toMatchObject({ note: 'vectors-missing', candidates: { vector: 0 } })
    expect(engine.indexState()).toMatchObject({ state: 'ready', vectors: 1, waiting: null })
    server.always = answers
    expect((await recall('amber stone')).note).toBeNull()
  })
})
