import { AppError, isError } from '#contract/errors'
import type { MapLists, MapMethod, MapPoints, MapProgress, MapTopic, MemoryMap } from '#contract/map'
import { ALL_MEMORIES } from '../life/all-memories.ts'
import type { Clock, KeptMap, Log, MapDrawing, MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { missingFrom } from './ascending.ts'
import { type MapSize, shareOf } from './map-shares.ts'
import { placedBeside, whereOf } from './newcomers.ts'
import { topicWords } from './topic-words.ts'

/** The same for all, so that two windows see the same map. */
const SEED = 1
/** Neighbours that a recall asks for. */
const ASKED_FOR = 200
/** Memories that are newer than a map and put on it nonetheless, at most. */
const MOST_NEWCOMERS = 1000

export interface MapParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly log: Log
}

interface Asked {
  readonly namespace: string
  readonly method: MapMethod
  readonly outliers: boolean
  readonly renew: boolean
}

export type MapItem = MapProgress | { readonly type: 'result'; readonly map: MemoryMap }

interface Held {
  readonly name: string
  readonly map: KeptMap
}

/**
 * Maps of the vectors of a namespace. One is made on a copy in a thread of its own, where nobody else waits for it, and
 * kept: people know their way around in it. What came later is put beside its neighbours, and counted.
 */
