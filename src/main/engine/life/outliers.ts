import type { OutlierReport } from '#contract/life'
import type { MemoryRow } from '#contract/memory'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { ALL_MEMORIES, evenly } from './all-memories.ts'
import { rowsOf } from './episodes.ts'
import { type Spread, spreadOf } from './robust-score.ts'

const NEIGHBOURS = 5
/** Iglewicz and Hoaglin's own. */
const THRESHOLD = 3.5
/** Fewer say nothing of what is usual. */
const FEWEST = 10
/** Memories between two reports of progress. */
const SLICE = 50

export type OutlierItem =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result'; readonly report: OutlierReport }

interface Measured {
  readonly key: MemoryKey
  readonly distance: number
  readonly nearest: MemoryKey
}

/** Memories that are like no other (LIFE-8): their mean distance to their nearest neighbours is far from the usual one. */
export class Outliers {
  readonly #parts: { readonly store: MemoryStore; readonly vectors: ActiveVectors }

  constructor(parts: { readonly store: MemoryStore; readonly vectors: ActiveVectors }) {
    this.#parts = parts
  }

  /** Every search is a call of its own, so that others have their turn between two of them. */
  async *find(
    { namespace, sample, limit }: { namespace: string; sample: number; limit: number },
    signal: AbortSignal,
  ): AsyncGenerator<OutlierItem> {
    const { store, vectors } = this.#parts
    const pair = vectors.current()
    await pair.sync.refresh()
    const { space } = await store.space(namespace)
    const keys = await store.matching(namespace, ALL_MEMORIES)
    const sampled = evenly(keys, sample)
    const measured: Measured[] = []
    yield { type: 'progress', done: 0, total: sampled.length }
    for (const [i, key] of sampled.entries()) {
      signal.throwIfAborted()
      const one = await measure(pair, space, key)
      if (one !== null) measured.push(one)
      if ((i + 1) % SLICE === 0) yield { type: 'progress', done: i + 1, total: sampled.length }
    }
    const report = await this.#report(measured, limit)
    yield { type: 'result', report: { memories: keys.length, sampled: sampled.length, ...report } }
  }

  async #report(
    measured: readonly Measured[],
    limit: number,
  ): Promise<Omit<OutlierReport, 'memories' | 'sampled'>> {
    const limits = { neighbours: NEIGHBOURS, threshold: THRESHOLD, fewest: FEWEST }
    if (measured.length < FEWEST) return { ...limits, median: null, deviation: null, outliers: [] }
    const spread = spreadOf(measured.map(({ distance }) => distance))
    const far = measured
      .filter(({ distance }) => spread.score(distance) > THRESHOLD)
      .sort((a, b) => b.distance - a.distance || a.key - b.key)
      .slice(0, limit)
    const rows = await this.#rows(far.flatMap(({ key, nearest }) => [key, nearest]))
    const outliers = far.flatMap(({ key, distance, nearest }) => {
      const memory = rows.get(key)
      if (memory === undefined) return []
      const score = spread.score(distance)
      const reason = reasonOf(distance, score, spread)
      return [{ memory, distance, score, nearest: rows.get(nearest) ?? null, reason }]
    })
    const { median, deviation } = spread
    return { ...limits, median, deviation, outliers }
  }

  async #rows(keys: readonly MemoryKey[]): Promise<ReadonlyMap<MemoryKey, MemoryRow>> {
    const found = await rowsOf(this.#parts.store, Uint32Array.from(new Set(keys)))
    return new Map(found.map(({ key, row }) => [key, row]))
  }
}

/** Null where a memory has no vector, or no neighbour. */
const measure = async ({ index }: VectorPair, space: number, key: MemoryKey): Promise<Measured | null> => {
  const vector = await index.vectorOf(space, key)
  if (vector === null) return null
  const { keys, scores } = await index.search({ space, vector, k: NEIGHBOURS + 1 })
  const others = [...keys.entries()].filter(([, other]) => other !== key).slice(0, NEIGHBOURS)
  const [first] = others
  if (first === undefined) return null
  const sum = others.reduce((total, [i]) => total + Math.max(0, 1 - (scores[i] as number)), 0)
  return { key, distance: sum / others.length, nearest: first[1] }
}

const reasonOf = (distance: number, score: number, { median, deviation }: Spread): string => {
  const [far, usual, off, times] = [distance, median, deviation, score].map((value) => value.toFixed(2))
  return `Its ${NEIGHBOURS} nearest are ${far} away on average, where ${usual} is usual, give or take ${off}: a robust z-score of ${times}, and more than ${THRESHOLD} is extreme.`
}
