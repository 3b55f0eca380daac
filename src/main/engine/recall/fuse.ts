import type { SignalName, SignalPart, Weights } from '#contract/recall'
import type { MemoryKey, ScoredKeys } from '../ports.ts'

/** What one signal knows of the candidates of a query. */
export interface Signal {
  readonly name: SignalName
  /** In the signal's own unit; null where it has none. */
  raw(key: MemoryKey): number | null
  /** Brought to [0, 1] within this query. */
  normalised(key: MemoryKey): number
  /** Place by this signal alone, from 1; null where it did not find the memory. */
  rank(key: MemoryKey): number | null
}

export interface FusedKey {
  readonly key: MemoryKey
  readonly score: number
  /** Cosine with the query; where the vector list does not have it, less than any. Decides among equal scores. */
  readonly similarity: number
}

/** Lists are judged by their first so many, whatever was asked for, so that no score depends on k. */
export const DEPTH = 200

/** The weights that a query is really scored with: signals that have nothing to say give theirs to the others. */
export const effectiveWeights = (weights: Weights, silent: ReadonlySet<SignalName>): Weights => {
  const names = Object.keys(weights) as SignalName[]
  const heard = names.map((name) => (silent.has(name) ? 0 : weights[name]))
  const sum = heard.reduce((total, weight) => total + weight, 0)
  const scaled = names.map((name, i) => [name, sum > 0 ? (heard[i] as number) / sum : 0] as const)
  return Object.fromEntries(scaled) as unknown as Weights
}

/**
 * A convex sum of the signals (REC-1): `score = sum of weight x normalised`. Best first; equal scores by similarity, as
 * deep in a long list meaning gives no points but still an order, then by key.
 *
 * Fusing the best n of every list instead of all memories loses nothing among the first n: whatever is in neither
 * list has at most the normalised keyword score of the last of the keyword list, and none from the vectors.
 */
export const fuse = (keys: Iterable<MemoryKey>, signals: readonly Signal[], weights: Weights): FusedKey[] => {
  const vector = signals.find(({ name }) => name === 'vector')
  return [...new Set(keys)]
    .map((key) => ({
      key,
      score: signals.reduce((sum, signal) => sum + weights[signal.name] * signal.normalised(key), 0),
      similarity: vector?.raw(key) ?? UNKNOWN,
    }))
    .sort((a, b) => bestFirst(a, b) || a.key - b.key)
}

/** Finite, since the difference of two infinities is no number. */
const UNKNOWN = -2

/** Orders by score, then by similarity; 0 where both are equal. */
export const bestFirst = (a: Omit<FusedKey, 'key'>, b: Omit<FusedKey, 'key'>): number =>
  b.score - a.score || b.similarity - a.similarity

/** The score of one memory taken apart; the parts sum to it. */
export const partsOf = (key: MemoryKey, signals: readonly Signal[], weights: Weights): SignalPart[] =>
  signals.map((signal) => {
    const normalised = signal.normalised(key)
    return {
      signal: signal.name,
      raw: signal.raw(key),
      normalised,
      part: weights[signal.name] * normalised,
      rank: signal.rank(key),
    }
  })

/** BM25 divided by that of the best match. `beyond` holds scores of memories that are not in the list. */
export const keywordSignal = (list: ScoredKeys, beyond: ReadonlyMap<MemoryKey, number>): Signal => {
  const { scores, ranks } = indexed(list)
  const score = (key: MemoryKey): number => scores.get(key) ?? beyond.get(key) ?? 0
  const best = list.scores[0] ?? 0
  return {
    name: 'keyword',
    raw: score,
    normalised: (key) => (best > 0 ? score(key) / best : 0),
    rank: (key) => ranks.get(key) ?? null,
  }
}

/**
 * Cosine, stretched so that the best is 1 and the last of the first {@link DEPTH} is 0, as is all that comes after it;
 * `beyond` holds others, to be shown.
 */
export const vectorSignal = (list: ScoredKeys, beyond: ReadonlyMap<MemoryKey, number>): Signal => {
  const { scores, ranks } = indexed(list)
  const best = list.scores[0] ?? 0
  const worst = list.scores[Math.min(DEPTH, list.scores.length) - 1] ?? 0
  return {
    name: 'vector',
    raw: (key) => scores.get(key) ?? beyond.get(key) ?? null,
    normalised: (key) => {
      const similarity = scores.get(key)
      if (similarity === undefined) return 0
      return best > worst ? Math.max(0, similarity - worst) / (best - worst) : Number(similarity === best)
    },
    rank: (key) => ranks.get(key) ?? null,
  }
}

/** Cosine with the context, stretched over the candidates: the one farthest from it is 0, the nearest 1 (REC-4). */
export const contextSignal = (cosines: ReadonlyMap<MemoryKey, number>): Signal => {
  const known = [...cosines.values()].filter((cosine) => !Number.isNaN(cosine))
  const best = Math.max(...known)
  const worst = Math.min(...known)
  const raw = (key: MemoryKey): number | null => {
    const cosine = cosines.get(key)
    return cosine === undefined || Number.isNaN(cosine) ? null : cosine
  }
  return {
    name: 'context',
    raw,
    normalised: (key) => {
      const cosine = raw(key)
      if (cosine === null) return 0
      return best > worst ? (cosine - worst) / (best - worst) : 1
    },
    rank: () => null,
  }
}

/** As usual for reciprocal rank fusion (Cormack, Clarke and Buettcher, 2009). */
const RANK_OFFSET = 60

/** A signal that counts by place instead of by score: 1 for the first, then less, and ever less slowly. */
export const reciprocalRank = (signal: Signal): Signal => ({
  ...signal,
  normalised: (key) => {
    const place = signal.rank(key)
    if (place !== null) return (RANK_OFFSET + 1) / (RANK_OFFSET + place)
    return isListed(signal.name) ? 0 : signal.normalised(key)
  },
})

/** Signals that find memories; the others only weigh what those find, and give no places. */
const isListed = (name: SignalName): boolean => name === 'keyword' || name === 'vector' || name === 'graph'

/** Importance divided by the greatest among the candidates; what is below zero counts as zero. */
export const importanceSignal = (values: ReadonlyMap<MemoryKey, number>): Signal => {
  const greatest = Math.max(0, ...values.values())
  return {
    name: 'importance',
    raw: (key) => values.get(key) ?? null,
    normalised: (key) => (greatest > 0 ? Math.max(0, values.get(key) ?? 0) / greatest : 0),
    rank: () => null,
  }
}

const HALF_LIFE_SECONDS = 30 * 24 * 3600

/** Halves every 30 days since the memory's time; what lies in the future counts as now. */
export const recencySignal = (ages: ReadonlyMap<MemoryKey, number>): Signal => ({
  name: 'recency',
  raw: (key) => ages.get(key) ?? null,
  normalised: (key) => {
    const age = ages.get(key)
    return age === undefined ? 0 : 0.5 ** (Math.max(0, age) / HALF_LIFE_SECONDS)
  },
  rank: () => null,
})

const indexed = (list: ScoredKeys) => ({
  scores: new Map<MemoryKey, number>([...list.keys].map((key, i) => [key, list.scores[i] as number])),
  ranks: new Map<MemoryKey, number>([...list.keys].map((key, i) => [key, i + 1])),
})
