import type { MemoryKey } from '../ports.ts'

/** What can happen to a memory: it goes to the bin, loses what it is about, or loses fields by its age. */
export type DecayEventKind = 'evict' | 'decay' | 'reduce'

/** Events of one kind, in the order of time, then of keys. */
export interface EventRun {
  readonly kind: DecayEventKind
  readonly keys: Uint32Array
  readonly at: Float64Array
}

export interface DecayEvent {
  readonly kind: DecayEventKind
  readonly key: MemoryKey
  readonly at: number
}

/**
 * Many sorted lists as if they were one. They are never merged: a page is found by asking each list how many events it
 * has before a moment, so that a hundred thousand of them hold nobody up.
 */
export class EventRuns {
  readonly #runs: readonly EventRun[]

  constructor(runs: readonly EventRun[]) {
    this.#runs = runs.filter(({ keys }) => keys.length > 0)
  }

  /** Events up to a moment, it included. */
  count(until: number, kind?: DecayEventKind): number {
    return this.#of(kind).reduce((sum, { at }) => sum + countUpTo(at, until), 0)
  }

  get first(): number | null {
    return edge(
      this.#runs.map(({ at }) => at[0] as number),
      Math.min,
    )
  }

  get last(): number | null {
    return edge(
      this.#runs.map(({ at }) => at.at(-1) as number),
      Math.max,
    )
  }

  /** Some events up to a moment, in order. */
  page(until: number, { offset, limit }: { readonly offset: number; readonly limit: number }): DecayEvent[] {
    const from = this.#momentOf(offset, until)
    const places = this.#runs.map(({ at }) => countBefore(at, from))
    let skip = offset - places.reduce((sum, place) => sum + place, 0)
    const found: DecayEvent[] = []
    while (found.length < limit) {
      const run = this.#earliest(places)
      const { kind, keys, at } = this.#runs[run] ?? {}
      const place = places[run]
      if (kind === undefined || place === undefined || keys === undefined || at === undefined) break
      if ((at[place] as number) > until) break
      if (skip > 0) skip--
      else found.push({ kind, key: keys[place] as number, at: at[place] as number })
      places[run] = place + 1
    }
    return found
  }

  /** Events in each of so many equal parts of a stretch of time; what is before it counts to the first part. */
  histogram(kind: DecayEventKind, from: number, until: number, bins: number): number[] {
    const counts = Array.from({ length: bins }, (_, bin) =>
      this.count(bin === bins - 1 ? until : from + ((until - from) * (bin + 1)) / bins, kind),
    )
    return counts.map((count, bin) => count - (counts[bin - 1] ?? 0))
  }

  *keys(until: number, kind: DecayEventKind): Generator<MemoryKey> {
    for (const { keys, at } of this.#of(kind)) yield* keys.subarray(0, countUpTo(at, until))
  }

  #of(kind: DecayEventKind | undefined): readonly EventRun[] {
    return kind === undefined ? this.#runs : this.#runs.filter((run) => run.kind === kind)
  }

  #earliest(places: readonly number[]): number {
    let best = -1
    this.#runs.forEach((run, i) => {
      const other = this.#runs[best]
      if ((places[i] as number) >= run.keys.length) return
      if (other === undefined || isBefore(run, places[i] as number, other, places[best] as number)) best = i
    })
    return best
  }

  /** The latest moment before which there are no more than so many events. */
  #momentOf(offset: number, until: number): number {
    let [low, high] = [Math.min(this.first ?? until, until), until]
    if (this.#countBefore(high) <= offset) return high
    for (;;) {
      const middle = (low + high) / 2
      if (middle <= low || middle >= high) return low
      if (this.#countBefore(middle) <= offset) low = middle
      else high = middle
    }
  }

  #countBefore(moment: number): number {
    return this.#runs.reduce((sum, { at }) => sum + countBefore(at, moment), 0)
  }
}

const edge = (moments: readonly number[], choose: (...moments: number[]) => number): number | null =>
  moments.length === 0 ? null : choose(...moments)

const isBefore = (a: EventRun, i: number, b: EventRun, j: number): boolean => {
  const [first, second] = [a.at[i] as number, b.at[j] as number]
  return first < second || (first === second && (a.keys[i] as number) < (b.keys[j] as number))
}

/** How many numbers of an ascending list are below a bound. */
const countBefore = (ascending: Float64Array, bound: number): number => {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** How many are not above it. */
const countUpTo = (ascending: Float64Array, bound: number): number => {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) <= bound) low = middle + 1
    else high = middle
  }
  return low
}
