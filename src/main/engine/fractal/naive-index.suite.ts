import type { ScoredKeys, VectorBatch } from '#engine/ports'

export interface Row {
  readonly space?: number
  readonly key: number
  /** None for a dead one. */
  readonly vector?: ArrayLike<number>
}

export const batchOf = (dimension: number, rows: readonly Row[]): VectorBatch => {
  const vectors = new Float32Array(rows.length * dimension)
  for (const [i, { vector }] of rows.entries()) vectors.set(vector ?? [], i * dimension)
  return {
    spaces: Uint32Array.from(rows, ({ space }) => space ?? 1),
    keys: Uint32Array.from(rows, ({ key }) => key),
    alive: Uint8Array.from(rows, ({ vector }) => (vector ? 1 : 0)),
    vectors,
    cursor: { seq: 0, key: 0 },
    complete: true,
  }
}

/** What the index has to answer, in the plainest way: all scores, all sorted. */
export class NaiveIndex {
  readonly #dimension: number
  readonly #spaces = new Map<number, NaiveSpace>()

  constructor(dimension: number) {
    this.#dimension = dimension
  }

  apply(rows: readonly Row[]): void {
    for (const { space = 1, key, vector } of rows) {
      const known = this.#spaces.get(space) ?? new NaiveSpace(this.#dimension)
      this.#spaces.set(space, known)
      known.remove(key)
      if (vector) known.add(key, vector)
    }
  }

  drop(space: number): void {
    this.#spaces.delete(space)
  }

  get size(): number {
    return [...this.#spaces.values()].reduce((sum, { keys }) => sum + keys.length, 0)
  }

  countOf(space: number): number {
    return this.#spaces.get(space)?.keys.length ?? 0
  }

  vectorOf(space: number, key: number): Float32Array | null {
    return this.#spaces.get(space)?.vectorOf(key) ?? null
  }

  search(space: number, query: Float32Array, k: number, allowed?: Uint32Array): [number, number][] {
    const known = this.#spaces.get(space)
    const admitted = allowed && new Set(allowed)
    return (known?.keys ?? [])
      .map((key, place): [number, number] => [key, known!.score(query, place)])
      .filter(([key]) => admitted?.has(key) ?? true)
      .sort(([keyA, a], [keyB, b]) => b - a || keyA - keyB)
      .slice(0, k)
  }

  /** Whether these are the k best: true to themselves, and as many as are not worse than the last of them. */
  isBest(space: number, query: Float32Array, k: number, found: ScoredKeys): boolean {
    const { keys, scores } = found
    if (keys.length !== Math.min(k, this.countOf(space)) || !this.isSound(space, query, found)) return false
    const known = this.#spaces.get(space)
    const last = keys.length - 1
    let asGood = 0
    for (let place = 0; place < this.countOf(space); place++) {
      const score = known!.score(query, place)
      if (score > scores[last]! || (score === scores[last] && known!.keys[place]! <= keys[last]!)) asGood += 1
    }
    return asGood === keys.length
  }

  /** Whether an answer, complete or not, is of living keys with their own scores, best first, ties by key. */
  isSound(space: number, query: Float32Array, { keys, scores }: ScoredKeys): boolean {
    const known = this.#spaces.get(space)
    return keys.every((key, i) => {
      const place = known?.placeOf(key)
      if (place === undefined || !Object.is(scores[i], known!.score(query, place))) return false
      if (i === 0) return true
      return scores[i]! < scores[i - 1]! || (scores[i] === scores[i - 1] && key > keys[i - 1]!)
    })
  }
}

/** Vectors one after the other, in the order of the keys; what is removed leaves its place to the last one. */
class NaiveSpace {
  readonly keys: number[] = []
  readonly #dimension: number
  readonly #places = new Map<number, number>()
  #vectors: Float32Array

  constructor(dimension: number) {
    this.#dimension = dimension
    this.#vectors = new Float32Array(64 * dimension)
  }

  placeOf(key: number): number | undefined {
    return this.#places.get(key)
  }

  vectorOf(key: number): Float32Array | null {
    const place = this.#places.get(key)
    return place === undefined ? null : this.#at(place).slice()
  }

  score(query: Float32Array, place: number): number {
    return dot(query, this.#vectors, place * this.#dimension)
  }

  add(key: number, vector: ArrayLike<number>): void {
    const place = this.keys.push(key) - 1
    this.#places.set(key, place)
    if ((place + 1) * this.#dimension > this.#vectors.length) {
      const before = this.#vectors
      this.#vectors = new Float32Array(before.length * 2)
      this.#vectors.set(before)
    }
    this.#at(place).set(vector)
  }

  remove(key: number): void {
    const place = this.#places.get(key)
    if (place === undefined) return
    this.#places.delete(key)
    const last = this.keys.pop()!
    if (last === key) return
    this.keys[place] = last
    this.#places.set(last, place)
    this.#at(place).set(this.#at(this.keys.length))
  }

  #at(place: number): Float32Array {
    return this.#vectors.subarray(place * this.#dimension, (place + 1) * this.#dimension)
  }
}

const sums = new Float64Array(8)

/** In the order of additions that the kernels promise. */
export const dot = (query: Float32Array, vector: Float32Array, offset = 0): number => {
  const s = sums.fill(0)
  for (let i = 0; i < query.length; i++) s[i % 8]! += query[i]! * vector[offset + i]!
  return s[0]! + s[4]! + (s[2]! + s[6]!) + (s[1]! + s[5]! + (s[3]! + s[7]!))
}

export const pairsOf = ({ keys, scores }: ScoredKeys): [number, number][] =>
  Array.from(keys, (key, i): [number, number] => [key, scores[i]!])

/** Small whole numbers give many ties; others give rows that differ by less than their codes can tell. */
export const makers: Record<string, (random: () => number) => number> = {
  whole: (random) => Math.floor(random() * 5) - 2,
  even: (random) => random() - 0.5,
  near: (random) => 0.3 + random() * 1e-4,
  sparse: (random) => (random() < 0.9 ? 0 : random() - 0.5),
  outliers: (random) => (random() < 0.02 ? 50 : 0.1) * (random() - 0.5),
  tiny: (random) => (random() - 0.5) * 1e-38,
}

export const vectorOf = (dimension: number, maker: string, random: () => number): Float32Array =>
  Float32Array.from({ length: dimension }, () => makers[maker]!(random))
