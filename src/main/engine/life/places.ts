import { isError } from '#contract/errors'
import { type MemoryStore, MutationRefused } from '../ports.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import { ALL_MEMORIES, evenly } from './all-memories.ts'
import { fixedAxes, type PlaceAxes, principalAxes, projected } from './principal-axes.ts'
import { spiralFrom } from './spiral.ts'

/** A namespace has axes of its own from so many memories on; they are fitted to so many of them. */
const FITTED_FROM = 64
const FITTED_TO = 256
/** Places that are looked up at once, at most. */
const MOST_AT_ONCE = 512
/** Each refusal means that somebody else got on, so this many in a row mean something else. */
const ATTEMPTS = 100
/** Of what has no vector. */
const MIDDLE = [50, 50] as const

interface Wanted {
  readonly namespace: string
  /** One for each place; undefined where it could not be made. */
  readonly vectors: readonly (Float32Array | undefined)[]
  readonly pair: VectorPair
}

type Place = [number, number]

/**
 * Finds free places for memories that come without one, near their meaning (LIFE-1): on the plane of the two leading
 * principal axes, at the first place that is free on a spiral. Axes are fitted once to an embedder's vectors in a
 * namespace and kept, so that what means the same comes to the same region however the namespace grows.
 */
export class Places {
  readonly #store: MemoryStore
  /** Places given out to changes that are not written yet, by namespace. */
  readonly #given = new Map<string, Set<string>>()
  /** Axes that are being fitted, by namespace and embedder. */
  readonly #fits = new Map<string, Promise<PlaceAxes | null>>()

  constructor(store: MemoryStore) {
    this.#store = store
  }

  /**
   * Gives places to a change that must find them empty, and others where somebody was faster. No two changes under way
   * have the same place.
   */
  async use<T>(wanted: Wanted, change: (places: readonly Place[]) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const places = await this.#give(wanted)
      try {
        return await change(places)
      } catch (error) {
        if (!isTaken(error) || attempt === ATTEMPTS) throw error
      } finally {
        this.#takeBack(wanted.namespace, places)
      }
    }
  }

  async #give({ namespace, vectors, pair }: Wanted): Promise<Place[]> {
    const axes = await this.#axesOf(namespace, pair)
    const starts = vectors.map((vector) => (vector === undefined ? MIDDLE : projected(axes, vector)))
    const spirals = starts.map(spiralFrom)
    const places: (Place | undefined)[] = starts.map(() => undefined)
    // All that still look for a place are looked up together, a little further out each time.
    for (let size = 1; places.includes(undefined); size = Math.min(MOST_AT_ONCE, size * 4)) {
      const looking = [...places.keys()].filter((i) => places[i] === undefined)
      const tried = looking.map((i) => nextOf(spirals[i] as Iterator<Place>, size))
      if (tried.some(({ length }) => length === 0)) throw new Error(`every place of "${namespace}" is taken`)
      const rows = await this.#store.rowsAt(namespace, tried.flat())
      const free = tried.flat().filter((_, i) => rows[i] === null)
      const isFree = new Set(free.map(String))
      const given = this.#givenIn(namespace)
      for (const [n, i] of looking.entries()) {
        const place = tried[n]?.find((one) => isFree.has(String(one)) && !given.has(String(one)))
        if (place === undefined) continue
        given.add(String(place))
        places[i] = place
      }
    }
    return places.filter((place) => place !== undefined)
  }

  #givenIn(namespace: string): Set<string> {
    const given = this.#given.get(namespace) ?? new Set<string>()
    this.#given.set(namespace, given)
    return given
  }

  #takeBack(namespace: string, places: readonly Place[]): void {
    const given = this.#givenIn(namespace)
    for (const place of places) given.delete(String(place))
    if (given.size === 0) this.#given.delete(namespace)
  }

  async #axesOf(namespace: string, pair: VectorPair): Promise<PlaceAxes> {
    const { id, dimension } = pair.embedder
    const kept = await this.#store.placeAxes(namespace, id)
    if (kept !== null) return JSON.parse(kept) as PlaceAxes
    const fitted = await this.#fitOnce(namespace, pair)
    return fitted ?? fixedAxes(dimension)
  }

  /** Many that come at the same time wait for one fit. */
  #fitOnce(namespace: string, pair: VectorPair): Promise<PlaceAxes | null> {
    const name = `${namespace} ${pair.embedder.id}`
    const under = this.#fits.get(name)
    if (under !== undefined) return under
    const fit = this.#fitAndKeep(namespace, pair).finally(() => this.#fits.delete(name))
    this.#fits.set(name, fit)
    return fit
  }

  async #fitAndKeep(namespace: string, pair: VectorPair): Promise<PlaceAxes | null> {
    const fitted = await this.#fit(namespace, pair)
    if (fitted === null) return null
    const kept = await this.#store.keepPlaceAxes(namespace, pair.embedder.id, JSON.stringify(fitted))
    return JSON.parse(kept) as PlaceAxes
  }

  /** Null where there are too few memories, or their vectors are out of reach. */
  async #fit(namespace: string, { index, sync }: VectorPair): Promise<PlaceAxes | null> {
    const { space, living } = await this.#store.space(namespace)
    if (living < FITTED_FROM || sync.state.state !== 'ready') return null
    const keys = await this.#store.matching(namespace, ALL_MEMORIES)
    const vectors: Float32Array[] = []
    for (const key of evenly(keys, FITTED_TO)) {
      const vector = await index.vectorOf(space, key)
      if (vector !== null) vectors.push(vector)
    }
    if (vectors.length < FITTED_FROM / 2) return null
    const rounds = principalAxes(vectors)
    for (;;) {
      const round = rounds.next()
      if (round.done) return round.value
      // What waits in this thread has its turn while the store is asked.
      await this.#store.seq()
    }
  }
}

/** Not by `take`, which ends the spiral with what it took. */
const nextOf = (spiral: Iterator<Place>, size: number): Place[] => {
  const places: Place[] = []
  while (places.length < size) {
    const { done, value } = spiral.next()
    if (done) break
    places.push(value)
  }
  return places
}

const isTaken = (error: unknown): boolean =>
  isError(error, 'memory/exists') || (error instanceof MutationRefused && error.found === 'living')
