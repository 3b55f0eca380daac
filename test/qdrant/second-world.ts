import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { createEngine, type Engine } from '#engine/index'
import { backedIndex } from '#engine/outbox/backed-index'
import { Outbox } from '#engine/outbox/outbox'
import type { Clock, MemoryStore, SecondStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { QdrantVectors } from '#stores/qdrant/qdrant-vectors'
import { asyncIndex, storeInProcess } from '../store/engine-in-process.ts'

const DIMENSION = 16
const EMBEDDER = createHashingEmbedder(DIMENSION)
const NEVER = new AbortController().signal

export const qdrantAt = (
  url: string,
  {
    embedder = EMBEDDER.id,
    dimension = DIMENSION,
    prefix = '',
    timeout = 10_000,
    apiKey = undefined as string | undefined,
  } = {},
  elapsed: () => number = () => performance.now(),
): QdrantVectors =>
  new QdrantVectors(
    {
      address: { url, allowInsecure: false, timeout, apiKey },
      prefix,
      wait: true,
      ordering: 'weak',
      consistency: undefined,
      create: { on_disk: false },
      search: { exact: true },
    },
    { embedder, dimension },
    elapsed,
  )

export interface SecondWorld {
  readonly engine: Engine
  readonly store: MemoryStore & SealedStorage
  readonly outbox: Outbox
  readonly second: SecondStore
  readonly time: { now: number }
  /** Warnings so far. */
  readonly told: string[]
  /** Tells the second store once. */
  tell(): Promise<number>
  /** What a recall by meaning finds: places in order. */
  near(namespace: string, query: string, more?: object): Promise<string[]>
  close(): Promise<void>
}

/** An engine in this thread whose vectors are in a second store too. */
export const openSecondWorld = async (
  second: SecondStore,
  {
    store = storeInProcess(),
    holder = 'test',
    batch = 100,
    now = 1_700_000_000,
  }: { store?: MemoryStore & SealedStorage; holder?: string; batch?: number; now?: number } = {},
): Promise<SecondWorld> => {
  const time = { now }
  const told: string[] = []
  const clock: Clock = { now: () => time.now, elapsed: () => performance.now() }
  const warn = (message: string): void => void told.push(message)
  const log = { info: () => {}, warn, error: warn }
  const outbox = new Outbox({
    ...{ store, second, embedder: EMBEDDER.id, clock, log, holder, batch },
    wait: async () => {},
    random: () => 0,
    onState: () => {},
  })
  const local = asyncIndex(new FractalIndex({ dimension: DIMENSION, kernel: chooseKernel() }))
  const idsOf = async (keys: Uint32Array): Promise<readonly string[]> =>
    (await store.rows(keys)).map(({ row }) => row.id)
  const index = backedIndex({ local, second, outbox, log, idsOf })
  const engine = createEngine({
    ...{ store, index, embedder: EMBEDDER, clock, log },
    second: () => ({
      ...{ store, second, embedder: EMBEDDER.id, name: second.name },
      tellAll: async () => {
        await outbox.once(NEVER)
        return outbox.state.is === 'failing' ? outbox.state.why : null
      },
      spaces: () => outbox.spaces,
      blocked: () => outbox.blocked,
    }),
  })
  await engine.load()
  return {
    ...{ engine, store, outbox, second, time, told },
    tell: () => outbox.once(NEVER),
    near: async (namespace, query, more = {}) => {
      const weights = { vector: 1, keyword: 0, graph: 0, context: 0, importance: 0, recency: 0 }
      const asked = { namespace, query, k: 10, weights, fusion: 'fixed', trace: false, ...more }
      const { hits } = await engine.recall.search(asked as never, NEVER)
      return hits.map(({ memory }) => memory.coordinate.join())
    },
    close: async () => {
      await engine.close()
      await second.close()
    },
  }
}
