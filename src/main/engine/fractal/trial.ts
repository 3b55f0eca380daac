import type {
  IndexHealth,
  MapOrder,
  MapStep,
  ScoredKeys,
  TrialAnswers,
  TrialChanges,
  TrialEffort,
  TrialQueries,
  VectorExplanation,
} from '#engine/ports'
import { drawMap, type FindNearest } from '../map/draw-map.ts'
import type { Crc32, SnapshotSource } from '../snapshot/snapshot.ts'
import { FractalIndex } from './fractal-index.ts'
import { indexHealth } from './index-health.ts'
import type { Kernel } from './kernel/kernel.ts'
import { none } from './none.ts'
import { defaultSettings } from './search-settings.ts'

/** Vectors that are copied between two pauses. */
const COPIED = 2000
/** What a cancel waits for. */
const MAP_SLICE_MS = 200
/** Searches of a thread that has just begun are up to three times as slow as those after them: nobody's figure. */
const WARM_UP = 50

export interface TrialParts {
  readonly dimension: number
  readonly kernel: Kernel
  readonly space: number
  /** What `FractalIndex.copy` wrote. */
  readonly source: SnapshotSource
  readonly crc: Crc32
  /** Milliseconds of a monotone clock. */
  readonly elapsed: () => number
  /** Called between two short pieces of work: may block while somebody else needs the processor. */
  readonly rest?: () => void
}

/**
 * A copy of one space, on which settings are tried without anybody else feeling it (QUAL-3). It has a thread for itself,
 * so it does its long work at once, and never builds by itself.
 */
export class Trial {
  readonly #index: FractalIndex
  readonly #kernel: Kernel
  readonly #space: number
  readonly #elapsed: () => number
  readonly #rest: () => void
  #isWarm = false
  #map: ReturnType<typeof drawMap> | null = null

  /** @throws UnusableSnapshot */
  constructor({ dimension, kernel, space, source, crc, elapsed, rest = () => {} }: TrialParts) {
    this.#index = new FractalIndex({ dimension, kernel, settings: { rebuildEnabled: false } })
    this.#index.load(source, crc)
    this.#kernel = kernel
    this.#space = space
    this.#elapsed = elapsed
    this.#rest = rest
  }

  /** The k nearest to each vector by comparing with all. */
  async nearest(vectors: Float32Array, k: number): Promise<ScoredKeys[]> {
    const found = this.#index.nearest(this.#space, vectors, k)
    this.#index.settle()
    return found
  }

  /** How hard a search tries with what is asked; a profile that is not calibrated yet is so now. */
  effort(asked: TrialEffort): { readonly beam: number; readonly candidates: number } {
    this.#index.configure({ ...defaultSettings, rebuildEnabled: false, ...asked })
    this.#index.settle()
    const settings = this.health().tree?.settings
    return { beam: settings?.beam ?? 0, candidates: settings?.candidates ?? 0 }
  }