export class Maps {
  readonly #parts: MapParts
  /** The one that was asked for last. */
  #held: Held | null = null
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: MapParts) {
    this.#parts = parts
  }

  async *view(asked: Asked, signal: AbortSignal): AsyncGenerator<MapItem> {
    const pair = this.#ready()
    await pair.sync.refresh()
    const kept = asked.renew ? null : await this.#good(asked, pair)
    const made = kept ?? (yield* this.#made(asked, pair, signal))
    const isLonely = asked.outliers && made.outliers === null
    const map = isLonely ? yield* this.#withOutliers(asked, made, pair, signal) : made
    yield progress(await this.#sizeOf(asked), 'read', 0, 1)
    yield { type: 'result', map: await this.#shown(asked, map, pair) }
  }

  async standing(
    namespace: string,
    method: MapMethod,
  ): Promise<{ madeAt: number | null; living: number; newer: number; gone: number }> {
    const living = await this.#parts.store.matching(namespace, ALL_MEMORIES)
    const map = await this.#kept(namespace, method, this.#parts.vectors.current())
    if (map === null) return { madeAt: null, living: living.length, newer: living.length, gone: 0 }
    const gone = missingFrom(map.keys, living).length
    return { madeAt: map.madeAt, living: living.length, newer: newerThan(map, living).length, gone }
  }

  async topics(namespace: string, method: MapMethod): Promise<{ regions: MapTopic[]; parts: MapTopic[] }> {
    const map = await this.#kept(namespace, method, this.#parts.vectors.current())
    return map === null ? { regions: [], parts: [] } : topicWords(this.#parts.store, map)
  }

  /** A search as a recall makes it, which asks for more neighbours than are shown. */
  async lists({ namespace, method, query, hits }: ListsAsked): Promise<MapLists> {
    const pair = this.#ready()
    const { space } = await this.#parts.store.space(namespace)
    const vector = query.trim() === '' ? null : await vectorOf(pair, query)
    const { search, ...lists } = await pair.index.walk(space, vector && { vector, k: ASKED_FOR })
    if (search === null || vector === null) return { ...lists, search: null }
    const { found, truth, ...walked } = search
    const map = await this.#kept(namespace, method, pair)
    const at = map && whereOf(map, method, vector, found)
    return { ...lists, search: { ...walked, hits: found.slice(0, hits), truth: truth.slice(0, hits), at } }
  }

  /** What is kept, where it does for what is asked. Few that it is of among many is as good as none. */
  async #good({ namespace, method, outliers }: Asked, pair: VectorPair): Promise<KeptMap | null> {
    const map = await this.#kept(namespace, method, pair)
    // UMAP takes far longer than what only says how lonely each is, which is added to it where it is asked for.
    if (map === null || (method === 'pca' && outliers && map.outliers === null)) return null
    const { living } = await this.#parts.store.space(namespace)
    return living > 2 * map.of && method === 'pca' ? null : map
  }

  async #kept(namespace: string, method: MapMethod, { embedder }: VectorPair): Promise<KeptMap | null> {
    const name = `${namespace}\n${embedder.id}\n${method}`
    const { store } = this.#parts
    if (this.#held?.name === name) {
      // Throws where the namespace is gone.
      await store.space(namespace)
      return this.#held.map
    }
    const map = await store.keptMap(namespace, embedder.id, method)
    if (map !== null) this.#held = { name, map }
    return map
  }

  /** One at a time: each takes as much memory again as the vectors it is of. */
  async *#made(asked: Asked, pair: VectorPair, signal: AbortSignal): AsyncGenerator<MapProgress, KeptMap> {
    yield progress(await this.#sizeOf(asked), 'copy', 0, 1)
    const { promise: over, resolve } = Promise.withResolvers<void>()
    const before = this.#turn
    this.#turn = before.then(() => over)
    try {
      await abortable(before, signal)
      // Somebody else may have made it meanwhile.
      const since = asked.renew ? null : await this.#good(asked, pair)
      if (since !== null) return since
      const drawing = yield* this.#drawn(asked, pair, signal)
      return await this.#keep(asked, pair, drawing)
    } finally {
      resolve()
    }
  }

  /** The same map, with what the plane's found out about each: who lies where is another matter. */
  async *#withOutliers(
    { namespace, method }: Asked,
    map: KeptMap,
    pair: VectorPair,
    signal: AbortSignal,
  ): AsyncGenerator<MapProgress, KeptMap> {
    const asked: Asked = { namespace, method: 'pca', outliers: true, renew: false }
    const plane = (await this.#good(asked, pair)) ?? (yield* this.#made(asked, pair, signal))
    const places = new Map(Array.from(plane.keys, (key, place) => [key, place]))
    const outliers = Float32Array.from(
      map.keys,
      (key) => plane.outliers?.[places.get(key) ?? -1] ?? Number.NaN,
    )
    return this.#put({ namespace, method }, pair, { ...map, outliers })
  }

  async *#drawn(
    asked: Asked,
    pair: VectorPair,
    signal: AbortSignal,
  ): AsyncGenerator<MapProgress, MapDrawing> {
    const { method, outliers } = asked
    const size = await this.#sizeOf(asked)
    const { space } = await this.#parts.store.space(asked.namespace)
    const trial = await pair.index.openTrial(space)
    try {
      await trial.beginMap({ method, outliers, seed: SEED })
      for (;;) {
        signal.throwIfAborted()
        const { drawing, ...step } = await trial.nextOfMap()
        if (drawing !== null) return drawing
        yield progress(size, step.stage, step.done, step.total)
      }
    } finally {
      await trial.close()
    }
  }

  async #sizeOf({ namespace, method, outliers }: Asked): Promise<MapSize> {
    const { living } = await this.#parts.store.space(namespace)
    return { vectors: living, method, outliers }
  }

  #keep(asked: Asked, pair: VectorPair, drawing: MapDrawing): Promise<KeptMap> {
    return this.#put(asked, pair, { ...drawing, madeAt: this.#parts.clock.now() })
  }

  /** A map is a cache: one that cannot be written is shown all the same. */
  async #put(
    { namespace, method }: Pick<Asked, 'namespace' | 'method'>,
    { embedder }: VectorPair,
    map: KeptMap,
  ): Promise<KeptMap> {
    const { store, log } = this.#parts
    this.#held = { name: `${namespace}\n${embedder.id}\n${method}`, map }
    try {
      await store.keepMap(namespace, { embedder: embedder.id, method }, map)
    } catch (error) {
      if (isError(error, 'namespace/not-found')) throw error
      log.warn('a map was not kept', { reason: String(error) })
    }
    return map
  }

  async #shown({ namespace, method }: Asked, map: KeptMap, pair: VectorPair): Promise<MemoryMap> {
    const { store } = this.#parts
    const { space } = await store.space(namespace)
    const living = await store.matching(namespace, ALL_MEMORIES)
    const newer = newerThan(map, living)
    const beside = await placedBeside(map, { method, space, pair, keys: newer.subarray(0, MOST_NEWCOMERS) })
    const rows = await store.mapRows(namespace, Uint32Array.from([...map.keys, ...beside.keys]))
    const { keys, ...columns } = rows
    const points: MapPoints = { keys, ...columns, ...onMap(map, beside, keys) }
    return {
      method,
      madeAt: map.madeAt,
      points,
      living: living.length,
      newer: newer.length,
      explained: map.explained,
      laidOut: map.laidOut.reduce((sum, one) => sum + one, 0),
      hasOutliers: map.outliers !== null,
    }
  }

  #ready(): VectorPair {
    const pair = this.#parts.vectors.current()
    pair.sync.hurry()
    const { state } = pair.sync.state
    if (state === 'ready') return pair
    const reason = state === 'loading' ? 'The vectors are still being loaded.' : 'The vector index failed.'
    throw new AppError('map/impossible', { reason })
  }
}

