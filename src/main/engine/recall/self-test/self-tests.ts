import type { SelfTest } from '#contract/recall'
import { randomFrom, sampleOf } from '../../fractal/random.ts'
import { ALL_MEMORIES } from '../../life/all-memories.ts'
import type { Clock, MemoryStore } from '../../ports.ts'
import type { ActiveVectors, VectorPair } from '../../vectors/active-vectors.ts'
import type { Pool } from './ask-pool.ts'
import { POOL_SIZE, poolsFor, selfTestOf } from './self-test.ts'

/** A store that grew or shrank by half of what it was is another one. */
const OTHER_BY = 1.5
/** With fewer memories there is nothing to be confused with. */
const FEWEST_MEMORIES = 50
/** Another process may have tested meanwhile: what is known is read anew after so many seconds. */
const KNOWN_FOR = 60
/** Of a text: enough for two halves, and read in a moment however long it is. */
const MOST_CHARACTERS = 2000
/** The same store is asked the same questions. */
const SEED = 1

interface Known {
  readonly test: SelfTest | null
  readonly readAt: number
}

export interface SelfTestParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
  /** Whether anybody goes by the tests: each asks the embedder for some hundred vectors. */
  readonly isOn: () => boolean
}

/** What each namespace's self-test said, by embedder: kept, and made anew once the namespace is another one. */
export class SelfTests {
  readonly #parts: SelfTestParts
  readonly #known = new Map<string, Known>()
  /** Memories of a namespace when too few of its texts were long enough, so that it is not read again in vain. */
  readonly #fruitless = new Map<string, number>()

  constructor(parts: SelfTestParts) {
    this.#parts = parts
  }

  /** Null where none was made yet. A recall waits for the first reading alone. */
  async of(namespace: string, embedder: string): Promise<SelfTest | null> {
    const known = this.#known.get(placeOf(namespace, embedder))
    if (known === undefined) return this.#read(namespace, embedder)
    const isOld = this.#parts.clock.now() - known.readAt >= KNOWN_FOR
    // Who asks now is answered by what is known, and the next one by what is read; a reading that fails is tried again.
    if (isOld) this.#read(namespace, embedder).catch(() => {})
    return known.test
  }

  /** Tests the namespaces that were not tested as they are now. */
  async renew(signal: AbortSignal): Promise<void> {
    if (!this.#parts.isOn()) return
    for (const { name, living } of await this.#parts.store.namespaces()) {
      signal.throwIfAborted()
      await this.#parts.vectors.use((pair) => this.#renewOne({ name, living }, pair, signal))
    }
  }

  async #renewOne(
    { name, living }: { readonly name: string; readonly living: number },
    pair: VectorPair,
    signal: AbortSignal,
  ): Promise<void> {
    const before = await this.of(name, pair.embedder.id)
    const place = placeOf(name, pair.embedder.id)
    const then = before?.memories ?? this.#fruitless.get(place)
    const isSame = then !== undefined && living < then * OTHER_BY && living * OTHER_BY > then
    if (living < FEWEST_MEMORIES || isSame || pair.sync.state.state !== 'ready') return
    const { store, clock } = this.#parts
    const random = randomFrom(SEED)
    const pools = this.#poolsOf(name, pair, random, signal)
    // A round trip to the store is the breath that an engine without timers can take.
    const found = await selfTestOf(pools, pair.embedder, { random, breathe: () => store.seq() })
    if (found === null) {
      this.#fruitless.set(place, living)
      return
    }
    const test: SelfTest = { ...found, memories: living, at: clock.now() }
    await store.keepSelfTest(name, pair.embedder.id, JSON.stringify(test))
    this.#know(name, pair.embedder.id, test)
  }

  async *#poolsOf(
    namespace: string,
    { index }: VectorPair,
    random: () => number,
    signal: AbortSignal,
  ): AsyncGenerator<Pool> {
    const { store } = this.#parts
    const { space } = await store.space(namespace)
    const all = await store.matching(namespace, ALL_MEMORIES)
    for (let left = poolsFor(all.length); left > 0; left--) {
      signal.throwIfAborted()
      const rows = await store.rows(sampleOf(all, POOL_SIZE, random))
      const keys = Uint32Array.from(rows, ({ key }) => key)
      yield {
        texts: rows.map(({ text }) => text.slice(0, MOST_CHARACTERS)),
        similarities: (vector) => index.similarities(space, vector, keys),
      }
    }
  }

  async #read(namespace: string, embedder: string): Promise<SelfTest | null> {
    const kept = await this.#parts.store.selfTest(namespace, embedder)
    const test = kept === null ? null : (JSON.parse(kept) as SelfTest)
    this.#know(namespace, embedder, test)
    return test
  }

  #know(namespace: string, embedder: string, test: SelfTest | null): void {
    this.#known.set(placeOf(namespace, embedder), { test, readAt: this.#parts.clock.now() })
  }
}

const placeOf = (namespace: string, embedder: string): string => JSON.stringify([namespace, embedder])
