import type { Filter } from '#contract/filter'
import type { GateCalibration, GateSettings } from '#contract/gate'
import type { MemoryKey, MemoryStore } from '../ports.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import { clamp01, gateScore, isStopped } from './gate-score.ts'
import { pairsToJudge } from './pairs-to-judge.ts'

/** Neighbours that are asked for first: one of them mostly came before. */
const ASKED = 16
/** Beyond so many later neighbours, those that came before are asked for by name: there are few of them then. */
const MOST_ASKED = 1024
/** Memories between two reports of progress. */
const SLICE = 50
/** Thresholds that are reckoned. */
const STEPS = 100

const EVERYTHING: Filter = {
  is: 'or',
  any: [
    { is: 'type', value: 'episodic' },
    { is: 'type', value: 'semantic' },
  ],
}

export interface CalibrationParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly settings: GateSettings
}

export type CalibrationItem =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'result'; readonly report: GateCalibration }

interface Measured {
  readonly key: MemoryKey
  /** To the nearest neighbour; null where there is none. */
  readonly nearest: number | null
  /** To the nearest of those that came before; null for the first. */
  readonly earlier: number | null
  readonly earlierKey: MemoryKey | null
}

/** What thresholds would do, measured on what is stored (GATE-5). */
export class Calibration {
  readonly #parts: CalibrationParts

  constructor(parts: CalibrationParts) {
    this.#parts = parts
  }

  /** Every search is a call of its own, so that others have their turn between two of them. */
  async *run(
    { namespace, sample }: { readonly namespace: string; readonly sample: number },
    signal: AbortSignal,
  ): AsyncGenerator<CalibrationItem> {
    const { store, vectors } = this.#parts
    const pair = vectors.current()
    const { space } = await store.space(namespace)
    const keys = await store.matching(namespace, EVERYTHING)
    const places = evenly(keys.length, sample)
    const measured: Measured[] = []
    yield { type: 'progress', done: 0, total: places.length }
    for (const [i, place] of places.entries()) {
      signal.throwIfAborted()
      const one = await this.#measure({ ...pair, space }, keys, place).catch((error: unknown) => {
        pair.sync.report(error)
        return null
      })
      if (one !== null) measured.push(one)
      if ((i + 1) % SLICE === 0) yield { type: 'progress', done: i + 1, total: places.length }
    }
    const pairs = await pairsToJudge(store, measured)
    yield { type: 'result', report: { ...this.#report(keys.length, measured), pairs } }
  }

  /** Null where the memory has no vector. Keys grow with time, so a smaller one came before. */
  async #measure(
    { index, space }: Pick<VectorPair, 'index'> & { readonly space: number },
    keys: Uint32Array,
    place: number,
  ): Promise<Measured | null> {
    const key = keys[place] as MemoryKey
    const vector = await index.vectorOf(space, key)
    if (vector === null) return null
    let nearest: number | null = null
    for (let k = ASKED; k <= MOST_ASKED; k *= 8) {
      const found = await index.search({ space, vector, k })
      nearest ??= bestOf(found, (other) => other !== key).score
      const earlier = bestOf(found, (other) => other < key)
      if (earlier.score !== null || found.keys.length < k) return measuredOf(key, nearest, earlier)
    }
    const earlier = await index.search({ space, vector, k: 1, allowed: keys.slice(0, place) })
    return measuredOf(
      key,
      nearest,
      bestOf(earlier, () => true),
    )
  }

  #report(memories: number, measured: readonly Measured[]): Omit<GateCalibration, 'pairs'> {
    const { weights } = this.#parts.settings
    const sampled = measured.length
    const scores = measured.map(({ earlier }) => gateScore(earlier, undefined, weights).score)
    const stopped = Array.from({ length: STEPS + 1 }, (_, step) => {
      const threshold = step / STEPS
      const share = sampled === 0 ? 0 : scores.filter((score) => isStopped(score, threshold)).length / sampled
      return { threshold, memories: Math.round(share * memories), share }
    })
    return {
      memories,
      sampled,
      similarities: ascending(measured.flatMap(({ nearest }) => nearest ?? [])),
      novelties: ascending(measured.map(({ earlier }) => (earlier === null ? 1 : clamp01(1 - earlier)))),
      stopped,
    }
  }
}

/** Places from the first to the last, as many as asked for, all of them where there are no more. */
const evenly = (count: number, sample: number): number[] => {
  const wanted = Math.min(count, sample)
  return Array.from({ length: wanted }, (_, i) => Math.floor((i * count) / wanted))
}

/** The best that counts. */
const bestOf = (
  { keys, scores }: { readonly keys: Uint32Array; readonly scores: Float64Array },
  counts: (key: MemoryKey) => boolean,
): Best => {
  const at = keys.findIndex(counts)
  return at < 0 ? { key: null, score: null } : { key: keys[at] as number, score: scores[at] as number }
}

interface Best {
  readonly key: MemoryKey | null
  readonly score: number | null
}

const measuredOf = (key: MemoryKey, nearest: number | null, { key: earlierKey, score }: Best): Measured => ({
  key,
  nearest,
  earlier: score,
  earlierKey,
})

const ascending = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b)