interface ListsAsked {
  readonly namespace: string
  readonly method: MapMethod
  readonly query: string
  readonly hits: number
}

/** Null where the embedder knows none of the words. */
const vectorOf = async ({ embedder }: VectorPair, query: string): Promise<Float32Array | null> => {
  const vector = await embedder.embed([query], { kind: 'query', isUrgent: true })
  return vector.some((value) => value !== 0) ? vector : null
}

type Beside = Awaited<ReturnType<typeof placedBeside>>

/** The columns that the map itself has, for those of its memories that live, and then for those beside them. */
const onMap = (
  map: KeptMap,
  beside: Beside,
  keys: Uint32Array,
): Pick<MapPoints, 'xy' | 'topic' | 'placed' | 'outlier'> => {
  const count = keys.length
  const xy = new Float32Array(count * 2)
  const [topic, placed] = [new Uint8Array(count), new Uint8Array(count)]
  const outlier = new Float32Array(count).fill(Number.NaN)
  const all = [
    { from: map, how: (i: number): number => 1 - (map.laidOut[i] as number), outliers: map.outliers },
    { from: beside, how: () => 2, outliers: null },
  ]
  let row = 0
  for (const { from, how, outliers } of all) {
    // Both are in the same order, and those that live no more are left out.
    for (let i = 0; i < from.keys.length && row < count; i++) {
      if (from.keys[i] !== keys[row]) continue
      xy[row * 2] = from.xy[i * 2] as number
      xy[row * 2 + 1] = from.xy[i * 2 + 1] as number
      topic[row] = from.topics[i] as number
      placed[row] = how(i)
      if (outliers) outlier[row] = outliers[i] as number
      row += 1
    }
  }
  return { xy, topic, placed, outlier }
}

/** Living memories that are not on a map because they came later; not those that a sample left out. */
const newerThan = ({ keys, of }: KeptMap, living: Uint32Array): Uint32Array => {
  const missing = missingFrom(living, keys)
  if (keys.length === of) return missing
  const last = keys.at(-1) ?? 0
  return missing.filter((key) => key > last)
}

const progress = (size: MapSize, stage: MapProgress['stage'], done: number, total: number): MapProgress => ({
  ...{ type: 'progress', stage, done, total },
  share: shareOf(size, stage, done / total),
})

/** Gives up waiting, not the work, which others may wait for too. */
const abortable = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason as Error)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
