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
  readonly spaces = new Map<number, Map<number, Float32Array>>()

  apply(rows: readonly Row[]): void {
    for (const { space = 1, key, vector } of rows) {
      const known = this.spaces.get(space) ?? new Map<number, Float32Array>()
      if (vector) known.set(key, Float32Array.from(vector))
      else known.delete(key)
      this.spaces.set(space, known)
    }
  }

  search(space: number, query: Float32Array, k: number, allowed?: Uint32Array): [number, number][] {
    const admitted = allowed && new Set(allowed)
    return [...(this.spaces.get(space) ?? [])]
      .filter(([key]) => admitted?.has(key) ?? true)
      .map(([key, vector]): [number, number] => [key, dot(query, vector)])
      .sort(([keyA, a], [keyB, b]) => b - a || keyA - keyB)
      .slice(0, k)
  }
}

/** In the order of additions that the kernels promise. */
const dot = (query: Float32Array, vector: Float32Array): number => {
  const s = [0, 0, 0, 0, 0, 0, 0, 0]
  query.forEach((value, i) => {
    s[i % 8]! += value * vector[i]!
  })
  return s[0]! + s[4]! + (s[2]! + s[6]!) + (s[1]! + s[5]! + (s[3]! + s[7]!))
}

export const pairsOf = ({ keys, scores }: ScoredKeys): [number, number][] =>
  Array.from(keys, (key, i): [number, number] => [key, scores[i]!])

export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

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
