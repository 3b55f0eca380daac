import { setImmediate } from 'node:timers/promises'
import { expect } from 'vitest'
import type { EmbedderSettings } from '#contract/embedders'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { createEngine, type Engine } from '#engine/index'
import { type Embedder, type EmbedderSource, type MemoryStore, TextRefused } from '#engine/ports'
import { asyncIndex, storeInProcess } from '../store/engine-in-process.ts'

/** How soon an index is looked at again. */
const LOOK_AGAIN = 0.25

interface Held {
  readonly seconds: number
  readonly release: () => void
}

interface Gate {
  readonly reached: () => void
  readonly open: Promise<void>
}

interface Hold {
  readonly reached: Promise<void>
  readonly open: () => void
}

const newGate = (): [Gate, Hold] => {
  const reached = Promise.withResolvers<void>()
  const open = Promise.withResolvers<void>()
  return [
    { reached: reached.resolve, open: open.promise },
    { reached: reached.promise, open: open.resolve },
  ]
}

/** Embedders that a test may hold up, break, and watch: one a dimension. */
export class TestSource implements EmbedderSource {
  readonly offered = []
  /** Ids of the embedders that are open. */
  readonly opened = new Set<string>()
  readonly forgotten: string[] = []
  readonly texts: string[] = []
  /** Thrown by the next calls. */
  fault: Error | null = null
  /** A text that can have no vector. */
  refused: string | null = null
  #gate: Gate | null = null
  #indexGate: Gate | null = null

  /** Holds up the next batch of texts. */
  gate(): Hold {
    const [gate, hold] = newGate()
    this.#gate = gate
    return hold
  }

  /** Holds up the next index when it is full. */
  gateIndex(): Hold {
    const [gate, hold] = newGate()
    this.#indexGate = gate
    return hold
  }

  open = async ({ dimension = 16 }: EmbedderSettings): Promise<Embedder> => {
    if (this.fault) throw this.fault
    const inner = createHashingEmbedder(dimension)
    this.opened.add(inner.id)
    return {
      id: inner.id,
      dimension,
      embed: async (texts, options) => {
        const gate = this.#gate
        this.#gate = null
        gate?.reached()
        await gate?.open
        options?.signal?.throwIfAborted()
        if (this.fault) throw this.fault
        const refused = texts.indexOf(this.refused ?? '')
        if (refused >= 0) throw new TextRefused(refused, 'it is too long')
        this.texts.push(...texts)
        return inner.embed(texts, options)
      },
      close: async () => void this.opened.delete(inner.id),
    }
  }

  openIndex: EmbedderSource['openIndex'] = async ({ dimension }) => {
    const index = asyncIndex(new FractalIndex({ dimension, kernel: chooseKernel() }))
    const stats: typeof index.stats = async () => {
      const gate = this.#indexGate
      this.#indexGate = null
      gate?.reached()
      await gate?.open
      return index.stats()
    }
    return { ...index, stats }
  }

  keepSecrets = async (): Promise<void> => {}

  forgetIndex = async (id: string): Promise<void> => void this.forgotten.push(id)
}

export interface SwitchWorld {
  readonly engine: Engine
  readonly store: MemoryStore
  readonly source: TestSource
  /** Waits for another attempt that are not over. */
  readonly waits: Held[]
  readonly logged: string[]
  /** Milliseconds of the engine's monotone clock; a test moves it. */
  readonly time: { elapsed: number }
}

/** An engine on real SQLite, with a first embedder of 16 dimensions where the file says nothing else. */
export const openSwitchWorld = async (
  store: MemoryStore = storeInProcess(),
  { configured = null }: { configured?: EmbedderSettings | null } = {},
): Promise<SwitchWorld> => {
  const source = new TestSource()
  const waits: Held[] = []
  const logged: string[] = []
  const time = { elapsed: 0 }
  const log = (message: string): void => void logged.push(message)
  const wait = (seconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve())
      if (seconds === LOOK_AGAIN || signal.aborted) resolve()
      else waits.push({ seconds, release: resolve })
    })
  const { active } = await store.embedders()
  const settings = active?.settings ?? { provider: 'hash', dimension: 16 }
  const embedder = await source.open(settings)
  const engine = createEngine({
    store,
    index: await source.openIndex(embedder),
    embedder,
    clock: { now: () => 1000, elapsed: () => time.elapsed },
    log: { info: () => {}, warn: log, error: log },
    embedding: { source, settings, wait },
  })
  await engine.load()
  await engine.embedders.start(configured)
  return { engine, store, source, waits, logged, time }
}

export const hashed = (dimension: number): EmbedderSettings => ({ provider: 'hash', dimension })

export const put = (at: number, text: string) => ({
  coordinate: [at],
  payload: JSON.stringify({ text }),
  type: 'semantic' as const,
  importance: 0,
  ifTaken: 'update' as const,
})

export const store = ({ engine }: SwitchWorld, at: number, text: string) =>
  engine.memories.store({ namespace: 'a', ...put(at, text) }, 'test')

export const fill = ({ engine }: SwitchWorld, count: number, from = 0) => {
  const inputs = Array.from({ length: count }, (_, i) => put(from + i, `amber number${from + i}`))
  const change = { author: 'test', action: 'import', summary: 'many' }
  return engine.memories.storeMany('a', inputs, change)
}

/** What recall by vector alone finds: cosines by coordinate. */
export const found = async (
  { engine }: SwitchWorld,
  query: string,
  embedder?: string,
): Promise<Map<number, number>> => {
  const weights = { vector: 1, keyword: 0, importance: 0, recency: 0 }
  const { signal } = new AbortController()
  const asked = { namespace: 'a', query, k: 200, weights, ...(embedder !== undefined && { embedder }) }
  const { hits, note } = await engine.recall.search(asked, signal)
  expect(note === null || note === 'empty-namespace').toBe(true)
  return new Map(
    hits.map(({ memory, similarity }) => [memory.coordinate[0] as number, similarity ?? Number.NaN]),
  )
}

const cosines = async (dimension: number, query: string, texts: readonly string[]): Promise<number[]> => {
  const rows = await createHashingEmbedder(dimension).embed([query, ...texts])
  const row = (i: number) => rows.subarray(i * dimension, (i + 1) * dimension)
  return texts.map((_, i) => row(0).reduce((sum, n, axis) => sum + n * (row(i + 1)[axis] as number), 0))
}

/** Recall answers as an embedder of this dimension does, about all memories and nothing else. */
export const expectAnswersOf = async (
  world: SwitchWorld,
  dimension: number,
  query: string,
  texts: ReadonlyMap<number, string>,
): Promise<void> => {
  const [answer, expected] = await Promise.all([
    found(world, query),
    cosines(dimension, query, [...texts.values()]),
  ])
  const wanted = new Map([...texts.keys()].map((at, i) => [at, expected[i] as number]))
  expect([...answer.keys()].sort((a, b) => a - b)).toEqual([...wanted.keys()].sort((a, b) => a - b))
  for (const [at, cosine] of wanted) expect(answer.get(at)).toBeCloseTo(cosine, 4)
}

/** Lets everything that can go on go on, until something holds. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let turn = 0; turn < 20_000; turn++) {
    if (await holds()) return
    await setImmediate()
  }
  throw new Error('it did not come to that')
}

export const changeOf = async ({ engine }: SwitchWorld) => (await engine.embedders.state()).change

/** Resolves when no change is under way any more. */
export const over = (world: SwitchWorld): Promise<void> => until(async () => (await changeOf(world)) === null)
