import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { EngineOptions } from '#engine/engine-options'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { indexHealth } from '#engine/fractal/index-health'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { Trial } from '#engine/fractal/trial'
import { createEngine, type Engine } from '#engine/index'
import type { Observer } from '#engine/observe/observer'
import type { Clock, Embedder, IndexTrial, MemoryStore, VectorIndex } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { SnapshotMemory } from '#engine/snapshot/snapshot-memory'
import { searchTraced } from '#engine/vectors/search-traced'
import { openDatabase } from '#stores/sqlite/open'
import { type Sync, sqliteStore } from '#stores/sqlite/sqlite-store'
import { crc } from '#workers/snapshot-file'
import { promising } from '../promising.ts'

/** A store whose methods answer at once as one whose methods promise to: a throw becomes a rejection. */
export const asyncStore = (store: Sync<MemoryStore & SealedStorage>): MemoryStore & SealedStorage =>
  promising(store)

/** The SQLite store in this thread. */
export const storeInProcess = (file = ':memory:'): MemoryStore & SealedStorage =>
  asyncStore(sqliteStore(openDatabase({ file }).db))

export const asyncIndex = (index: FractalIndex): VectorIndex => ({
  apply: async (batch) => index.apply(batch),
  search: async (query) => index.search(query),
  searchTraced: async (query) => searchTraced(index, query, () => 0),
  explain: async (query, key) => index.explain(query, key),
  walk: async (space, query) => index.walk(space, query),
  similarities: async (space, vector, keys) => index.similarities(space, vector, keys),
  vectorOf: async (space, key) => index.vectorOf(space, key),
  dropSpace: async (space) => index.dropSpace(space),
  stats: async () => index.stats(),
  health: async (space) => indexHealth(index, space),
  nearest: (space, vectors, k) => {
    const found = index.nearest(space, vectors, k)
    index.settle()
    return found
  },
  openTrial: async (space) => trialOf(index, space),
  clear: async () => index.close(),
  saved: async () => null,
  restore: async () => false,
  save: async () => {},
  close: async () => index.close(),
})

/** A copy of a space in this thread. */
const trialOf = (index: FractalIndex, space: number): IndexTrial => {
  const source = new SnapshotMemory()
  for (const _ of index.copy(space, source, crc));
  const { dimension } = index
  const elapsed = (): number => performance.now()
  const trial = new Trial({ dimension, space, kernel: chooseKernel(), source, crc, elapsed })
  return {
    nearest: (...args) => trial.nearest(...args),
    effort: async (asked) => trial.effort(asked),
    measure: async (queries, asked) => trial.measure(queries, asked),
    explain: async (...args) => trial.explain(...args),
    rebuild: (centroids) => trial.rebuild(centroids),
    change: async (count) => trial.change(count),
    health: async () => trial.health(),
    beginMap: async (order) => trial.beginMap(order),
    nextOfMap: async () => trial.nextOfMap(),
    close: async () => {},
  }
}

export interface EngineInProcess {
  readonly engine: Engine
  readonly store: MemoryStore
  readonly index: VectorIndex
  /** Seconds that the engine takes for the present; a test moves it. */
  readonly time: { now: number }
}

export interface EngineInProcessOptions {
  readonly file?: string
  /** Goes on with a store that is open already. */
  readonly store?: MemoryStore & SealedStorage
  readonly dimension?: number
  /** Goes on with the clock of an engine before. */
  readonly time?: { now: number }
  readonly engine?: EngineOptions
  /** Told what the engine warns of, where that is expected; else it fails the test. */
  readonly onFault?: (message: string) => void
  /** What stands between engine and store. */
  readonly wrap?: (store: MemoryStore & SealedStorage) => MemoryStore
  /** In the place of feature hashing. */
  readonly embedder?: Embedder
  readonly observer?: Observer
}

/** An engine with everything in this thread. */
export const openEngineInProcess = async (options: EngineInProcessOptions = {}): Promise<EngineInProcess> => {
  const {
    file = ':memory:',
    dimension = 16,
    time = { now: 1_700_000_000 },
    wrap = (store) => store,
  } = options
  const clock: Clock = { now: () => time.now, elapsed: () => 0 }
  const store = wrap(options.store ?? storeInProcess(file))
  const index = asyncIndex(new FractalIndex({ dimension, kernel: chooseKernel() }))
  const fault = (message: string, details?: object): never => {
    throw new Error(`${message} ${JSON.stringify(details)}`)
  }
  const { onFault = fault } = options
  const log = { info: () => {}, warn: onFault, error: onFault }
  const { embedder = createHashingEmbedder(dimension), observer } = options
  const engine = createEngine({ store, index, embedder, clock, log, observer }, options.engine)
  await engine.load()
  return { engine, store, index, time }
}