  /** Each query is asked twice, and the shorter time counts: what else the machine did is not the setting's. */
  measure({ vectors, k, keep, exact = false }: TrialQueries, asked: TrialEffort): TrialAnswers {
    this.effort(asked)
    const { dimension } = this.#index
    const queries = vectors.length / dimension
    const keys = new Uint32Array(queries * keep).fill(none)
    const scores = new Float64Array(queries * keep)
    const micros = new Float64Array(queries)
    const queryOf = (i: number) => ({
      space: this.#space,
      vector: vectors.subarray(i * dimension, (i + 1) * dimension),
      k,
      exact,
    })
    if (!exact && !this.#isWarm && queries > 0) {
      this.#isWarm = true
      for (let i = 0; i < WARM_UP; i++) this.#index.search(queryOf(i % queries))
    }
    for (let i = 0; i < queries; i++) {
      const query = queryOf(i)
      this.#rest()
      const begun = this.#elapsed()
      const found = this.#index.search(query)
      const between = this.#elapsed()
      this.#index.search(query)
      micros[i] = Math.min(between - begun, this.#elapsed() - between) * 1000
      keys.set(found.keys.subarray(0, keep), i * keep)
      scores.set(found.scores.subarray(0, keep), i * keep)
    }
    return { keys, scores, micros }
  }

  explain(
    vector: Float32Array,
    k: number,
    { key, asked }: { readonly key: number; readonly asked: TrialEffort },
  ): VectorExplanation | null {
    this.effort(asked)
    return this.#index.explain({ space: this.#space, vector, k }, key)
  }

  /** Lists anew, as many as asked for, and what the profile needs of them. */
  async rebuild(centroids: number | 'auto'): Promise<void> {
    this.#index.configure({ centroids })
    const built = this.#index.rebuild(this.#space)
    this.#index.settle()
    await built
  }

  /** What upkeep a change leaves is done between two, as it is where the index is in use. */
  change(count: number): TrialChanges {
    const { keys, at } = this.#index.vectorsOf(this.#space)
    const places = Array.from({ length: Math.min(count, keys.length) }, (_, i) =>
      Math.floor((i * keys.length) / count),
    )
    const changed = places.map((place) => ({ key: keys[place] as number, vector: at(place).slice() }))
    const removals = this.#timed(changed, 0)
    const inserts = this.#timed(changed, 1)
    this.#index.settle()
    return { removals, inserts }
  }

  #timed(changed: readonly { key: number; vector: Float32Array }[], alive: 0 | 1): Float64Array {
    return Float64Array.from(changed, ({ key, vector }) => {
      const batch = {
        spaces: Uint32Array.of(this.#space),
        keys: Uint32Array.of(key),
        alive: Uint8Array.of(alive),
        vectors: vector,
        complete: true,
      }
      const begun = this.#elapsed()
      this.#index.apply(batch)
      const micros = (this.#elapsed() - begun) * 1000
      this.#index.step()
      return micros
    })
  }

  beginMap(order: MapOrder): void {
    const vectors = this.#index.vectorsOf(this.#space)
    const nearest: FindNearest = (vector, k) => this.#index.search({ space: this.#space, vector, k })
    const among = (keys: Uint32Array): Generator<undefined, FindNearest> => this.#indexOf(keys)
    this.#map = drawMap({ ...vectors, dimension: this.#index.dimension, nearest, among }, order)
  }

  /** An index of some vectors alone. A filter over that of all would go through five times as many for a fifth of them. */
  *#indexOf(keys: Uint32Array): Generator<undefined, FindNearest> {
    const { dimension } = this.#index
    const index = new FractalIndex({ dimension, kernel: this.#kernel, settings: { profile: 'fast' } })
    for (let from = 0; from < keys.length; from += COPIED) {
      const some = keys.subarray(from, from + COPIED)
      const vectors = new Float32Array(some.length * dimension)
      for (const [i, key] of some.entries()) {
        const vector = this.#index.vectorOf(this.#space, key)
        if (vector !== null) vectors.set(vector, i * dimension)
      }
      const spaces = new Uint32Array(some.length).fill(this.#space)
      const alive = new Uint8Array(some.length).fill(1)
      index.apply({ spaces, keys: some, alive, vectors, complete: from + COPIED >= keys.length })
      yield
    }
    while (index.step()) yield
    return (vector, k) => index.search({ space: this.#space, vector, k })
  }

  nextOfMap(): MapStep {
    if (this.#map === null) throw new Error('no map was begun')
    const until = this.#elapsed() + MAP_SLICE_MS
    for (;;) {
      this.#rest()
      const step = this.#map.next()
      if (step.done) {
        this.#map = null
        return { stage: 'place', done: 1, total: 1, drawing: step.value }
      }
      if (this.#elapsed() >= until) return { ...step.value, drawing: null }
    }
  }

  health(): IndexHealth {
    return indexHealth(this.#index, this.#space)
  }
}
