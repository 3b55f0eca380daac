import type Database from 'better-sqlite3'
import type { EngineOptions } from '#engine/engine-options'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import type { IndexSettings } from '#engine/fractal/search-settings'
import { createEngine, type Engine, type EnginePorts } from '#engine/index'
import type { Clock, Embedder, MemoryStore, VectorIndex } from '#engine/ports'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { promising } from '../promising.ts'
import { asyncIndex } from '../store/engine-in-process.ts'

export interface TestEngine {
  readonly engine: Engine
  readonly store: MemoryStore
  /** The database behind it, to damage. */
  readonly db: Database.Database
  readonly index: VectorIndex
  /** Seconds that the engine takes for the present; a test moves it. */
  readonly time: { now: number }
  /** Does all upkeep of the index that there is. */
  settle(): void
  configure(settings: Partial<IndexSettings>): void
}

/** An engine in this thread over a database in memory. */
export const openTestEngine = async (
  embedder: Embedder,
  options: EngineOptions & {
    readonly settings?: Partial<IndexSettings>
    readonly log?: EnginePorts['log']
  } = {},
  others: Pick<EnginePorts, 'summariser' | 'predictor' | 'observer'> = {},
): Promise<TestEngine> => {
  const time = { now: 1_700_000_000 }
  const clock: Clock = { now: () => time.now, elapsed: () => 0 }
  const { db } = openDatabase({ file: ':memory:' })
  const store = promising<MemoryStore>(sqliteStore(db))
  const fractal = new FractalIndex({
    dimension: embedder.dimension,
    kernel: chooseKernel(),
    ...(options.settings && { settings: options.settings }),
  })
  const index = asyncIndex(fractal)
  const fault = (message: string, details?: object): never => {
    throw new Error(`${message} ${JSON.stringify(details)}`)
  }
  const log = options.log ?? { info: () => {}, warn: fault, error: fault }
  const engine = createEngine({ store, index, embedder, clock, log, ...others }, options)
  await engine.load()
  const configure = (changed: Partial<IndexSettings>): void => fractal.configure(changed)
  return { engine, store, index, db, time, configure, settle: () => fractal.settle() }
}

/** Stores texts at (0), (1), ... of a new namespace. */
export const storeTexts = async (
  { engine }: TestEngine,
  namespace: string,
  texts: readonly string[],
): Promise<void> => {
  await engine.namespaces.create(namespace)
  const inputs = texts.map((text, i) => ({
    coordinate: [i],
    payload: JSON.stringify({ text, n: i }),
    type: i % 2 === 0 ? ('episodic' as const) : ('semantic' as const),
    importance: i % 7,
    timestamp: 1_600_000_000 + i * 1000,
    ifTaken: 'update' as const,
  }))
  await engine.memories.storeMany(namespace, inputs, { author: 'test', action: 'store', summary: 'texts' })
}

export const never = (): AbortSignal => new AbortController().signal
